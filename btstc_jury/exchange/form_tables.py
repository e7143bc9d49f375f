"""Finds the table of an evaluation grid in a sheet: its headings, wherever they stand, and its lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from btstc_jury.application.form_proposals import Taken, column_letters
from btstc_jury.exchange.form_sheets import Merge, Sheet

HIGHEST_HEADING = 60
"""Rows among which the headings are looked for."""
_MOST_MERGED = 200_000
"""Cells, of all merges of a sheet."""
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
    r"|excellent|conforme|attein|assez|correct|partiel|\bforte?s?\b"
    r"|passable|en cours|suffisan|\ba (?:revoir|consolider|renforcer|ameliorer|approfondir)|mediocre"
    r"|convenable|inexistant|absent|debutant|initie\b|intermediaire|confirme|autonome|exemplaire|remarquable|solide"
    r"|limite|elementaire|basique|rarement|parfois|souvent|toujours|jamais|plutot|pleinement|totalement"
)
_SHORT_LEVEL = re.compile(
    r"[0-9]|[0-9] ?[:.)/–-].*|[+−–-](?: ?[+−–-]){0,2}|oui|non|[a-e]|t?[ibs]|ts|ti|tb|ab|ec|na|pa|nm|tm|m|f"
)
_ONCE = tuple(each for each in Taken if not each.several)
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
    ``groups``: the texts of competences or blocks, in order; ``after``: the row after the last line;
    ``others``: where another table begins that isn't read, as « ligne 14 ».
    """

    top: int
    bottom: int
    headings: tuple[str, ...]
    columns: tuple[Taken, ...]
    groups: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    after: int = 0
    others: tuple[str, ...] = ()

    def of(self, taken: Taken) -> tuple[int, ...]:
        return tuple(column for column, each in enumerate(self.columns) if each is taken)


@dataclass(slots=True)
class _Lines:
    """Gathered row by row."""

    groups: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


class _Grid:
    """A sheet whose merges are found by cell."""

    def __init__(self, sheet: Sheet) -> None:
        self.rows = sheet.rows
        self.hidden = sheet.hidden
        self._merged: dict[tuple[int, int], Merge] = {}
        left = _MOST_MERGED
        for each in sheet.merges:
            left -= (each.bottom - each.top + 1) * (each.right - each.left + 1)
            if left < 0:
                break
            for row in range(each.top, each.bottom + 1):
                self._merged.update({(row, column): each for column in range(each.left, each.right + 1)})

    def merge_at(self, row: int, column: int) -> Merge | None:
        return self._merged.get((row, column))


def find_table(sheet: Sheet, row: int = -1, chosen: Mapping[int, Taken] | None = None) -> Table | None:
    """The table whose headings are the best understood. ``row``: where somebody says that the headings stand,
    from 0; ``chosen``: what columns are taken for, whatever their headings.
    """
    grid = _Grid(sheet)
    given = chosen or {}
    best: Table | None = None
    if 0 <= row < len(sheet.rows):
        best = _headings(grid, row)
    elif row < 0:
        for each in range(min(len(sheet.rows), HIGHEST_HEADING)):
            found = _headed(grid, each)
            if found is not None and (best is None or _score(found) > _score(best)):
                best = found
    if best is None:
        return None
    only = {taken: column for column, taken in given.items() if taken in _ONCE}
    taken = [given.get(column, each) for column, each in enumerate(best.columns)]
    columns = tuple(
        Taken.NOTHING if only.get(each, column) != column else each for column, each in enumerate(taken)
    )
    return _with_lines(grid, replace(best, columns=columns))


def likely_headings(sheet: Sheet) -> Table:
    """For a sheet whose headings say nothing: its first row of several texts, each column left aside."""
    several = (row for row, cells in enumerate(sheet.rows) if sum(map(bool, cells)) > 1)
    found = _headings(_Grid(sheet), next(several, 0))
    return replace(found, columns=(Taken.NOTHING,) * len(found.columns))


def _score(table: Table) -> int:
    return sum(each is not Taken.NOTHING for each in table.columns)


def _headed(grid: _Grid, row: int) -> Table | None:
    """The table of headings at that row, if they are some."""
    for column in range(len(grid.rows[row])):
        merge = grid.merge_at(row, column)
        if merge is not None and merge.top != row:
            return None
    found = _headings(grid, row)
    return found if Taken.CRITERION in found.columns else None


def _headings(grid: _Grid, row: int) -> Table:
    """As if the texts of that row were headings."""
    bottom = row
    headings: list[str] = []
    for column, text in enumerate(grid.rows[row]):
        merge = grid.merge_at(row, column)
        below = grid.rows[row + 1][column] if row + 1 < len(grid.rows) else ""
        if merge is not None and merge.bottom > row:
            bottom = max(bottom, merge.bottom)
        elif merge is not None and merge.right > merge.left and below:
            # « Niveaux », over the name of each.
            bottom = max(bottom, row + 1)
            headings.append(below)
            continue
        headings.append(text)
    columns, second = _taken(headings, grid.hidden)
    others = () if second is None else (f"colonne {column_letters(second)}",)
    return Table(row, bottom, tuple(headings), tuple(columns), others=others)


