"""Who is examined, when, and with which accommodation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from btstc_jury.domain.moments import ZERO, Duration

NO_EXTRA = Fraction(0)
ONE_THIRD = Fraction(1, 3)

NAME_LIMIT = 200
"""Characters of a number, a name, a school."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Minimal identity. ``number`` is text: leading zeros count."""

    number: str
    last_name: str
    first_names: str
    birth: date | None = None
    school: str = ""
    specialty: str = ""

    @property
    def full_name(self) -> str:
        """Name as the lists print it: LAST NAME First names."""
        return f"{self.last_name.upper()} {self.first_names}".strip()


@dataclass(frozen=True, slots=True)
class Accommodation:
    """Extra time granted, as a fraction of each time (1/3: 10 min become 13:20). Never a diagnosis.

    ``pauses``: allowance of pauses with the clock stopped.
    """

    preparation: Fraction = NO_EXTRA
    phases: Fraction = NO_EXTRA
    total: Fraction = NO_EXTRA
    aids: str = ""
    pauses: Duration = ZERO

    @property
    def extends_time(self) -> bool:
        return bool(self.preparation or self.phases or self.total)


@dataclass(frozen=True, slots=True)
class Plan:
    """One line of the day's list. ``scheduled`` is local wall time of the centre, without zone."""

    candidate: Candidate
    scheduled: datetime
    accommodation: Accommodation = field(default_factory=Accommodation)
