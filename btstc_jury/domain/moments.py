"""Distinct types for a length of time, a point of time and the reading of a clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

_MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """A length of time in whole microseconds; may be negative (what is left after an overrun)."""

    us: int

    @classmethod
    def seconds(cls, seconds: float) -> Duration:
        return cls(round(seconds * _MICROSECONDS))

    @classmethod
    def minutes(cls, minutes: float) -> Duration:
        return cls.seconds(minutes * 60)

    def __add__(self, other: Duration) -> Duration:
        return Duration(self.us + other.us)

    def __sub__(self, other: Duration) -> Duration:
        return Duration(self.us - other.us)

    def __bool__(self) -> bool:
        return self.us != 0

    def scaled(self, factor: Fraction) -> Duration:
        """This duration times ``factor``, to the nearest whole second (10 min x 4/3 = 13:20)."""
        part, of = factor.as_integer_ratio()
        seconds, rest = divmod(2 * self.us * part, 2 * of * _MICROSECONDS)
        # As ``round``: the half goes to the even second.
        half = of * _MICROSECONDS
        seconds += rest > half or (rest == half and seconds % 2 == 1)
        return Duration(seconds * _MICROSECONDS)

    def floored(self) -> Duration:
        """Zero where this is negative."""
        return self if self.us > 0 else ZERO

    @property
    def whole_seconds(self) -> int:
        """Seconds, rounded down (-0.5 s gives -1)."""
        return self.us // _MICROSECONDS

    @property
    def total_seconds(self) -> float:
        return self.us / _MICROSECONDS


ZERO = Duration(0)


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """A point of time: microseconds since 1970-01-01 00:00 UTC."""

    us: int

    def __sub__(self, other: Instant) -> Duration:
        return Duration(self.us - other.us)

    def __add__(self, length: Duration) -> Instant:
        return Instant(self.us + length.us)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine's clocks said at one moment.

    ``mono`` is in microseconds and goes on through sleep; it compares only with readings of the same
    ``boot``. ``process`` names the run of the program that took the reading.
    """

    utc: Instant
    mono: int
    boot: str
    process: str


def between(earlier: Reading, later: Reading) -> Duration:
    """Time from one reading to a later one, never negative.

    Within one boot the monotonic clock decides, so setting the wall clock changes nothing; across a
    restart only UTC is left.
    """
    if earlier.boot == later.boot:
        return Duration(later.mono - earlier.mono).floored()
    return (later.utc - earlier.utc).floored()
