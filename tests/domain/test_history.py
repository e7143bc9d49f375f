"""Folding a journal, and going back and forth in it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.commands import Command
from btstc_jury.domain.events import Entry, GapCause
from btstc_jury.domain.history import (
    History,
    before_reopenings,
    extend,
    open_history,
    oral_before,
    unsettling,
)
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import MarkKind
from tests.domain.courses import OTHER, Wish, conduct, courses, every, undoable
from tests.domain.sitting import FORM, Sitting, complete, finalised, opened, remark, running
from tests.forms_for_tests import make_plan


@given(courses(every), courses(undoable))
def test_undoing_all_brings_back_the_state_before_and_redoing_all_the_state_after(
    before: list[Wish], course: list[Wish]
) -> None:
    sitting = Sitting(FORM, OTHER)
    conduct(sitting, before)
    if sitting.oral.stage is Stage.FINALISED:
        sitting.act(ev.Reopened("erreur"))
    start, journal = sitting.oral, sitting.history.entries
    written = conduct(sitting, course)
    end = sitting.oral
    for _ in range(written):
        sitting.act(do.Undo())
    assert sitting.oral == start
    for _ in range(written):
        sitting.act(do.Redo())
    assert sitting.oral == end
    assert sitting.history.entries[: len(journal)] == journal
    assert len(sitting.history.entries) >= len(journal) + 3 * written


@given(courses(every))
def test_a_journal_only_grows_and_tells_all_by_itself(course: list[Wish]) -> None:
    sitting = Sitting(FORM, OTHER)
    for wish in course:
        before = sitting.history.entries
        conduct(sitting, [wish])
        entries = sitting.history.entries
        assert entries[: len(before)] == before
        assert open_history(entries, sitting.forms) == sitting.history
    numbers = [entry.sequence for entry in sitting.history.entries]
    assert numbers == list(range(1, len(numbers) + 1))


@given(courses(every))
def test_an_oral_never_leaves_its_rails(course: list[Wish]) -> None:
    """Whatever is asked: what is shown exists in the form, and a settled proposal is complete."""
    sitting = Sitting(FORM, OTHER)
    for wish in course:
        conduct(sitting, [wish])
        oral = sitting.oral
        numbers = {criterion.number for criterion in oral.form.criteria}
        linked = {each.content.criterion for each in oral.remarks.values()} - {None}
        assert {*oral.ratings, *linked} <= numbers
        assert set(oral.ratings.values()) <= set(oral.form.level_letters)
        assert (oral.phase is None) == (oral.stage in {Stage.PLANNED, Stage.OPENED})
        assert oral.clock(sitting.now).running == (oral.stage is Stage.RUNNING)
        if oral.stage is Stage.FINALISED:
            assert set(oral.ratings) == numbers
            assert oral.verdict.mark is not None
            assert not oral.pending_gaps
    assert not unsettling(sitting.history)


def test_nothing_is_left_to_undo_in_a_planned_oral() -> None:
    assert Sitting().refused(do.Undo()) == (Reason.NOTHING_TO_UNDO, "")
    assert Sitting().refused(do.Redo()) == (Reason.NOTHING_TO_REDO, "")


def test_an_undo_is_an_event_of_its_own() -> None:
    sitting = running()
    act = sitting.history.last_sequence
    assert sitting.act(do.Undo()) == (ev.Undone(act),)
    assert not sitting.oral.marks
    assert sitting.act(do.Redo()) == (ev.Redone(act),)
    assert len(sitting.oral.marks) == 1
    assert [type(entry.event) for entry in sitting.history.entries[3:]] == [ev.Undone, ev.Redone]


def test_an_act_of_two_events_is_taken_back_and_brought_back_whole() -> None:
    sitting = running()
    sitting.act(do.AddRemark(sitting.now, remark("chiffré", criterion=1), "S"))
    act = sitting.history.undoable()
    assert act is not None
    assert [type(entry.event) for entry in sitting.history.act(act)] == [ev.RemarkAdded, ev.Rated]
    sitting.act(do.Undo())
    assert (len(sitting.oral.remarks), len(sitting.oral.ratings)) == (0, 0)
    sitting.act(do.Redo())
    assert (len(sitting.oral.remarks), len(sitting.oral.ratings)) == (1, 1)


def test_a_remark_brought_back_has_its_number_and_place() -> None:
    sitting = running()
    sitting.wait(60)
    sitting.act(do.AddRemark(sitting.now, remark("chiffré")))
    before = sitting.oral.remarks
    sitting.act(do.Undo())
    sitting.wait(60)
    sitting.act(do.Redo())
    assert sitting.oral.remarks == before


def test_an_end_taken_back_lets_the_clock_run_on_as_if_it_had_not_stopped() -> None:
    sitting = running()
    sitting.wait(60)
    sitting.act(ev.Ended())
    sitting.wait(60)
    sitting.act(do.Undo())
    assert sitting.face.running
    assert sitting.face.total_used == Duration.minutes(2)


def test_a_new_act_closes_the_way_forward() -> None:
    sitting = running()
    sitting.act(ev.Rated(1, "S"), do.Undo(), ev.Rated(2, "TS"))
    assert sitting.refused(do.Redo()) == (Reason.NOTHING_TO_REDO, "")
    sitting.act(do.Undo())
    assert not sitting.oral.ratings


def test_a_stop_of_the_program_does_not_close_the_way_forward() -> None:
    sitting = running()
    sitting.act(ev.Rated(1, "S"), do.Undo())
    alive = sitting.now
    sitting.clock.restart(Duration.minutes(1))
    sitting.act(ev.GapFound(alive, GapCause.STOP), do.Redo())
    assert sitting.oral.ratings == {1: "S"}


def test_a_stop_of_the_program_is_never_taken_back() -> None:
    sitting = running()
    alive = sitting.now
    sitting.clock.restart(Duration.minutes(1))
    sitting.act(ev.GapFound(alive, GapCause.STOP), do.Undo())
    assert sitting.oral.stage is Stage.OPENED
    assert [mark.kind for mark in sitting.oral.marks] == [MarkKind.GAP]


def test_a_corrected_plan_is_never_taken_back() -> None:
    sitting = opened()
    corrected = make_plan(last_name="Petit", accommodation=Accommodation(total=ONE_THIRD))
    sitting.act(do.ChangePlan(corrected, FORM), do.Undo())
    assert (sitting.oral.stage, sitting.oral.plan) == (Stage.PLANNED, corrected)


@pytest.mark.parametrize("command", [do.Undo(), do.Redo()])
def test_a_settled_proposal_is_not_undone(command: Command) -> None:
    assert finalised().refused(command) == (Reason.FINALISED, "")


def test_undo_does_not_cross_a_settled_proposal() -> None:
    sitting = finalised()
    sitting.act(ev.Reopened("erreur"))
    assert sitting.refused(do.Undo()) == (Reason.NOTHING_TO_UNDO, "")
    sitting.act(ev.TextWritten(TextField.OBSERVATIONS, "corrigé"), do.Undo())
    assert sitting.refused(do.Undo()) == (Reason.NOTHING_TO_UNDO, "")


def test_what_each_settled_version_was_before_it_was_reopened_is_known() -> None:
    sitting = finalised()
    settled = [sitting.oral]
    sitting.act(ev.Reopened("erreur"), ev.MarkProposed(Decimal(7)), do.Undo())
    sitting.act(ev.TextWritten(TextField.OBSERVATIONS, "corrigé"), ev.Finalised())
    settled.append(sitting.oral)
    assert before_reopenings(sitting.history, sitting.forms) == (settled[0],)
    sitting.act(ev.Reopened("encore"))
    assert before_reopenings(sitting.history, sitting.forms) == tuple(settled)


LATE = ev.ReportHandedOver()


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ((LATE,), ()),
        ((LATE, ev.Undone(1), ev.Redone(1)), ()),
        ((ev.RemarksErased(), ev.Reopened("erreur"), ev.MarkProposed(Decimal(7))), ()),
        ((ev.MarkProposed(Decimal(7)),), (1,)),
        ((LATE, ev.TextWritten(TextField.APPRECIATION, "Nul."), ev.Undone(2)), (2, 3)),
        ((ev.Undone(-2), ev.Redone(-2)), (1, 2)),
        ((ev.PlanChanged(make_plan(), FORM.key, FORM.hash), ev.Reopened("erreur")), (1,)),
        ((ev.Finalised(),), (1,)),
    ],
)
def test_what_a_settled_proposal_does_not_admit_is_found(
    added: tuple[ev.Event, ...], told: tuple[int, ...]
) -> None:
    """Rows and acts are counted from the settling."""
    sitting = finalised()
    last = sitting.history.last_sequence
    moved = (replace(e, act=last + e.act) if isinstance(e, ev.Undone | ev.Redone) else e for e in added)
    entries = [Entry(number, number, sitting.now, "", e) for number, e in enumerate(moved, start=last + 1)]
    found = unsettling(open_history([*sitting.history.entries, *entries], sitting.forms))
    assert found == ({1: tuple(last + each for each in told)} if told else {})


def test_what_follows_each_version_is_told_of_it() -> None:
    sitting = finalised()
    rows = (ev.Rated(1, "TI"), ev.Reopened("erreur"), ev.Rated(1, "S"), ev.Finalised(), ev.Rated(1, "I"))
    last = sitting.history.last_sequence
    added = [Entry(number, number, sitting.now, "", each) for number, each in enumerate(rows, start=last + 1)]
    found = unsettling(open_history([*sitting.history.entries, *added], sitting.forms))
    assert found == {1: (last + 1,), 2: (last + 5,)}


def test_several_acts_go_back_in_the_order_in_which_they_came() -> None:
    sitting = complete()
    sitting.act(do.Undo(), do.Undo())
    assert sitting.oral.verdict.mark is None
    sitting.act(do.Redo())
    assert sitting.oral.verdict.mark == FORM.mark.maximum
    assert sitting.oral.verdict.appreciation == ""
    sitting.act(do.Redo())
    assert sitting.oral.verdict.appreciation == "Oral maîtrisé."


@pytest.mark.parametrize("entries", [0, 1])
def test_a_journal_that_does_not_begin_with_its_planning_is_refused(entries: int) -> None:
    sitting = opened()
    torn = sitting.history.entries[1 : 1 + entries]
    with pytest.raises(TypeError, match="begins with its planning"):
        open_history(torn, sitting.forms)


def test_a_journal_whose_form_is_missing_is_refused() -> None:
    with pytest.raises(KeyError):
        open_history(Sitting().history.entries, {})


def test_a_journal_is_read_the_same_entry_by_entry_or_at_once() -> None:
    sitting = complete()
    sitting.act(do.Undo(), do.Undo(), do.Redo(), ev.TextWritten(TextField.OBSERVATIONS, "à relire"))
    first, *others = sitting.history.entries
    history: History = open_history([first], sitting.forms)
    for entry in others:
        history = extend(history, [entry], sitting.forms)
    assert history == extend(open_history([first], sitting.forms), others, sitting.forms) == sitting.history


def test_what_stood_before_an_act_is_known() -> None:
    sitting = complete()
    before = sitting.oral
    sitting.act(ev.Finalised())
    finalised = sitting.history.entries[-1].sequence
    sitting.act(ev.Reopened("erreur"))
    assert oral_before(sitting.history, finalised, sitting.forms) == before
