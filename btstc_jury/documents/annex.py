"""The pages after the grid: each juror's levels and mark beside the decisions, the candidate's signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.views.annex import AnnexOpinions, AnnexSignature, AnnexView
from btstc_jury.documents.blocks import Block, LabelPanel, Row, Stack, TextPanel
from btstc_jury.documents.grid_body import Columns, TableHead
from btstc_jury.documents.sheet import BODY, FULL, HAIR, LEFT, TITLES, Sheet
from btstc_jury.documents.tagging import Part
from btstc_jury.documents.typesetting import Face, Style, texts
from btstc_jury.domain.assessed import Assessed

_WORDS = Style(Face.REGULAR, 8.4, 10.4)
_LETTERS = Style(Face.BOLD, 8.4, 10.4)
_GREY = 0.93
_DRAWING = 200.0
"""Width of the field in which the candidate signed, on paper."""


class _Line(Block):
    """A criterion or, last, the mark. Divergences stand on grey, and say how wide they are."""

    part = Part.ROW

    def __init__(
        self, columns: Columns, number: str, text: str, cells: tuple[str, ...], *, grey: bool, pad: float
    ) -> None:
        self._columns = columns
        self._pad = pad
        self._number = number
        self._cells = cells
        self._text = texts(text, _WORDS, columns.text_width)
        self._grey = grey
        self.height = max(1, len(self._text)) * _WORDS.leading + 2 * pad

    def draw(self, sheet: Sheet, top: float) -> None:
        if self._grey:
            sheet.fill(LEFT, top, FULL, self.height, _GREY)
        middle = _WORDS.baseline(top + self.height / 2 - _WORDS.leading / 2)
        sheet.tags.cell()
        if self._number:
            sheet.words_right(self._columns.text - 7, middle, self._number, _LETTERS)
        sheet.lines(self._columns.text, top + self._pad, self._text, _WORDS)
        self._columns.draw_cells(sheet, middle, self._cells, _LETTERS)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)


class _Signature(LabelPanel):
    """How the candidate signed, over the drawing where there is one."""

    def __init__(self, signature: AnnexSignature) -> None:
        super().__init__("Présence", FULL)
        self._text = texts(signature.text, BODY, self.inside)
        self._strokes = signature.strokes
        self._above = len(self._text) * BODY.leading
        lowest = max((down for stroke in signature.strokes for down in stroke[1::2]), default=0)
        drawn = 4 + _DRAWING * lowest / 1000 if signature.strokes else 0
        self.set_content_height(self._above + drawn)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.lines(x, top, self._text, BODY)
        unit = _DRAWING / 1000
        for stroke in self._strokes:
            pairs = zip(stroke[::2], stroke[1::2], strict=True)
            sheet.stroke([(x + across * unit, top + self._above + 2 + down * unit) for across, down in pairs])


@dataclass(frozen=True, slots=True)
class Spacing:
    """``pad``: above and below the words of a line; ``gap``: between frames. Points."""

    pad: float
    gap: float


SPACINGS = (Spacing(2.2, 8.0), Spacing(1.2, 5.0), Spacing(0.5, 4.0))
"""From the roomiest."""


def annex_blocks(annex: AnnexView, lines: Assessed, spacing: Spacing) -> Iterator[Block]:
    """Title, the opinions, then what happened in the room."""
    revealed = annex.opinions.revealed if annex.opinions else ""
    yield Stack((annex.title, TITLES[0]), (revealed, BODY), below=2)
    if annex.opinions is not None:
        yield from _opinions(annex.opinions, lines, spacing)
    for remark in annex.withdrawn:
        yield Row([TextPanel(remark.title, remark.text)]).spaced(spacing.gap)
    if annex.signature is not None:
        yield Row([_Signature(annex.signature)]).spaced(spacing.gap)


def _opinions(annex: AnnexOpinions, lines: Assessed, spacing: Spacing) -> Iterator[Block]:
    """Who sat, the table, then what was said about decisions."""
    yield Row([TextPanel("Membres", "\n".join(annex.members))]).spaced(spacing.gap)
    heads = (*annex.columns, "Écart", "Décision")
    columns = Columns(heads, _LETTERS, least=30.0, beside=8, apart=6)
    head = TableHead(columns, lines.named("Critère"))
    yield head.spaced(spacing.gap, keep=True)
    for row in annex.rows:
        cells = (*row.levels, row.spread, row.decision)
        yield _Line(columns, str(row.number), row.text, cells, grey=row.divergent, pad=spacing.pad).under(
            head
        )
    for mark in annex.all_marks:
        cells = (*mark.marks, mark.spread, mark.decision)
        title = f"Note «\u202f{mark.title}\u202f»" if mark.title else "Note proposée"
        yield _Line(columns, "", title, cells, grey=False, pad=spacing.pad).under(head)
    for remark in annex.remarks:
        yield Row([TextPanel(remark.title, remark.text)]).spaced(spacing.gap)
