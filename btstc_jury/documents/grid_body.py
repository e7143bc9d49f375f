"""The criteria with a box for every level, what the commission proposes, and the places to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import msgspec

from btstc_jury.application.views.grid import GridGroup, GridLevel, GridMember, GridRow, GridScoring, GridView
from btstc_jury.documents.blocks import Block, LabelPanel, Panel, Row, Stack, TextPanel, shares
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
    TITLES,
    Sheet,
)
from btstc_jury.documents.tagging import Part
from btstc_jury.documents.typesetting import Face, Style, texts
from btstc_jury.domain.assessed import Assessed

SEAL_FIELD = "sceau"
POINTS = "Points"
"""Head of the column of points."""

BOX = 8.4
"""Side of the box of a level."""
TICK = 4.8
"""Side of the square in the box that is ticked."""
_NUMBER = 22.0
_GROUP_GREY = 0.93
_SAID_UNDER, _SAID_APART = 7.8, 8.8
"""Size of descriptors under their criteria, and on pages of their own, where there is room."""
_PAD = 3.0
_BOLD_HEAD = Style(Face.BOLD, 8.8, 11.0)
_MARK_WIDTH = 108.0
_TALLEST_COLUMN = 200.0
_WHOLE = 3
"""Criteria that a competence may have and still not be parted between two pages."""
_SIGNATURES_A_ROW = 3
_MARKS_A_ROW = 4
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
    _density(8.0, 9.5, 1.2, 4.5, 28.0),
)
"""From the roomiest; the tighter ones save a page, the last one what a few lines would cost."""


def signature_field(number: int) -> str:
    """Field of the juror whose place is the ``number``-th, from 1."""
    return f"signature-{number}"


def field_title(field: str) -> str:
    """What a reader is told of a field, as the grid says beside it."""
    return "Sceau du centre" if field == SEAL_FIELD else f"Signature {field.rpartition('-')[2]}"


class Columns:
    """A number, a text, then ``apart`` from it a narrow column under each head: at least ``least`` wide, and
    ``beside`` more than its words. ``middles``: of these, in order. ``widest``: what stands under the last.
    """

    def __init__(
        self,
        heads: Sequence[str],
        style: Style,
        *,
        least: float,
        beside: float,
        apart: float,
        widest: float = 0.0,
    ) -> None:
        self.heads = heads
        self.style = style
        widths = [max(least, style.width(head) + beside) for head in heads]
        widths[-1:] = [max(each, widest + beside) for each in widths[-1:]]
        self.text = LEFT + _NUMBER
        starts = [RIGHT - sum(widths[place:]) for place in range(len(widths) + 1)]
        self.text_width = starts[0] - self.text - apart
        self.middles = [(start + end) / 2 for start, end in pairwise(starts)]

    def draw_cells(self, sheet: Sheet, baseline: float, cells: Sequence[str], style: Style) -> None:
        for middle, cell in zip(self.middles, cells, strict=True):
            sheet.tags.cell()
            sheet.words_centred(middle, baseline, cell, style)


class TableHead(Block):
    """The heads of the columns; ``title``: of the text."""

    part = Part.HEAD

    def __init__(self, columns: Columns, title: str) -> None:
        self._columns = columns
        self._title = title
        self.height = columns.style.leading + 6

    def draw(self, sheet: Sheet, top: float) -> None:
        style = self._columns.style
        baseline = style.baseline(top + 2)
        sheet.tags.cell()
        sheet.words(self._columns.text, baseline, self._title, style)
        self._columns.draw_cells(sheet, baseline, self._columns.heads, style)
        sheet.rule(LEFT, top + self.height, FULL, MEDIUM)


class _GroupHead(Block):
    keep = True
    part = Part.ROW

    def __init__(self, group: GridGroup, density: Density) -> None:
        self._style = density.competence
        self._pad = density.group
        self._lines = texts(f"{group.codes} {group.label}".strip(), self._style, FULL - 8)
        self.height = len(self._lines) * self._style.leading + 2 * self._pad

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.fill(LEFT, top, FULL, self.height, _GROUP_GREY)
        sheet.lines(LEFT + 4, top + self._pad, self._lines, self._style)


class Descriptors:
    """What each level looks like, one under the other; the level given stands in bold. ``left``: of the
    letters; ``size``: of the type.
    """

    def __init__(
        self, levels: Sequence[GridLevel], row: GridRow, left: float, width: float, size: float = _SAID_UNDER
    ) -> None:
        self._left = left
        self._plain, self._bold = (Style(face, size, size + 1.8) for face in (Face.REGULAR, Face.BOLD))
        told = [pair for pair in zip(levels, row.descriptors or (), strict=False) if pair[1]]
        self._letters = 8 + max((self._bold.width(level.letters) for level, _ in told), default=0.0)
        self._told = [
            (level.letters, style, texts(said, style, width - self._letters))
            for level, said in told
            for style in (self._bold if level.letters == row.level else self._plain,)
        ]
        self.height = sum(len(lines) * self._plain.leading for _, _, lines in self._told)

    def draw(self, sheet: Sheet, top: float) -> None:
        for letters, style, lines in self._told:
            sheet.words(self._left, self._plain.baseline(top), letters, self._bold)
            top = sheet.lines(self._left + self._letters, top, lines, style)


class _CriterionRow(Block):
    """``descriptors``: under the words of the criterion, as wide as the page."""

    part = Part.ROW

    def __init__(
        self, row: GridRow, columns: Columns, density: Density, descriptors: Descriptors | None = None
    ) -> None:
        self._row = row
        self._columns = columns
        self._style = density.criterion
        self._pad = density.row
        self._descriptors = descriptors
        self._lines = texts(row.text, self._style, columns.text_width)
        self._own = max(1, len(self._lines)) * self._style.leading + 2 * self._pad
        self.height = self._own + (descriptors.height + self._pad if descriptors else 0)

    def draw(self, sheet: Sheet, top: float) -> None:
        style = self._style
        middle = top + self._own / 2
        number = Style(Face.BOLD, style.size, style.leading)
        number_baseline = style.baseline(middle - style.leading / 2)
        sheet.tags.cell()
        sheet.words_right(self._columns.text - 7, number_baseline, str(self._row.number), number)
        sheet.lines(self._columns.text, top + self._pad, self._lines, style)
        for x, letters in zip(self._columns.middles, self._columns.heads, strict=True):
            sheet.tags.cell()
            if letters == POINTS:
                sheet.words_centred(x, number_baseline, self._row.points or "", style)
                continue
            sheet.box(x - BOX / 2, middle - BOX / 2, BOX, BOX, TICK_BOX)
            if letters == self._row.level:
                sheet.tick(x - TICK / 2, middle - TICK / 2, TICK, f"coché\u202f: {letters}")
        if self._descriptors:
            sheet.tags.cell(0)
            self._descriptors.draw(sheet, top + self._own - self._pad)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)


class Rated(Protocol):
    """What has criteria with a box for every level."""

    @property
    def levels(self) -> tuple[GridLevel, ...]: ...
    @property
    def lines(self) -> Assessed: ...

    @property
    def groups(self) -> tuple[GridGroup, ...]: ...


def table_blocks(view: Rated, density: Density, *, described: bool = False) -> Iterator[Block]:
    """The head, then each competence or block and its criteria, ``described`` with their descriptors;
    a page that begins inside repeats the head.
    """
    points = [row.points for group in view.groups for row in group.rows if row.points]
    heads = [*(level.letters for level in view.levels), *((POINTS,) if points else ())]
    widest = max(map(density.criterion.width, points), default=0.0)
    columns = Columns(heads, _BOLD_HEAD, least=22.5, beside=9, apart=8, widest=widest)
    head = TableHead(columns, view.lines.facts.title)
    yield head.spaced(density.gap, keep=True)
    for group in view.groups:
        if group.codes or group.label:
            yield _GroupHead(group, density).under(head)
        for place, row in enumerate(group.rows, start=1):
            under = described and any(row.descriptors or ())
            told = Descriptors(view.levels, row, columns.text, RIGHT - columns.text) if under else None
            line = _CriterionRow(row, columns, density, told).under(head)
            line.keep = told is None and _together(place, len(group.rows))
            yield line


def _together(place: int, count: int) -> bool:
    """Whether a criterion stays with the next: a page neither ends nor begins with one torn from the others
    of its competence.
    """
    return place < count and (count <= _WHOLE or place in {1, count - 1})


class _Described(Block):
    """A criterion, then its descriptors."""

    def __init__(self, row: GridRow, levels: Sequence[GridLevel]) -> None:
        self._number = str(row.number)
        self._lines = texts(row.text, STRONG, FULL - _NUMBER)
        self._said = Descriptors(levels, row, LEFT + _NUMBER, FULL - _NUMBER, _SAID_APART)
        self.height = len(self._lines) * STRONG.leading + self._said.height + 2 * _PAD

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.words_right(LEFT + _NUMBER - 7, STRONG.baseline(top + _PAD), self._number, STRONG)
        below = sheet.lines(LEFT + _NUMBER, top + _PAD, self._lines, STRONG)
        self._said.draw(sheet, below)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)


def described(view: Rated) -> bool:
    return any(any(row.descriptors or ()) for group in view.groups for row in group.rows)


def descriptor_blocks(view: Rated) -> Iterator[Block]:
    """The annex of the descriptors."""
    yield Stack(("Descripteurs des niveaux", TITLES[0]), below=2)
    for group in view.groups:
        rows = [row for row in group.rows if any(row.descriptors or ())]
        if rows and (group.codes or group.label):
            head = _GroupHead(group, DENSITIES[0]).spaced(4, keep=True)
            head.part = Part.FLOW
            yield head
        for row in rows:
            yield _Described(row, view.levels)


class MarkPanel(LabelPanel):
    """``below``: under the mark, when it was decided, or what counts of it."""

    def __init__(self, label: str, width: float, mark: str, out_of: str, below: str = "") -> None:
        super().__init__(label, width)
        self._mark = mark
        self._out_of = f"/{out_of}"
        self._below = texts(below, BODY, self.inside)
        room = 4 + len(self._below) * BODY.leading if self._below else 2
        self.set_content_height(MARK.leading + room)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        baseline = MARK.baseline(top)
        sheet.words(x, baseline, self._mark, MARK)
        sheet.words(x + MARK.width(self._mark) + 4, baseline, self._out_of, OUT_OF)
        sheet.lines(x, top + MARK.leading + 4, self._below, BODY)


class _SignaturePanel(LabelPanel):
    """``field``: name of the signature field that fills the room under the name."""

    def __init__(self, member: GridMember, width: float, free: float, field: str) -> None:
        super().__init__(member.role, width)
        self._field = field
        self._asked = "Signature" if member.signed is msgspec.UNSET else member.signed
        self._free = free
        self._name = texts(member.name, STRONG, self.inside)
        self._name_height = len(self._name) * STRONG.leading
        self.set_content_height(self._name_height + free)

    def lower(self, label_height: float) -> None:
        """Begin the name under a label as high as those beside."""
        self.label_height = label_height
        self.set_content_height(self._name_height + self._free)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        top = sheet.lines(x, top, self._name, STRONG)
        sheet.words(x, LABEL.baseline(top), self._asked, LABEL)
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


def _row(panels: Sequence[_SignaturePanel]) -> Row:
    """The names stand on one line, and the room to sign reaches the foot of the row."""
    label = max(panel.label_height for panel in panels)
    for panel in panels:
        panel.lower(label)
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
    scoring = view.scoring or GridScoring()
    for total in scoring.totals:
        yield Row([TextPanel(total.title, "\n".join(total.lines))])
    starts = range(0, len(scoring.marks), _MARKS_A_ROW)
    for beside in (scoring.marks[start : start + _MARKS_A_ROW] for start in starts):
        width = shares(len(beside))
        yield Row([MarkPanel(each.title, width, each.mark or "—", each.out_of) for each in beside])
    title = "Note proposée, somme des notes" if scoring.summed else "Note proposée"
    counted = "\n".join(each for each in (view.held, view.counted) if each is not msgspec.UNSET)
    mark = MarkPanel(title, _MARK_WIDTH, view.mark or "—", view.out_of, counted)
    named = "Appréciation motivée" if scoring.motivated else "Appréciation"
    appreciation = TextPanel(named, view.appreciation, FULL - _MARK_WIDTH - COLUMN_GAP)
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
