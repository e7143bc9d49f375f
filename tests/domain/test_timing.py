"""The clock of an oral, on plain examples."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.form import Form, LimitKind, Phase, SettingKind, TimeRule
from btstc_jury.domain.moments import ZERO, Duration, Instant
from btstc_jury.domain.timing import Allotment, allot, position_at
from tests.domain.sitting import Sitting, opened, running
from tests.forms_for_tests import make_form

THIRD = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD)


def phase(maximum: float | None, limit: LimitKind = LimitKind.MAXIMUM) -> Phase:
    own = None if maximum is None else Duration.minutes(maximum)
    return Phase("Partie", "P.", limit, own, uninterrupted=False, candidate="", commission="")


E4 = make_form(phases=(phase(10), phase(25), phase(5), phase(None, LimitKind.REMAINDER)))
E6 = make_form(phases=(phase(10), phase(15), phase(None, LimitKind.REMAINDER)))
FREE = make_form(phases=(phase(None, LimitKind.FREE), phase(None, LimitKind.FREE)))
MIXED = make_form(phases=(phase(None, LimitKind.REMAINDER), phase(5), phase(None, LimitKind.FREE)))


def minutes(*lengths: float) -> list[Duration]:
    return [Duration.minutes(length) for length in lengths]


def allowed(sitting: Sitting) -> list[Duration]:
    return [each.allowed for each in sitting.face.phases]


def used(sitting: Sitting) -> list[Duration]:
    return [each.used for each in sitting.face.phases]


@pytest.mark.parametrize(
    ("form", "total", "phases", "whole"),
    [
        (E4, 50, ["13:20", "33:20", "6:40", None], "66:40"),
        (E6, 60, ["13:20", "20:00", None], "80:00"),
    ],
)
def test_one_third_more_is_granted_to_the_second(
    form: Form, total: int, phases: list[str | None], whole: str
) -> None:
    granted = allot(form, Duration.minutes(total), THIRD)
    assert [None if each is None else clock(each) for each in granted.phases] == phases
    assert clock(granted.total) == whole


def clock(length: Duration) -> str:
    assert length.us % 1_000_000 == 0
    return f"{length.whole_seconds // 60}:{length.whole_seconds % 60:02d}"


def test_each_extra_time_stands_alone() -> None:
    phases_only = allot(E4, Duration.minutes(50), Accommodation(phases=Fraction(1, 2)))
    assert phases_only == Allotment((*minutes(15, 37.5, 7.5), None), Duration.minutes(50))
    total_only = allot(E4, Duration.minutes(50), Accommodation(total=Fraction(1, 2)))
    assert total_only == Allotment((*minutes(10, 25, 5), None), Duration.minutes(75))
    preparation_only = allot(E4, Duration.minutes(50), Accommodation(preparation=Fraction(1, 2)))
    assert preparation_only == Allotment((*minutes(10, 25, 5), None), Duration.minutes(50))


def test_before_the_start_the_clock_shows_the_times_granted() -> None:
    sitting = opened(make_form(phases=E4.phases), accommodation=THIRD)
    shown = sitting.face
    assert (shown.phase, shown.current, shown.running, shown.ended) == (None, None, False, False)
    assert shown.total_used == ZERO
    assert shown.total_allowed - shown.total_used == Duration.minutes(40)
    sitting.wait(3600)
    assert sitting.face == shown


def test_what_a_phase_does_not_use_goes_to_the_last_one() -> None:
    sitting = running()
    assert allowed(sitting) == minutes(10, 20)
    sitting.wait(4 * 60)
    sitting.act(do.NextPhase())
    assert allowed(sitting) == minutes(10, 26)
    sitting.wait(27 * 60)
    current = sitting.face.current
    assert current is not None
    assert current.overrun == Duration.minutes(1)
    assert current.left == Duration.minutes(-1)
    assert sitting.face.total_allowed - sitting.face.total_used == Duration.minutes(-1)


def test_an_overrun_is_taken_from_what_is_left_at_once() -> None:
    sitting = running()
    sitting.wait(13 * 60)
    assert allowed(sitting) == minutes(10, 17)
    assert sitting.face.phases[0].overrun == Duration.minutes(3)
    sitting.wait(20 * 60)
    assert allowed(sitting) == minutes(10, 0)


def test_an_early_end_leaves_to_the_last_phase_what_nobody_used() -> None:
    sitting = running()
    sitting.wait(4 * 60)
    sitting.act(ev.Ended())
    assert used(sitting) == minutes(4, 0)
    assert allowed(sitting) == minutes(10, 20)


def test_phases_without_a_maximum_share_equally_before_the_start() -> None:
    sitting = opened(FREE)
    assert allowed(sitting) == minutes(15, 15)


def test_the_free_phase_under_way_may_take_the_whole_rest() -> None:
    sitting = running(FREE)
    assert allowed(sitting) == minutes(30, 15)
    sitting.wait(12 * 60)
    assert allowed(sitting) == minutes(30, 9)
    sitting.act(do.NextPhase())
    assert allowed(sitting) == minutes(12, 18)
    sitting.act(ev.Ended())
    assert allowed(sitting) == minutes(12, 18)


def test_a_free_part_and_the_remainder_share_what_neither_is_granted() -> None:
    """5 + 10 + 8 + free + remainder in 35: the remainder is never told half of what it may have."""
    limits = (phase(5), phase(10), phase(8), phase(None, LimitKind.FREE), phase(None, LimitKind.REMAINDER))
    sitting = opened(make_form(phases=limits, total=TimeRule(SettingKind.FIXED, Duration.minutes(35))))

    def shared() -> list[Duration | None]:
        return [each.shared for each in sitting.face.phases]

    assert shared() == [None, None, None, *minutes(12, 12)]
    sitting.act(do.Start())
    sitting.wait(3 * 60)
    sitting.act(do.NextPhase())
    assert shared()[3:] == minutes(14, 14)
    sitting.act(do.NextPhase(), do.NextPhase())
    assert shared()[3:] == [None, *minutes(32)]
    sitting.wait(8 * 60)
    assert shared()[3:] == [None, *minutes(24)]
    sitting.act(do.NextPhase())
    assert shared()[3:] == [None, None]
    assert allowed(sitting)[4] == Duration.minutes(24)


def test_an_oral_ended_early_grants_nothing_to_the_free_phases_it_skipped() -> None:
    sitting = running(make_form(phases=(phase(5), phase(None, LimitKind.FREE), phase(None, LimitKind.FREE))))
    sitting.wait(60)
    sitting.act(ev.Ended())
    assert allowed(sitting)[:2] == minutes(5, 0)


def test_a_phase_to_come_keeps_its_maximum() -> None:
    sitting = running(MIXED)
    assert allowed(sitting)[:2] == minutes(25, 5)
    sitting.wait(20 * 60)
    sitting.act(do.NextPhase(), do.NextPhase())
    assert allowed(sitting) == minutes(20, 5, 10)


def test_a_pause_stops_the_clock_and_says_where() -> None:
    sitting = running()
    sitting.wait(90)
    sitting.act(ev.Paused("alarme"))
    began = sitting.now
    sitting.wait(600)
    (pause,) = sitting.face.pauses
    assert (pause.phase, pause.at, pause.since, pause.until) == (0, Duration.seconds(90), began, None)
    assert pause.length == Duration.minutes(10)
    sitting.act(ev.Resumed())
    over = sitting.now
    sitting.wait(5)
    (pause,) = sitting.face.pauses
    assert (pause.until, pause.length) == (over, Duration.minutes(10))
    assert sitting.face.total_used == Duration.seconds(95)


@pytest.mark.parametrize("leaving", [do.NextPhase(), ev.Ended()])
def test_leaving_a_phase_closes_its_pause(leaving: do.NextPhase | ev.Ended) -> None:
    sitting = running()
    sitting.act(ev.Paused("alarme"))
    sitting.wait(60)
    sitting.act(leaving)
    sitting.wait(30)
    (pause,) = sitting.face.pauses
    assert pause.length == Duration.minutes(1)
    assert sitting.face.phases[0].used == ZERO


def test_a_stop_of_the_program_counts_until_the_jury_says_otherwise() -> None:
    sitting = running()
    sitting.wait(120)
    alive = sitting.now
    sitting.clock.restart(Duration.minutes(7))
    sitting.act(ev.GapFound(alive, GapCause.STOP))
    (gap,) = sitting.face.gaps
    assert (gap.phase, gap.since, gap.until, gap.counted) == (0, alive, sitting.now, None)
    assert gap.length == Duration.minutes(7)
    assert sitting.face.total_used == Duration.minutes(9)
    sitting.act(ev.GapDecided(gap.sequence, counted=False))
    assert sitting.face.total_used == Duration.minutes(2)
    sitting.wait(60)
    assert sitting.face.total_used == Duration.minutes(3)
    sitting.act(ev.GapDecided(gap.sequence, counted=True))
    assert sitting.face.total_used == Duration.minutes(10)


def test_a_stop_during_a_pause_taken_back_is_no_question() -> None:
    """The resumption is taken back: the clock stood still during the stop."""
    sitting = running()
    sitting.act(ev.Paused("alarme"), ev.Resumed())
    alive = sitting.now
    sitting.clock.restart(Duration.minutes(7))
    sitting.act(ev.GapFound(alive, GapCause.STOP))
    assert len(sitting.oral.pending_gaps) == 1
    sitting.act(do.Undo())
    assert list(sitting.oral.pending_gaps) == []
    assert list(sitting.face.gaps) == []
    assert sitting.face.total_used == ZERO


def test_time_across_a_restart_of_the_machine_is_read_from_the_wall_clock() -> None:
    sitting = running()
    sitting.wait(30)
    sitting.clock.restart(Duration.minutes(2), reboot=True)
    assert sitting.face.total_used == Duration.seconds(150)


def test_the_wall_clock_set_back_a_day_changes_nothing() -> None:
    sitting = running()
    sitting.wait(30)
    sitting.clock.set_wall(Instant(sitting.now.utc.us - Duration.minutes(1440).us))
    sitting.wait(30)
    assert sitting.face.total_used == Duration.minutes(1)


def test_a_moment_before_the_start_is_in_no_phase() -> None:
    sitting = opened()
    early = sitting.now
    sitting.wait(10)
    sitting.act(do.Start())
    sitting.wait(10)
    assert position_at(sitting.oral.marks, sitting.oral.allotment, early) == (None, ZERO)
    assert position_at(sitting.oral.marks, sitting.oral.allotment, sitting.now) == (0, Duration.seconds(10))


def test_a_moment_before_a_restart_of_the_machine_is_placed_by_the_wall_clock() -> None:
    sitting = running()
    sitting.wait(30)
    early = sitting.now
    sitting.clock.restart(Duration.minutes(2), reboot=True)
    sitting.act(do.NextPhase())
    assert position_at(sitting.oral.marks, sitting.oral.allotment, early) == (0, Duration.seconds(30))


def test_an_indicative_time_is_told_and_never_exceeded() -> None:
    """« Durée indicative 30 minutes » (annexe V, E1, § 2.2)."""
    total = TimeRule(SettingKind.FIXED, Duration.minutes(30), indicative=True)
    sitting = running(make_form(phases=FREE.phases, total=total))
    sitting.wait(40 * 60)
    whole, first = sitting.face.total, sitting.face.phases[0]
    assert (whole.allowed, whole.used) == (Duration.minutes(30), Duration.minutes(40))
    assert whole.left == Duration.minutes(-10)
    assert whole.overrun == first.overrun == ZERO
    assert first.indicative


def test_a_phase_may_be_indicative_alone() -> None:
    loose = replace(phase(10), indicative=True)
    sitting = running(make_form(phases=(loose, phase(10))))
    sitting.wait(15 * 60)
    first, second = sitting.face.phases
    assert (first.indicative, first.overrun) == (True, ZERO)
    assert not second.indicative
    assert not sitting.face.total.indicative
