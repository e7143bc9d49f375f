"""The criteria with a box for every level, what the commission proposes, and the places to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from btstc_jury.application.views.grid import GridGroup, GridLevel, GridMember, GridRow, GridView
from btstc_jury.documents.blocks import Block, LabelPanel, Panel, Row, TextPanel, shares
from btstc_jury.documents.sheet import (
    BODY,
    COLUMN_GAP,
    FULL,
    HAIR,
    LABEL,
    LEFT,
    MARK,
    MEDIUM,
    OUT_OF,
    PADDING,
    RIGHT,
    STRONG,
    TICK_BOX,
    Sheet,
)
from btstc_jury.documents.typesetting import Face, Style, texts
from btstc_jury.domain.assessed import Assessed

SEAL_FIELD = "sceau"

BOX = 8.4
"""Side of the box of a level."""
TICK = 4.8
"""Side of the square in the box that is ticked."""
_NUMBER = 22.0
_GROUP_GREY = 0.93
_BOLD_HEAD = Style(Face.BOLD, 8.8, 11.0)
_MARK_WIDTH = 108.0
_TALLEST_COLUMN = 200.0
_SIGNATURES_A_ROW = 3
_SEAL_HEIGHT = 22.0
_UNDER = 3.0
"""Between a signature and the frame below it."""


@dataclass(frozen=True, slots=True)
class Density:
    """How tightly the grid is set. ``row`` and ``group``: space above and below the words of a criterion and
    of a competence; ``gap``: between framed groups; ``signing``: room for a signature. Points.
    """

    criterion: Style
    competence: Style
    row: float
    group: float
    gap: float
    signing: float


def _density(size: float, leading: float, row: float, gap: float, signing: float) -> Density:
    criterion = Style(Face.REGULAR, size, leading)
    competence = Style(Face.BOLD, size - 0.2, leading)
    return Density(criterion, competence, row, row * 0.85, gap, signing)


DENSITIES = (
    _density(8.8, 11.0, 3.0, 9.0, 40.0),
    _density(8.5, 10.4, 2.3, 7.5, 36.0),
    _density(8.2, 9.8, 1.6, 6.0, 30.0),
)
"""From the roomiest; the tighter ones save a page."""


def signature_field(number: int) -> str:
    """Field of the juror whose place is the ``number``-th, from 1."""
    return f"signature-{number}"


def field_title(field: str) -> str:
    """What a reader is told of a field, as the grid says beside it."""
    return "Sceau du centre" if field == SEAL_FIELD else f"Signature {field.rpartition('-')[2]}"


class Columns:
    """A number, a text, then ``apart`` from it a narrow column under each head: at least ``least`` wide, and
    ``beside`` more than its words. ``middles``: of these, in order.
    """

    def __init__(
        self, heads: Sequence[str], style: Style, *, least: float, beside: float, apart: float
    ) -> None:
        self.heads = heads
        self.style = style
        widths = [max(least, style.width(head) + beside) for head in heads]
        self.text = LEFT + _NUMBER
        starts = [RIGHT - sum(widths[place:]) for place in range(len(widths) + 1)]
        self.text_width = starts[0] - self.text - apart
        self.middles = [(start + end) / 2 for start, end in pairwise(starts)]

    def draw_cells(self, sheet: Sheet, baseline: float, cells: Sequence[str], style: Style) -> None:
        for middle, cell in zip(self.middles, cells, strict=True):
            sheet.words_centred(middle, baseline, cell, style)


class TableHead(Block):
    """The heads of the columns; ``title``: of the text."""

    def __init__(self, columns: Columns, title: str) -> None:
        self._columns = columns
        self._title = title
        self.height = columns.style.leading + 6

    def draw(self, sheet: Sheet, top: float) -> None:
        style = self._columns.style
        baseline = style.baseline(top + 2)
        sheet.words(self._columns.text, baseline, self._title, style)
        self._columns.draw_cells(sheet, baseline, self._columns.heads, style)
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
        sheet.lines(LEFT + 4, top + self._pad, self._lines, self._style)


class _CriterionRow(Block):
    def __init__(self, row: GridRow, columns: Columns, density: Density) -> None:
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
        number_baseline = style.baseline(middle - style.leading / 2)
        sheet.words_right(self._columns.text - 7, number_baseline, str(self._row.number), number)
        sheet.lines(self._columns.text, top + self._pad, self._lines, style)
        for x, letters in zip(self._columns.middles, self._columns.heads, strict=True):
            sheet.box(x - BOX / 2, middle - BOX / 2, BOX, BOX, TICK_BOX)
            if letters == self._row.level:
                sheet.solid(x - TICK / 2, middle - TICK / 2, TICK, TICK)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)


class Rated(Protocol):
    """What has criteria with a box for every level."""

    @property
    def levels(self) -> tuple[GridLevel, ...]: ...
    @property
    def lines(self) -> Assessed: ...

    @property
    def groups(self) -> tuple[GridGroup, ...]: ...


def table_blocks(view: Rated, density: Density) -> Iterator[Block]:
    """The head, then each competence and its criteria; a page that begins inside repeats the head."""
    columns = Columns([level.letters for level in view.levels], _BOLD_HEAD, least=22.5, beside=9, apart=8)
    head = TableHead(columns, view.lines.facts.title)
    yield head.spaced(density.gap, keep=True)
    for group in view.groups:
        if group.codes or group.label:
            yield _GroupHead(group, density).under(head)
        for row in group.rows:
            yield _CriterionRow(row, columns, density).under(head)


class MarkPanel(LabelPanel):
    """``decided``: when, under the mark."""

    def __init__(self, label: str, width: float, mark: str, out_of: str, decided: str = "") -> None:
        super().__init__(label, width)
        self._mark = mark
        self._out_of = f"/{out_of}"
        self._decided = texts(decided, BODY, self.inside)
        below = 4 + len(self._decided) * BODY.leading if self._decided else 2
        self.set_content_height(MARK.leading + below)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        baseline = MARK.baseline(top)
        sheet.words(x, baseline, self._mark, MARK)
        sheet.words(x + MARK.width(self._mark) + 4, baseline, self._out_of, OUT_OF)
        sheet.lines(x, top + MARK.leading + 4, self._decided, BODY)


class _SignaturePanel(LabelPanel):
    """``field``: name of the signature field that fills the room under the name."""

    def __init__(self, member: GridMember, width: float, free: float, field: str) -> None:
        super().__init__(member.role, width)
        self._field = field
        self._name = texts(member.name, STRONG, self.inside)
        self._name_height = len(self._name) * STRONG.leading
        self.set_content_height(self._name_height + free)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        top = sheet.lines(x, top, self._name, STRONG)
        sheet.words(x, LABEL.baseline(top), "Signature", LABEL)
        above = PADDING - 2 + self.label_height + self._name_height
        sheet.reserve(self._field, x, top, self.inside, self.height - above - _UNDER)


class _SealPanel(LabelPanel):
    """The centre's seal, as wide as the page."""

    def __init__(self) -> None:
        super().__init__("Sceau du centre", FULL)
        self.set_content_height(_SEAL_HEIGHT)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.reserve(SEAL_FIELD, x, top, self.inside, _SEAL_HEIGHT)


