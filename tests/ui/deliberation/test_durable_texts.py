"""Texts record themselves; what can't be recorded stays in its field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from btstc_jury.application.office import Office
from btstc_jury.application.ports import Part
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT, TextField
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.exam_file import SqliteExamFile
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from btstc_jury.ui.oral.texts import DurableText
from tests.conftest import ExpectedLogs
from tests.ui.deliberation.conftest import Deliberate, Table

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def text(page: DeliberationPage) -> DurableText:
    found = page.verdict.texts[TextField.APPRECIATION]
    found.editor.setFocus()
    return found


def written(table: Table, oral: int) -> str:
    """What another reader of the file would find."""
    return table.oral(oral).verdict.appreciation


def test_a_second_without_typing_records(qtbot: QtBot, table: Table, oral: int, text: DurableText) -> None:
    QTest.keyClicks(text.editor, "Ecoute")
    assert written(table, oral) == ""
    qtbot.waitUntil(lambda: written(table, oral) == "Ecoute")
    assert text.editor.hasFocus()
    assert text.status.text().startswith("6 / 4\u202f000 · consigné ")


def test_leaving_the_field_records(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage, text: DurableText
) -> None:
    QTest.keyClicks(text.editor, "Ecoute")
    page.criteria.list.setFocus()
    assert written(table, oral) == "Ecoute"


def test_control_enter_records(qtbot: QtBot, table: Table, oral: int, text: DurableText) -> None:
    QTest.keyClicks(text.editor, "un")
    QTest.keyClick(text.editor, Qt.Key.Key_Return)
    QTest.keyClicks(text.editor, "deux")
    QTest.keyClick(text.editor, Qt.Key.Key_Return, CTRL)
    assert written(table, oral) == "un\ndeux"


def test_settling_records_first(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage, text: DurableText
) -> None:
    QTest.keyClicks(text.editor, "Ecoute")
    assert page.flush()
    assert written(table, oral) == "Ecoute"


def test_no_break_spaces_survive(table: Table, oral: int, text: DurableText) -> None:
    QGuiApplication.clipboard().setText("«\u00a0bien\u00a0» 80\u202f%")
    text.editor.paste()
    assert text.flush()
    assert written(table, oral) == "«\u00a0bien\u00a0» 80\u202f%"
    assert not text.editor.unrecorded


def test_undo_is_the_fields_then_the_orals(qtbot: QtBot, table: Table, oral: int, text: DurableText) -> None:
    QTest.keyClicks(text.editor, "Ecoute")
    QTest.keyClick(text.editor, Qt.Key.Key_Return, CTRL)
    QTest.keyClicks(text.editor, " et")
    QTest.keyClick(text.editor, Qt.Key.Key_Z, CTRL)
    assert text.editor.text() == "Ecoute"
    assert written(table, oral) == "Ecoute"
    QTest.keyClick(text.editor, Qt.Key.Key_Z, CTRL | SHIFT)
    assert text.editor.text() == "Ecoute et"
    QTest.keyClick(text.editor, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(text.editor, Qt.Key.Key_Z, CTRL)
    assert written(table, oral) == ""
    assert text.editor.text() == ""


def test_a_text_too_long_is_kept_told_and_keeps_the_page(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage, text: DurableText
) -> None:
    text.insert("x" * (TEXT_LIMIT + 1))
    assert not text.flush()
    assert written(table, oral) == ""
    assert text.status.text() == "4\u202f001 / 4\u202f000 · trop long\u202f: non consigné"
    page.criteria.list.setFocus()
    with qtbot.assertNotEmitted(page.home_asked):
        QTest.keyClick(page.criteria.list, Qt.Key.Key_Escape)
    assert text.editor.hasFocus()
    QTest.keyClick(text.editor, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(page.home_asked):
        QTest.keyClick(text.editor, Qt.Key.Key_Escape)
    assert len(written(table, oral)) == TEXT_LIMIT


def test_typing_survives_what_happens_elsewhere(
    qtbot: QtBot, table: Table, oral: int, text: DurableText
) -> None:
    QTest.keyClicks(text.editor, "Ecou")
    table.conductor.act(oral, ev.Rated(3, "S"))
    QTest.keyClicks(text.editor, "te")
    assert text.flush()
    assert written(table, oral) == "Ecoute"


def test_another_oral_takes_nothing_over(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage, text: DurableText
) -> None:
    other = table.plan("Autre")
    table.conduct(other, remarks=())
    QTest.keyClicks(text.editor, "Ecoute")
    page.show_oral(other)
    assert written(table, oral) == "Ecoute"
    assert text.editor.text() == ""
    assert text.status.text() == ""
    page.show_oral(oral)
    assert text.editor.text() == "Ecoute"


def test_remarks_are_taken_up_once(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage, text: DurableText
) -> None:
    button = page.verdict.take_up[TextField.STRENGTHS]
    strengths = page.verdict.texts[TextField.STRENGTHS]
    QTest.keyClicks(strengths.editor, "Calme")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.flush()
    expected = "Calme\n– Contre-argument chiffré\n– Connaît les normes d’isolation"
    assert table.oral(oral).verdict.strengths == expected


class FullDisk:
    """An exam file on a disk that is full as long as ``full`` says so."""

    def __init__(self, file: SqliteExamFile) -> None:
        self._file = file
        self.full = False

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the rest of the port is handed on
        return getattr(self._file, name)

    def append_all(self, parts: Sequence[Part], forgotten: Sequence[int] = ()) -> None:
        if self.full:
            raise FileProblem(ProblemKind.DISK_FULL, self._file.path)
        self._file.append_all(parts, forgotten)


@pytest.fixture
def disk(table: Table) -> Iterator[FullDisk]:
    assert isinstance(table.office.file, SqliteExamFile)
    made = FullDisk(table.office.file)
    table.office.file = made
    yield made
    table.office.file = made._file


def test_a_full_disk_loses_nothing_typed(
    qtbot: QtBot,
    table: Table,
    oral: int,
    disk: FullDisk,
    page: DeliberationPage,
    text: DurableText,
    expected_logs: ExpectedLogs,
) -> None:
    expected_logs.expect(30, "an act was not written: disk_full")
    disk.full = True
    QTest.keyClicks(text.editor, "Ecoute")
    with qtbot.waitSignal(table.conductor.failed), qtbot.assertNotEmitted(page.home_asked):
        QTest.keyClick(text.editor, Qt.Key.Key_Escape)
    assert text.editor.text() == "Ecoute"
    assert "consigné" not in text.status.text()
    disk.full = False
    with qtbot.waitSignal(page.home_asked):
        QTest.keyClick(text.editor, Qt.Key.Key_Escape)
    assert written(table, oral) == "Ecoute"


def test_a_file_open_elsewhere_can_be_read_but_not_written(
    qtbot: QtBot, desk: Desk, table: Table, oral: int, deliberate: Deliberate
) -> None:
    table.office.act(oral, ev.TextWritten(TextField.APPRECIATION, "Bien."))
    second = Desk(SqliteExamFiles(), desk.library, desk.clock)
    office: Office = open_file(second, table.office.file.path)[0]
    try:
        page = deliberate(Conductor(office), oral)
        assert page.missing.read_only.isVisible()
        assert page.missing.read_only.text().startswith("Lecture seule")
        editor = page.verdict.texts[TextField.APPRECIATION].editor
        QTest.keyClicks(editor, "x")
        QTest.keyClicks(page.verdict.mark.editor, "12")
        page.criteria.list.select(1)
        QTest.keyClick(page.criteria.list, Qt.Key.Key_Down)
        QTest.keyClick(page.criteria.list, Qt.Key.Key_1)
        assert editor.text() == "Bien."
        assert page.verdict.mark.editor.text() == ""
        assert not office.oral(oral).ratings
        assert not page.footer.settle.isEnabled()
        assert not page.footer.undo.isEnabled()
        page.close()
    finally:
        office.close()


def test_an_appreciation_is_proposed_on_request_only_and_edited(
    table: Table, oral: int, page: DeliberationPage, text: DurableText
) -> None:
    assert written(table, oral) == ""
    QTest.keyClicks(text.editor, "Bon oral.")
    for _ in range(2):
        QTest.mouseClick(page.verdict.propose, Qt.MouseButton.LeftButton)
    assert text.editor.hasFocus()
    assert text.editor.text().startswith("Bon oral.\nPoints forts\u202f: ")
    assert text.editor.text().count("Points forts") == 1
    QTest.keyClicks(text.editor, " Relu.")
    assert page.flush()
    assert written(table, oral).endswith(" Relu.")
    table.conductor.act(oral, ev.ModeChosen(OpinionMode.SEPARATE))
    assert not page.verdict.propose.isVisible()
