"""Who came, when, and what happened in the room (national circular; arrêté l.5442-5448, l.5715-5724)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Attendance(StrEnum):
    """How the candidate signed the attendance sheet."""

    DRAWN = "drawn"
    PAPER = "paper"
    NOT_SIGNED = "not_signed"


@dataclass(frozen=True, slots=True)
class Presence:
    """What was checked at arrival. ``strokes``: the drawn signature, each stroke a run of x, y in 0..1000
    (of the width of the field), empty unless drawn.
    """

    convocation: bool
    identity: bool
    attendance: Attendance = Attendance.NOT_SIGNED
    strokes: tuple[tuple[int, ...], ...] = ()


class AbsenceKind(StrEnum):
    ABSENT = "absent"
    JUSTIFIED = "justified"


@dataclass(frozen=True, slots=True)
class Absence:
    """``document``: what justifies it, compulsory for a justified absence."""

    kind: AbsenceKind
    document: str = ""


@dataclass(frozen=True, slots=True)
class Lateness:
    """A late candidate is admitted only by the head of centre; no time is added."""

    minutes: int
    reason: str
    admitted_by: str


class Countersignature(StrEnum):
    """What the candidate did with the report of a suspicion of fraud."""

    PENDING = "pending"
    SIGNED = "signed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Fraud:
    """A suspicion of fraud; the candidate finishes all the same and the result is withheld."""

    facts: str
    witnesses: str
    countersignature: Countersignature = Countersignature.PENDING
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Interruption:
    """An interruption in a phase in which the candidate can't be interrupted."""

    who: str
    why: str


class Duty(StrEnum):
    """What the commission still owes somebody. ``INFORM``: tell the candidate of the reserve (l.5448);
    ``COUNTERSIGN``: put the report of fraud to the candidate; ``HAND_OVER``: give the report to the president
    of the jury (l.5446, l.5723).
    """

    INFORM = "inform"
    COUNTERSIGN = "countersign"
    HAND_OVER = "hand_over"
