"""Extra time, granted pauses, stops and the total, together."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import MissingKind
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.form import Form, LimitKind, SettingKind
from btstc_jury.domain.missing import missing
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.standing import Stage
from tests.domain.official import E4, E6, LIBRARY, opening
from tests.domain.sitting import Sitting, running
from tests.domain.stories import Step, lengths, steps

THIRD = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD)
FIVE = Accommodation(pauses=Duration.minutes(5))
GRANTED = ev.Paused(granted=True)


def clock(seconds: Duration) -> str:
    return f"{seconds.whole_seconds // 60}:{seconds.whole_seconds % 60:02}"


@pytest.mark.parametrize(
    ("form", "preparation", "phases", "total"),
    [
        (E4, "66:40", ["13:20", "33:20", "6:40", None], "66:40"),
        (E6, None, ["13:20", "20:00", None], "80:00"),
    ],
)
def test_a_third_more_of_each_time_to_the_second(
    form: Form, preparation: str | None, phases: list[str | None], total: str
) -> None:
    sitting = Sitting(form, accommodation=THIRD)
    if preparation is None:
        assert sitting.refused(do.StartPreparation()) == (Reason.NO_PREPARATION, "")
    else:
        sitting.act(do.StartPreparation())
        assert sitting.oral.preparation is not None
        assert clock(sitting.oral.preparation.allowed) == preparation
    sitting.act(opening())
    allotment = sitting.oral.allotment
    assert [each and clock(each) for each in allotment.phases] == phases
    assert clock(allotment.total) == total


@pytest.mark.parametrize(
    ("granted", "accommodation"),
    [
        ("preparation", Accommodation(preparation=ONE_THIRD)),
        ("phases", Accommodation(phases=ONE_THIRD)),
        ("total", Accommodation(total=ONE_THIRD)),
    ],
)
def test_each_extra_time_is_a_value_of_its_own(granted: str, accommodation: Accommodation) -> None:
    plain, sitting = Sitting(E4), Sitting(E4, accommodation=accommodation)
    for each in (plain, sitting):
        each.act(do.StartPreparation(), opening())
    assert plain.oral.preparation is not None
    assert sitting.oral.preparation is not None
    changed = {
        "preparation": sitting.oral.preparation.allowed != plain.oral.preparation.allowed,
        "phases": sitting.oral.allotment.phases != plain.oral.allotment.phases,
        "total": sitting.oral.allotment.total != plain.oral.allotment.total,
    }
    assert [name for name, differs in changed.items() if differs] == [granted]


def test_the_last_phase_receives_a_total_with_extra_time() -> None:
    sitting = Sitting(E4, accommodation=THIRD)
    sitting.act(opening(), do.Start())
    assert clock(sitting.face.phases[-1].allowed) == "13:20"
    sitting.wait(600)
    sitting.act(do.NextPhase())
    assert clock(sitting.face.phases[-1].allowed) == "16:40"
    sitting.wait(2100)
    sitting.act(do.NextPhase())
    assert clock(sitting.face.phases[-1].allowed) == "15:00"


def test_pauses_are_drawn_from_the_allowance_with_the_clock_stopped() -> None:
    sitting = running(accommodation=FIVE)
    sitting.wait(60)
    sitting.act(GRANTED)
    sitting.wait(120)
    assert sitting.face.granted_pauses == Duration.minutes(2)
    assert sitting.face.total_used == Duration.minutes(1)
    sitting.act(ev.Resumed())
    sitting.wait(60)
    sitting.act(ev.Paused("alarme"))
    sitting.wait(600)
    sitting.act(ev.Resumed(), GRANTED)
    sitting.wait(179)
    sitting.act(ev.Resumed())
    assert sitting.face.granted_pauses == Duration.seconds(299)
    assert [pause.granted for pause in sitting.face.pauses] == [True, False, True]
    sitting.act(GRANTED)
    sitting.wait(1)
    sitting.act(ev.Resumed())
    assert sitting.refused(GRANTED) == (Reason.ALLOWANCE_SPENT, "")
    sitting.act(ev.Paused("malaise"))
    assert sitting.oral.stage is Stage.PAUSED
    assert sitting.face.total_used == Duration.minutes(2)


def test_without_an_allowance_no_pause_is_granted() -> None:
    sitting = running()
    assert sitting.refused(GRANTED) == (Reason.ALLOWANCE_SPENT, "")
    assert Sitting(accommodation=FIVE).refused(GRANTED) == (Reason.NOT_RUNNING, "")


def test_a_granted_pause_needs_no_reason() -> None:
    sitting = running(accommodation=FIVE)
    sitting.act(GRANTED, ev.Resumed(), ev.Paused(), ev.Resumed())
    lacking = {each.kind: each.subjects for each in missing(sitting.oral)}
    assert lacking[MissingKind.PAUSE_REASON] == (sitting.oral.marks[-2].sequence,)


def test_a_pause_taken_back_gives_its_time_back() -> None:
    sitting = running(accommodation=FIVE)
    sitting.act(GRANTED)
    sitting.wait(300)
    sitting.act(ev.Resumed())
    assert sitting.refused(GRANTED) == (Reason.ALLOWANCE_SPENT, "")
    sitting.act(do.Undo(), do.Undo(), GRANTED)
    assert sitting.face.granted_pauses == ZERO


extras = st.builds(Fraction, st.integers(0, 12), st.sampled_from([3, 4, 10, 12]))
accommodations = st.builds(
    Accommodation, extras, extras, extras, pauses=st.builds(Duration.minutes, st.integers(0, 40))
)
work = steps("wait", "next", "pause", "resume", "sleep", "restart", "reboot")


def follow(sitting: Sitting, course: list[Step]) -> tuple[list[Duration], Duration, Duration]:
    """Time that passed in each phase as the jury counts it, in granted pauses and in the others. A pause is
    granted where the allowance still lets it.
    """
    used = [ZERO for _ in sitting.oral.form.phases]
    granted = others = ZERO
    drawn = False
    for step in course:
        oral = sitting.oral
        match step.act:
            case "next" if oral.phase != len(used) - 1:
                sitting.act(do.NextPhase())
            case "pause" if oral.stage is Stage.RUNNING:
                drawn = granted < oral.plan.accommodation.pauses
                if not drawn:
                    assert sitting.refused(GRANTED) == (Reason.ALLOWANCE_SPENT, "")
                sitting.act(GRANTED if drawn else ev.Paused("alarme"))
            case "resume" if oral.stage is Stage.PAUSED:
                sitting.act(ev.Resumed())
            case "sleep" | "restart" | "reboot" | "wait":
                counted = passes(sitting, step)
                if oral.stage is Stage.RUNNING:
                    assert oral.phase is not None
                    used[oral.phase] += step.length if counted else ZERO
                elif drawn:
                    granted += step.length
                else:
                    others += step.length
    return used, granted, others


def passes(sitting: Sitting, step: Step) -> bool:
    """Let the time of the step pass; whether the jury counts it."""
    alive = sitting.now
    if step.act == "wait":
        sitting.clock.advance(step.length)
        return True
    if step.act == "sleep":
        sitting.clock.sleep(step.length)
    else:
        sitting.clock.restart(step.length, reboot=step.act == "reboot")
    cause = GapCause.SLEEP if step.act == "sleep" else GapCause.STOP
    if sitting.act(ev.GapFound(alive, cause)) and step.counted is not None:
        sitting.act(ev.GapDecided(sitting.oral.marks[-1].sequence, step.counted))
    return step.counted is not False


@given(st.sampled_from(LIBRARY.all()), accommodations, work, st.integers(1, 90))
def test_every_second_is_somewhere_and_the_total_is_kept(
    form: Form, accommodation: Accommodation, course: list[Step], minutes: int
) -> None:
    sitting = Sitting(form, accommodation=accommodation)
    sitting.act(opening(minutes), do.Start())
    used, granted, others = follow(sitting, course)
    shown = sitting.face
    assert [phase.used for phase in shown.phases] == used
    assert shown.granted_pauses == granted
    assert sum(pause.length.us for pause in shown.pauses) == (granted + others).us
    fixed = form.total.duration if form.total.kind is SettingKind.FIXED else None
    legal = (fixed or Duration.minutes(minutes)).total_seconds
    assert abs(shown.total_allowed.total_seconds - legal * (1 + accommodation.total)) <= 0.5
    assert shown.total_allowed.us % 1_000_000 == 0
    for phase, time in zip(form.phases, shown.phases, strict=True):
        if phase.limit is LimitKind.MAXIMUM and phase.maximum is not None:
            due = phase.maximum.total_seconds * (1 + accommodation.phases)
            assert abs(time.allowed.total_seconds - due) <= 0.5


@given(accommodations, work)
def test_the_last_phase_has_what_the_total_leaves(accommodation: Accommodation, course: list[Step]) -> None:
    sitting = Sitting(E4, accommodation=accommodation)
    sitting.act(opening(), do.Start())
    follow(sitting, course)
    shown = sitting.face
    assume(shown.phase is not None)
    current = shown.phase or 0
    before = [
        phase.used if place < current else max(phase.used, phase.allowed)
        for place, phase in enumerate(shown.phases[:-1])
    ]
    assert (
        shown.phases[-1].allowed
        == (shown.total_allowed - Duration(sum(each.us for each in before))).floored()
    )


@given(accommodations, lengths, lengths)
def test_a_preparation_has_its_own_extra_time_and_runs_through_all(
    accommodation: Accommodation, first: Duration, then: Duration
) -> None:
    sitting = Sitting(E4, accommodation=accommodation)
    sitting.act(do.StartPreparation())
    sitting.clock.advance(first)
    sitting.clock.restart(then, reboot=True)
    preparation = sitting.oral.preparation
    assert preparation is not None
    assert preparation.used(sitting.now) == first + then
    assert abs(preparation.allowed.total_seconds - 3000 * (1 + accommodation.preparation)) <= 0.5
