"""What holds of the clock whatever happens to an oral."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain.moments import ZERO, Duration, Instant, Reading
from btstc_jury.domain.timing import Allotment, ClockFace, MarkKind, TimeMark, face, position_at
from tests.domain.stories import EVERY, ONE_BOOT, PHASES, Step, Story, lengths, steps, tell

maxima = st.lists(st.none() | lengths, min_size=PHASES, max_size=PHASES).map(tuple)
allotments = st.builds(Allotment, maxima, lengths)
courses = steps("wait", "next", "pause", "resume", "sleep", "restart", "reboot")
within_a_boot = steps(*ONE_BOOT)


def read(story: Story, allotment: Allotment) -> ClockFace:
    return face(tuple(story.marks), allotment, story.now)


def used(shown: ClockFace) -> list[Duration]:
    return [phase.used for phase in shown.phases]


@given(courses, allotments)
def test_each_phase_has_used_the_time_that_really_passed_in_it(
    course: list[Step], granted: Allotment
) -> None:
    story = tell(course)
    shown = read(story, granted)
    assert used(shown) == story.used
    assert shown.phase == (None if story.phase < 0 else story.phase)
    assert shown.running is story.running


@given(within_a_boot, allotments)
def test_setting_the_wall_clock_changes_no_length(course: list[Step], granted: Allotment) -> None:
    jumping, steady = (read(tell(course, wall_jumps=jumps), granted) for jumps in (True, False))
    assert used(jumping) == used(steady)
    assert [each.length for each in jumping.pauses] == [each.length for each in steady.pauses]
    assert [each.length for each in jumping.gaps] == [each.length for each in steady.gaps]


@given(steps(*EVERY), allotments)
def test_used_and_left_make_what_is_allowed(course: list[Step], granted: Allotment) -> None:
    shown = read(tell(course), granted)
    for phase in shown.phases:
        assert phase.used + phase.left == phase.allowed
        assert phase.overrun == (phase.used - phase.allowed).floored()
        assert phase.used >= ZERO
        assert phase.allowed >= ZERO
    assert shown.total_allowed == granted.total


@given(steps(*EVERY), allotments)
def test_the_total_is_the_sum_of_the_phases(course: list[Step], granted: Allotment) -> None:
    shown = read(tell(course), granted)
    assert shown.total_used.us == sum(phase.used.us for phase in shown.phases)


@given(steps(*EVERY), allotments, lengths, lengths)
def test_time_never_goes_back(
    course: list[Step], granted: Allotment, first: Duration, then: Duration
) -> None:
    story = tell(course)
    faces = [read(story, granted)]
    for length in (first, then):
        story.clock.advance(length)
        faces.append(read(story, granted))
    for earlier, later, length in zip(faces, faces[1:], (first, then), strict=False):
        passed = later.total_used - earlier.total_used
        assert passed == (length if story.running else ZERO)
        assert all(one.used <= other.used for one, other in zip(earlier.phases, later.phases, strict=True))


@given(courses, allotments)
def test_pauses_have_their_own_length_and_never_count(course: list[Step], granted: Allotment) -> None:
    story = tell(course)
    shown = read(story, granted)
    assert [pause.length for pause in shown.pauses] == story.paused
    assert [pause.until is None for pause in shown.pauses[-1:]] == [
        not story.running for _ in shown.pauses[-1:]
    ]
    assert all(pause.until is not None for pause in shown.pauses[:-1])


@given(steps(*EVERY), allotments, st.data())
def test_counting_a_gap_or_not_differs_by_its_length(
    course: list[Step], granted: Allotment, data: st.DataObject
) -> None:
    story = tell(course)
    gaps = read(story, granted).gaps
    if not gaps:
        return
    gap = data.draw(st.sampled_from(gaps))
    waiting, counted, left_out = (
        face(decided(story.marks, gap.sequence, decision), granted, story.now)
        for decision in (None, True, False)
    )
    assert used(waiting) == used(counted)
    for index, (with_it, without) in enumerate(zip(counted.phases, left_out.phases, strict=True)):
        assert with_it.used - without.used == (gap.length if index == gap.phase else ZERO)


def decided(marks: list[TimeMark], sequence: int, decision: bool | None) -> tuple[TimeMark, ...]:
    return tuple(replace(each, counted=decision) if each.sequence == sequence else each for each in marks)


@given(courses, allotments)
def test_a_gap_is_the_time_since_the_last_sign_of_life_or_the_last_act(
    course: list[Step], granted: Allotment
) -> None:
    story = tell(course)
    assert [(gap.length, gap.counted) for gap in read(story, granted).gaps] == story.gaps


@given(courses, lengths, lengths, lengths)
def test_the_last_phase_receives_exactly_what_is_left(
    course: list[Step], first: Duration, second: Duration, total: Duration
) -> None:
    shown = read(tell(course), Allotment((first, second, None), total))
    position = -1 if shown.phase is None else shown.phase
    earlier = [
        phase.used if index < position else max(phase.used, phase.allowed)
        for index, phase in enumerate(shown.phases[:-1])
    ]
    rest = total.us - sum(each.us for each in earlier)
    assert shown.phases[-1].allowed.us == max(rest, 0)
    assert [phase.own_maximum for phase in shown.phases] == [True, True, False]


@given(courses, maxima, lengths)
def test_the_phase_under_way_without_a_maximum_has_what_the_others_leave(
    course: list[Step], own: tuple[Duration | None, ...], total: Duration
) -> None:
    shown = read(tell(course), Allotment(own, total))
    if shown.phase is None or shown.current is None or shown.current.own_maximum:
        return
    past = sum(phase.used.us for phase in shown.phases[: shown.phase])
    kept = sum(each.us for each in own[shown.phase + 1 :] if each is not None)
    assert shown.current.allowed.us == max(total.us - past - kept, 0)


@given(courses, allotments, lengths)
def test_nothing_moves_after_the_end(course: list[Step], granted: Allotment, later: Duration) -> None:
    story = tell(course)
    before = read(story, granted)
    story.end()
    at_once = read(story, granted)
    story.clock.advance(later)
    assert read(story, granted) == at_once
    assert at_once.ended
    assert not at_once.running
    assert used(at_once) == used(before)
    assert all(pause.until is not None for pause in at_once.pauses)


@given(courses, allotments, st.data())
def test_a_moment_keeps_its_place(course: list[Step], granted: Allotment, data: st.DataObject) -> None:
    told = data.draw(st.integers(0, len(course)))
    story = tell(course[:told])
    moment = story.now
    place = position_at(tuple(story.marks), granted, moment)
    shown = read(story, granted)
    assert place == ((None, ZERO) if shown.phase is None else (shown.phase, shown.phases[shown.phase].used))
    story.clock.advance(Duration(1))
    for step in course[told:]:
        story.take(step)
    assert position_at(tuple(story.marks), granted, moment) == place


def test_a_reading_before_the_last_mark_adds_nothing() -> None:
    story = Story()
    early = story.now
    story.clock.advance(Duration.minutes(1))
    story.phase = 0
    mark = TimeMark(1, MarkKind.PHASE, story.now, phase=0)
    shown = face((mark,), Allotment((Duration.minutes(10),), Duration.minutes(10)), early)
    assert shown.total_used == ZERO


def test_a_restart_of_the_machine_at_midnight_loses_nothing() -> None:
    """2026-06-01 23:59:50 UTC; thirty seconds, across a reboot."""
    before = Instant(1_780_358_390_000_000)
    first = Reading(before, 5_000_000, "boot-1", "one")
    then = Reading(before + Duration.seconds(30), 1_000, "boot-2", "two")
    mark = TimeMark(1, MarkKind.PHASE, first, phase=0)
    shown = face((mark,), Allotment((Duration.minutes(10),), Duration.minutes(10)), then)
    assert shown.total_used == Duration.seconds(30)


@given(st.lists(st.none() | lengths, max_size=4), lengths, st.lists(lengths, min_size=6, max_size=6))
def test_what_is_announced_to_a_part_is_what_it_has_once_it_begins(
    before: list[Duration | None], total: Duration, spent: list[Duration]
) -> None:
    """After a free part, the remainder: told what it gets where the parts that have a maximum take it whole,
    less what the free ones took meanwhile.
    """
    phases = (*before, None, None)
    granted = Allotment(phases, total)
    story = tell([])
    last = len(phases) - 1
    announced = read(story, granted).phases[last].shared
    assert announced is not None
    free = ZERO
    for place, (own, length) in enumerate(zip(phases[:-1], spent, strict=False)):
        story.marks.append(TimeMark(place + 1, MarkKind.PHASE, story.now, place))
        assert read(story, granted).phases[last].shared == announced - free
        story.clock.advance(length if own is None else own)
        free += length if own is None else ZERO
        if free > announced:
            return
    story.marks.append(TimeMark(last + 1, MarkKind.PHASE, story.now, last))
    begun = read(story, granted).phases[last]
    assert begun.shared is None
    assert begun.allowed == announced - free