def _taken(headings: list[str], hidden: frozenset[int]) -> tuple[list[Taken], int | None]:
    """By column; where no column has criteria, the competences are what is assessed. And the column where a
    second table begins beside the first.
    """
    columns = [Taken.NOTHING if place in hidden else _of_heading(each) for place, each in enumerate(headings)]
    second = _beside(columns)
    if second is not None:
        columns[second:] = [Taken.NOTHING] * (len(columns) - second)
    columns = _between_levels(columns, headings, hidden)
    if Taken.CRITERION not in columns and Taken.GROUP in columns:
        columns[columns.index(Taken.GROUP)] = Taken.CRITERION
        if not {Taken.LEVEL, Taken.POINTS} & set(columns):
            return [Taken.NOTHING] * len(columns), second
    for taken in _ONCE:
        columns = _only_first(columns, taken)
    return columns, second


def _between_levels(columns: list[Taken], headings: list[str], hidden: frozenset[int]) -> list[Taken]:
    """What stands between two levels is one, whatever its word, unless its word says what else it is."""
    levels = [place for place, each in enumerate(columns) if each is Taken.LEVEL]
    made = list(columns)
    for place in range(levels[0], levels[-1]) if levels else ():
        heading = headings[place]
        if made[place] is Taken.NOTHING and place not in hidden and 0 < len(heading) <= _LONGEST_HEADING:
            made[place] = Taken.NOTHING if _NEVER.match(plain_words(heading)) else Taken.LEVEL
    return made


def doubtful_columns(table: Table) -> Iterator[int]:
    """Those left aside that have texts of the criteria, and whose heading doesn't say what else they are."""
    for place, taken in enumerate(table.columns):
        said = sum(any(map(str.isalpha, line.cells[place])) for line in table.lines)
        known = _NEVER.match(plain_words(table.headings[place]))
        if taken is Taken.NOTHING and said and not known:
            yield place


def _beside(columns: list[Taken]) -> int | None:
    """Criteria after the levels of other criteria, with levels of their own."""
    places = [place for place, each in enumerate(columns) if each is Taken.CRITERION]
    for place in places[1:]:
        if Taken.LEVEL in columns[places[0] : place] and Taken.LEVEL in columns[place:]:
            return place
    return None


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


def _with_lines(grid: _Grid, table: Table) -> Table:
    gathered = _Lines()
    others = table.others
    (criterion, *_) = table.of(Taken.CRITERION) or (None,)
    row = table.bottom + 1
    while criterion is not None and row < len(grid.rows):
        if _ends(grid.rows[row]):
            break
        again = _again(grid, row)
        if again is None:
            _take_row(grid, table, row, gathered)
        elif again.columns != table.columns and again.headings != table.headings:
            others = (*others, f"ligne {row + 1}")
            break
        row = row + 1 if again is None else again.bottom + 1
    return replace(
        table, groups=tuple(gathered.groups), lines=tuple(gathered.lines), after=row, others=others
    )


def _again(grid: _Grid, row: int) -> Table | None:
    """Headings, at a row below others: the same again on a new page, or those of another table."""
    if not any(_of_heading(each) is Taken.CRITERION for each in grid.rows[row]):
        return None
    found = _headed(grid, row)
    return None if found is None or not {Taken.LEVEL, Taken.POINTS} & set(found.columns) else found


def _ends(cells: tuple[str, ...]) -> bool:
    first = next((each for each in cells if each), "")
    return bool(_ENDS.match(plain_words(first)))


def _take_row(grid: _Grid, table: Table, row: int, gathered: _Lines) -> None:
    cells = grid.rows[row]
    said = [each for each in cells if each]
    if not said or _SKIPPED.match(plain_words(said[0])):
        return
    (criterion, *_) = table.of(Taken.CRITERION)
    own = table.of(Taken.GROUP)
    title = _title_of(grid, row, criterion, levels=table.of(Taken.LEVEL))
    if title:
        gathered.groups.append(title)
        return
    if own and cells[own[0]]:
        gathered.groups.append(cells[own[0]])
    if not cells[criterion]:
        return
    points = table.of(Taken.POINTS)
    merge = grid.merge_at(row, points[0]) if points else None
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


def _title_of(grid: _Grid, row: int, criterion: int, levels: tuple[int, ...]) -> str:
    """The title that a row has for those below it: its only text, in a cell made over its levels, or before
    the criteria in a column that is no competence's.
    """
    cells = grid.rows[row]
    places = [column for column, each in enumerate(cells) if each]
    if len(places) != 1:
        return ""
    merge = grid.merge_at(row, places[0])
    wide = merge is not None and _covers(merge, levels or (criterion + 1,))
    return cells[places[0]] if wide or places[0] < criterion else ""


def _covers(merge: Merge, columns: tuple[int, ...]) -> bool:
    return any(merge.left < column <= merge.right for column in columns)


def foot_and_head(sheet: Sheet, table: Table) -> Iterator[str]:
    """The texts around the table."""
    for number, row in enumerate(sheet.rows):
        if number < table.top or number >= table.after:
            yield from (each for each in row if each)
