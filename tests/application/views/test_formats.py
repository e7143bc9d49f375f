"""Times, dates and marks as they are read in French."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.views import formats
from btstc_jury.domain.moments import Duration, Instant

lengths = st.builds(Duration, st.integers(0, 4 * 3600 * 1_000_000))


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0:00"),
        (0.999, "0:00"),
        (59.9, "0:59"),
        (65, "1:05"),
        (600, "10:00"),
        (4000, "66:40"),
        (-0.5, "0:00"),
        (-65, "\u22121:05"),
        (-65.9, "\u22121:05"),
    ],
)
def test_lengths_are_minutes_and_whole_seconds(seconds: float, shown: str) -> None:
    assert formats.minutes(Duration.seconds(seconds)) == shown


@pytest.mark.parametrize(
    ("allowed", "used", "shown"),
    [
        (600, 0, "10:00"),
        (600, 0.9, "10:00"),
        (600, 1, "09:59"),
        (600, 600.9, "00:00"),
        (600, 601, "+00:01"),
        (599.6, 600.2, "+00:01"),
        (4000, 0, "66:40"),
        (600, 6700, "+101:40"),
    ],
)
def test_time_left_turns_to_overrun_with_a_plus(allowed: float, used: float, shown: str) -> None:
    assert formats.minutes_left(Duration.seconds(allowed), Duration.seconds(used)) == shown


def seconds_of(shown: str) -> int:
    minutes, seconds = shown.lstrip("+").split(":")
    return (int(minutes) * 60 + int(seconds)) * (-1 if shown.startswith("+") else 1)


@given(lengths, lengths)
def test_what_is_shown_as_left_and_used_is_always_what_is_allowed(allowed: Duration, used: Duration) -> None:
    left = formats.minutes_left(allowed, used)
    assert seconds_of(left) + seconds_of(formats.minutes(used)) == seconds_of(formats.minutes(allowed))
    assert left.startswith("+") == formats.over(allowed, used)


@given(lengths)
def test_the_next_second_is_never_now_and_never_further_than_a_second(length: Duration) -> None:
    wait = formats.until_next_second(length)
    assert 0 < wait.us <= 1_000_000
    assert formats.minutes(length + wait) != formats.minutes(length)
    assert formats.minutes(length + wait - Duration(1)) == formats.minutes(length)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("12.5", "12,5"),
        ("12.50", "12,5"),
        ("20", "20"),
        ("0", "0"),
        ("-0", "0"),
        ("0.0", "0"),
        ("1E+1", "10"),
    ],
)
def test_marks_have_a_comma_and_no_idle_zero(value: str, shown: str) -> None:
    assert formats.mark(Decimal(value)) == shown


def test_no_mark_is_shown_as_nothing() -> None:
    assert formats.mark(None) == ""


def test_days_are_written_in_full() -> None:
    assert formats.long_day(date(2027, 5, 18)) == "Mardi 18 mai 2027"
    assert formats.long_day(date(2026, 8, 1)) == "Samedi 1er août 2026"
    assert formats.long_day(date(2026, 2, 22), year=False) == "Dimanche 22 février"
    assert formats.short_day(date(2006, 2, 4)) == "04/02/2006"


def test_each_day_and_month_has_its_french_name() -> None:
    week = [formats.long_day(date(2026, 6, day)).split()[0] for day in range(1, 8)]
    assert week == ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"]
    months = [formats.long_day(date(2026, month, 2)).split()[2] for month in range(1, 13)]
    assert months[::4] == ["janvier", "mai", "septembre"]
    assert len(set(months)) == 12


def test_french_puts_zero_in_the_singular() -> None:
    assert [formats.count(number, "critère") for number in (0, 1, 2)] == [
        "0 critère",
        "1 critère",
        "2 critères",
    ]
    assert formats.count(3, "oral", "oraux") == "3 oraux"


@pytest.mark.usefixtures("paris")
def test_hours_are_those_of_the_wall_clock() -> None:
    """2026-06-01 12:02:37 UTC is 14:02:37 in summer; 2026-01-15 12:02:37 UTC is 13:02:37."""
    summer, winter = Instant(1_780_315_357_000_000), Instant(1_768_478_557_000_000)
    assert [formats.hour(summer), formats.hour_second(summer)] == ["14\u202fh\u202f02", "14:02:37"]
    assert [formats.hour(winter), formats.hour_second(winter)] == ["13\u202fh\u202f02", "13:02:37"]


@pytest.mark.usefixtures("paris")
def test_an_oral_across_the_change_of_hour_is_placed_before_and_after() -> None:
    """On 2026-03-29 at 01:00 UTC the wall clock jumps from 2:00 to 3:00."""
    change = Instant(1_774_746_000_000_000)
    assert formats.hour_second(change + Duration.seconds(-1)) == "01:59:59"
    assert formats.hour_second(change) == "03:00:00"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("8 min 20", 500), ("8:20", 500), ("8,5", 510), ("8", 480), ("8 min", 480), ("huit", None), ("", None)],
)
def test_minutes_are_read_as_they_are_written(text: str, seconds: int | None) -> None:
    read = formats.read_minutes(text)
    assert (None if read is None else read.whole_seconds) == seconds


@pytest.mark.parametrize("seconds", [60, 61, 500, 3_605])
def test_minutes_written_in_words_are_read_back(seconds: int) -> None:
    assert formats.read_minutes(formats.minutes_words(Duration.seconds(seconds))) == Duration.seconds(seconds)
