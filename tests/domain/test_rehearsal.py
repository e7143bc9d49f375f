"""An attempt: what is played of it, its stretches and who spoke, and what only an attempt allows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.case import Case, Objection, ObjectionKind, Step
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.oral import not_held, phases_held
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.rehearsal import (
    Handling,
    Observation,
    Rehearsal,
    Scope,
    Shares,
    Span,
    SpanKind,
    Speaker,
    of_dropped_pass,
    shares,
    spans,
    speech,
)
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import MarkKind
from tests.domain.sitting import Sitting, finalised
from tests.forms_for_tests import JURORS, make_form

CASE = Case(
    "1",
    "Chariots",
    "E4",
    "fiche descriptive",
    objections=(
        Objection("Votre prix est au-dessus.", ObjectionKind.PRICE),
        Objection("Je ne connais pas votre service.", ObjectionKind.SERVICE),
    ),
)


def attempt(scope: Scope | None = None, case: Case | None = CASE) -> Sitting:
    sitting = Sitting()
    sitting.act(ev.RehearsalSet(case, scope or Scope()), do.Open(JURORS[:1]))
    return sitting


def playing(scope: Scope | None = None) -> Sitting:
    sitting = attempt(scope)
    sitting.act(do.Start())
    return sitting


def state(sitting: Sitting) -> Rehearsal:
    assert sitting.oral.rehearsal is not None
    return sitting.oral.rehearsal


def stretches(sitting: Sitting) -> list[tuple[SpanKind, int, int]]:
    found = spans(sitting.oral.marks, sitting.now)
    return [(each.kind, each.phase, each.length.whole_seconds) for each in found]


def measured(sitting: Sitting) -> Shares:
    stretched = spans(sitting.oral.marks, sitting.now)
    assert sitting.oral.started is not None
    return shares(speech(state(sitting).taps, stretched, sitting.oral.started), stretched)


def test_one_teacher_sits_without_anybody_deciding_on_the_other_seats() -> None:
    assert attempt().oral.stage is Stage.OPENED


def test_an_attempt_begins_without_anybody_named() -> None:
    sitting = Sitting()
    sitting.act(ev.RehearsalSet(None, Scope()), do.Open(()), do.Start())
    assert sitting.oral.stage is Stage.RUNNING


@pytest.mark.parametrize(
    "command",
    [
        ev.SheetGiven(2, "erreur"),
        ev.Finalised(),
        ev.MarkProposed(Decimal(12)),
        ev.ModeChosen(OpinionMode.SEPARATE),
        do.ProposeMarks(()),
    ],
    ids=lambda each: type(each).__name__,
)
def test_an_attempt_has_nothing_that_an_exam_settles(command: do.Command) -> None:
    sitting = playing()
    sitting.act(ev.Ended())
    assert sitting.refused(command) == (Reason.AN_ATTEMPT, "")


def test_what_is_set_up_may_be_set_up_otherwise_until_it_begins() -> None:
    sitting = attempt()
    assert sitting.act(ev.RehearsalSet(CASE, Scope())) == ()
    sitting.act(ev.RehearsalSet(None, Scope((1,))))
    assert state(sitting) == Rehearsal(None, Scope((1,)))
    sitting.act(do.Start())
    assert sitting.refused(ev.RehearsalSet(CASE, Scope())) == (Reason.ALREADY_STARTED, "")


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        (Scope((2,)), Reason.NO_SUCH_PHASE),
        (Scope((-1,)), Reason.NO_SUCH_PHASE),
        (Scope((1, 0)), Reason.NO_SUCH_PHASE),
        (Scope((1, 1)), Reason.NO_SUCH_PHASE),
        (Scope((), ((9, Duration.minutes(1)),)), Reason.NO_SUCH_PHASE),
        (Scope((), ((0, ZERO),)), Reason.TIME_NEEDED),
    ],
)
def test_what_cannot_be_played_is_refused(scope: Scope, why: Reason) -> None:
    assert Sitting().refused(ev.RehearsalSet(None, scope))[0] is why


def test_a_single_phase_is_played_and_no_other() -> None:
    sitting = playing(Scope((1,)))
    assert sitting.oral.phase == 1
    assert phases_held(sitting.oral) == (1,)
    times = sitting.face.phases
    assert (times[0].allowed, times[1].allowed) == (ZERO, sitting.face.total_allowed)
    assert sitting.refused(do.NextPhase())[0] is Reason.LAST_PHASE
    sitting.wait(30)
    sitting.act(ev.Ended())
    assert not_held(sitting.oral) == ()


def test_shortened_times_hold_and_the_others_stay() -> None:
    whole = attempt(Scope()).face
    short = attempt(Scope((), ((0, Duration.minutes(2)),))).face
    assert short.phases[0].allowed == Duration.minutes(2)
    assert short.phases[1].allowed == whole.phases[1].allowed
    assert short.total_allowed == Duration.minutes(2) + whole.phases[1].allowed


def test_a_phase_begun_again_has_its_whole_time_and_keeps_what_was_said_before_it() -> None:
    sitting = playing()
    sitting.wait(60)
    sitting.act(do.NextPhase())
    sitting.wait(10)
    sitting.act(ev.ObjectionThrown(0), ev.StepReached(Step.CONTACT), ev.BuyerCut())
    sitting.wait(5)
    sitting.act(ev.PhaseRestarted(1))
    assert sitting.face.phases[1].used == ZERO
    assert sitting.face.phases[0].used == Duration.seconds(60)
    assert (state(sitting).thrown, state(sitting).steps, state(sitting).cuts) == ({}, (), ())
    assert [(place, each.at) for place, each in state(sitting).dropped] == [(0, Duration.seconds(10))]
    marks = sitting.oral.marks
    assert of_dropped_pass(marks, 1, marks[1].reading)
    assert not of_dropped_pass(marks, 0, marks[0].reading)
    assert not of_dropped_pass(marks, 1, sitting.now)
    sitting.wait(7)
    assert stretches(sitting) == [
        (SpanKind.PLAYED, 0, 60),
        (SpanKind.DROPPED, 1, 15),
        (SpanKind.PLAYED, 1, 7),
    ]
    sitting.act(do.Undo())
    assert set(state(sitting).thrown) == {0}
    assert state(sitting).dropped == ()
    assert sitting.face.phases[1].used == Duration.seconds(22)


def test_a_phase_that_waits_runs_again_once_begun_again() -> None:
    sitting = playing()
    sitting.wait(3)
    sitting.act(ev.BuyerCut())
    sitting.wait(1)
    sitting.act(do.NextPhase())
    sitting.wait(4)
    sitting.act(ev.Paused(), ev.PhaseRestarted(1))
    assert sitting.oral.stage is Stage.RUNNING
    assert len(state(sitting).cuts) == 1
    assert sitting.refused(ev.PhaseRestarted(0))[0] is Reason.NO_SUCH_PHASE


def test_only_what_runs_or_waits_begins_again() -> None:
    sitting = attempt()
    assert sitting.refused(ev.PhaseRestarted(0))[0] is Reason.NOT_RUNNING


def test_pauses_and_stops_that_do_not_count_have_their_stretches() -> None:
    sitting = playing()
    sitting.wait(5)
    sitting.act(ev.Paused())
    sitting.wait(6)
    sitting.act(ev.Resumed())
    sitting.wait(7)
    alive = sitting.now
    sitting.wait(8)
    sitting.act(ev.GapFound(alive, ev.GapCause.STOP))
    gap = sitting.history.last_sequence
    assert stretches(sitting)[-1] == (SpanKind.PLAYED, 0, 15)
    sitting.act(ev.GapDecided(gap, counted=False))
    sitting.wait(2)
    sitting.act(ev.Ended())
    sitting.wait(100)
    assert stretches(sitting) == [
        (SpanKind.PLAYED, 0, 5),
        (SpanKind.PAUSED, 0, 6),
        (SpanKind.PLAYED, 0, 7),
        (SpanKind.STOPPED, 0, 8),
        (SpanKind.PLAYED, 0, 2),
    ]


def test_nothing_has_stretches_before_it_began() -> None:
    assert stretches(attempt()) == []


def test_shares_of_speech_are_those_of_what_was_tapped() -> None:
    sitting = playing()
    sitting.wait(10)
    sitting.act(ev.SpeakerChanged(Speaker.STUDENT))
    sitting.wait(30)
    sitting.act(ev.SpeakerChanged(Speaker.BUYER))
    sitting.wait(10)
    sitting.act(ev.Paused())
    sitting.wait(50)
    sitting.act(ev.Resumed(), ev.SpeakerChanged(Speaker.SILENCE))
    sitting.wait(5)
    sitting.act(ev.SpeakerChanged(Speaker.STUDENT))
    sitting.wait(5)
    sitting.act(do.NextPhase())
    sitting.wait(20)
    sitting.act(ev.Ended())
    found = measured(sitting)
    assert (found.student, found.buyer, found.silence) == (
        Duration.seconds(55),
        Duration.seconds(10),
        Duration.seconds(5),
    )
    assert (found.told, found.played) == (Duration.seconds(70), Duration.seconds(80))
    assert found.longest == Duration.seconds(30)
    assert [found.percent(each) for each in Speaker] == [79, 14, 7]


def test_a_stretch_goes_on_over_the_end_of_a_phase() -> None:
    sitting = playing()
    sitting.act(ev.SpeakerChanged(Speaker.STUDENT))
    sitting.wait(20)
    sitting.act(do.NextPhase())
    sitting.wait(15)
    assert measured(sitting).longest == Duration.seconds(35)


def test_without_a_tap_there_is_no_share() -> None:
    sitting = playing()
    sitting.wait(20)
    assert measured(sitting).percent(Speaker.STUDENT) is None
    assert state(sitting).speaker is None


@given(st.lists(st.tuples(st.sampled_from(Speaker), st.integers(0, 90)), min_size=1, max_size=12))
def test_the_shares_make_a_hundred_and_no_more_is_told_than_was_played(
    taps: list[tuple[Speaker, int]],
) -> None:
    sitting = playing()
    sitting.wait(1)
    for speaker, seconds in taps:
        sitting.act(ev.SpeakerChanged(speaker))
        sitting.wait(seconds)
    found = measured(sitting)
    assert found.student + found.buyer + found.silence == found.told
    assert found.told <= found.played
    assert found.longest <= found.student
    percents = [found.percent(each) for each in Speaker]
    if found.told:
        assert sum(each or 0 for each in percents) == 100


_STEPS = st.sampled_from(["next", "restart", "pause", "resume", "wait"])


@given(st.lists(st.tuples(_STEPS, st.integers(0, 300)), max_size=14))
def test_the_stretches_fill_the_attempt_and_what_counts_is_what_the_clock_says(
    acts: list[tuple[str, int]],
) -> None:
    sitting = playing()
    for act, seconds in acts:
        stage, phase = sitting.oral.stage, sitting.oral.phase or 0
        match act:
            case "next" if phase + 1 < len(sitting.oral.form.phases):
                sitting.act(do.NextPhase())
            case "restart":
                sitting.act(ev.PhaseRestarted(phase))
            case "pause" if stage is Stage.RUNNING:
                sitting.act(ev.Paused())
            case "resume" if stage is Stage.PAUSED:
                sitting.act(ev.Resumed())
            case _:
                pass
        sitting.wait(seconds)
    found = spans(sitting.oral.marks, sitting.now)
    assert [each.since for each in found[1:]] == [each.until for each in found[:-1]]
    for place, each in enumerate(sitting.face.phases):
        counted = [span.length.us for span in found if span.kind is SpanKind.PLAYED and span.phase == place]
        assert sum(counted) == each.used.us


def test_an_objection_is_thrown_once_and_handled_as_it_is_told() -> None:
    sitting = attempt()
    assert sitting.refused(ev.ObjectionThrown(0))[0] is Reason.NOT_RUNNING
    sitting.act(do.Start())
    assert sitting.refused(ev.ObjectionThrown(2)) == (Reason.UNKNOWN_OBJECTION, "3")
    assert sitting.refused(ev.ObjectionHandled(1, Handling.EVADED)) == (Reason.NOT_THROWN, "B")
    sitting.wait(12)
    sitting.act(ev.ObjectionThrown(1))
    assert sitting.act(ev.ObjectionThrown(1)) == ()
    sitting.act(ev.ObjectionThrown(0), ev.ObjectionHandled(1, Handling.TURNED))
    assert sitting.act(ev.ObjectionHandled(1, Handling.TURNED)) == ()
    thrown = state(sitting).thrown[1]
    assert (thrown.phase, thrown.at, thrown.handling) == (0, Duration.seconds(12), Handling.TURNED)
    sitting.act(ev.Ended(), ev.ObjectionHandled(0, Handling.EVADED))
    assert state(sitting).thrown[0].handling is Handling.EVADED
    sitting.act(ev.ObjectionHandled(0, None))
    assert state(sitting).thrown[0].handling is None


def test_an_answer_lasts_until_it_is_first_told_how_it_was_handled() -> None:
    sitting = playing()
    sitting.act(ev.ObjectionThrown(0))
    sitting.clock.advance(Duration.seconds(40))
    assert state(sitting).thrown[0].answer(sitting.now) == Duration.seconds(40)
    sitting.act(ev.ObjectionHandled(0, Handling.EVADED))
    sitting.clock.advance(Duration.seconds(10))
    sitting.act(ev.ObjectionHandled(0, Handling.ANSWERED))
    assert state(sitting).thrown[0].answer(sitting.now) == Duration.seconds(40)
    sitting.act(ev.ObjectionHandled(0, None))
    assert state(sitting).thrown[0].answer(sitting.now) == Duration.seconds(50)


def test_an_objection_may_be_added_on_the_way_and_changes_nothing_but_this_attempt() -> None:
    sitting = playing()
    added = Objection("Pas maintenant.", ObjectionKind.MOMENT)
    sitting.act(ev.ObjectionAdded(added), ev.ObjectionThrown(2))
    assert state(sitting).case == replace(CASE, objections=(*CASE.objections, added))
    assert sitting.refused(ev.ObjectionAdded(replace(added, words=" ")))[0] is Reason.EMPTY_TEXT
    sitting.act(ev.Ended())
    assert sitting.refused(ev.ObjectionAdded(added))[0] is Reason.NOT_RUNNING
    assert attempt(case=None).refused(ev.ObjectionAdded(added))[0] is Reason.NO_CASE
    lost = ev.ObjectionAdded(added)
    oral = attempt(case=None).oral
    assert lost.apply(oral, ev.Place(9, sitting.now, {})) is oral


def test_an_attempt_without_a_case_has_no_objection() -> None:
    assert attempt(case=None).refused(ev.ObjectionThrown(0))[0] is Reason.UNKNOWN_OBJECTION


def test_who_speaks_and_what_is_reached_is_told_while_the_clock_runs() -> None:
    sitting = attempt()
    for act in (ev.SpeakerChanged(Speaker.BUYER), ev.BuyerCut(), ev.StepReached(Step.CONTACT)):
        assert sitting.refused(act)[0] is Reason.NOT_RUNNING
    sitting.act(do.Start(), ev.SpeakerChanged(Speaker.BUYER), ev.StepReached(Step.CONTACT))
    assert sitting.act(ev.SpeakerChanged(Speaker.BUYER)) == ()
    assert sitting.act(ev.StepReached(Step.CONTACT)) == ()
    assert state(sitting).speaker is Speaker.BUYER


def test_the_student_says_once_what_they_think_and_only_afterwards() -> None:
    sitting = playing()
    opinion = ev.OwnOpinionGiven(((1, "S"), (2, "NE")))
    assert sitting.refused(opinion)[0] is Reason.NOT_ENDED
    sitting.act(ev.Ended())
    assert sitting.refused(ev.OwnOpinionGiven(((1, "Z"),)))[0] is Reason.UNKNOWN_LEVEL
    assert sitting.refused(ev.OwnOpinionGiven(((77, "S"),)))[0] is Reason.UNKNOWN_CRITERION
    sitting.act(opinion)
    assert state(sitting).own == Observation({1: "S", 2: "NE"})
    assert sitting.refused(opinion)[0] is Reason.OPINION_GIVEN


def test_an_observer_may_correct_what_they_saw() -> None:
    assert attempt().refused(ev.Observed("Lou", ((1, "S"),)))[0] is Reason.NOT_RUNNING
    sitting = playing()
    assert sitting.refused(ev.Observed(" ", ((1, "S"),)))[0] is Reason.EMPTY_NAME
    sitting.act(ev.Observed(" Lou ", ((1, "S"),)), ev.Observed("Max", ((1, "I"),), on_paper=True))
    assert sitting.act(ev.Observed("Max", ((1, "I"),), on_paper=True)) == ()
    sitting.act(ev.Observed("Lou", ((1, "TS"),)))
    assert state(sitting).observed == {
        "Max": Observation({1: "I"}, on_paper=True),
        "Lou": Observation({1: "TS"}),
    }
    sitting.act(ev.Observed("Max", ()))
    assert set(state(sitting).observed) == {"Lou"}
    assert sitting.act(ev.Observed("Max", ())) == ()


def test_three_strengths_and_three_goals_are_kept_as_they_are_written() -> None:
    sitting = playing()
    sitting.act(ev.Ended(), ev.FeedbackWritten(("écoute",), ("conclure",)))
    assert (state(sitting).strengths, state(sitting).goals) == (("écoute",), ("conclure",))
    assert sitting.act(ev.FeedbackWritten(("écoute",), ("conclure",))) == ()
    assert sitting.refused(ev.FeedbackWritten(("a",) * 4, ()))[0] is Reason.TEXT_TOO_LONG
    long = "a" * (TEXT_LIMIT - 1)
    assert sitting.refused(ev.FeedbackWritten((long,), (long,)))[0] is Reason.TEXT_TOO_LONG


def test_a_mark_is_given_only_where_it_is_asked_for() -> None:
    sitting = playing()
    assert state(sitting).mark is None
    sitting.act(ev.TrainingMarkGiven(Decimal("12.5")))
    assert sitting.act(ev.TrainingMarkGiven(Decimal("12.5"))) == ()
    assert sitting.oral.verdict.mark is None
    assert sitting.refused(ev.TrainingMarkGiven(Decimal(21)))[0] is Reason.MARK_OUT_OF_RANGE


def test_no_exam_knows_what_belongs_to_an_attempt() -> None:
    sitting = finalised()
    for act in (
        ev.PhaseRestarted(0),
        ev.SpeakerChanged(Speaker.BUYER),
        ev.ObjectionThrown(0),
        ev.OwnOpinionGiven(()),
        ev.TrainingMarkGiven(None),
    ):
        assert sitting.refused(act)[0] is Reason.NOT_AN_ATTEMPT
    assert phases_held(sitting.oral) == tuple(range(len(make_form().phases)))


def test_a_restart_is_no_beginning() -> None:
    sitting = playing()
    sitting.wait(9)
    sitting.act(ev.PhaseRestarted(0))
    assert sitting.oral.marks[-1].kind is MarkKind.RESTART
    assert sitting.oral.started == sitting.oral.marks[0].reading


def test_a_word_for_each_speaker_and_handling() -> None:
    assert [each.label for each in Speaker] == ["étudiant", "acheteur", "silence"]
    assert [each.facts.label for each in Handling] == ["éludée", "traitée", "retournée"]
    assert Span(SpanKind.PLAYED, 0, ZERO, Duration(5)).length == Duration(5)
