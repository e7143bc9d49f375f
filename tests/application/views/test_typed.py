"""Days and times as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.views.formats import short_day
from btstc_jury.application.views.planning import parse_day, parse_time


@pytest.mark.parametrize(
    "text", ["04/02/2006", "4/2/2006", " 04-02-2006 ", "4.2.2006", "4 2 2006", "04022006"]
)
def test_days(text: str) -> None:
    assert parse_day(text) == date(2006, 2, 4)


@pytest.mark.parametrize(
    "text", ["", "31/02/2006", "2006-02-04", "04/02/06", "0/1/2006", "demain", "99999999"]
)
def test_no_days(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("8:30", time(8, 30)),
        ("08h30", time(8, 30)),
        ("8 H 30", time(8, 30)),
        ("14 h", time(14)),
        ("0830", time(8, 30)),
        ("9", time(9)),
        ("0:00", time(0)),
        ("23.59", time(23, 59)),
    ],
)
def test_times(text: str, read: time) -> None:
    assert parse_time(text) == read


@pytest.mark.parametrize("text", ["", "24:00", "8:60", "8:3", "midi", "123", "12345"])
def test_no_times(text: str) -> None:
    assert parse_time(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_shown_reads_back_the_same(day: date) -> None:
    assert parse_day(short_day(day)) == day


@given(st.text())
def test_nothing_typed_is_a_fault_of_ours(text: str) -> None:
    parse_day(text)
    parse_time(text)
