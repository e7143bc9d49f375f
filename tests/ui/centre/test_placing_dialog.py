"""« Placer automatiquement », by a solver that the test holds: nothing is written before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.placing import SolverMissing, SolverStopped
from btstc_jury.application.centre.placing_problem import Found, SolverAnswer, SolverNews, SolverQuestion
from btstc_jury.domain.centre.timetable import SlotKey, Timetable, slot_at
from btstc_jury.ui.centre import solver_part
from btstc_jury.ui.centre.placing_dialog import PlacingDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.solver_part import ENOUGH
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.lists import LinesList
from tests.centres import MemoryCentre, an_office, at, picture_day, window

LOPEZ = SlotKey(10, "E4")


@dataclass
class HeldSolver:
    """Answers what it was given to begin with, or what the test says. ``waits``: until it isn't wanted."""

    installed: bool = True
    answer: SolverAnswer | None = None
    error: Exception | None = None
    waits: bool = False
    asked: list[SolverQuestion] = field(default_factory=list)

    def solve(
        self, question: SolverQuestion, heard: Callable[[SolverNews], object], wanted: Callable[[], bool]
    ) -> SolverAnswer | None:
        self.asked.append(question)
        heard(SolverNews(len(question.hint), 120))
        while self.waits and wanted():
            Event().wait(0.005)
        if not wanted():
            return None
        if self.error is not None:
            raise self.error
        return self.answer or SolverAnswer(Found.PLAN, question.hint)


Ask = Callable[[HeldSolver, Timetable], tuple[PlacingDialog, CentreOffice]]


@pytest.fixture
def ask(qtbot: QtBot, theme: Theme) -> Ask:
    def show(solver: HeldSolver, day: Timetable) -> tuple[PlacingDialog, CentreOffice]:
        office = an_office(MemoryCentre(*day.candidates.values(), timetable=day))
        dialog = PlacingDialog(theme, CentrePresenter(office), solver)
        qtbot.addWidget(dialog)
        theme.dress(dialog)
        dialog.show()
        return dialog, office

    return show


def without(day: Timetable, *keys: SlotKey) -> Timetable:
    return replace(day, slots={key: each for key, each in day.slots.items() if key not in keys})


def words(dialog: PlacingDialog) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def press(dialog: PlacingDialog, text: str) -> None:
    QApplication.processEvents()
    found = [each for each in dialog.findChildren(QPushButton) if each.isVisible() and each.text() == text]
    assert found, [each.text() for each in dialog.findChildren(QPushButton) if each.isVisible()]
    found[0].click()


def test_what_is_left_is_placed_and_the_rest_stays(ask: Ask, qtbot: QtBot) -> None:
    day = without(picture_day(), LOPEZ)
    dialog, office = ask(HeldSolver(), day)
    assert dialog.left.text() == "Ce qui reste à placer (1)"
    assert dialog.unfixed.text() == "Tout ce qui n’est pas fixé (14)"
    press(dialog, "Placer")
    qtbot.waitUntil(lambda: "1 interrogation placée, 0 déplacée." in words(dialog))
    assert LOPEZ not in office.timetable.slots
    assert "1 interrogation non placée" in words(dialog)
    press(dialog, "Garder ce placement")
    after = office.timetable.slots
    assert LOPEZ in after
    assert {key: each for key, each in after.items() if key != LOPEZ} == day.slots
    assert not dialog.isVisible()


