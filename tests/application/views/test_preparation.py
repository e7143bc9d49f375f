"""Whether a preparation can be started or stopped."""

from __future__ import annotations

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.views.planning import PreparationOffer, granted_length, preparation_offer
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.form import SettingKind, TimeRule
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.standing import Stage
from tests.application.offices import bring, memory_of, office_with, plan
from tests.forms_for_tests import make_form


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
    assert obstacle == ("" if stage in {Stage.PLANNED, Stage.OPENED} else "L’épreuve a déjà commencé.")
    if not obstacle:
        office.act(1, do.StartPreparation())


def test_a_form_without_preparation_says_so() -> None:
    office = office_with(make_form(preparation=TimeRule(SettingKind.NONE)))
    assert preparation_offer(office, 1).obstacle == "Cette forme d’épreuve n’a pas de préparation."


def test_a_file_read_only_starts_nothing(office: Office) -> None:
    memory_of(office).read_only = "busy"
    assert preparation_offer(office, 1).obstacle == "Le fichier est ouvert en lecture seule."
