"""A grid as a spreadsheet, to be filled in or changed there: what ``form_proposing`` reads back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from itertools import groupby

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.form import Form

_HEADING = 2
"""The row of the headings, from 0."""
_TITLE_ROW = 0
_WIDTHS = {"group": 26, "text": 44, "level": 26, "points": 9}
"""Characters."""
_ALONE = "Hors bloc"
"""Beside blocks, an empty cell would be taken for the block above."""
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Equal grids give equal bytes: no hour of their own."""
_ADVICE = (
    "Une ligne par critère\u202f; sous chaque niveau, ce que l’on voit à ce niveau, ou rien.",
    "« Bloc » et « Points » se laissent vides, ou s’effacent en entier, s’ils ne servent pas.",
    "Les niveaux vont du plus bas au plus haut\u202f; ajoutez ou ôtez des colonnes, de 2 à 9.",
    "Les points sont ceux d’un critère, ou ceux d’un bloc dans une cellule fusionnée devant ses lignes.",
    "Une fois rempli\u202f: Fichier, « Formes d’épreuve… », « Un classeur (XLSX, XLS, ODS)… ».",
    "Temps, phases et commission se saisissent ensuite dans la forme.",
)


@dataclass(frozen=True, slots=True)
class GridLine:
    """``group``: of consecutive lines, "" for none; ``group_points``: of all of them together."""

    text: str
    group: str = ""
    descriptors: tuple[str, ...] = ()
    points: Decimal | None = None
    group_points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """``assessed``: the heading over the lines; ``levels``: from the lowest; ``maximum``: of the mark."""

    title: str
    assessed: str
    levels: tuple[str, ...]
    lines: tuple[GridLine, ...]
    maximum: Decimal
    motivated: bool = False


_LEVELS = ("très insuffisant", "insuffisant", "satisfaisant", "très satisfaisant")
_SEEN = tuple(f"ce que l’on voit\u202f: {each}" for each in _LEVELS)
MODEL = Grid(
    "Titre de la grille, diplôme et épreuve",
    "Critères",
    _LEVELS,
    (
        GridLine("Premier critère, à remplacer", "Bloc 1, à remplacer", _SEEN, group_points=Decimal(12)),
        GridLine("Deuxième critère", "Bloc 1, à remplacer", _SEEN, group_points=Decimal(12)),
        GridLine("Troisième critère", "Bloc 2", _SEEN, Decimal(5)),
        GridLine("Quatrième critère", "Bloc 2", _SEEN, Decimal(3)),
    ),
    Decimal(20),
)
"""To begin from nothing; it reads as it stands."""


def grid_of(form: Form) -> Grid:
    """Without the competences of each criterion, which a grid of one line each can't hold."""
    blocks = dict(enumerate(form.blocks, 1))
    lines = (
        GridLine(
            each.text,
            blocks[each.block].title if each.block else _ALONE if blocks else "",
            each.descriptors,
            each.points,
            blocks[each.block].points if each.block else None,
        )
        for each in form.criteria
    )
    return Grid(
        form.title,
        form.assessed.facts.title if form.assessed is not Assessed.CRITERIA else "Critères",
        tuple(each.label for each in form.levels),
        tuple(lines),
        form.mark.maximum,
        form.motivated,
    )


def grid_workbook(grid: Grid) -> bytes:
    """An XLSX of two sheets, in landscape: the grid, and how to fill it in."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": grid.title, "created": _NEVER})
        strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        words = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        sheet = book.add_worksheet("Grille")
        _Writing(sheet, grid, strong, words).write()
        _set_page(sheet)
        advice = book.add_worksheet("Mode d’emploi")
        advice.set_column(0, 0, 100)
        for place, each in enumerate(_ADVICE):
            advice.write_string(place, 0, each)
    return out.getvalue()


def _set_page(sheet: Worksheet) -> None:
    sheet.freeze_panes(_HEADING + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADING)


class _Writing:
    """The sheet of a grid, column by column."""

    def __init__(self, sheet: Worksheet, grid: Grid, strong: Format, words: Format) -> None:
        self._sheet, self._grid, self._strong, self._words = sheet, grid, strong, words
        self._column = 0

    def write(self) -> None:
        grid = self._grid
        self._sheet.write_string(_TITLE_ROW, 0, grid.title)
        if any(each.group for each in grid.lines):
            self._head("Bloc", "group")
            for first, last, line in self._groups():
                self._merged(first, last, line.group)
            self._column += 1
        self._head(grid.assessed, "text")
        for place, line in enumerate(grid.lines, _HEADING + 1):
            self._sheet.write_string(place, self._column, line.text, self._words)
        self._column += 1
        for number, level in enumerate(grid.levels, 1):
            self._level(number, level)
        if any(each.points is not None or each.group_points is not None for each in grid.lines):
            self._points()
        foot = _HEADING + len(grid.lines) + 2
        self._sheet.write_string(foot, 0, f"Note sur {grid.maximum:f}".replace(".", ","))
        if grid.motivated:
            self._sheet.write_string(foot + 1, 0, "Appréciation motivée obligatoire")

    def _groups(self) -> list[tuple[int, int, GridLine]]:
        """The rows of each, first and last, and its first line."""
        found = []
        row = _HEADING + 1
        for _, each in groupby(self._grid.lines, lambda line: line.group):
            lines = list(each)
            found.append((row, row + len(lines) - 1, lines[0]))
            row += len(lines)
        return found

    def _head(self, words: str, kind: str) -> None:
        self._sheet.set_column(self._column, self._column, _WIDTHS[kind])
        self._sheet.write_string(_HEADING, self._column, words, self._strong)

    def _merged(self, first: int, last: int, value: str | float) -> None:
        if first == last:
            self._sheet.write(first, self._column, value, self._words)
        else:
            self._sheet.merge_range(first, self._column, last, self._column, value, self._words)

    def _level(self, number: int, level: str) -> None:
        self._head(f"{number}\u202f: {level}", "level")
        for place, line in enumerate(self._grid.lines, _HEADING + 1):
            said = line.descriptors[number - 1] if line.descriptors else ""
            self._sheet.write_string(place, self._column, said, self._words)
        self._column += 1

    def _points(self) -> None:
        self._head("Points", "points")
        for first, last, line in self._groups():
            if line.group_points is not None:
                self._merged(first, last, float(line.group_points))
        for place, line in enumerate(self._grid.lines, _HEADING + 1):
            if line.points is not None:
                self._sheet.write_number(place, self._column, float(line.points), self._words)
