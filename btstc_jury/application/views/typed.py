"""Days and times as people type them."""

from __future__ import annotations

import re
from datetime import date, time

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})\s*[:hH.]\s*(\d{2})?|(\d{2})(\d{2})|(\d{1,2})", re.ASCII)


def parse_day(text: str) -> date | None:
    """« 04/02/2006 », « 4-2-2006 », « 04022006 »; ``None`` when that is no day of the calendar."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """« 8:30 », « 8h30 », « 14 h », « 0830 », « 9 »; ``None`` when that is no time of day."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part is not None]
    hour, minute = (*parts, 0)[:2]
    return time(hour, minute) if hour < 24 and minute < 60 else None
