"""A laptop's moments in the phases of the commission's journal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain.aligning import Shift, aligned, together
from btstc_jury.domain.moments import Duration, Instant, Reading
from btstc_jury.domain.timing import MarkKind, TimeMark, after

MAIN, LAPTOP = "main", "laptop"


def at(boot: str, seconds: float, ahead: float = 0) -> Reading:
    """What a machine reads that many seconds into the oral, its wall clock being ``ahead``."""
    us = round(seconds * 1_000_000)
    return Reading(Instant(1_000_000_000_000 + us + round(ahead * 1_000_000)), 50_000_000 + us, boot, boot)


def marks(
    boot: str, begun: Sequence[float | None], ahead: float = 0, end: float | None = None
) -> list[TimeMark]:
    """``begun``: when each phase did, ``None`` for one that wasn't held."""
    found = [
        TimeMark(place + 2, MarkKind.PHASE, at(boot, each, ahead), phase=place)
        for place, each in enumerate(begun)
        if each is not None
    ]
    return [*found, *([TimeMark(9, MarkKind.END, at(boot, end, ahead))] if end is not None else [])]


def moment(here: list[TimeMark], there: list[TimeMark], seconds: float, ahead: float = 0) -> float:
    found = aligned(here, there).moment(at(LAPTOP, seconds, ahead))
    return (found.utc.us - 1_000_000_000_000) / 1_000_000


def test_a_clock_an_hour_off_is_corrected() -> None:
    here, there = marks(MAIN, (0, 600), end=1200), marks(LAPTOP, (0, 600), 3600, end=1200)
    here.insert(1, TimeMark(3, MarkKind.PAUSE, at(MAIN, 30)))
    for seconds in (0, 599, 600, 1100, 1300):
        assert moment(here, there, seconds, 3600) == seconds
    assert aligned(here, there).shifts == (Shift(0, Duration.seconds(3600)), Shift(1, Duration.seconds(3600)))


def test_each_phase_has_its_own_shift_and_keeps_what_is_noted_in_it() -> None:
    here, there = marks(MAIN, (0, 600), end=1200), marks(LAPTOP, (3, 620), end=1215)
    assert moment(here, there, 103) == 100
    # Noted in the first phase there, though the commission was in the second by then.
    assert moment(here, there, 615) == 600 - 0.000_001
    assert moment(here, there, 625) == 605
    assert moment(here, there, 1216) == 1201
    assert [each.by.total_seconds for each in aligned(here, there).shifts] == [3, 20]


def test_what_precedes_the_first_phase_stays_before_it() -> None:
    here, there = marks(MAIN, (0,)), marks(LAPTOP, (4,))
    assert moment(here, there, -6) == -10
    assert moment(here, there, 3.999_999) == -0.000_001


def test_a_phase_that_the_commission_did_not_hold_follows_the_one_before() -> None:
    here, there = marks(MAIN, (0, None, 700)), marks(LAPTOP, (10, 300, 710))
    assert moment(here, there, 310) == 300
    assert moment(here, there, 709.999_999) < 700
    assert moment(here, there, 720) == 710


def test_without_a_phase_in_common_moments_stay_what_they_were() -> None:
    assert moment(marks(MAIN, (0,)), [], 12, 5) == 17
    assert aligned(marks(MAIN, (0,)), []).shifts == ()


def test_a_wall_clock_set_in_mid_phase_moves_nothing() -> None:
    here, there = marks(MAIN, (0, 600)), marks(LAPTOP, (0, 600))
    found = aligned(here, there).moment(at(LAPTOP, 100, ahead=3600))
    assert found == at(MAIN, 100)


def test_one_shift_is_said_for_all_where_they_agree_to_the_second() -> None:
    assert together(()) is None
    agreed = tuple(Shift(place, Duration.seconds(12 + place / 10)) for place in range(3))
    assert together(agreed) == Duration.seconds(12.1)
    assert together((*agreed, Shift(3, Duration.seconds(14)))) is None


gaps = st.lists(st.integers(1, 900), min_size=2, max_size=5)


@given(gaps, st.lists(st.integers(-30, 30), min_size=5, max_size=5), st.integers(-7200, 7200), st.data())
def test_order_and_phase_are_kept_whatever_the_clocks_say(
    lengths: list[int], late: list[int], ahead: int, data: st.DataObject
) -> None:
    begun = [float(sum(lengths[:place])) for place in range(len(lengths))]
    theirs = [max(each + by, 0.5 * place) for place, (each, by) in enumerate(zip(begun, late, strict=False))]
    theirs = [max(theirs[: place + 1]) + place * 0.001 for place in range(len(theirs))]
    held = data.draw(st.lists(st.booleans(), min_size=len(begun), max_size=len(begun)))
    here = marks(MAIN, [each if there else None for each, there in zip(begun, held, strict=True)])
    there = marks(LAPTOP, theirs, ahead)
    noted = sorted(data.draw(st.lists(st.floats(-100, 5000, width=32), max_size=8)))
    found = [aligned(here, there).moment(at(LAPTOP, each, ahead)) for each in noted]
    if any(held):
        assert not any(after(one, other) for one, other in pairwise(found))
        assert all(each.boot == MAIN for each in found)
    for each, seconds in zip(found, noted, strict=True):
        own = [
            place for place, begin in enumerate(theirs) if not after(at(LAPTOP, begin), at(LAPTOP, seconds))
        ]
        ours = [mark.phase for mark in here if not after(mark.reading, each)]
        if own and held[own[-1]]:
            assert ours[-1] == own[-1]


@given(gaps, st.integers(-7200, 7200), st.floats(0, 4000, width=32))
def test_the_same_keys_at_the_same_moments_leave_only_the_clock_to_correct(
    lengths: list[int], ahead: int, noted: float
) -> None:
    begun = [float(sum(lengths[:place])) for place in range(len(lengths))]
    found = aligned(marks(MAIN, begun), marks(LAPTOP, begun, ahead))
    assert found.moment(at(LAPTOP, noted, ahead)) == at(MAIN, noted)
    assert together(found.shifts) == Duration.seconds(ahead)