def test_enter_does_what_the_primary_button_says(ask: Ask, qtbot: QtBot) -> None:
    dialog, office = ask(HeldSolver(), without(picture_day(), LOPEZ))
    QTest.keyClick(dialog.left, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Après" in words(dialog))
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert LOPEZ in office.timetable.slots


def test_what_changes_place_is_listed_with_who_must_be_told(ask: Ask) -> None:
    dialog, _ = ask(HeldSolver(), late())
    dialog.unfixed.setChecked(True)
    dialog.place_in_order()
    (moved,) = dialog.findChildren(LinesList)
    lines = [moved.item(place).text() for place in range(moved.count())]
    lopez = next(each for each in lines if each.startswith("LOPEZ Mathis, E4"))
    assert "au lieu de\u202f: mardi 18 mai à 16\u202fh\u202f00" in lopez
    assert "Prévenir\u202f: le candidat" in lopez


def late() -> Timetable:
    """LOPEZ much later than he could be."""
    day = picture_day()
    moved = slot_at(day, day.commissions[2], LOPEZ, at("16:00"))
    return replace(day, slots={**day.slots, LOPEZ: moved})


def test_nothing_changes_where_it_is_not_kept(ask: Ask, qtbot: QtBot) -> None:
    day = picture_day()
    dialog, office = ask(HeldSolver(), day)
    dialog.unfixed.setChecked(True)
    press(dialog, "Placer")
    qtbot.waitUntil(lambda: "Après" in words(dialog))
    press(dialog, "Ne rien changer")
    assert office.timetable.slots == day.slots


def test_it_can_be_given_up(ask: Ask, qtbot: QtBot) -> None:
    day = without(picture_day(), LOPEZ)
    solver = HeldSolver(waits=True)
    dialog, office = ask(solver, day)
    press(dialog, "Placer")
    qtbot.waitUntil(lambda: "placée sur 1" in words(dialog))
    press(dialog, "Abandonner sans rien changer")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert office.timetable.slots == day.slots


def test_what_is_found_by_now_can_be_kept_by_keys_and_is_spoken_of(
    ask: Ask, qtbot: QtBot, spoken: list[str]
) -> None:
    solver = HeldSolver(waits=True)
    dialog, office = ask(solver, without(picture_day(), LOPEZ))
    assert ENOUGH not in [each.text() for each in dialog.findChildren(QPushButton) if each.isVisible()]
    press(dialog, "Placer")
    qtbot.waitUntil(dialog.enough.isVisible)
    assert [each for each in spoken if "Garder ce qui est trouvé" in each] == [
        "Un placement est trouvé : « Garder ce qui est trouvé » (Alt+G) l’arrête là."
    ]
    assert dialog.focusWidget() is not dialog.enough
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.enough
    QTest.keyClick(dialog.enough, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "1 interrogation placée, 0 déplacée." in words(dialog))
    assert not dialog.enough.isVisible()
    assert LOPEZ not in office.timetable.slots
    press(dialog, "Garder ce placement")
    assert LOPEZ in office.timetable.slots


def test_the_seconds_go_on_while_the_solver_has_no_news(
    ask: Ask, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = 100.0
    monkeypatch.setattr(solver_part, "_TICK", 5)
    monkeypatch.setattr(solver_part, "monotonic", lambda: seconds)
    dialog, _ = ask(HeldSolver(waits=True), without(picture_day(), LOPEZ))
    press(dialog, "Placer")
    qtbot.waitUntil(lambda: "0\u202fs\u202f: 1 interrogation placée sur 1" in words(dialog))
    seconds = 112.0
    qtbot.waitUntil(lambda: "12\u202fs\u202f: 1 interrogation placée sur 1" in words(dialog))
    press(dialog, "Abandonner sans rien changer")
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_without_the_solver_it_says_how_to_get_it_and_places_in_order(ask: Ask) -> None:
    day = without(picture_day(), LOPEZ)
    dialog, office = ask(HeldSolver(installed=False), day)
    assert "OR-Tools" in words(dialog)
    press(dialog, "Placer au plus tôt")
    press(dialog, "Garder ce placement")
    assert LOPEZ in office.timetable.slots


@pytest.mark.parametrize(
    ("error", "told"), [(SolverMissing, "n’est pas installé"), (SolverStopped, "arrêté de lui-même")]
)
def test_a_solver_that_fails_changes_nothing_and_says_so(
    ask: Ask, qtbot: QtBot, error: type[Exception], told: str
) -> None:
    dialog, _ = ask(HeldSolver(error=error()), without(picture_day(), LOPEZ))
    press(dialog, "Placer")
    qtbot.waitUntil(lambda: told in words(dialog))
    press(dialog, "Placer")
    qtbot.waitUntil(lambda: told in words(dialog))


def test_where_nothing_fits_it_says_why_and_a_way_out_is_one_click_away(ask: Ask, qtbot: QtBot) -> None:
    day = picture_day()
    morning = replace(day.commissions[3], half_days=(window("08:00", "12:30"),))
    day = replace(day, commissions={**day.commissions, 3: morning}, slots={})
    dialog, office = ask(HeldSolver(), day)
    press(dialog, "Placer")
    qtbot.waitUntil(lambda: "Tout ne peut pas être placé." in words(dialog))
    assert "Ce qui en sortirait" in words(dialog)
    press(dialog, "Appliquer")
    qtbot.waitUntil(lambda: "placée" in words(dialog) and "Après" in words(dialog), timeout=10_000)
    assert office.timetable.commissions != day.commissions
    press(dialog, "Garder ce placement")
    assert len(office.timetable.slots) == 14
