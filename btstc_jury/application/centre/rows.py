"""The rows of a candidates' list, and which of them are headings, preamble, footers or people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from btstc_jury.application.centre.columns import ListMapping, heading_key, heading_score, mapping_of
from btstc_jury.application.centre.values import EMPTY_MARKS, text_of

SEARCHED = 300
"""Rows among which the headings are looked for."""
PLENTY = 6
"""Fields told by a row that is no other than the headings."""


class ListFault(NamedTuple):
    """``line``: of the file, from 1, 0 for the list as a whole; ``column``: its heading."""

    line: int
    column: str
    value: str
    expected: str


class UnusableList(Exception):
    """A file in which no list can be read; the message says in French why, and what to do."""


@dataclass(frozen=True, slots=True)
class RawList:
    """``rows``: texts, of any lengths; ``lines``: of the file, one a row. ``kinds``: of a spreadsheet, a
    letter for each cell of a row: s text, n quantity, d date. ``source``: how it was read, in a phrase;
    ``sheets``: of a workbook, all of them, and ``sheet`` the one that was read.
    """

    name: str
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    source: str
    kinds: Sequence[str] = ()
    faults: tuple[ListFault, ...] = ()
    remarks: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def kind(self, row: int, column: int) -> str:
        """A letter, as in ``kinds``."""
        kinds = self.kinds[row] if self.kinds else ""
        return kinds[column] if column < len(kinds) else "s"


def heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The row that tells most fields, the first of them; ``None`` where none names anybody."""
    found, best = None, 0
    for place, row in enumerate(rows[:SEARCHED]):
        score = heading_score(row)
        if score > best:
            found, best = place, score
        if best >= PLENTY:
            break
    return found


def mapping_for(
    raw: RawList, heading: int, remembered: Mapping[str, Sequence[str]] | None = None
) -> ListMapping:
    """``remembered``: fields by the signature of a mapping."""
    told = raw.rows[heading]
    width = max((place + 1 for place, each in enumerate(told) if each.strip()), default=0)
    found = mapping_of([text if isinstance(text := text_of(each), str) else "" for each in told[:width]])
    kept = (remembered or {}).get(found.signature)
    return found if kept is None or len(kept) != width else found.remembered(kept)


@dataclass(frozen=True, slots=True)
class Preamble:
    """What stands above the headings. ``session``: a year, 0 where none is told."""

    school: str = ""
    school_code: str = ""
    session: int = 0


_SCHOOLS = frozenset({"etablissement", "lycee", "centre de formation", "etab", "cfa"})
_UAI = re.compile(r"[\s(\[]*\b(\d{7}[A-Z])\b[\s)\]]*", re.IGNORECASE)
_SESSION = re.compile(r"session\s*:?\s*(?:de\s+|d’|d')?(20\d\d)", re.IGNORECASE)


def preamble_of(rows: Sequence[Sequence[str]]) -> Preamble:
    """``rows``: those above the headings."""
    school = code = ""
    session = 0
    for row in rows[:SEARCHED]:
        text = " ".join(each.strip() for each in row if each.strip())[:500]
        found = _SESSION.search(text)
        session = session or (int(found[1]) if found else 0)
        label, colon, told = text.partition(":")
        if colon and not school and heading_key(label) in _SCHOOLS:
            uai = _UAI.search(told)
            code = uai[1].upper() if uai else ""
            name = text_of(_UAI.sub(" ", told))
            school = name if isinstance(name, str) else ""
    return Preamble(school, code, session)


_PEOPLE = r"(?:candidat|eleve|etudiant|inscrit|ligne|personne|convoque|apprenti)\w*"
_COUNTED = re.compile(rf"(?:total|nombre|effectif)?\D*?(\d+) {_PEOPLE}.*")
_TOTAL = re.compile(rf"(?:total|nombre|effectif)(?: de| des| d)?(?: {_PEOPLE})?(?: general)? (\d+)")
_FOOTER = re.compile(
    r"(?:page|total|nombre|effectif|fin de|edite|editee|imprime|genere|extrait|source|legende|nb|liste)\b.*"
    r"|\d+ \d+|"
)


@dataclass(frozen=True, slots=True)
class Sorted:
    """Places of rows. ``people``: of somebody, as far as can be told before reading; ``footers``: of nobody.
    ``counts``: how many people a footer says there are, with its line.
    """

    people: tuple[int, ...]
    footers: tuple[int, ...]
    counts: tuple[tuple[int, int], ...]


def sort_rows(raw: RawList, heading: int, identified: Sequence[int]) -> Sorted:
    """``identified``: columns of names and numbers: a row with one of them, beside others, is of somebody."""
    headings = raw.rows[heading]
    people: list[int] = []
    footers: list[int] = []
    counts: list[tuple[int, int]] = []
    for place in range(heading + 1, len(raw.rows)):
        row = raw.rows[place]
        filled = len(row) - row.count("")
        if not filled or row == headings:
            continue
        if filled > 2:
            people.append(place)
            continue
        cells = [text for each in row if (text := each.strip()) not in EMPTY_MARKS]
        text = heading_key(" ".join(cells))
        if not cells:
            continue
        if _is_footer(text, cells, row, identified):
            footers.append(place)
            if found := _COUNTED.fullmatch(text) or _TOTAL.fullmatch(text):
                counts.append((raw.lines[place], int(found[1][:9])))
        else:
            people.append(place)
    return Sorted(tuple(people), tuple(footers), tuple(counts))


def _is_footer(text: str, cells: Sequence[str], row: Sequence[str], identified: Sequence[int]) -> bool:
    if _COUNTED.fullmatch(text):
        return True
    if not _FOOTER.fullmatch(text):
        return False
    # « LISTE Zoé »: two cells, both where people are named, are a person's.
    named = sum(bool(row[place].strip()) for place in identified if place < len(row))
    return len(cells) == 1 or named < 2
