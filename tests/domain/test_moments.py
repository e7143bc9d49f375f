"""Lengths and points of time."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain.candidate import ONE_THIRD
from btstc_jury.domain.moments import ZERO, Duration, Instant, Reading, between

microseconds = st.integers(-(10**13), 10**13)
lengths = st.builds(Duration, microseconds)


def test_a_length_is_kept_to_the_microsecond() -> None:
    assert Duration.seconds(1.5) == Duration(1_500_000)
    assert Duration.minutes(10) == Duration.seconds(600)
    assert Duration.seconds(0.000001) == Duration(1)
    assert Duration(2_500_000).total_seconds == 2.5


@given(lengths, lengths)
def test_adding_and_taking_away_undo_each_other(one: Duration, other: Duration) -> None:
    assert one + other - other == one
    assert (one < other) == ((one - other).us < 0)


@pytest.mark.parametrize(
    ("us", "seconds"), [(-1, -1), (-1_000_000, -1), (0, 0), (999_999, 0), (1_000_000, 1), (61_000_001, 61)]
)
def test_whole_seconds_are_rounded_down(us: int, seconds: int) -> None:
    assert Duration(us).whole_seconds == seconds


def test_only_the_empty_length_is_false() -> None:
    assert not ZERO
    assert Duration(1)
    assert Duration(-1)


@given(lengths)
def test_a_floored_length_is_never_negative(length: Duration) -> None:
    assert length.floored() == max(length, ZERO)


@pytest.mark.parametrize(
    ("minutes", "granted"),
    [(5, (6, 40)), (10, (13, 20)), (15, (20, 0)), (25, (33, 20)), (50, (66, 40)), (60, (80, 0))],
)
def test_one_third_more_is_right_to_the_second(minutes: int, granted: tuple[int, int]) -> None:
    whole, seconds = granted
    assert Duration.minutes(minutes).scaled(1 + ONE_THIRD) == Duration.seconds(whole * 60 + seconds)


@given(st.integers(0, 10**5), st.fractions(Fraction(1), Fraction(3)))
def test_a_scaled_length_is_the_nearest_whole_second(seconds: int, factor: Fraction) -> None:
    scaled = Duration.seconds(seconds).scaled(factor)
    assert scaled.us % 1_000_000 == 0
    assert abs(Fraction(scaled.us, 1_000_000) - seconds * factor) <= Fraction(1, 2)


def test_instants_differ_by_a_length() -> None:
    assert Instant(5_000_000) - Instant(2_000_000) == Duration.seconds(3)
    assert Instant(2_000_000) + Duration.seconds(3) == Instant(5_000_000)


@given(microseconds, microseconds, microseconds, microseconds)
def test_within_a_boot_only_the_monotonic_clock_counts(utc: int, later: int, mono: int, then: int) -> None:
    first = Reading(Instant(utc), mono, "boot", "one")
    second = Reading(Instant(later), then, "boot", "two")
    assert between(first, second) == Duration(max(then - mono, 0))


@given(microseconds, microseconds, microseconds, microseconds)
def test_across_a_restart_of_the_machine_utc_counts(utc: int, later: int, mono: int, then: int) -> None:
    first = Reading(Instant(utc), mono, "boot", "one")
    second = Reading(Instant(later), then, "next boot", "two")
    assert between(first, second) == Duration(max(later - utc, 0))
