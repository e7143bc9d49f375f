"""The people who examine, and in what capacity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Capacity in which a juror sits (arrêté l.5477-5480, l.5767-5769)."""

    EG = "eg"
    STI = "sti"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True)
class Juror:
    """``key`` is stable within the exam file. ``replaces_professional``: an EG professor in that seat."""

    key: str
    name: str
    role: Role
    replaces_professional: bool = False


@dataclass(frozen=True, slots=True)
class JurorPin:
    """What is kept of a juror's PIN: ``salt`` and ``digest`` (scrypt), hex. It guards a turn, not a safe."""

    juror: str
    salt: str
    digest: str
