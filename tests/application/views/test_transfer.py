"""What a transfer would move, to whom it can go, and what the grids say of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.incidents import fraud_view, with_decision
from btstc_jury.application.views.transfer import transfer_view
from btstc_jury.application.views.under_way import under_way_line
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Countersignature, Fraud
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS, make_plan


@pytest.fixture
def oral(office: Office, clock: FakeClock) -> int:
    number = office.plan(make_plan(), "essai")[0]
    office.act(number, do.Open(JURORS))
    office.act(number, do.Start())
    clock.advance(Duration.minutes(2))
    office.act(number, do.AddRemark(clock.now(), RemarkText("Écoute réelle", criterion=2), "S"))
    return number


def test_only_a_candidate_with_nothing_recorded_can_receive(office: Office, oral: int) -> None:
    plan = make_plan()
    free = office.plan(make_plan("2", "Imbert"), "essai")[0]
    noted = office.plan(make_plan("3", "Garnier"), "essai")[0]
    office.act(noted, ev.Rated(1, "S"))
    absent = office.plan(make_plan("4", "Olivier"), "essai")[0]
    office.act(absent, ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)))
    later = office.plan(make_plan("5", "Nguyen", scheduled=plan.scheduled + timedelta(days=1)), "essai")[0]
    view = transfer_view(office, oral)
    assert view.obstacle == ""
    assert [target.oral for target in view.targets] == [1, free, later]
    assert [target.text for target in view.targets[1:]] == [
        "9\u202fh\u202f00 · IMBERT Élodie · n°\u202f2",
        "02/06/2026 9\u202fh\u202f00 · NGUYEN Élodie · n°\u202f5",
    ]
    assert view.moved == ("le temps de 1 phase", "1 remarque", "1 niveau")


def test_why_nothing_can_be_transferred(office: Office, oral: int) -> None:
    office.act(1, ev.Rated(1, "S"))
    assert transfer_view(office, oral).obstacle.startswith("Aucun autre candidat")
    other = office.plan(make_plan("2", "Imbert"), "essai")[0]
    assert transfer_view(office, other).obstacle.startswith("Rien n’est consigné")


def test_both_grids_tell_of_it_without_the_name_of_the_other(office: Office, oral: int) -> None:
    other = office.plan(make_plan("2", "Imbert"), "essai")[0]
    office.transfer(oral, other, "erreur de liste")
    (given,) = grid_view(office, oral).incidents
    (received,) = grid_view(office, other).incidents
    assert given.startswith("Feuille transférée à ")
    assert given.endswith("au candidat n°\u202f2\u202f: erreur de liste")
    assert received.endswith("saisie d’abord sous le n°\u202f0012\u202f: erreur de liste")


def test_the_oral_under_way_is_told_beside_any_other(office: Office, oral: int, clock: FakeClock) -> None:
    line = under_way_line(office, None)
    assert line is not None
    assert (line.oral, line.text, line.left, line.overrun) == (
        oral,
        "Interrogation en cours\u202f: DURAND Élodie · 1 Prés.",
        "08:00",
        False,
    )
    assert line.until_next == Duration.seconds(1)
    clock.advance(Duration.seconds(480.4))
    assert under_way_line(office, None) is not None
    clock.advance(Duration.seconds(1))
    late = under_way_line(office, None)
    assert late is not None
    assert (late.left, late.overrun, late.until_next) == ("+00:01", True, Duration.seconds(0.6))
    assert under_way_line(office, oral) is None
    office.act(oral, ev.Paused("alarme"))
    assert under_way_line(office, None) is None


def test_a_report_of_fraud_keeps_its_first_moment(office: Office, oral: int, clock: FakeClock) -> None:
    assert fraud_view(office, oral).reported == ""
    office.act(oral, ev.FraudReported(Fraud("Oreillette", "")))
    clock.advance(Duration.minutes(1))
    office.act(oral, ev.FraudReported(Fraud("Oreillette", "M. Témoin")))
    view = fraud_view(office, oral)
    assert view.reported.endswith(", phase 1 à 2:00")
    assert (view.over, view.editable) == (False, True)
    office.act(oral, ev.Ended())
    assert fraud_view(office, oral).over


def test_a_decision_taken_back_takes_its_comment_along() -> None:
    refused = Fraud("Oreillette", "", Countersignature.REFUSED, "conteste")
    assert with_decision(refused, Countersignature.PENDING).comment == ""
    assert with_decision(refused, Countersignature.SIGNED).comment == "conteste"
