"""Times, dates and marks as the commission reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Protocol

from btstc_jury.domain.form import NOT_ASSESSED, MarkRule
from btstc_jury.domain.moments import Duration, Instant
from btstc_jury.domain.timing import PhaseTime

NARROW = "\u202f"
COLON = f"{NARROW}:"
_LAST_MINUTE = 60
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


class Lettered(Protocol):
    """A level, wherever it comes from."""

    @property
    def letters(self) -> str: ...

    @property
    def label(self) -> str: ...


def scale(levels: Iterable[Lettered]) -> str:
    """« TI très insuffisant · I insuffisant »."""
    return " · ".join(f"{each.letters} {each.label}" for each in levels)


def minutes(length: Duration) -> str:
    """``m:ss``, whole seconds rounded down, hours as minutes: 66:40. Negative lengths give ``-m:ss``."""
    seconds = Duration(abs(length.us)).whole_seconds
    sign = "\u2212" if length.us < 0 and seconds else ""
    return f"{sign}{seconds // 60}:{seconds % 60:02d}"


def minutes_words(length: Duration) -> str:
    """« 8 min 20 », « 5 min »."""
    whole, seconds = divmod(length.whole_seconds, 60)
    return f"{whole} min {seconds:02d}" if seconds else f"{whole} min"


_MINUTES = re.compile(r"(\d+)(?:(?:\s*min\s*|\s*:\s*)([0-5]?\d)?)?\s*s?")


def read_minutes(text: str) -> Duration | None:
    """Of « 8 min 20 », « 8:20 », « 8,5 » or « 8 »; ``None`` for anything else."""
    if found := _MINUTES.fullmatch(text.strip().lower()):
        return Duration.seconds(int(found[1]) * 60 + int(found[2] or 0))
    try:
        return Duration.minutes(float(text.replace(",", ".")))
    except (ValueError, OverflowError):
        return None


def stamp(phase: int | None, at: Duration) -> str:
    """« 2 · 11:58 »; « avant » for what precedes the first phase."""
    return "avant" if phase is None else f"{phase + 1} · {minutes(at).rjust(5, '0')}"


def minutes_left(allowed: Duration, used: Duration) -> str:
    """Time left such that left and used, both shown in whole seconds, always add up to what is allowed."""
    left = allowed.whole_seconds - used.whole_seconds
    return f"{'+' if left < 0 else ''}{abs(left) // 60:02d}:{abs(left) % 60:02d}"


def left_words(left: str) -> str:
    """« reste 12:00 »; of what isn't exceeded an indicative time may have passed."""
    return f"{left.lstrip('+')} au-delà de la durée indicative" if left.startswith("+") else f"reste {left}"


def over(allowed: Duration, used: Duration) -> bool:
    """Whether ``minutes_left`` shows an overrun."""
    return used.whole_seconds > allowed.whole_seconds


def granted(time: PhaseTime) -> str:
    """« 30:00 », « 30:00 indicatives »."""
    return length(time.allowed, indicative=time.indicative)


def length(time: Duration, *, indicative: bool) -> str:
    """The same of a time that is only planned."""
    return f"{minutes(time)}{' indicatives' if indicative else ''}"


def overran(time: PhaseTime) -> bool:
    """The same of a time that isn't indicative."""
    return not time.indicative and over(time.allowed, time.used)


def in_last_minute(time: PhaseTime) -> bool:
    """``closing`` of a time that isn't indicative."""
    return not time.indicative and closing(time.allowed, time.used)


def closing(allowed: Duration, used: Duration) -> bool:
    """Whether ``minutes_left`` shows the last minute, or that nothing is left."""
    return 0 <= allowed.whole_seconds - used.whole_seconds <= _LAST_MINUTE


def until_next_second(length: Duration) -> Duration:
    """Time until a length that grows shows another second; never zero."""
    return Duration.seconds(length.whole_seconds + 1) - length


def mark(value: Decimal | None) -> str:
    """``12,5``; the empty string for no mark."""
    if value is None:
        return ""
    plain = format((value + 0).normalize(), "f")  # the sum has no negative zero
    return plain.replace(".", ",")


