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
from tests.forms_for_tests import JURORS, NO_ACCOMMODATION

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


SECOND = LIBRARY.get("e4-ccf-2")
WHOLE = Accommodation(total=ONE_THIRD)


@pytest.mark.parametrize(
    ("accommodation", "used", "left"),
    [
        (NO_ACCOMMODATION, 26 * 60, "24:00"),
        (NO_ACCOMMODATION, 1, "49:59"),
        (NO_ACCOMMODATION, 17 * 60 + 43.9, "32:17"),
        (WHOLE, 26 * 60, "40:40"),
        (WHOLE, 50 * 60, "16:40"),
        (WHOLE, 66 * 60 + 39, "0:01"),
        (Accommodation(phases=ONE_THIRD), 26 * 60, "24:00"),
    ],
)
def test_situation_2_has_what_situation_1_left(accommodation: Accommodation, used: float, left: str) -> None:
    """E4, situation 2 (annexe V, E4, § 4.A; the circular: 50 minutes less what situation 1 used): the extra
    time goes to the whole first, 66:40 - 26:00 = 40:40, to the second.
    """
    sitting = Sitting(SECOND, accommodation=accommodation)
    sitting.act(do.Open(JURORS, used=Duration.seconds(used)))
    assert clock(sitting.oral.allotment.total) == left
    assert sitting.oral.used_before == Duration.seconds(used)


@pytest.mark.parametrize(("accommodation", "used"), [(NO_ACCOMMODATION, 50 * 60), (WHOLE, 66 * 60 + 40)])
def test_situation_1_can_t_have_used_the_whole(accommodation: Accommodation, used: float) -> None:
    sitting = Sitting(SECOND, accommodation=accommodation)
    spent = do.Open(JURORS, used=Duration.seconds(used))
    assert sitting.refused(spent) == (Reason.NO_TIME_LEFT, "")
    assert sitting.refused(do.Open(JURORS, used=ZERO)) == (Reason.TIME_NEEDED, "")


@pytest.mark.parametrize(("accommodation", "left"), [(NO_ACCOMMODATION, "30:00"), (WHOLE, "40:00")])
def test_without_the_time_of_situation_1_it_has_thirty_minutes(
    accommodation: Accommodation, left: str
) -> None:
    """Our default (rules, § 1)."""
    sitting = Sitting(SECOND, accommodation=accommodation)
    sitting.act(do.Open(JURORS))
    assert clock(sitting.oral.allotment.total) == left
    assert sitting.oral.used_before is None


def test_no_more_than_the_whole_is_given() -> None:
    sitting = Sitting(SECOND)
    assert sitting.refused(opening(51)) == (Reason.TOTAL_TOO_LONG, "50:00")
    sitting.act(opening(50))
    sitting.act(do.Open(JURORS, used=Duration.minutes(20)))
    assert clock(sitting.oral.allotment.total) == "30:00"


def test_another_form_has_nothing_taken_from_its_total() -> None:
    for form, minutes, total in ((E4, None, "50:00"), (LIBRARY.get("e6-ccf-1"), 40, "40:00")):
        sitting = Sitting(form)
        length = None if minutes is None else Duration.minutes(minutes)
        sitting.act(do.Open(JURORS, length, used=Duration.minutes(20)))
        assert clock(sitting.oral.allotment.total) == total
        assert sitting.oral.used_before is None


def test_a_phase_shows_no_more_than_the_total_has_left() -> None:
    """« Épreuve orale d’une durée maximale de 50 minutes » (annexe V, E4, § 4.B)."""
    sitting = Sitting(E4)
    sitting.act(opening(), do.Start())
    sitting.wait(30 * 60)
    sitting.act(do.NextPhase())
    assert [clock(each.allowed) for each in sitting.face.phases[:3]] == ["10:00", "20:00", "5:00"]
    sitting.wait(17 * 60)
    shown = sitting.face.phases
    assert [clock(each.left) for each in shown[1:3]] == ["3:00", "3:00"]
    sitting.wait(4 * 60)
    assert clock(sitting.face.phases[1].overrun) == "1:00"
    assert clock(sitting.face.phases[2].allowed) == "0:00"
    sitting.act(ev.Ended())
    assert [clock(each.allowed) for each in sitting.face.phases[:3]] == ["10:00", "25:00", "5:00"]


def test_extra_time_on_parts_alone_stays_within_the_total() -> None:
    """13:20, 33:20 and 6:40 are more than 50:00 together."""
    sitting = Sitting(E4, accommodation=Accommodation(phases=ONE_THIRD))
    sitting.act(opening(), do.Start())
    sitting.wait(13 * 60 + 20)
    sitting.act(do.NextPhase())
    sitting.wait(33 * 60 + 20)
    sitting.act(do.NextPhase())
    assert clock(sitting.face.phases[2].left) == "3:20"


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


@given(st.sampled_from(LIBRARY.all()), accommodations, work, st.integers(1, 50))
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
    left = (shown.total_allowed - shown.total_used).total_seconds
    for place, (phase, time) in enumerate(zip(form.phases, shown.phases, strict=True)):
        if phase.limit is LimitKind.MAXIMUM and phase.maximum is not None:
            due = phase.maximum.total_seconds * (1 + accommodation.phases)
            if place >= (shown.phase or 0):
                due = max(min(due, time.used.total_seconds + left), 0)
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
