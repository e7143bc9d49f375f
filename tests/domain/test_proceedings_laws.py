"""What holds of an oral whatever happens in its room."""

from __future__ import annotations

from hypothesis import given

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import MissingKind
from btstc_jury.domain.history import open_history
from btstc_jury.domain.missing import duties, missing
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.proceedings import Duty
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.standing import Stage, Status
from tests.domain.proceedings_courses import Wish, courses, follow, in_the_room, undoable
from tests.domain.sitting import Sitting

STOPPED = {Status.ABSENT, Status.ABSENT_JUSTIFIED, Status.NOT_VALIDATED}


@given(courses(in_the_room), courses(undoable))
def test_undoing_all_brings_back_the_room_and_redoing_all_what_came_after(
    before: list[Wish], course: list[Wish]
) -> None:
    sitting = Sitting()
    follow(sitting, before)
    if sitting.oral.stage is Stage.FINALISED:
        sitting.act(ev.Reopened("erreur"))
    start = sitting.oral
    written = follow(sitting, course)
    end = sitting.oral
    for _ in range(written):
        sitting.act(do.Undo())
    assert sitting.oral == start
    for _ in range(written):
        sitting.act(do.Redo())
    assert sitting.oral == end


@given(courses(in_the_room))
def test_what_is_missing_can_always_be_told_and_decides_of_the_settling(course: list[Wish]) -> None:
    sitting = Sitting()
    for wish in course:
        follow(sitting, [wish])
        oral = sitting.oral
        lacking = missing(oral)
        kinds = [each.kind for each in lacking]
        assert len(set(kinds)) == len(kinds)
        assert (MissingKind.REVEAL in kinds) <= (oral.debate.mode is OpinionMode.SEPARATE)
        assert (Duty.INFORM in duties(oral)) <= (MissingKind.INFORM in kinds)
        if oral.proceedings.stopped:
            assert not lacking
            assert sitting.refused(ev.Finalised()) == (Reason.ORAL_STOPPED, "")
        elif lacking:
            assert oral.stage is not Stage.FINALISED
            assert sitting.refused(ev.Finalised()) == (Reason.INCOMPLETE, "")


@given(courses(in_the_room))
def test_the_room_never_leaves_its_rails(course: list[Wish]) -> None:
    sitting = Sitting()
    for wish in course:
        follow(sitting, [wish])
        oral, room = sitting.oral, sitting.oral.proceedings
        assert (oral.stage is Stage.CLOSED) == room.stopped == (room.status in STOPPED)
        assert not (room.stopped and oral.clock(sitting.now).running)
        assert room.informed <= (oral.stage in {Stage.ENDED, Stage.FINALISED} or bool(oral.marks))
        assert set(oral.debate.opinions) <= {juror.key for juror in oral.jurors}
        assert not (oral.debate.opinions and oral.debate.mode is OpinionMode.COMMON)
        for opinion in oral.debate.opinions.values():
            assert set(opinion.levels) <= {each.number for each in oral.form.criteria}
            complete = len(opinion.levels) == len(oral.form.criteria) and opinion.mark is not None
            assert opinion.given <= complete
        assert all(each.phase is not None for each in room.interruptions)
        assert len(set(room.order)) == len(room.order)


@given(courses(in_the_room))
def test_the_journal_of_a_room_tells_all_by_itself(course: list[Wish]) -> None:
    sitting = Sitting()
    follow(sitting, course)
    assert open_history(sitting.history.entries, sitting.forms) == sitting.history
