"""What is typed is recorded or stays in sight, whatever happens."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.shell.questions import Question
from tests.conftest import ExpectedLogs
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, Troubled, make_file

FULL = "Le disque est plein"


def fill_disk(troubled: Troubled, path: Path, expected_logs: ExpectedLogs, times: int = 1) -> None:
    expected_logs.expect(logging.WARNING, "an act was not written: disk_full")
    troubled.fail(FileProblem(ProblemKind.DISK_FULL, path, "database or disk is full"), times)


def texts(hands: Hands) -> list[str]:
    return [remark.content.text for remark in hands.oral.remarks.values()]


def test_a_remark_refused_by_a_full_disk_waits_in_its_field(
    started: Hands, troubled: Troubled, path: Path, expected_logs: ExpectedLogs
) -> None:
    started.pass_time(minutes=1)
    fill_disk(troubled, path, expected_logs)
    started.remark("+ #3=S Écoute active")
    assert FULL in started.window.notices.text()
    assert "Libérez de la place, puis recommencez." in started.window.notices.text()
    assert (started.oral.remarks, started.oral.ratings) == ({}, {})
    assert started.live.remarks.field.text() == "+ #3=S Écoute active"
    started.pass_time(minutes=1)
    started.key("Return")
    (remark,) = started.oral.remarks.values()
    assert (remark.content.text, remark.at.whole_seconds, started.oral.ratings) == (
        "Écoute active",
        60,
        {3: "S"},
    )
    assert started.live.remarks.field.text() == ""


def test_every_act_refused_by_a_full_disk_changes_nothing(
    started: Hands, troubled: Troubled, path: Path, expected_logs: ExpectedLogs
) -> None:
    fill_disk(troubled, path, expected_logs, times=5)
    before = started.office.history(started.live.oral)
    for keys in ("Ctrl+Return", "Ctrl+P", "Ctrl+Shift+Return", "Ctrl+Z"):
        started.key(keys)
    started.key("F2")
    started.write("3s")
    assert started.office.history(started.live.oral) == before
    assert FULL in started.window.notices.text()
    started.key("F2")
    started.key("Ctrl+Return")
    assert started.oral.phase == 1


def test_what_is_typed_when_the_oral_ends_is_recorded(started: Hands) -> None:
    started.write("dernière remarque")
    started.key("Ctrl+Shift+Return")
    assert started.page is started.workspace.deliberation
    assert "dernière remarque" in texts(started)


def test_an_oral_does_not_end_over_a_line_that_can_not_be_recorded(started: Hands) -> None:
    started.write("#99 mal tapé")
    started.key("Ctrl+Shift+Return")
    assert started.oral.stage is Stage.RUNNING
    assert started.live.remarks.field.text() == "#99 mal tapé"
    assert "n’existe pas" in started.texts(started.live.remarks)
    started.key("Home")
    started.key("Delete", 4)
    started.key("Ctrl+Shift+Return")
    assert (texts(started), started.oral.stage) == (["mal tapé"], Stage.ENDED)


def test_closing_the_window_records_what_is_typed(started: Hands, desk: Desk, path: Path) -> None:
    started.key("Ctrl+P")
    started.write("Alarme")
    started.live.remarks.field.setFocus()
    started.write("interrompu")
    started.window.close()
    office, _ = open_file(desk, path)
    assert [remark.content.text for remark in office.oral(1).remarks.values()] == ["interrompu"]
    assert [mark.label for mark in office.oral(1).marks if mark.label] == ["Alarme"]
    office.close()


def test_a_line_of_another_oral_is_not_forgotten(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    make_file(desk, path, ("e4-ponctuel", "e6-ponctuel"))
    hands = show_window()
    hands.window.open_path(path)
    hands.open(1)
    hands.key("Ctrl+Return")
    hands.pass_time(seconds=30)
    hands.key("Ctrl+P")
    hands.key("Escape")
    hands.write("#99 mal tapé")
    hands.day()
    hands.open(2)
    assert hands.live.remarks.field.text() == ""
    hands.key("Ctrl+Return")
    hands.pass_time(seconds=30)
    hands.key("Ctrl+P")
    hands.key("Escape")
    hands.write("noté chez l’autre")
    hands.day()
    hands.open(1)
    assert [remark.content.text for remark in hands.office.oral(2).remarks.values()] == ["noté chez l’autre"]
    assert hands.live.remarks.field.text() == "#99 mal tapé"
    hands.key("Home")
    hands.key("Delete", 4)
    hands.key("Return")
    (remark,) = hands.oral.remarks.values()
    assert (remark.content.text, remark.at.whole_seconds) == ("mal tapé", 30)


def test_closing_over_a_line_that_can_not_be_recorded_asks(started: Hands) -> None:
    started.write("#99 mal tapé")
    asked: list[str] = []

    def stay() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, Question)
        asked.append(question.words)
        question.stay.click()

    QTimer.singleShot(0, started.window, stay)
    started.window.close()
    assert asked == ["Un texte saisi n’a pas pu être consigné. Fermer quand même et le perdre\u202f?"]
    assert started.window.isVisible()
    assert started.live.remarks.field.text() == "#99 mal tapé"


def test_the_focus_comes_back_to_the_remarks_after_every_command(started: Hands) -> None:
    field = started.live.remarks.field
    for keys in ("Ctrl+Return", "Ctrl+P", "Ctrl+P", "Ctrl+Z", "Ctrl+Shift+Z", "F6", "F7", "Alt+1", "Ctrl+T"):
        started.key(keys)
        if started.at(started.live.pause_strip.reason_field):
            started.key("Return")
        assert started.at(field), keys
