"""A time that is indicative is said to be on every screen and page, and never exceeded nor cut short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.scenarios import scenario_view
from btstc_jury.application.views.arrival import start_words
from btstc_jury.application.views.candidate import candidate_face, spoken
from btstc_jury.application.views.clock import clock_view
from btstc_jury.application.views.day import day_view
from btstc_jury.application.views.found import found_view
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.history import history_view
from btstc_jury.application.views.juror_sheet import juror_sheets
from btstc_jury.application.views.planning import form_times
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.form import SettingKind, TimeRule
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.standing import Tone
from tests.application.offices import act, office_with, plan, wait
from tests.forms_for_tests import make_form

TIMES = {
    name: TimeRule(SettingKind.FIXED, Duration.minutes(minutes), indicative=True)
    for name, minutes in (("preparation", 30), ("total", 40))
}
FORM = make_form(phases=tuple(replace(each, indicative=True) for each in make_form().phases), **TIMES)


@pytest.fixture
def loose() -> Office:
    """Its second oral is planned, the first is under way."""
    office = office_with(FORM)
    plan(office, "Petit")
    return office


def test_a_preparation_under_way(loose: Office) -> None:
    act(loose, 2, do.StartPreparation())
    wait(loose, 60)
    (line,) = clock_view(loose, 2).preparations
    assert (line.words, line.allowed, line.overrun) == ("reste 29:00", "30:00 indicatives", False)
    assert start_words(loose, 2).endswith("Préparation\u202f: 1:00 sur 30:00 indicatives.")


def test_beyond_a_preparation_nothing_is_exceeded(loose: Office) -> None:
    act(loose, 2, do.StartPreparation())
    wait(loose, 31 * 60)
    (line,) = clock_view(loose, 2).preparations
    assert (line.words, line.overrun) == ("01:00 au-delà de la durée indicative", False)
    face = candidate_face(loose, 2)
    assert not face.overrun
    assert "01:00 au-delà de la durée indicative" in spoken(face)
    day = loose.oral(2).plan.scheduled.date()
    for rows in (day_view(loose, day, day).rows, found_view(loose, "Petit").rows):
        row = next(each for each in rows if each.oral == 2)
        assert (row.state, row.tone) == ("En préparation +01:00", Tone.NOW)


def test_the_grid_and_the_history_say_so(loose: Office) -> None:
    act(loose, 2, do.StartPreparation())
    wait(loose, 5)
    act(loose, 2, ev.PreparationEnded())
    assert "Préparation\u202f: 0:05 sur 30:00 indicatives" in grid_view(loose, 2).sitting_lines
    words = [line.words for line in history_view(loose, 2).lines]
    assert "Préparation commencée\u202f: 30:00 indicatives" in words


def test_what_is_told_before_the_day(loose: Office) -> None:
    assert [(each.label, each.usual) for each in form_times(FORM, Accommodation())] == [
        ("Préparation", "30:00 indicatives"),
        ("Prés.", "10:00 indicatives"),
        ("Entr.", "ce qui reste du total"),
        ("Total de l’interrogation", "40:00 indicatives"),
    ]
    longer = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD)
    assert next(iter(form_times(FORM, longer))).granted == "40:00 indicatives"
    assert scenario_view(loose, 2).sitting_lines[1:] == (
        "Temps de préparation\u202f: 30:00 indicatives",
        "Durée de l’interrogation\u202f: 40:00 indicatives",
    )
    sheet = juror_sheets(loose, [2]).sheets[0]
    assert sheet.parts[0].allowed == "10:00 indicatives"
