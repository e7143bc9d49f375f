"""A form proposed from the table of a spreadsheet, with what was taken for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

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

    @property
    def several(self) -> bool:
        """Whether more columns than one may be taken for it."""
        return self in _SEVERAL


_SEVERAL = frozenset({Taken.LEVEL, Taken.NOTHING})
_WORDS: Mapping[Taken, str] = {
    Taken.GROUP: "compétence ou bloc",
    Taken.CRITERION: "critère",
    Taken.LEVEL: "niveau",
    Taken.POINTS: "points",
    Taken.NOTHING: "laissée de côté",
}


@dataclass(frozen=True, slots=True)
class Column:
    """``letter``: « B »; ``heading``: as it stands, "" for none; ``example``: the first text below it."""

    letter: str
    heading: str
    taken: Taken
    example: str = ""

    @property
    def words(self) -> str:
        said = f"«\u202f{self.heading}\u202f»" if self.heading else "sans en-tête"
        return f"colonne {self.letter}, {said}\u202f: {self.taken.words}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody who sees the sheet says of it. ``sheet``: its name, "" for the best understood;
    ``row``: of the headings, from 1, 0 where they are to be found; ``columns``: from 0, what they are taken
    for whatever their headings, the last said being the one of what only one column is.
    """

    sheet: str = ""
    row: int = 0
    columns: Mapping[int, Taken] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """``heading_row``: from 1, where the headings stand, or are taken to stand; ``columns``: those that hold
    something; ``rows``: the first of the sheet that hold something, from 1, with their texts.
    """

    sheet: str
    heading_row: int
    columns: tuple[Column, ...]
    rows: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Proposal(Layout):
    """``remarks``: what was left out, shortened or guessed, in sentences without their full stop."""

    form: Form
    remarks: tuple[str, ...]


class SheetProposer(Protocol):
    """A workbook that was read. ``sheets``: the names of those that hold something."""

    @property
    def sheets(self) -> tuple[str, ...]: ...

    def layout(self, wanted: Wanted) -> Layout:
        """What is taken for what, whether or not a form comes of it."""

    def propose(self, wanted: Wanted) -> Proposal:
        """Raises ``UnusableForm``."""


def column_letters(column: int) -> str:
    """« A » for 0, « AA » for 26."""
    letters = ""
    column += 1
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def column_place(letters: str) -> int:
    """0 for « A », 26 for « AA »."""
    place = 0
    for each in letters:
        place = place * 26 + ord(each) - ord("A") + 1
    return place - 1
