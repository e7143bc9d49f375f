"""Another situation of a CCF, where the exam file at hand doesn't hold it: in another file, or written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from btstc_jury.domain.moments import Duration
from btstc_jury.domain.standing import Status


class Source(StrEnum):
    """How a situation that isn't in the file is known."""

    FILE = "file"
    GRID = "grid"
    TYPED = "typed"

    @property
    def words(self) -> str:
        return _SOURCES[self]


_SOURCES: Mapping[Source, str] = {
    Source.FILE: "lue dans un autre fichier d’examen",
    Source.GRID: "lue dans sa grille signée",
    Source.TYPED: "saisie d’après sa grille",
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A situation that isn't in this file. ``used``: of the candidate's time, ``None`` where nobody said it;
    ``signed``: its grid bears every signature due; ``place``: centre and commission; ``jurors``: name and
    capacity of each; ``reference``: of the file or the grid that it was read in.
    """

    situation: int
    on: date
    mark: Decimal | None = None
    used: Duration | None = None
    signed: bool = False
    status: Status = Status.NORMAL
    place: str = ""
    jurors: tuple[str, ...] = ()
    appreciation: str = ""
    source: Source = Source.TYPED
    reference: str = ""
