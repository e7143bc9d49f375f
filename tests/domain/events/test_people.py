"""Arrival, incidents and questions: what is taken, what is refused, what the room then shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT, RemarkText, Sign
from btstc_jury.domain.commands import Command
from btstc_jury.domain.dossier import DossierCheck, Outcome, Sheet
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.playing import NO_SCENARIO, NOTHING_PLAYED, Handed, Played, Scenario
from btstc_jury.domain.proceedings import (
    Absence,
    AbsenceKind,
    Attendance,
    Countersignature,
    Fraud,
    Interruption,
    Lateness,
    Presence,
    Proceedings,
    TimedInterruption,
    WithdrawnFraud,
)
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.standing import Stage, Status
from tests.domain.events.test_words import CONTEXT
from tests.domain.official import (
    ABSENT,
    COMPLIANT,
    DOUBT,
    E6,
    FRAUD,
    JUSTIFIED,
    NO_DOSSIER,
    NOT_COMPLIANT,
)
from tests.domain.sitting import Sitting, ended, finalised, opened, remark, running
from tests.forms_for_tests import JURORS

HERE = Presence(True, True, Attendance.DRAWN, ((0, 500, 1000, 20), (3, 4)))
PAPER = Presence(convocation=True, identity=False, attendance=Attendance.PAPER)
LATE = Lateness(12, "panne de train", "Sacha Fictif, cheffe de centre")
NOTICED = Interruption("surveillant", "porte ouverte par erreur")
TOO_LONG = "x" * (TEXT_LIMIT + 1)


def test_presence_is_checked_and_corrected() -> None:
    sitting = Sitting()
    assert sitting.act(ev.PresenceChecked(PAPER)) == (ev.PresenceChecked(PAPER),)
    sitting.act(ev.PresenceChecked(HERE))
    assert sitting.oral.proceedings == Proceedings(presence=HERE)
    sitting.act(do.Undo())
    assert sitting.oral.proceedings == Proceedings(presence=PAPER)


EVERY: list[Command] = [
    ev.PresenceChecked(HERE),
    ABSENT,
    ev.LatenessAdmitted(LATE),
    COMPLIANT,
    FRAUD,
    ev.CandidateInformed(),
    ev.Interrupted(NOTICED),
    ev.QuestionTicked(3, asked=True),
    ev.QuestionsOrdered(()),
]


@pytest.mark.parametrize("command", EVERY, ids=lambda command: type(command).__name__)
def test_nothing_is_recorded_once_the_proposal_is_settled(command: Command) -> None:
    assert finalised().refused(command) == (Reason.FINALISED, "")


@pytest.mark.parametrize("command", [ABSENT, JUSTIFIED, ev.LatenessAdmitted(LATE), NO_DOSSIER, NOT_COMPLIANT])
def test_who_was_heard_is_neither_absent_nor_late_nor_turned_away(command: Command) -> None:
    for sitting in (running(), ended()):
        assert sitting.refused(command) == (Reason.ALREADY_STARTED, "")
    sitting = running()
    sitting.act(ev.Paused("alarme"))
    assert sitting.refused(command) == (Reason.ALREADY_STARTED, "")


@pytest.mark.parametrize("document", ["", " \t"])
def test_a_justified_absence_names_its_document(document: str) -> None:
    justified = ev.AbsenceRecorded(Absence(AbsenceKind.JUSTIFIED, document))
    assert Sitting().refused(justified) == (Reason.DOCUMENT_NEEDED, "")
    Sitting().act(ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT, document)))


def test_an_absence_may_be_justified_later() -> None:
    sitting = opened()
    sitting.act(ABSENT, JUSTIFIED)
    assert sitting.oral.proceedings.absence == JUSTIFIED.absence
    assert (sitting.oral.proceedings.status, sitting.oral.stage) == (Status.ABSENT_JUSTIFIED, Stage.CLOSED)
    sitting.act(do.Undo())
    assert sitting.oral.proceedings.status is Status.ABSENT


@pytest.mark.parametrize("arrival", [ev.PresenceChecked(HERE), ev.LatenessAdmitted(LATE)])
@pytest.mark.parametrize(("before", "stage"), [(Sitting, Stage.PLANNED), (opened, Stage.OPENED)])
def test_a_candidate_who_comes_after_all_is_received_where_the_oral_stood(
    arrival: Command, before: type[Sitting], stage: Stage
) -> None:
    sitting = before()
    sitting.act(ABSENT, arrival)
    assert (sitting.oral.stage, sitting.oral.proceedings.absence) == (stage, None)
    assert sitting.oral.proceedings.status is Status.NORMAL
    if stage is Stage.OPENED:
        sitting.act(do.Start())
        assert sitting.oral.jurors == JURORS


def test_who_comes_after_all_without_a_dossier_is_not_examined() -> None:
    sitting = Sitting()
    sitting.act(NO_DOSSIER, ABSENT, ev.PresenceChecked(HERE))
    assert (sitting.oral.proceedings.status, sitting.oral.stage) == (Status.NOT_VALIDATED, Stage.CLOSED)


def test_a_dossier_found_after_all_lets_the_oral_take_place() -> None:
    sitting = opened()
    sitting.act(NO_DOSSIER, DOUBT)
    assert (sitting.oral.proceedings.status, sitting.oral.stage) == (Status.RESERVED, Stage.OPENED)
    sitting.act(COMPLIANT, do.Start())
    assert sitting.oral.stage is Stage.RUNNING


@pytest.mark.parametrize(
    ("lateness", "reason"),
    [
        (replace(LATE, minutes=0), Reason.TIME_NEEDED),
        (replace(LATE, minutes=-5), Reason.TIME_NEEDED),
        (replace(LATE, reason=" "), Reason.EMPTY_REASON),
        (replace(LATE, admitted_by=""), Reason.EMPTY_NAME),
    ],
)
def test_only_the_head_of_centre_admits_a_late_candidate_with_a_reason(
    lateness: Lateness, reason: Reason
) -> None:
    assert Sitting().refused(ev.LatenessAdmitted(lateness)) == (reason, "")


def test_lateness_adds_no_time() -> None:
    sitting = Sitting()
    before = sitting.oral.allotment
    sitting.act(ev.LatenessAdmitted(LATE))
    assert sitting.oral.proceedings.lateness == LATE
    assert sitting.oral.allotment == before


@pytest.mark.parametrize("outcome", [Outcome.DOUBT, Outcome.NOT_COMPLIANT, Outcome.NO_DOSSIER])
def test_a_finding_against_the_dossier_says_why(outcome: Outcome) -> None:
    sitting = Sitting()
    assert sitting.refused(ev.DossierChecked(DossierCheck(outcome, reason=" "))) == (Reason.EMPTY_REASON, "")
    too_long = ev.DossierChecked(DossierCheck(outcome, reason=TOO_LONG))
    assert sitting.refused(too_long) == (Reason.TEXT_TOO_LONG, str(TEXT_LIMIT))
    sitting.act(ev.DossierChecked(DossierCheck(outcome, reason=TOO_LONG[1:])))
    assert sitting.oral.proceedings.stopped is bool(outcome.facts.stops)


@pytest.mark.parametrize("outcome", [Outcome.PENDING, Outcome.COMPLIANT])
def test_a_dossier_not_found_wrong_needs_no_reason(outcome: Outcome) -> None:
    check = DossierCheck(outcome, (Sheet("Négociation", (1,), 4, retained=True),), (0,), 3)
    for sitting in (Sitting(), opened(), running(), ended()):
        assert sitting.act(ev.DossierChecked(check)) == (ev.DossierChecked(check),)
        assert sitting.oral.proceedings.dossier == check
        assert sitting.oral.proceedings.status is Status.NORMAL


PLAYED = Played(1, "Chauffage bois", "budget réduit d’un tiers", Handed.SOME, altered=True)


def test_what_is_played_may_be_recorded_until_the_proposal_is_settled() -> None:
    """Annexe V, E4, § 4.B (l.5436-5439): which fiche, what was modified, which annexes were handed over."""
    for sitting in (Sitting(), opened(), running(), ended()):
        assert sitting.oral.proceedings.choice == NOTHING_PLAYED
        assert sitting.act(ev.PlayedRecorded(PLAYED)) == (ev.PlayedRecorded(PLAYED),)
        assert sitting.oral.proceedings.choice == PLAYED
        assert sitting.act(ev.PlayedRecorded(PLAYED)) == ()
        sitting.act(ev.PlayedRecorded(replace(PLAYED, sheet=2)))
        assert sitting.oral.proceedings.choice.sheet == 2
        sitting.act(do.Undo())
        assert sitting.oral.proceedings.choice == PLAYED
    assert finalised().refused(ev.PlayedRecorded(PLAYED)) == (Reason.FINALISED, "")


@pytest.mark.parametrize("field", ["title", "changes"])
def test_what_is_played_is_told_within_limits(field: str) -> None:
    played = replace(PLAYED, **{field: TOO_LONG})  # type: ignore[arg-type]
    assert Sitting().refused(ev.PlayedRecorded(played))[0] is Reason.TEXT_TOO_LONG


def test_the_situation_to_be_handed_over_may_change_until_the_proposal_is_settled() -> None:
    """Annexe V, E4, § 4.B (l.5437)."""
    written = Scenario("Client pressé", "Une PME", "le budget", "tarif")
    for sitting in (Sitting(), opened(), running(), ended()):
        assert sitting.oral.proceedings.scenario == NO_SCENARIO
        assert sitting.act(ev.ScenarioWritten(written)) == (ev.ScenarioWritten(written),)
        assert sitting.act(ev.ScenarioWritten(written)) == ()
        assert sitting.oral.proceedings.scenario == written
        sitting.act(ev.ScenarioWritten(NO_SCENARIO))
        assert not sitting.oral.proceedings.scenario
    assert finalised().refused(ev.ScenarioWritten(written)) == (Reason.FINALISED, "")
    for field in ("title", "context", "changes", "annexes"):
        too_long = replace(written, **{field: TOO_LONG})  # type: ignore[arg-type]
        assert Sitting().refused(ev.ScenarioWritten(too_long))[0] is Reason.TEXT_TOO_LONG


def test_a_sheet_ticked_in_the_dossier_by_an_earlier_version_is_the_one_played() -> None:
    sitting = Sitting()
    sheets = (Sheet("Vente"), Sheet("Négociation", retained=True))
    sitting.act(ev.DossierChecked(DossierCheck(Outcome.COMPLIANT, sheets)))
    assert sitting.oral.proceedings.choice == Played(1, "Négociation")
    sitting.act(ev.PlayedRecorded(PLAYED))
    assert sitting.oral.proceedings.choice == PLAYED


def test_what_is_played_names_what_its_exam_plays() -> None:
    """« le projet choisi par la commission d’interrogation » (annexe V, E6, § 4.A, l.5735)."""
    context = replace(CONTEXT, form=E6)
    told = ev.PlayedRecorded(Played(0, "Portes ouvertes")).words(context)
    assert told == "Projet choisi\u202f: n° 1, Portes ouvertes"


def test_a_doubt_may_come_at_any_moment() -> None:
    for sitting in (Sitting(), opened(), running(), ended()):
        sitting.act(DOUBT)
        assert sitting.oral.proceedings.status is Status.RESERVED


def test_a_suspicion_of_fraud_states_facts() -> None:
    sitting = running()
    assert sitting.refused(ev.FraudReported(Fraud(" ", "deux témoins"))) == (Reason.EMPTY_REASON, "")
    too_long = ev.FraudReported(Fraud(TOO_LONG, ""))
    assert sitting.refused(too_long) == (Reason.TEXT_TOO_LONG, str(TEXT_LIMIT))


def test_a_suspicion_keeps_the_moment_of_its_first_report() -> None:
    sitting = running()
    sitting.act(FRAUD)
    reported = sitting.now
    sitting.wait(600)
    completed = Fraud("un téléphone allumé, écran visible", "trois", Countersignature.SIGNED, "il conteste")
    sitting.act(ev.FraudReported(completed))
    fraud = sitting.oral.proceedings.fraud
    assert fraud is not None
    assert (fraud.fraud, fraud.reported) == (completed, reported)


def test_a_suspicion_is_withdrawn_with_a_reason_and_stays_known() -> None:
    sitting = running()
    assert sitting.refused(ev.FraudWithdrawn("erreur")) == (Reason.NO_FRAUD, "")
    sitting.act(FRAUD)
    reported = sitting.oral.proceedings.fraud
    sitting.wait(60)
    sitting.act(do.NextPhase(), ev.Ended())
    for reason in ("", " \t"):
        assert sitting.refused(ev.FraudWithdrawn(reason)) == (Reason.EMPTY_REASON, "")
    assert sitting.refused(ev.FraudWithdrawn(TOO_LONG)) == (Reason.TEXT_TOO_LONG, str(TEXT_LIMIT))
    assert sitting.act(ev.FraudWithdrawn(" c’était une calculatrice ")) == (
        ev.FraudWithdrawn("c’était une calculatrice"),
    )
    found = sitting.oral.proceedings
    assert (found.fraud, found.status) == (None, Status.NORMAL)
    assert reported is not None
    assert found.withdrawn == (WithdrawnFraud(reported, "c’était une calculatrice", sitting.now),)
    assert sitting.refused(ev.ReportHandedOver()) == (Reason.NO_REPORT, "")
    sitting.act(do.Undo())
    assert (sitting.oral.proceedings.fraud, sitting.oral.proceedings.withdrawn) == (reported, ())
    sitting.act(do.Redo(), FRAUD)
    again = sitting.oral.proceedings.fraud
    assert again is not None
    assert again.reported == sitting.now
    assert len(sitting.oral.proceedings.withdrawn) == 1


def test_a_settled_proposal_keeps_its_suspicion() -> None:
    assert finalised().refused(ev.FraudWithdrawn("erreur")) == (Reason.FINALISED, "")


def test_the_candidate_finishes_under_suspicion() -> None:
    sitting = running()
    sitting.act(FRAUD)
    assert sitting.oral.stage is Stage.RUNNING
    sitting.act(do.NextPhase(), ev.Ended())
    assert (sitting.oral.stage, sitting.oral.proceedings.status) == (Stage.ENDED, Status.WITHHELD)


def test_an_interruption_bears_who_why_and_when() -> None:
    sitting = running()
    sitting.wait(75)
    first = sitting.now
    sitting.act(ev.Interrupted(NOTICED))
    sitting.wait(525)
    sitting.act(do.NextPhase())
    sitting.wait(10)
    sitting.act(ev.Interrupted(Interruption("jury", "")))
    assert sitting.oral.proceedings.interruptions == (
        TimedInterruption(NOTICED, first, 0, Duration.seconds(75)),
        TimedInterruption(Interruption("jury", ""), sitting.now, 1, Duration.seconds(10)),
    )


def test_an_interruption_moves_with_the_decision_on_the_stop_before_it() -> None:
    sitting = running()
    sitting.wait(60)
    alive = sitting.now
    sitting.clock.restart(Duration.minutes(2))
    sitting.act(ev.GapFound(alive, GapCause.STOP))
    gap = sitting.history.last_sequence
    sitting.wait(30)
    sitting.act(ev.Interrupted(NOTICED))
    (shown,) = sitting.oral.proceedings.interruptions
    assert (shown.phase, shown.at) == (0, Duration.seconds(210))
    sitting.act(ev.GapDecided(gap, counted=False))
    (shown,) = sitting.oral.proceedings.interruptions
    assert (shown.phase, shown.at) == (0, Duration.seconds(90))


def test_an_interruption_is_placed_where_it_was_noticed() -> None:
    sitting = running()
    sitting.wait(75)
    noticed = sitting.now
    sitting.wait(30)
    sitting.act(do.NextPhase(), ev.Interrupted(NOTICED, noticed))
    assert sitting.oral.proceedings.interruptions == (
        TimedInterruption(NOTICED, noticed, 0, Duration.seconds(75)),
    )


def test_an_interruption_happens_in_an_oral_under_way_and_by_somebody() -> None:
    for sitting in (Sitting(), opened(), ended()):
        assert sitting.refused(ev.Interrupted(NOTICED)) == (Reason.NOT_RUNNING, "")
    unnamed = ev.Interrupted(Interruption(" ", "bruit"))
    assert running().refused(unnamed) == (Reason.EMPTY_NAME, "")
    paused = running()
    paused.act(ev.Paused("alarme"), ev.Interrupted(NOTICED))
    assert len(paused.oral.proceedings.interruptions) == 1


def with_questions(sitting: Sitting, *texts: str) -> list[int]:
    """The numbers of the questions added."""
    sitting.act(*(do.AddRemark(sitting.now, remark(text, Sign.QUESTION)) for text in texts))
    return list(sitting.oral.remarks)


def test_a_question_is_ticked_and_unticked() -> None:
    sitting = running()
    first, second = with_questions(sitting, "pourquoi ce prix ?", "et le délai ?")
    assert sitting.act(ev.QuestionTicked(first, asked=True)) == (ev.QuestionTicked(first, asked=True),)
    assert sitting.act(ev.QuestionTicked(first, asked=True)) == ()
    assert sitting.act(ev.QuestionTicked(second, asked=False)) == ()
    sitting.act(ev.QuestionTicked(second, asked=True))
    assert sitting.oral.proceedings.asked == {first, second}
    sitting.act(ev.QuestionTicked(first, asked=False))
    assert sitting.oral.proceedings.asked == {second}
    sitting.act(do.Undo())
    assert sitting.oral.proceedings.asked == {first, second}


def test_questions_take_the_order_given() -> None:
    sitting = running()
    first, second = with_questions(sitting, "prix ?", "délai ?")
    sitting.act(ev.QuestionsOrdered((second, first)))
    assert list(sitting.oral.proceedings.order) == [second, first]
    sitting.act(ev.QuestionTicked(first, asked=True), ev.QuestionsOrdered((second,)))
    assert list(sitting.oral.proceedings.order) == [second]


def test_an_order_has_each_waiting_question_once() -> None:
    sitting = running()
    first, second, third = with_questions(sitting, "prix ?", "délai ?", "client ?")
    for order in ((), (first, second), (first, first, second, third), (third, second, third, first, first)):
        assert sitting.refused(ev.QuestionsOrdered(order)) == (Reason.NOT_AN_ORDER, "")
    sitting.act(ev.QuestionTicked(second, asked=True))
    assert sitting.refused(ev.QuestionsOrdered((third, second, first))) == (Reason.NOT_AN_ORDER, "")
    sitting.act(ev.QuestionsOrdered((third, first)))


def test_an_order_may_leave_out_what_one_juror_keeps_to_himself() -> None:
    sitting = running()
    sitting.act(ev.ModeChosen(OpinionMode.SEPARATE))
    first, second = with_questions(sitting, "prix ?", "délai ?")
    own = RemarkText("vraiment ?", Sign.QUESTION, author="a", personal=True)
    sitting.act(do.AddRemark(sitting.now, own))
    personal = max(sitting.oral.remarks)
    sitting.act(ev.QuestionsOrdered((second, first)))
    sitting.act(ev.QuestionsOrdered((personal, second, first)))
    sitting.act(ev.Ended(), ev.Revealed("la commission préfère parler"))
    assert sitting.refused(ev.QuestionsOrdered((first, second))) == (Reason.NOT_AN_ORDER, "")


def test_only_a_question_is_ticked_or_ordered() -> None:
    sitting = running()
    (question,) = with_questions(sitting, "prix ?")
    sitting.act(do.AddRemark(sitting.now, remark("clair", Sign.STRENGTH)))
    strength = max(sitting.oral.remarks)
    for number in (strength, 99):
        assert sitting.refused(ev.QuestionTicked(number, asked=True)) == (Reason.UNKNOWN_REMARK, "")
        assert sitting.refused(ev.QuestionsOrdered((question, number))) == (Reason.UNKNOWN_REMARK, "")
    sitting.act(do.ChangeRemark(question, RemarkText("prix ?", Sign.NONE)))
    assert sitting.refused(ev.QuestionTicked(question, asked=True)) == (Reason.UNKNOWN_REMARK, "")
