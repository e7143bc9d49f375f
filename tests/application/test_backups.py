"""Backups' names, read back; and the thinning, whatever the moments."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.backups import MOST_RECENT, backup_name, backup_of, kept

NOW = datetime(2026, 11, 21, 23, 10, 5)  # noqa: DTZ001 - wall time
MOMENTS = st.lists(
    st.integers(-3600 * 24 * 30, 3600 * 24 * 900).map(lambda seconds: NOW - timedelta(seconds=seconds)),
    max_size=150,
)


@pytest.mark.parametrize("stem", ["session", "session – d’été", "a – 2026-01-01 10h00m00", "x\ny"])
def test_a_name_is_read_back(stem: str) -> None:
    for number in (1, 2, 41):
        name = backup_name(stem, NOW, number)
        found = backup_of(Path("clé", name))
        assert found is not None
        assert (found.stem, found.moment) == (stem, NOW)
    assert backup_name("session", NOW) == "session – 2026-11-21 23h10m05.btsjury"


@pytest.mark.parametrize(
    "name",
    [
        "session.btsjury",
        "session – 2026-11-21 23h10m05.pdf",
        "session – 2026-13-21 23h10m05.btsjury",
        "session – remplacé le 2026-11-21 23h10m05.btsjury",
        "session – 2026-11-21 23h10m05.btsjury.part",
    ],
)
def test_other_files_are_no_backups(name: str) -> None:
    assert backup_of(Path(name)) is None


@given(MOMENTS)
def test_thinning_keeps_the_latest_and_one_of_each_span(moments: list[datetime]) -> None:
    left = kept(moments, NOW)
    assert left <= set(moments)
    if not moments:
        return
    assert min(moments, key=lambda moment: abs(NOW - moment)) in left
    for moment in moments:
        age = abs(NOW - moment)
        if age <= timedelta(days=2):
            continue
        same = [other for other in left if (other.year, other.month) == (moment.year, moment.month)]
        assert same, "a month without any copy"
        if age <= timedelta(days=31):
            assert any(other.date() == moment.date() for other in left), "a day without any copy"
    recent = {moment for moment in moments if abs(NOW - moment) <= timedelta(days=2)}
    if len(recent) <= MOST_RECENT:
        assert recent <= left
    days = {moment.date() for moment in moments}
    assert len(left) <= MOST_RECENT + min(len(days), 64) + 32


@given(MOMENTS)
def test_thinning_again_removes_nothing_more(moments: list[datetime]) -> None:
    left = kept(moments, NOW)
    assert kept(left, NOW) == left


@given(st.lists(st.integers(600, 90_000), min_size=1, max_size=120))
def test_the_copy_just_made_is_kept_and_history_stays_long(gaps: list[int]) -> None:
    """Thinned after each copy, as the program does."""
    now, left, first = NOW, frozenset[datetime](), NOW
    for gap in gaps:
        now += timedelta(seconds=gap)
        left = kept({*left, now}, now)
        assert now in left
    if now - first > timedelta(days=3):
        assert min(left) < now - timedelta(days=2)
