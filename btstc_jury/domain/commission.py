"""The people who examine, and in what capacity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """``title``: in full; ``short``: beside a name; ``letters``: over a column. ``teaches``: only the
    president of the jury may leave that seat empty; ``replaces``: may take the professional's seat.
    """

    title: str
    short: str
    letters: str
    teaches: bool = True
    replaces: bool = False


class Role(StrEnum):
    """Capacity in which a juror sits (arrêté l.5477-5480, l.5767-5769)."""

    EG = "eg"
    STI = "sti"
    PROFESSIONAL = "professional"

    @property
    def facts(self) -> RoleFacts:
        return _ROLES[self]


_ROLES: Mapping[Role, RoleFacts] = {
    Role.EG: RoleFacts("Professeur d’économie et gestion", "Éco-gestion", "ÉG", replaces=True),
    Role.STI: RoleFacts("Professeur de sciences et techniques industrielles", "STI", "STI"),
    Role.PROFESSIONAL: RoleFacts("Professionnel", "Pro.", "Pro.", teaches=False),
}


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
