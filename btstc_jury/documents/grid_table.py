"""The criteria under their competences, each with a box for every level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from btstc_jury.application.views.grid import GridGroup, GridRow, GridView
from btstc_jury.documents.flow import Block
from btstc_jury.documents.fonts import Face, Style
from btstc_jury.documents.grid_look import FULL, HAIR, LEFT, MEDIUM, RIGHT, TICK_BOX, Density
from btstc_jury.documents.lines import texts
from btstc_jury.documents.panels import first_baseline
from btstc_jury.documents.sheet import Sheet

BOX = 8.4
"""Side of the box of a level."""
TICK = 4.8
"""Side of the square in the box that is ticked."""
_NUMBER = 22.0
_GROUP_GREY = 0.93
_BOLD_HEAD = Style(Face.BOLD, 8.8, 11.0)


class _Columns:
    """``middles``: of the column of each level, in the order of the scale."""

    def __init__(self, view: GridView, density: Density) -> None:
        self.density = density
        self.levels = [level.letters for level in view.levels]
        widths = [max(22.5, _BOLD_HEAD.width(letters) + 9) for letters in self.levels]
        self.text = LEFT + _NUMBER
        self.text_width = FULL - _NUMBER - sum(widths) - 8
        starts = [RIGHT - sum(widths[place:]) for place in range(len(widths) + 1)]
        self.middles = [(start + end) / 2 for start, end in pairwise(starts)]


class _TableHead(Block):
    def __init__(self, columns: _Columns) -> None:
        self._columns = columns
        self.height = _BOLD_HEAD.leading + 6

    def draw(self, sheet: Sheet, top: float) -> None:
        baseline = first_baseline(top + 2, _BOLD_HEAD)
        sheet.words(self._columns.text, baseline, "Critères d’évaluation", _BOLD_HEAD)
        for middle, letters in zip(self._columns.middles, self._columns.levels, strict=True):
            sheet.words_centred(middle, baseline, letters, _BOLD_HEAD)
        sheet.rule(LEFT, top + self.height, FULL, MEDIUM)


class _GroupHead(Block):
    keep = True

    def __init__(self, group: GridGroup, density: Density) -> None:
        self._style = density.competence
        self._pad = density.group
        self._lines = texts(f"{group.codes} {group.label}".strip(), self._style, FULL - 8)
        self.height = len(self._lines) * self._style.leading + 2 * self._pad

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.fill(LEFT, top, FULL, self.height, _GROUP_GREY)
        sheet.lines(LEFT + 4, first_baseline(top + self._pad, self._style), self._lines, self._style)


class _CriterionRow(Block):
    def __init__(self, row: GridRow, columns: _Columns) -> None:
        density = columns.density
        self._row = row
        self._columns = columns
        self._style = density.criterion
        self._pad = density.row
        self._lines = texts(row.text, self._style, columns.text_width)
        self.height = max(1, len(self._lines)) * self._style.leading + 2 * self._pad

    def draw(self, sheet: Sheet, top: float) -> None:
        style = self._style
        middle = top + self.height / 2
        number = Style(Face.BOLD, style.size, style.leading)
        number_baseline = first_baseline(middle - style.leading / 2, style)
        sheet.words_right(self._columns.text - 7, number_baseline, str(self._row.number), number)
        sheet.lines(self._columns.text, first_baseline(top + self._pad, style), self._lines, style)
        for x, letters in zip(self._columns.middles, self._columns.levels, strict=True):
            sheet.box(x - BOX / 2, middle - BOX / 2, BOX, BOX, TICK_BOX)
            if letters == self._row.level:
                sheet.solid(x - TICK / 2, middle - TICK / 2, TICK, TICK)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)


def table_blocks(view: GridView, density: Density) -> Iterator[Block]:
    """The head, then each competence and its criteria; a page that begins inside repeats the head."""
    columns = _Columns(view, density)
    head = _TableHead(columns)
    yield head.spaced(density.gap, keep=True)
    for group in view.groups:
        if group.codes or group.label:
            yield _repeating(_GroupHead(group, density), head)
        for row in group.rows:
            yield _repeating(_CriterionRow(row, columns), head)


def _repeating(block: Block, head: Block) -> Block:
    block.repeated = head
    return block
