"""A form proposed from the table of a spreadsheet, with what was taken for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.domain.form import Form


class Taken(StrEnum):
    """What a column of the table is taken for."""

    GROUP = "group"
    CRITERION = "criterion"
    LEVEL = "level"
    POINTS = "points"
    NOTHING = "nothing"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Mapping[Taken, str] = {
    Taken.GROUP: "compétence ou bloc",
    Taken.CRITERION: "critère",
    Taken.LEVEL: "niveau",
    Taken.POINTS: "points",
    Taken.NOTHING: "laissée de côté",
}


@dataclass(frozen=True, slots=True)
class Column:
    """``letter``: « B »; ``heading``: as it stands, "" for none."""

    letter: str
    heading: str
    taken: Taken

    @property
    def words(self) -> str:
        said = f"«\u202f{self.heading}\u202f»" if self.heading else "sans en-tête"
        return f"colonne {self.letter}, {said}\u202f: {self.taken.words}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """``sheet``: the name of the sheet; ``heading_row``: from 1, where the headings stand; ``remarks``: what
    was left out, shortened or guessed, in sentences without their full stop.
    """

    form: Form
    sheet: str
    heading_row: int
    columns: tuple[Column, ...]
    remarks: tuple[str, ...]
