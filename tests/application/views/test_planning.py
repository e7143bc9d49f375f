"""The plan as it is edited."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.office import Office
from btstc_jury.application.views.formats import short_day
from btstc_jury.application.views.planning import (
    PreparationOffer,
    granted_length,
    next_slot,
    parse_day,
    parse_time,
    preparation_offer,
)
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.form import SettingKind, TimeRule
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.standing import Stage
from tests.application.offices import bring, memory_of, office_with, plan, remark
from tests.forms_for_tests import make_form


def test_a_form_is_locked_from_the_first_work_on_it(office: Office) -> None:
    assert not office.oral(1).form_pinned
    remark(office, 1, "dossier complet")
    assert office.oral(1).form_pinned
    office.act(1, do.Undo())
    assert not office.oral(1).form_pinned
    bring(office, 1, Stage.OPENED)
    assert office.oral(1).form_pinned


def test_the_next_oral_comes_an_hour_after_the_last_of_the_day(office: Office) -> None:
    plan(office, "Petit", "2026-06-01 11:30")
    plan(office, "Roux", "2026-06-02 16:00")
    assert next_slot(office, None) == datetime.fromisoformat("2026-06-01 12:30")


@pytest.mark.parametrize(
    "text",
    [
        "04/02/2006",
        "4/2/2006",
        " 04-02-2006 ",
        "4.2.2006",
        "4 2 2006",
        "04022006",
        "à':àé:éàà-",
        "';é;éàà§",
        "4/2/éàà-",
    ],
)
def test_days(text: str) -> None:
    assert parse_day(text) == date(2006, 2, 4)


@pytest.mark.parametrize(
    "text", ["", "31/02/2006", "2006-02-04", "04/02/06", "0/1/2006", "demain", "99999999"]
)
def test_no_days(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("8:30", time(8, 30)),
        ("08h30", time(8, 30)),
        ("8 H 30", time(8, 30)),
        ("14 h", time(14)),
        ("0830", time(8, 30)),
        ("9", time(9)),
        ("0:00", time(0)),
        ('_:"à', time(8, 30)),
        ("&'h\"à", time(14, 30)),
        ('à!"à', time(8, 30)),
        ("23.59", time(23, 59)),
    ],
)
def test_times(text: str, read: time) -> None:
    assert parse_time(text) == read


@pytest.mark.parametrize("text", ["", "24:00", "8:60", "8:3", "midi", "123", "12345"])
def test_no_times(text: str) -> None:
    assert parse_time(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_shown_reads_back_the_same(day: date) -> None:
    assert parse_day(short_day(day)) == day


@given(st.text())
def test_nothing_typed_is_a_fault_of_ours(text: str) -> None:
    parse_day(text)
    parse_time(text)


def test_a_time_fixed_by_the_form_is_not_asked(office: Office) -> None:
    assert preparation_offer(office, 1) == PreparationOffer(
        name="DURAND Élodie", running=False, obstacle="", asks_length=False, proposed=50, extra=False
    )


def test_extra_time_is_announced_with_what_it_gives(office: Office) -> None:
    number = plan(office, "Petit", accommodation=Accommodation(preparation=ONE_THIRD))
    assert preparation_offer(office, number).extra
    assert granted_length(office, number, 30) == "40:00"
    assert granted_length(office, 1, 30) == "30:00"


@pytest.mark.parametrize(("given", "proposed"), [(None, 50), (Duration.minutes(20), 20)])
def test_a_time_left_to_the_commission_is_asked(given: Duration | None, proposed: int) -> None:
    office = office_with(make_form(preparation=TimeRule(SettingKind.AT_OPENING, given)))
    number = plan(office, "Petit")
    offer = preparation_offer(office, number)
    assert (offer.asks_length, offer.proposed) == (True, proposed)
    office.act(number, do.StartPreparation(Duration.minutes(30)))
    assert not preparation_offer(office, number).asks_length


def test_a_running_preparation_can_only_be_stopped(office: Office) -> None:
    office.act(1, do.StartPreparation())
    assert (preparation_offer(office, 1).running, preparation_offer(office, 1).obstacle) == (True, "")
    office.act(1, ev.PreparationEnded())
    assert preparation_offer(office, 1).obstacle == "La préparation est terminée."
    assert not preparation_offer(office, 1).running


@pytest.mark.parametrize("stage", list(Stage))
def test_the_offer_is_what_the_rules_will_take(office: Office, stage: Stage) -> None:
    bring(office, 1, stage)
    obstacle = preparation_offer(office, 1).obstacle
    assert obstacle == ("" if stage in {Stage.PLANNED, Stage.OPENED} else "L’interrogation a déjà commencé.")
    if not obstacle:
        office.act(1, do.StartPreparation())


def test_a_form_without_preparation_says_so() -> None:
    office = office_with(make_form(preparation=TimeRule(SettingKind.NONE)))
    assert preparation_offer(office, 1).obstacle == "Cette forme d’épreuve n’a pas de préparation."


def test_a_file_read_only_starts_nothing(office: Office) -> None:
    memory_of(office).read_only = "busy"
    assert preparation_offer(office, 1).obstacle == "Le fichier est ouvert en lecture seule."
