"""A class that was copied elsewhere: lines of text, or columns of a table with or without headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from btstc_jury.application.centre.columns import ListField, field_of, heading_key
from btstc_jury.application.views import formats
from btstc_jury.domain.candidate import NAME_LIMIT, Candidate
from btstc_jury.domain.wording import folded, unseen


@dataclass(frozen=True, slots=True)
class Pasted:
    """``students``: with no number yet; ``problems``: a sentence for each line that can't be one;
    ``doubled``: those of them that keep no other line from being taken, who they tell being there already;
    ``left_out``: columns that nothing is taken from, as they are called.
    """

    students: tuple[Candidate, ...] = ()
    problems: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def stopped(self) -> bool:
        """Whether a line is to be corrected first."""
        return len(self.problems) > len(self.doubled)


class _Part(Enum):
    """What a column tells of a student, and of what field of an exam's list it has the headings."""

    FULL = ListField.FULL_NAME
    LAST = ListField.LAST_NAME
    FIRST = ListField.FIRST_NAMES
    CLASS = ListField.DIVISION
    GROUP = "group"
    BEYOND = "beyond"
    """Nothing is expected there."""


_GROUPS = frozenset({"groupe", "gr", "grp", "groupe de td", "sous groupe", "demi groupe"})
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_Columns = tuple[_Part | None, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """``place``: of its line, from 1."""

    place: int
    line: str
    cells: tuple[str, ...]


def read_students(text: str, known: Sequence[Candidate] = (), class_name: str = "") -> Pasted:
    """Lines « NOM Prénom;classe;groupe », or the columns of a spreadsheet; who is ``known`` isn't doubled.
    ``class_name``: of the lines that name none.
    """
    rows = [_row(place, line) for place, line in enumerate(text.splitlines(), start=1) if line.strip()]
    headed = bool(rows) and _names(_headed(rows[0].cells))
    columns = _headed(rows[0].cells) if headed else _guessed(rows)
    found: list[Candidate] = []
    problems: list[str] = []
    doubled: list[str] = []
    taken = {_same(each) for each in known}
    for row in rows[headed:]:
        read = _read(row, columns)
        problem = read if isinstance(read, str) else ""
        if isinstance(read, Candidate):
            read = replace(read, class_name=read.class_name or class_name)
            if _same(read) in taken:
                problem = f"{read.full_name} est déjà là."
                doubled.append(f"Ligne {row.place}{formats.COLON} {problem}")
            else:
                taken.add(_same(read))
                found.append(read)
        if problem:
            problems.append(f"Ligne {row.place}{formats.COLON} {problem}")
    left_out = _left_out(rows[0].cells if headed else (), columns)
    return Pasted(tuple(found), tuple(problems), tuple(doubled), left_out)


def _same(each: Candidate) -> tuple[str, ...]:
    return tuple(map(folded, (each.last_name, each.first_names, each.class_name)))


def _row(place: int, line: str) -> _Row:
    split = ";" if ";" in line else "\t"
    return _Row(place, line, tuple(each.strip() for each in line.split(split)))


def _headed(cells: Sequence[str]) -> _Columns:
    """As headings tell; a second column of the same is left out. A name alone is the whole name."""
    found: list[_Part | None] = []
    for cell in cells:
        told = _Part.GROUP.value if heading_key(cell) in _GROUPS else field_of(cell)
        part = next((each for each in _Part if each.value == told), None)
        found.append(None if part in found else part)
    if _Part.LAST in found and _Part.FIRST not in found:
        found[found.index(_Part.LAST)] = None if _Part.FULL in found else _Part.FULL
    return tuple(found)


def _names(columns: _Columns) -> bool:
    """Whether they tell who each student is."""
    return _Part.FULL in columns or {_Part.LAST, _Part.FIRST} <= {*columns}


def _guessed(rows: Sequence[_Row]) -> _Columns:
    """Without headings: columns of numbers or dates tell nothing that is kept, then come the names, in one
    column or two, the class and the group.
    """
    width = max((len(each.cells) for each in rows), default=0)
    left = [place for place in range(width) if not _is_counted(rows, place)]
    named: tuple[_Part, ...] = (_Part.FULL,)
    if len(left) > 1 and _parts_names(rows, *left[:2]):
        named = (_Part.LAST, _Part.FIRST)
    columns: list[_Part | None] = [None] * width
    expected = (*named, _Part.CLASS, _Part.GROUP)
    for rank, place in enumerate(left):
        columns[place] = expected[rank] if rank < len(expected) else _Part.BEYOND
    return tuple(columns)


def _is_counted(rows: Sequence[_Row], place: int) -> bool:
    """Dates anywhere, or numbers in the first column."""
    cells = [each.cells[place] for each in rows if place < len(each.cells) and each.cells[place]]
    dates = all(_DATE.fullmatch(each) for each in cells)
    return bool(cells) and (dates or (place == 0 and all(each.isdecimal() for each in cells)))


def _parts_names(rows: Sequence[_Row], first: int, second: int) -> bool:
    """Whether the name stands in one column and the first names in the next, judging by all lines:
    « BERNARD » can be no student without them, « BERNARD Léo » is one.
    """
    parted = False
    for row in rows:
        if second >= len(row.cells) or not row.cells[second]:
            continue
        name, after = row.cells[first], row.cells[second]
        words = name.split()
        if len(words) > 1 and words[0].isupper() and not name.isupper():
            return False
        worded = not any(each.isdigit() for each in after)
        parted |= worded and (len(words) == 1 or (name.isupper() and not after.isupper()))
    return parted


def _read(row: _Row, columns: _Columns) -> Candidate | str:
    """The student, or why it is none."""
    if hidden := unseen(row.line):
        return f"un caractère invisible ({hidden})."
    cells = [*zip(columns, row.cells, strict=False)]
    if any(part is _Part.BEYOND and cell for part, cell in cells):
        return (
            "trop de colonnes\u202f; on attend nom et prénom, classe, groupe, ou une première ligne qui donne"
            " le titre de chacune."
        )
    told = dict(cells)
    full = told.get(_Part.FULL)
    last, first = _parted(full) if full is not None else (told.get(_Part.LAST, ""), told.get(_Part.FIRST, ""))
    class_name, group = told.get(_Part.CLASS, ""), told.get(_Part.GROUP, "")
    if not last or not first:
        name = full or last or first
        return f"il manque le nom ou le prénom dans «\u202f{name}\u202f»."
    if max(map(len, (last, first, class_name, group))) > NAME_LIMIT:
        return f"plus de {NAME_LIMIT} caractères."
    return Candidate("", last, first, class_name=class_name, group=group)


def _parted(name: str) -> tuple[str, str]:
    """« DE LA TOUR Anne Marie » as names in capitals and first names; else the first word is the name."""
    words = name.split()
    count = next((place for place, word in enumerate(words) if not word.isupper()), len(words))
    count = 1 if count in {0, len(words)} else count
    return " ".join(words[:count]), " ".join(words[count:])


def _left_out(headings: Sequence[str], columns: _Columns) -> tuple[str, ...]:
    """By their headings, or by their place where there are none."""
    names = headings or tuple(f"colonne {place}" for place in range(1, len(columns) + 1))
    return tuple(name for name, part in zip(names, columns, strict=True) if part is None and name)
