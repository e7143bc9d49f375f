"""The text of a document as the readers of each format give it: lines, and tables of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from btstc_jury.application.fiche_reading import Finding, FindingKind

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


class Unreadable(Exception):
    """A document can't be read; the message says in French why, and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """``heading``: by its style; ``strong``: bold or underlined as a whole; ``item``: of a list."""

    text: str
    heading: bool = False
    strong: bool = False
    item: bool = False


Cell: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]


Block: TypeAlias = Line | Table


@dataclass(slots=True)
class Document:
    """``left_out``: how many there were of what is no text: « image », « commentaire ». ``told``: else."""

    blocks: list[Block] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    told: list[Finding] = field(default_factory=list)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.told, *(_left_out(name, count) for name, count in self.left_out.items()))


def _left_out(name: str, count: int) -> Finding:
    words = _LEFT_OUT[name][count > 1].format(count)
    return Finding(FindingKind.LEFT_OUT, f"{words}.")


_LEFT_OUT = {
    "image": ("Une image n’a pas été reprise", "{} images n’ont pas été reprises"),
    "commentaire": ("Un commentaire n’a pas été repris", "{} commentaires n’ont pas été repris"),
    "supprimé": (
        "Un passage supprimé en suivi des modifications n’a pas été repris",
        "{} passages supprimés en suivi des modifications n’ont pas été repris",
    ),
    "objet": ("Un objet incorporé n’a pas été repris", "{} objets incorporés n’ont pas été repris"),
    "sommaire": ("Une ligne de sommaire n’a pas été reprise", "{} lignes de sommaire n’ont pas été reprises"),
    "en-tête": (
        "L’en-tête ou le pied de page n’a pas été repris",
        "{} en-têtes ou pieds de page n’ont pas été repris",
    ),
    "macro": (
        "Le document contient des macros\u202f: elles n’ont été ni lues ni exécutées",
        "Le document contient des macros\u202f: elles n’ont été ni lues ni exécutées",
    ),
}


def cleaned(text: str) -> str:
    """Without what nobody sees; a tab is a space."""
    plain = unicodedata.normalize("NFC", text.replace("\t", " "))
    if plain.isascii() and plain.isprintable():
        return plain.strip()
    return "".join(each for each in plain if unicodedata.category(each) not in _UNSEEN).strip()


def split_lines(text: str) -> list[str]:
    return [cleaned(each) for each in _BREAK.split(text)]


def lines_of(blocks: Iterable[Block]) -> list[Line]:
    """Of a cell: what a table within it holds follows line by line."""
    found: list[Line] = []
    for each in blocks:
        if isinstance(each, Line):
            found.append(each)
        else:
            found += [line for row in each.rows for line in row_lines(row)]
    return found


def row_lines(row: Iterable[Cell]) -> list[Line]:
    """One line « a | b » where no cell has several."""
    cells = [[line for line in cell if line.text] for cell in row]
    if len(cells) > 1 and all(len(cell) <= 1 for cell in cells):
        return [Line(" | ".join(line.text for cell in cells for line in cell))]
    return [line for cell in cells for line in cell]