def counted_above(rule: MarkRule) -> str:
    """« seuls comptent les points au-dessus de 10 » (EF1, annexe IV, note 1); "" where all count."""
    if rule.counted_above is None:
        return ""
    return f"seuls comptent les points au-dessus de {mark(rule.counted_above)}"


def points(value: Fraction) -> str:
    """``2,5``; « ≈ 3,33 » where two decimals don't say it all."""
    hundredths = value * 100
    whole = floor(hundredths + Fraction(1, 2))
    shown = mark(Decimal(whole).scaleb(-2))
    return shown if hundredths == whole else f"≈\u202f{shown}"


def local(instant: Instant) -> datetime:
    """The instant on the wall clock of this machine's time zone."""
    return datetime.fromtimestamp(instant.us / 1_000_000, tz=UTC).astimezone()


def hour(instant: Instant) -> str:
    """« 14 h 02 » on the local wall clock."""
    return clock(local(instant))


def hour_second(instant: Instant) -> str:
    """``14:02:37`` on the local wall clock: measured to the second, as on a watch."""
    return local(instant).strftime("%H:%M:%S")


def long_day(day: date, *, year: bool = True) -> str:
    """« Mardi 18 mai 2027 »."""
    number = "1er" if day.day == 1 else str(day.day)
    text = f"{_DAYS[day.weekday()]} {number} {_MONTHS[day.month - 1]}"
    return f"{text} {day.year}".capitalize() if year else text.capitalize()


def clock(moment: datetime | time) -> str:
    """« 14 h 20 », of a time on the wall."""
    return f"{moment.hour}{NARROW}h{NARROW}{moment.minute:02d}"


def day_and_hour(moment: datetime) -> str:
    """« mardi 18 mai 2027 à 14 h 52 », within a sentence."""
    return f"{long_day(moment.date()).lower()} à {clock(moment)}"


def short_day(day: date) -> str:
    """``04/02/2006``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


_TYPED_DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", re.ASCII)


def read_day(text: str, now: Instant, to_come: str = "Cette date est à venir.") -> tuple[date | None, str]:
    """« 12/07/2027 » as a day, or ``None`` and why it isn't one; ``to_come``: said of a day to come."""
    found = _TYPED_DAY.fullmatch(text.strip())
    expected = "Écrivez la date ainsi\u202f: 12/07/2027."
    if not found:
        return None, expected
    day, month, year = map(int, found.groups())
    try:
        on = date(year, month, day)
    except ValueError:
        return None, f"Cette date n’existe pas. {expected}"
    return (on, "") if on <= local(now).date() else (None, to_come)


def day_here(moment: datetime) -> str:
    """« 04/02/2006 », in the zone of this machine."""
    return short_day(moment.astimezone().date())


def short_moment(moment: datetime) -> str:
    """« 04/02/2006 à 14 h 02 », in the zone that the moment names."""
    return f"{short_day(moment.date())} à {clock(moment)}"


def some(numbers: Sequence[int]) -> str:
    """« 1, 2, 3, 4, 5, 6… »: the first six."""
    return ", ".join(map(str, numbers[:6])) + ("…" if len(numbers) > 6 else "")


def of_name(name: str) -> str:
    """« de Paul Renard », « d’Annie Leroy ». An H is taken for one that is sounded: most may be either."""
    return f"d’{name}" if name[:1].lower() in _VOWELS else f"de {name}"


_VOWELS = frozenset("aàâäeéèêëiîïoôöuùûüœæ")


def count(number: int, singular: str, plural: str = "") -> str:
    """« 1 critère », « 3 critères »; French puts zero in the singular."""
    word = singular if number < 2 else plural or f"{singular}s"
    return f"{number} {word}"


def assessed(levels: Iterable[str]) -> tuple[int, str]:
    """How many are evaluated, and « , 1 non évalué » to follow what says so, "" for none: such a criterion is
    settled without being evaluated.
    """
    given = list(levels)
    apart = given.count(NOT_ASSESSED)
    return len(given) - apart, f", {count(apart, 'non évalué', 'non évalués')}" if apart else ""
