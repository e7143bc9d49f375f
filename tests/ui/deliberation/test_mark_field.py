"""The mark: typed as people type it, refused with the reason, never rounded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from btstc_jury.domain import events as ev
from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from btstc_jury.ui.deliberation.verdict import MarkField
from tests.ui.deliberation.conftest import Table


@pytest.fixture
def field(page: DeliberationPage) -> MarkField:
    page.verdict.mark.editor.setFocus()
    return page.verdict.mark


def enter(qtbot: QtBot, field: MarkField, text: str) -> None:
    field.editor.selectAll()
    QTest.keyClick(field.editor, Qt.Key.Key_Delete)
    QTest.keyClicks(field.editor, text)
    QTest.keyClick(field.editor, Qt.Key.Key_Return)


@pytest.mark.parametrize("typed", ["12,5", "12.5", " 12,50 "])
def test_comma_and_point_are_the_same(
    qtbot: QtBot, table: Table, oral: int, field: MarkField, typed: str
) -> None:
    enter(qtbot, field, typed)
    assert table.oral(oral).verdict.mark == Decimal("12.5")
    assert field.editor.text() == "12,5"
    assert field.status.text().startswith("consigné ")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("12,3", "Le pas est de 0,5\u202f: écrivez 12 ou 12,5."),
        ("21", "Hors de l’intervalle\u202f: écrivez un nombre de 0 à 20, par pas de 0,5."),
        ("-1", "Hors de l’intervalle\u202f: écrivez un nombre de 0 à 20, par pas de 0,5."),
        (
            "douze",
            "«\u202fdouze\u202f» n’est pas une note\u202f: écrivez un nombre de 0 à 20, par pas de 0,5.",
        ),
    ],
)
def test_a_wrong_mark_stays_with_its_reason(
    qtbot: QtBot,
    table: Table,
    oral: int,
    field: MarkField,
    typed: str,
    reason: str,
    spoken: list[str],
) -> None:
    enter(qtbot, field, typed)
    assert reason.replace("\u202f", " ") in spoken
    assert field.editor.accessibleDescription() == reason
    assert table.oral(oral).verdict.mark is None
    assert field.editor.text() == typed
    assert field.editor.property("role") == "mark invalid"
    assert field.error.isVisible()
    assert field.error.text() == reason
    assert not field.flush()
    table.conductor.act(oral, ev.Rated(1, "S"))
    assert field.editor.text() == typed
    assert field.error.text() == reason
    enter(qtbot, field, "12")
    assert table.oral(oral).verdict.mark == Decimal(12)
    assert not field.error.isVisible()


def test_leaving_the_field_proposes(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage, field: MarkField
) -> None:
    QTest.keyClicks(field.editor, "7")
    page.criteria.list.setFocus()
    assert table.oral(oral).verdict.mark == Decimal(7)


def test_an_empty_field_takes_the_mark_away(qtbot: QtBot, table: Table, oral: int, field: MarkField) -> None:
    enter(qtbot, field, "12")
    enter(qtbot, field, "")
    assert table.oral(oral).verdict.mark is None


def test_escape_gives_up_a_wrong_entry_without_leaving(
    qtbot: QtBot, page: DeliberationPage, field: MarkField
) -> None:
    enter(qtbot, field, "12")
    enter(qtbot, field, "12,1")
    with qtbot.assertNotEmitted(page.home_asked):
        QTest.keyClick(field.editor, Qt.Key.Key_Escape)
    assert field.editor.text() == "12"
    assert field.editor.property("role") == "mark"


def test_a_wrong_mark_keeps_the_page(qtbot: QtBot, page: DeliberationPage, field: MarkField) -> None:
    enter(qtbot, field, "12,1")
    page.criteria.list.setFocus()
    with qtbot.assertNotEmitted(page.home_asked):
        QTest.keyClick(page.criteria.list, Qt.Key.Key_Escape)
    assert field.editor.hasFocus()


def test_undo_is_the_fields_then_the_orals(qtbot: QtBot, table: Table, oral: int, field: MarkField) -> None:
    enter(qtbot, field, "12")
    QTest.keyClicks(field.editor, "5")
    QTest.keyClick(field.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.editor.text() == "12"
    assert table.oral(oral).verdict.mark == Decimal(12)
    QTest.keyClick(field.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert table.oral(oral).verdict.mark is None
    assert field.editor.text() == ""


def test_the_guide_is_an_aid_and_never_the_mark(
    table: Table, oral: int, page: DeliberationPage, field: MarkField
) -> None:
    assert not field.guide.isVisible()
    for number in range(1, 11):
        table.conductor.act(oral, ev.Rated(number, "TS" if number % 2 else "TI"))
    shown = "repère d’après 10 critères sur 17\u202f: 10\n(aide, ne remplace pas la décision)"
    assert field.guide.text() == shown
    assert field.editor.text() == ""


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("&é,(", "12.5"),
        ("&é", "12"),
        ("&-,(", "16.5"),
        ("-,(", "6.5"),
        ("-", "6"),
        ("ç,(", "9.5"),
        ("&à", "10"),
        ("&!", "18"),
    ],
)
def test_the_keys_of_the_digits_without_shift(
    qtbot: QtBot, table: Table, oral: int, field: MarkField, typed: str, mark: str
) -> None:
    for character in typed:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(
                field.editor, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
            )
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert table.oral(oral).verdict.mark == Decimal(mark)


def test_the_point_of_the_keypad_is_the_comma(field: MarkField) -> None:
    QTest.keyClicks(field.editor, "12")
    QTest.keyClick(field.editor, Qt.Key.Key_Period, Qt.KeyboardModifier.KeypadModifier)
    assert field.editor.text() == "12,"


def test_undo_never_takes_back_an_act(
    table: Table, oral: int, page: DeliberationPage, field: MarkField
) -> None:
    table.conductor.act(oral, ev.Rated(1, "S"))
    QTest.keyClicks(field.editor, "12,1")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    for _ in range(5):
        QTest.keyClick(field.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert table.oral(oral).ratings == {1: "S"}
