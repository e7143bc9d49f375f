"""The names that copies of an exam file bear, and which of them are kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from btstc_jury.application.sessions import SUFFIX

_MOMENT = "%Y-%m-%d %Hh%Mm%S"
_NAME = re.compile(
    r"(?P<stem>.+) – (?P<moment>\d{4}-\d\d-\d\d \d\dh\d\dm\d\d)(?: \(\d+\))?" + re.escape(SUFFIX), re.DOTALL
)

_RECENT = timedelta(days=2)
_MONTH = timedelta(days=31)
MOST_RECENT = 40
"""Copies of the last two days that are all kept."""


@dataclass(frozen=True, slots=True)
class Backup:
    """``stem``: name of the exam file without its suffix; ``moment``: local wall time, from the name."""

    path: Path
    stem: str
    moment: datetime


def backup_name(stem: str, moment: datetime, number: int = 1) -> str:
    """``number``: from 2 on, for several copies of one second."""
    again = f" ({number})" if number > 1 else ""
    return f"{stem} – {moment.strftime(_MOMENT)}{again}{SUFFIX}"


def backup_of(path: Path) -> Backup | None:
    """What the name says; ``None`` for a file that isn't named as a backup."""
    matched = _NAME.fullmatch(unicodedata.normalize("NFC", path.name))
    if matched is None:
        return None
    try:
        moment = datetime.strptime(matched["moment"], _MOMENT)  # noqa: DTZ007 - the wall time of the name
    except ValueError:
        return None
    return Backup(path, matched["stem"], moment)


def set_aside_name(stem: str, words: str, moment: datetime) -> str:
    """Name of a file that is kept although another takes its place: « session – remplacé le … »."""
    return f"{stem} – {words} {moment.strftime(_MOMENT)}{SUFFIX}"


def kept(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Which moments' copies are kept: all of two days (at most ``MOST_RECENT``), then the last of each day
    for a month, then the last of each month.

    The one nearest to ``now`` is always kept. Copies dated in the future, by a clock that was wrong, age by
    their distance from now.
    """
    by_age = sorted(set(moments), key=lambda moment: (abs(now - moment), moment))
    recent = [moment for moment in by_age if abs(now - moment) <= _RECENT][:MOST_RECENT]
    older = [moment for moment in by_age if abs(now - moment) > _RECENT]
    of_days = _last_of([each for each in older if abs(now - each) <= _MONTH], lambda each: each.date())
    of_months = _last_of(
        [each for each in older if abs(now - each) > _MONTH], lambda each: (each.year, each.month)
    )
    return frozenset((*recent, *of_days, *of_months, *by_age[:1]))


def _last_of(moments: Iterable[datetime], span: Callable[[datetime], Hashable]) -> tuple[datetime, ...]:
    last: dict[Hashable, datetime] = {}
    for moment in sorted(moments):
        last[span(moment)] = moment
    return tuple(last.values())
