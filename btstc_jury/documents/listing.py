"""A list on A4 pages: named columns, a line for each row, and the names again at the head of every page."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeVar

from btstc_jury.application.views.attendance import AttendanceView
from btstc_jury.application.views.centre.bordereau import BordereauView
from btstc_jury.application.views.export import IndexView
from btstc_jury.documents.blocks import Block, Stack, paginate
from btstc_jury.documents.document import EXPLAINED, Foot, Printed, bound, framed, printed
from btstc_jury.documents.grid_heading import KindBand, RunningHead
from btstc_jury.documents.sheet import (
    FULL,
    HAIR,
    LABEL,
    LEFT,
    MEDIUM,
    RIGHT,
    RUNNING,
    STRONG,
    THICK,
    TITLES,
    TOP,
    Sheet,
)
from btstc_jury.documents.tagging import Part
from btstc_jury.documents.typesetting import MISSING, Style, texts

_BETWEEN = 6.0
"""Between two columns."""
_PAGE = 70.0
"""What the number of the page takes of the foot."""
_BAR = 2.5
"""Width of the bar beside a line that lacks something: it is seen in grey as well."""

Cell = tuple[float, list[str], Style]
"""Where it begins, its lines, and how they look."""


_List = TypeVar("_List", bound=IndexView | AttendanceView | BordereauView)


def list_pdf(
    view: _List,
    footnotes: str,
    running: Callable[[_List], str],
    blocks: Callable[[_List], Iterable[Block]],
    most: int | None = None,
) -> bytes:
    """The PDF document; equal views give equal bytes. Any text prints, as in the grid."""

    def lay(view: _List) -> bytes:
        sheets = list_sheets(view, footnotes, running(view), blocks(view), most)
        return bound(sheets, view.title, view.counts, view.language)

    return printed(view, lay)


def list_sheets(
    view: Printed, footnotes: str, running: str, blocks: Iterable[Block], most: int | None = None
) -> list[Sheet]:
    """The pages of one list; to be called by way of ``printed``. ``running``: at the head of the pages that
    follow, ``most`` lines of it.
    """
    replaced = f" {EXPLAINED}" if MISSING in repr(view) else ""
    foot = Foot(footnotes + replaced, _PAGE)
    head = RunningHead(view.watermark, (texts(running, RUNNING, FULL)[:most], RUNNING), above=3, after=9)
    return framed(view, foot, paginate([*blocks], TOP, foot.top, head))


def opening(watermark: str, above: str, heading: str, *below: tuple[str, Style]) -> Iterator[Block]:
    """What the first page begins with."""
    if watermark:
        yield KindBand(watermark)
    yield Stack((above.upper(), LABEL), (heading, TITLES[0]), *below, below=8.0, rule=THICK).spaced(8.0)


class Columns:
    """``named``: the name of each and its width in points; together they take the width of the page."""

    def __init__(self, *named: tuple[str, float]) -> None:
        self.names = tuple(name for name, _ in named)
        self.widths = tuple(width for _, width in named)
        self.starts = tuple(accumulate(self.widths, initial=LEFT))[:-1]

    def cells(self, words: Sequence[str], styles: Sequence[Style]) -> list[Cell]:
        """From the first column on, as many as there are ``words``."""
        places = zip(self.starts, self.widths, words, styles, strict=False)
        return [(start, texts(text, style, width - _BETWEEN), style) for start, width, text, style in places]


class ListHead(Block):
    """The names of the columns, then what the page begins within, "" for nothing."""

    part = Part.HEAD

    def __init__(self, columns: Columns, within: str = "") -> None:
        self._columns = columns
        self._within = texts(within, STRONG, FULL)
        self._names = LABEL.leading + 6
        self.height = self._names + (len(self._within) * STRONG.leading + 4 if within else 0)

    def draw(self, sheet: Sheet, top: float) -> None:
        baseline = LABEL.baseline(top + 2)
        for name, start in zip(self._columns.names, self._columns.starts, strict=True):
            sheet.tags.cell()
            sheet.words(start, baseline, name.upper(), LABEL)
        sheet.rule(LEFT, top + self._names, FULL, MEDIUM)
        if self._within:
            sheet.lines(LEFT, top + self._names + 3, self._within, STRONG)


class ListLine(Block):
    """``below``: what stands under the columns, from column ``left`` on, with its style; its beginning goes
    into that column, where the others are higher. ``lacks``: a bar says that something is missing. ``pad``:
    above and below.
    """

    part = Part.ROW

    def __init__(
        self,
        columns: Columns,
        cells: Sequence[tuple[str, Style]],
        below: Iterable[tuple[str, Style]],
        *,
        left: int,
        lacks: bool,
        pad: float,
    ) -> None:
        styles = [style for _, style in cells]
        self._cells = columns.cells([words for words, _ in cells], styles)
        self._lacks, self._pad = lacks, pad
        self._left, self._place = columns.starts[left], left
        leading = styles[0].leading
        self._across = max(len(lines) for _, lines, _ in self._cells) * leading
        self._own = len(self._cells[left][1]) * leading if left < len(self._cells) else 0.0
        rest = deque((text, style) for text, style in below if text)
        self._within = [*_fitting(rest, columns.widths[left] - _BETWEEN, self._across - self._own)]
        self._below = [(texts(text, style, RIGHT - self._left), style) for text, style in rest]
        under = sum(len(lines) * style.leading for lines, style in self._below)
        self.height = self._across + under + 2 * pad

    def draw(self, sheet: Sheet, top: float) -> None:
        if self._lacks:
            sheet.solid(LEFT - 6, top + self._pad, _BAR, self.height - 2 * self._pad)
        for x, lines, style in self._cells:
            sheet.tags.cell()
            sheet.lines(x, top + self._pad, lines, style)
        sheet.tags.cell(self._place)
        within = top + self._pad + self._own
        for lines, style in self._within:
            within = sheet.lines(self._left, within, lines, style)
        below = top + self._pad + self._across
        for lines, style in self._below:
            below = sheet.lines(self._left, below, lines, style)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)


def _fitting(rest: deque[tuple[str, Style]], width: float, free: float) -> Iterator[tuple[list[str], Style]]:
    """Take from ``rest`` what fits into ``free`` points of a column."""
    while rest:
        text, style = rest[0]
        lines = texts(text, style, width)
        free -= len(lines) * style.leading
        if free < 0:
            return
        rest.popleft()
        yield lines, style
