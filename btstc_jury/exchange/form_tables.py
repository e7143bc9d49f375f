"""Finds the table of an evaluation grid in a sheet: its headings, wherever they stand, and its lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from btstc_jury.application.form_proposals import Taken
from btstc_jury.exchange.form_sheets import Merge, Sheet

_HIGHEST_HEADING = 60
"""Rows among which the headings are looked for."""
_LONGEST_HEADING = 60
_CRITERION = re.compile(
    r"(?:criteres?|indicateurs?|objectifs?|attendus?|observables?|elements? evalues?|items?)\b"
)
_GROUP = re.compile(r"(?:competences?|blocs?|domaines?|capacites?|parties?|activites?|taches?|poles?)\b")
_POINTS = re.compile(r"(?:nombre de |nb )?(?:points?|pts?|bareme|ponderation|poids)\b")
_NEVER = re.compile(
    r"(?:total|sous total|note|observations?|commentaires?|remarques?|appreciations?|justifications?|ne"
    r"|non evaluee?|n|numero|coef|coefficient|date|nom|signatures?)\b"
)
_LEVEL = re.compile(
    r"niveau|novice|debrouille|averti|expert|fragile|insuffisan|satisfaisan|maitris|acqui[st]|bien|moyen|faible"
    r"|excellent|conforme|attein|assez|correct|partiel"
)
_SHORT_LEVEL = re.compile(
    r"[0-9]|[0-9] ?[:.)/–-].*|[+−–-](?: ?[+−–-]){0,2}|oui|non|[a-e]|t?[ibs]|ts|ti|tb|ab|ec|na|pa|nm|tm|m|f"
)
_SKIPPED = re.compile(r"(?:sous )?tota(?:l|ux)\b")
_ENDS = re.compile(
    r"(?:note|appreciations?|observations?|commentaires?|remarques?|signatures?|fonctions?|date|nom|noms|membres?|jury)\b"
)


def plain_words(text: str) -> str:
    """In small letters, without accents, punctuation as spaces: as headings are compared."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = (each if each.isalnum() else " " for each in bare if not unicodedata.combining(each))
    return " ".join("".join(letters).split())


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion of the table. ``row``: from 0; ``group``: the number of its competence or block, from 0,
    ``None`` where it stands under none; ``cells``: by column; ``points_rows``: how many rows its cell of
    points covers.
    """

    row: int
    text: str
    group: int | None
    cells: tuple[str, ...]
    points: str = ""
    points_rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """``top``, ``bottom``: rows of the headings, from 0; ``columns``: by column what it is taken for;
    ``groups``: the texts of competences or blocks, in order; ``after``: the row after the last line.
    """

    top: int
    bottom: int
    headings: tuple[str, ...]
    columns: tuple[Taken, ...]
    groups: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    after: int = 0

    def of(self, taken: Taken) -> tuple[int, ...]:
        return tuple(column for column, each in enumerate(self.columns) if each is taken)


@dataclass(slots=True)
class _Lines:
    """Gathered row by row."""

    groups: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def find_table(sheet: Sheet, chosen: Mapping[int, Taken] | None = None) -> Table | None:
    """The table whose headings are the best understood. ``chosen``: what columns are taken for, whatever
    their headings.
    """
    best: Table | None = None
    for row in range(min(len(sheet.rows), _HIGHEST_HEADING)):
        found = _headed(sheet, row)
        if found is not None and (best is None or _score(found) > _score(best)):
            best = found
    if best is None:
        return None
    columns = tuple((chosen or {}).get(column, each) for column, each in enumerate(best.columns))
    return _with_lines(sheet, Table(best.top, best.bottom, best.headings, columns))


def _score(table: Table) -> int:
    return sum(each is not Taken.NOTHING for each in table.columns)


def _headed(sheet: Sheet, row: int) -> Table | None:
    """The table of headings at that row, if they are some."""
    bottom = row
    headings: list[str] = []
    for column, text in enumerate(sheet.rows[row]):
        merge = sheet.merge_at(row, column)
        if merge is not None and merge.top != row:
            return None
        below = sheet.rows[row + 1][column] if row + 1 < len(sheet.rows) else ""
        if merge is not None and merge.bottom > row:
            bottom = max(bottom, merge.bottom)
        elif merge is not None and merge.right > merge.left and below:
            # « Niveaux », over the name of each.
            bottom = max(bottom, row + 1)
            headings.append(below)
            continue
        headings.append(text)
    columns = _taken(headings, sheet.hidden)
    if Taken.CRITERION not in columns:
        return None
    return Table(row, bottom, tuple(headings), tuple(columns))


def _taken(headings: list[str], hidden: frozenset[int]) -> list[Taken]:
    """By column; where no column has criteria, the competences are what is assessed."""
    columns = [Taken.NOTHING if place in hidden else _of_heading(each) for place, each in enumerate(headings)]
    if Taken.CRITERION not in columns and Taken.GROUP in columns:
        columns[columns.index(Taken.GROUP)] = Taken.CRITERION
        if not {Taken.LEVEL, Taken.POINTS} & set(columns):
            return [Taken.NOTHING] * len(columns)
    for taken in (Taken.CRITERION, Taken.POINTS, Taken.GROUP):
        columns = _only_first(columns, taken)
    return columns


def _only_first(columns: list[Taken], taken: Taken) -> list[Taken]:
    first = columns.index(taken) if taken in columns else -1
    return [Taken.NOTHING if each is taken and place != first else each for place, each in enumerate(columns)]


def _of_heading(text: str) -> Taken:  # noqa: PLR0911 - one for each kind
    words = plain_words(text)
    if not text or len(text) > _LONGEST_HEADING:
        return Taken.NOTHING
    if _CRITERION.match(words):
        return Taken.CRITERION
    if _GROUP.match(words):
        return Taken.GROUP
    if _POINTS.match(words):
        return Taken.POINTS
    if _NEVER.match(words):
        return Taken.NOTHING
    if _LEVEL.search(words) or _SHORT_LEVEL.fullmatch(text.casefold()):
        return Taken.LEVEL
    return Taken.NOTHING


def _with_lines(sheet: Sheet, table: Table) -> Table:
    gathered = _Lines()
    (criterion, *_) = table.of(Taken.CRITERION) or (None,)
    row = table.bottom + 1
    while criterion is not None and row < len(sheet.rows):
        if _ends(sheet.rows[row]):
            break
        _take_row(sheet, table, row, gathered)
        row += 1
    return Table(
        table.top,
        table.bottom,
        table.headings,
        table.columns,
        tuple(gathered.groups),
        tuple(gathered.lines),
        row,
    )


def _ends(cells: tuple[str, ...]) -> bool:
    first = next((each for each in cells if each), "")
    return bool(_ENDS.match(plain_words(first)))


def _take_row(sheet: Sheet, table: Table, row: int, gathered: _Lines) -> None:
    cells = sheet.rows[row]
    said = [each for each in cells if each]
    if not said or _SKIPPED.match(plain_words(said[0])):
        return
    (criterion, *_) = table.of(Taken.CRITERION)
    own = table.of(Taken.GROUP)
    title = _title_of(sheet, row, criterion, levels=table.of(Taken.LEVEL))
    if title:
        gathered.groups.append(title)
        return
    if own and cells[own[0]]:
        gathered.groups.append(cells[own[0]])
    if not cells[criterion]:
        return
    points = table.of(Taken.POINTS)
    merge = sheet.merge_at(row, points[0]) if points else None
    gathered.lines.append(
        Line(
            row,
            cells[criterion],
            len(gathered.groups) - 1 if gathered.groups else None,
            cells,
            cells[points[0]] if points else "",
            1 if merge is None else merge.bottom - row + 1,
        )
    )


def _title_of(sheet: Sheet, row: int, criterion: int, levels: tuple[int, ...]) -> str:
    """The title that a row has for those below it: its only text, in a cell made over its levels, or before
    the criteria in a column that is no competence's.
    """
    cells = sheet.rows[row]
    places = [column for column, each in enumerate(cells) if each]
    if len(places) != 1:
        return ""
    merge = sheet.merge_at(row, places[0])
    wide = merge is not None and _covers(merge, levels or (criterion + 1,))
    return cells[places[0]] if wide or places[0] < criterion else ""


def _covers(merge: Merge, columns: tuple[int, ...]) -> bool:
    return any(merge.left < column <= merge.right for column in columns)


def foot_and_head(sheet: Sheet, table: Table) -> Iterator[str]:
    """The texts around the table."""
    for number, row in enumerate(sheet.rows):
        if number < table.top or number >= table.after:
            yield from (each for each in row if each)