class Signatures(Block):
    """All the places together, three to a row; ``seal``: with a place for the centre's seal under them."""

    def __init__(self, members: Sequence[GridMember], density: Density, *, seal: bool = False) -> None:
        width = shares(min(len(members), _SIGNATURES_A_ROW))
        panels = [
            _SignaturePanel(member, width, density.signing, signature_field(number))
            for number, member in enumerate(members, start=1)
        ]
        starts = range(0, len(panels), _SIGNATURES_A_ROW)
        self._rows = [_row(panels[start : start + _SIGNATURES_A_ROW]) for start in starts]
        if seal:
            self._rows.append(Row([_SealPanel()]))
        self._between = density.gap
        between = self._between * (len(self._rows) - 1)
        self.height = sum(row.height for row in self._rows) + between

    def draw(self, sheet: Sheet, top: float) -> None:
        for row in self._rows:
            row.draw(sheet, top)
            top += row.height + self._between


def _row(panels: Sequence[Panel]) -> Row:
    """The room to sign reaches the foot of the row."""
    tallest = max(panel.height for panel in panels)
    for panel in panels:
        panel.height = tallest
    return Row(panels)


def verdict_blocks(view: GridView, density: Density, *, seal: bool = False) -> Iterator[Block]:
    """Everything under the criteria."""
    rows = [*_remarks(view)]
    for row in rows[:-1]:
        yield row.spaced(density.gap)
    yield rows[-1].spaced(density.gap, keep=bool(view.members))
    if view.members:
        yield Signatures(view.members, density, seal=seal).spaced(density.gap)


def _remarks(view: GridView) -> Iterator[Row]:
    mark = MarkPanel("Note proposée", _MARK_WIDTH, view.mark or "—", view.out_of)
    appreciation = TextPanel("Appréciation", view.appreciation, FULL - _MARK_WIDTH - COLUMN_GAP)
    yield Row([mark, appreciation])
    yield from _strengths(view)
    if view.remarks:
        yield Row([TextPanel("Remarques", view.remarks)])
    if view.reopenings:
        yield Row([TextPanel("Réouvertures", "\n".join(view.reopenings))])


def _strengths(view: GridView) -> Iterator[Row]:
    named = [("Points forts", view.strengths), ("Points à améliorer", view.weaknesses)]
    present = [(label, text) for label, text in named if text]
    if not present:
        return
    beside: list[Panel] = [TextPanel(label, text, shares(len(present))) for label, text in present]
    if max(panel.height for panel in beside) <= _TALLEST_COLUMN:
        yield Row(beside)
    else:
        for label, text in present:
            yield Row([TextPanel(label, text)])
