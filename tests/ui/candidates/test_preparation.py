"""Starting and stopping the preparation of a candidate from the list."""

from __future__ import annotations

from PySide6.QtCore import Qt

from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.candidates.day_page import DayPage
from tests.ui.candidates.conftest import CTRL, SHIFT, Day
from tests.ui.conftest import Show
from tests.ui.finding import button, click, dialog, press, words, write

THIRD = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD)


def toggle(page: DayPage) -> None:
    press(page, Qt.Key.Key_T, CTRL)


def test_a_key_starts_it_and_the_same_key_stops_it(day: Day, show: Show) -> None:
    oral = day.plan("Moreau", accommodation=THIRD)
    page = show(day.conductor)
    toggle(page)
    started = day.office.oral(oral).preparation
    assert started is not None
    assert started.allowed == Duration.minutes(50).scaled(1 + ONE_THIRD)
    assert "La préparation de MOREAU Anaïs est lancée." in words(page)
    assert button(page, "Terminer la préparation").isEnabled()
    toggle(page)
    stopped = day.office.oral(oral).preparation
    assert stopped is not None
    assert stopped.until is not None
    assert "La préparation de MOREAU Anaïs est terminée." in words(page)


def test_a_slip_is_taken_back_and_brought_back(day: Day, show: Show) -> None:
    oral = day.plan("Moreau")
    page = show(day.conductor)
    toggle(page)
    press(page, Qt.Key.Key_Z, CTRL)
    assert day.office.oral(oral).preparation is None
    assert "est lancée" not in words(page)
    press(page, Qt.Key.Key_Z, CTRL | SHIFT)
    assert day.office.oral(oral).preparation is not None
    click(button(page, "Terminer la préparation"))
    click(button(page, "Annuler"))
    running = day.office.oral(oral).preparation
    assert running is not None
    assert running.until is None


def test_undo_leaves_alone_what_happened_since(day: Day, show: Show) -> None:
    oral = day.plan("Moreau")
    page = show(day.conductor)
    toggle(page)
    day.conductor.act(oral, ev.PreparationEnded())
    press(page, Qt.Key.Key_Z, CTRL)
    preparation = day.office.oral(oral).preparation
    assert preparation is not None
    assert preparation.until is not None


def test_a_form_without_preparation_says_so(day: Day, show: Show) -> None:
    oral = day.plan("Petit", form="e6-ponctuel")
    page = show(day.conductor)
    toggle(page)
    assert day.office.oral(oral).preparation is None
    assert "Cette forme d’épreuve n’a pas de préparation." in words(page)


def test_an_oral_begun_has_no_preparation_to_start(day: Day, show: Show) -> None:
    day.conduct(day.plan("Petit"), "running")
    page = show(day.conductor)
    toggle(page)
    assert "L’interrogation a déjà commencé." in words(page)


def test_the_length_is_asked_where_the_form_leaves_it_open(day: Day, show: Show) -> None:
    oral = day.plan("Olivier", form="e4-ccf-2", accommodation=THIRD)
    page = show(day.conductor)
    toggle(page)
    asked = dialog(page)
    write(asked, "30")
    assert "Avec le temps majoré\u202f: 40:00" in words(asked)
    press(asked, Qt.Key.Key_Return)
    started = day.office.oral(oral).preparation
    assert started is not None
    assert started.allowed == Duration.minutes(40)


def test_leaving_the_question_starts_nothing(day: Day, show: Show) -> None:
    oral = day.plan("Olivier", form="e4-ccf-2")
    page = show(day.conductor)
    toggle(page)
    press(dialog(page), Qt.Key.Key_Escape)
    assert day.office.oral(oral).preparation is None
