"""Planning, preparing, opening, settling: what is taken and what is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation, Plan
from btstc_jury.domain.commission import Juror, Role, Vacancy
from btstc_jury.domain.decide import describe_session, plan_oral
from btstc_jury.domain.form import SettingKind, TimeRule
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from tests.domain.sitting import FORM, Sitting, complete, ended, finalised, opened, remark, running
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session

OTHER = make_form(key="autre")
EMPTY = {role: Vacancy(role, "Maxime Fictif", "membre malade") for role in Role}
AT_OPENING = make_form(
    preparation=TimeRule(SettingKind.AT_OPENING), total=TimeRule(SettingKind.AT_OPENING, Duration.minutes(30))
)


def named(number: str = "0012", last_name: str = "Durand", first_names: str = "Élodie") -> Plan:
    return make_plan(number, last_name, first_names)


NAMELESS = [
    (named(last_name=" "), Reason.EMPTY_NAME),
    (named(first_names=""), Reason.EMPTY_NAME),
    (named(number=" \t"), Reason.EMPTY_NUMBER),
]


@pytest.mark.parametrize(("plan", "reason"), NAMELESS)
def test_nobody_is_examined_without_a_name_and_a_number(plan: Plan, reason: Reason) -> None:
    with pytest.raises(Refusal) as caught:
        plan_oral(plan, FORM)
    assert caught.value.reason is reason
    assert Sitting().refused(do.ChangePlan(plan, FORM)) == (reason, "")


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("centre", " ", Reason.EMPTY_CENTRE),
        ("centre", "Lycée\u202e", Reason.UNSEEN_CHARACTER),
        ("commission", "3\x1b", Reason.UNSEEN_CHARACTER),
        ("room", "x" * 201, Reason.TEXT_TOO_LONG),
        ("jurors", (replace(make_session().jurors[0], name="Al\x00ix"),), Reason.UNSEEN_CHARACTER),
        ("jurors", (replace(make_session().jurors[0], quality="\ufeff"),), Reason.UNSEEN_CHARACTER),
        ("jurors", (), Reason.NO_JUROR),
        ("jurors", (Juror("a", " ", Role.EG),), Reason.NO_JUROR),
    ],
)
def test_a_session_has_a_centre_and_a_juror(field: str, value: Any, reason: Reason) -> None:  # noqa: ANN401
    exam = make_session(FileKind.EXAM)
    with pytest.raises(Refusal) as caught:
        describe_session(replace(exam, **{field: value}))
    assert caught.value.reason is reason
    assert describe_session(exam) == ev.SessionDescribed(exam)


def test_a_rehearsal_needs_no_commission() -> None:
    alone = replace(make_session(FileKind.TRAINING), jurors=(), commission="")
    assert describe_session(alone) == ev.SessionDescribed(alone)
    with pytest.raises(Refusal) as caught:
        describe_session(replace(alone, kind=FileKind.DEMONSTRATION))
    assert caught.value.reason is Reason.NO_JUROR


def test_what_an_older_version_kept_hinders_no_other_change() -> None:
    kept = replace(make_session(), room="B\u202e12")
    renewed = replace(kept, commission="14")
    assert describe_session(renewed, kept) == ev.SessionDescribed(renewed)
    with pytest.raises(Refusal):
        describe_session(replace(renewed, centre="Lycée\u202efictif"), kept)


def test_a_planned_oral_is_pinned_to_its_exact_form() -> None:
    plan = make_plan()
    assert plan_oral(plan, FORM) == ev.Planned(plan, "essai", FORM.hash)
    assert Sitting().oral.form is FORM


def test_a_plan_changes_until_the_proposal_is_settled() -> None:
    later = named(last_name="Durand-Petit")
    for sitting in (Sitting(), opened(), running(), ended()):
        assert sitting.act(do.ChangePlan(make_plan(), FORM)) == ()
        sitting.act(do.ChangePlan(later, FORM))
        assert sitting.oral.plan == later
    assert finalised().refused(do.ChangePlan(later, FORM)) == (Reason.FINALISED, "")


def test_a_plan_corrected_late_grants_its_extra_time_at_once() -> None:
    sitting = running()
    sitting.wait(60)
    sitting.act(do.ChangePlan(make_plan(accommodation=Accommodation(phases=ONE_THIRD)), FORM))
    assert sitting.face.phases[0].left == Duration.seconds(12 * 60 + 20)


def test_the_form_changes_as_long_as_nothing_hangs_on_it() -> None:
    sitting = Sitting(FORM, OTHER)
    sitting.act(do.ChangePlan(sitting.oral.plan, OTHER))
    assert sitting.oral.form is OTHER


def test_the_form_is_pinned_once_the_oral_is_opened() -> None:
    sitting = opened(FORM, OTHER)
    assert sitting.refused(do.ChangePlan(sitting.oral.plan, OTHER)) == (Reason.FORM_PINNED, "")


def test_the_form_is_pinned_once_the_preparation_began() -> None:
    sitting = Sitting(FORM, OTHER)
    sitting.act(do.StartPreparation(), ev.PreparationEnded())
    assert sitting.refused(do.ChangePlan(sitting.oral.plan, OTHER)) == (Reason.FORM_PINNED, "")


def test_preparation_has_a_clock_of_its_own() -> None:
    sitting = Sitting(accommodation=Accommodation(preparation=ONE_THIRD))
    assert sitting.act(do.StartPreparation()) == (ev.PreparationStarted(Duration.seconds(66 * 60 + 40)),)
    sitting.wait(90)
    preparation = sitting.oral.preparation
    assert preparation is not None
    assert preparation.used(sitting.now) == Duration.seconds(90)
    sitting.act(ev.PreparationEnded())
    sitting.wait(90)
    preparation = sitting.oral.preparation
    assert preparation is not None
    assert preparation.used(sitting.now) == Duration.seconds(90)
    assert sitting.oral.stage is Stage.PLANNED


def test_preparation_begins_once_and_before_the_oral() -> None:
    sitting = Sitting()
    sitting.act(do.StartPreparation())
    assert sitting.refused(do.StartPreparation()) == (Reason.ALREADY_STARTED, "")
    sitting.act(ev.PreparationEnded())
    assert sitting.refused(do.StartPreparation()) == (Reason.ALREADY_STARTED, "")
    assert running().refused(do.StartPreparation()) == (Reason.ALREADY_STARTED, "")
    opened().act(do.StartPreparation())


def test_only_a_running_preparation_can_be_stopped() -> None:
    sitting = Sitting()
    assert sitting.refused(ev.PreparationEnded()) == (Reason.NO_PREPARATION, "")
    sitting.act(do.StartPreparation(), ev.PreparationEnded())
    assert sitting.refused(ev.PreparationEnded()) == (Reason.NO_PREPARATION, "")


def test_a_form_without_preparation_has_none() -> None:
    sitting = Sitting(make_form(preparation=TimeRule(SettingKind.NONE)))
    assert sitting.refused(do.StartPreparation(Duration.minutes(20))) == (Reason.NO_PREPARATION, "")


@pytest.mark.parametrize("length", [None, ZERO, Duration.minutes(-1)])
def test_a_time_left_to_the_commission_must_be_given(length: Duration | None) -> None:
    sitting = Sitting(AT_OPENING)
    assert sitting.refused(do.StartPreparation(length)) == (Reason.TIME_NEEDED, "")
    assert sitting.refused(do.Open(JURORS, length)) == (Reason.TIME_NEEDED, "")


def test_the_times_that_the_commission_gives_are_kept() -> None:
    sitting = Sitting(AT_OPENING, accommodation=Accommodation(ONE_THIRD, total=ONE_THIRD))
    assert sitting.act(do.StartPreparation(Duration.minutes(15))) == (
        ev.PreparationStarted(Duration.minutes(20)),
    )
    assert sitting.oral.allotment.total == Duration.minutes(40)
    sitting.act(do.Open(JURORS, Duration.minutes(45)))
    assert sitting.oral.total == Duration.minutes(45)
    assert sitting.oral.allotment.total == Duration.minutes(60)


def test_a_time_fixed_by_the_form_is_nobody_s_to_choose() -> None:
    sitting = Sitting()
    sitting.act(do.StartPreparation(Duration.minutes(1)), do.Open(JURORS, Duration.minutes(1)))
    assert sitting.oral.preparation is not None
    assert sitting.oral.preparation.allowed == Duration.minutes(50)
    assert sitting.oral.total == Duration.minutes(30)


def test_opening_needs_somebody_in_the_commission() -> None:
    sitting = Sitting()
    nobody = (Juror("a", " ", Role.EG),)
    assert sitting.refused(do.Open(())) == (Reason.NO_JUROR, "")
    assert sitting.refused(do.Open(nobody)) == (Reason.NO_JUROR, "")
    alone = do.Open(
        (*nobody, JURORS[1]), vacancies=tuple(EMPTY[role] for role in (Role.EG, Role.PROFESSIONAL))
    )
    sitting.act(alone)
    assert sitting.oral.stage is Stage.OPENED
    assert sitting.oral.jurors == (JURORS[1],)
    assert sitting.act(alone) == ()


def test_the_commission_may_change_until_the_first_phase() -> None:
    sitting = opened()
    assert sitting.act(do.Open(JURORS)) == ()
    sitting.act(do.Open(JURORS[:2], vacancies=(EMPTY[Role.PROFESSIONAL],)))
    assert sitting.oral.jurors == JURORS[:2]
    sitting.act(do.Start())
    assert sitting.refused(do.Open(JURORS)) == (Reason.ALREADY_STARTED, "")


def test_opening_ends_the_preparation() -> None:
    sitting = Sitting()
    sitting.act(do.StartPreparation())
    sitting.wait(600)
    sitting.act(do.Open(JURORS))
    sitting.wait(600)
    assert sitting.oral.preparation is not None
    assert sitting.oral.preparation.used(sitting.now) == Duration.minutes(10)


def test_a_complete_oral_is_settled_and_reopened_with_a_reason() -> None:
    sitting = complete()
    sitting.act(ev.Finalised())
    assert (sitting.oral.stage, sitting.oral.version) == (Stage.FINALISED, 1)
    assert sitting.oral.finalised_at == sitting.now
    assert sitting.refused(ev.Finalised()) == (Reason.FINALISED, "")
    assert sitting.refused(ev.Reopened(" ")) == (Reason.EMPTY_REASON, "")
    assert sitting.act(ev.Reopened(" erreur de saisie ")) == (ev.Reopened("erreur de saisie"),)
    assert [sitting.oral.stage, sitting.oral.finalised_at] == [Stage.ENDED, None]
    assert sitting.oral.reopenings == ("erreur de saisie",)
    sitting.act(ev.MarkProposed(Decimal(11)), ev.Finalised())
    assert sitting.oral.version == 2


def test_only_a_settled_proposal_is_reopened() -> None:
    assert complete().refused(ev.Reopened("erreur")) == (Reason.NOT_FINALISED, "")


@pytest.mark.parametrize(
    "lacking",
    [
        ev.Rated(2, None),
        ev.MarkProposed(None),
        ev.TextWritten(TextField.APPRECIATION, " "),
    ],
)
def test_an_incomplete_oral_is_not_settled(lacking: ev.Rated | ev.MarkProposed | ev.TextWritten) -> None:
    sitting = complete()
    sitting.act(lacking)
    assert sitting.refused(ev.Finalised()) == (Reason.INCOMPLETE, "")


def test_an_oral_not_ended_is_not_settled() -> None:
    sitting = complete()
    while sitting.oral.stage is Stage.ENDED:
        sitting.act(do.Undo())
    assert sitting.refused(ev.Finalised()) == (Reason.INCOMPLETE, "")


def test_a_level_not_assessed_completes_an_oral() -> None:
    sitting = complete()
    sitting.act(ev.Rated(2, "NE"), ev.Finalised())
    assert sitting.oral.stage is Stage.FINALISED


def test_nothing_done_on_a_form_survives_a_change_of_form() -> None:
    """A criterion, a level or a mark of one form may not exist in another."""
    for work in (
        ev.Rated(1, "S"),
        ev.MarkProposed(Decimal(9)),
        ev.TextWritten(TextField.OBSERVATIONS, "à revoir"),
    ):
        sitting = Sitting(FORM, OTHER)
        sitting.act(work)
        assert sitting.refused(do.ChangePlan(sitting.oral.plan, OTHER)) == (Reason.FORM_PINNED, "")
        renamed = replace(sitting.oral.plan, candidate=replace(sitting.oral.plan.candidate, number="13"))
        sitting.act(do.ChangePlan(renamed, FORM), do.Undo(), do.ChangePlan(renamed, OTHER))
        assert sitting.oral.form is OTHER
    noted = Sitting(FORM, OTHER)
    noted.act(do.AddRemark(noted.now, remark("dossier complet", criterion=3)))
    assert noted.refused(do.ChangePlan(noted.oral.plan, OTHER)) == (Reason.FORM_PINNED, "")


def test_the_first_phase_ends_a_preparation_still_running() -> None:
    sitting = opened()
    sitting.act(do.StartPreparation())
    sitting.wait(300)
    sitting.act(do.Start())
    sitting.wait(300)
    assert sitting.oral.preparation is not None
    assert sitting.oral.preparation.used(sitting.now) == Duration.minutes(5)
    assert sitting.refused(ev.PreparationEnded()) == (Reason.NO_PREPARATION, "")
    sitting.act(do.Undo())
    sitting.wait(300)
    assert sitting.oral.preparation.used(sitting.now) == Duration.minutes(15)
