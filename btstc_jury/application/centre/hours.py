"""Days, hours and half-days of a centre as people type them, with or without Shift."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from btstc_jury.application.keyboards import as_figures
from btstc_jury.application.views import formats
from btstc_jury.application.views.planning import parse_day, parse_time
from btstc_jury.domain.centre.timetable import Window

MORNING = (time(8), time(12, 30))
AFTERNOON = (time(13, 30), time(18))
LONGEST_RANGE = 31
"""Days of « du … au … » at most: beyond, it is a slip of the keyboard."""

DAY_EXPECTED = "une date, comme 18/05/2027"
HOUR_EXPECTED = "une heure, comme 8h30"
WINDOWS_EXPECTED = "une date et deux heures pour chacune, comme 18/05/2027 8h30-12h30, 18/05/2027 13h30-17h"

_SPACES = re.compile(r"\s+")
_CLOSE = re.compile(r"\d{3}", re.ASCII)
_SHORT = re.compile(r"(\d{1,2})[/. ](\d{1,2})", re.ASCII)


class Unreadable(ValueError):
    """What was typed is no day or hour; the message says what is expected or what is wrong with it."""


def read_day(text: str, year: int) -> date:
    """« 18/05/2027 », « 18/05 » of that year. Raises ``Unreadable``."""
    typed = _spaced(text)
    found = parse_day(typed)
    if found is not None:
        return found
    short = _SHORT.fullmatch(as_figures(typed, {":": "/", ";": "."}))
    try:
        return date(year, int(short[2]), int(short[1])) if short else _no_day()
    except ValueError as error:
        raise Unreadable(DAY_EXPECTED) from error


def _no_day() -> date:
    raise Unreadable(DAY_EXPECTED)


def read_hour(text: str) -> time:
    """« 8h30 », « 8 h 30 », « 830 », « 8 ». Raises ``Unreadable``."""
    typed = as_figures(_spaced(text), {})
    found = parse_time(f"0{typed}" if _CLOSE.fullmatch(typed) else typed)
    if found is None:
        raise Unreadable(HOUR_EXPECTED)
    return found


_BETWEEN_DAYS = re.compile(r"[,;]|\bet\b")
_RANGE = re.compile(r"(?:du\b)?(.+?)\bau\b(.+)", re.IGNORECASE)


def read_days(text: str, year: int) -> tuple[date, ...]:
    """« 18/05/2027, 19/05/2027 », « du 18/05 au 22/05 », which has no Saturday nor Sunday; in order, each
    once. Raises ``Unreadable``.
    """
    found: set[date] = set()
    for part in filter(None, (each.strip() for each in _BETWEEN_DAYS.split(text))):
        told = _RANGE.fullmatch(part)
        if told is None:
            found.add(read_day(part, year))
            continue
        first, last = (read_day(each, year) for each in told.groups())
        if not timedelta() <= last - first < timedelta(LONGEST_RANGE):
            raise Unreadable(f"un premier et un dernier jour, {LONGEST_RANGE} jours au plus")
        days = (first + timedelta(each) for each in range((last - first).days + 1))
        found.update(each for each in days if each.weekday() < 5)
    if not found:
        raise Unreadable("des dates, comme 18/05/2027, 19/05/2027 ou du 18/05 au 22/05")
    return tuple(sorted(found))


def window_of(day: date, begins: time, ends: time) -> Window:
    """Raises ``Unreadable`` where it has no length."""
    if begins >= ends:
        raise Unreadable(f"une fin après {formats.clock(begins)}")
    return Window(datetime.combine(day, begins), datetime.combine(day, ends))


_WRITTEN = re.compile(
    r"(?:le )?(?P<day>.+?)\s*(?:,|:| de| )\s*(?P<begins>\d{1,2}\s*(?:[hH:.]\s*\d{0,2})?|\d{3,4})"
    r"\s*(?:-|–|à|/|a| )\s*(?P<ends>\d{1,2}\s*(?:[hH:.]\s*\d{0,2})?|\d{3,4})"
)


_BETWEEN_WINDOWS = re.compile(
    r"[;\n]|,(?=\s*(?:le\s+)?\d{1,2}[/.]\d{1,2})|\bet\s+(?=(?:le\s+)?\d{1,2}/\d{1,2})"
)


def read_windows(text: str, year: int) -> tuple[Window, ...]:
    """« 18/05/2027 8h30-12h30 ; 18/05/2027 13h30-17h », of a cell; in order. Raises ``Unreadable``."""
    found = []
    for part in filter(None, (each.strip() for each in _BETWEEN_WINDOWS.split(text))):
        told = _WRITTEN.fullmatch(_spaced(part))
        if told is None:
            raise Unreadable(WINDOWS_EXPECTED)
        try:
            day = read_day(told["day"], year)
        except Unreadable as unreadable:
            raise Unreadable(WINDOWS_EXPECTED) from unreadable
        found.append(window_of(day, read_hour(told["begins"]), read_hour(told["ends"])))
    return in_order(found)


def in_order(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Raises ``Unreadable`` where two overlap."""
    found = tuple(sorted(windows))
    for before, after in pairwise(found):
        if after.begins < before.ends:
            told = f"{formats.short_day(after.begins.date())} à {formats.clock(after.begins)}"
            raise Unreadable(f"des horaires qui ne se recouvrent pas ({told})")
    return found


def days_words(windows: Sequence[Window]) -> str:
    """« 18/05 matin et après-midi, 19/05 matin »: by the middle of each, "" for none."""
    told: dict[date, list[str]] = {}
    for begins, ends in sorted(windows):
        middle = begins + (ends - begins) / 2
        part = "matin" if middle.time() < time(12, 45) else "après-midi"
        parts = told.setdefault(begins.date(), [])
        if part not in parts:
            parts.append(part)
    return ", ".join(f"{day:%d/%m} {' et '.join(parts)}" for day, parts in told.items())


def _spaced(text: str) -> str:
    """Narrow and hard spaces are spaces."""
    return _SPACES.sub(" ", text).strip()


def next_window(windows: Sequence[Window], today: date) -> tuple[date, time, time]:
    """What is likely to be typed next: the afternoon of the last day, or the morning of the next weekday."""
    if not windows:
        return (today, *MORNING)
    last = max(windows)
    day = last.begins.date()
    if last.ends.time() <= time(13, 30):
        return (day, *AFTERNOON)
    day += timedelta(1)
    while day.weekday() > 4:
        day += timedelta(1)
    begun = min((each.begins.time() for each in windows if each.begins.time() < time(12)), default=MORNING[0])
    return day, begun, MORNING[1]
