"""The sheets that jurors fill in by hand: criteria with empty boxes, then room for remarks, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from btstc_jury.application.views.juror_sheet import JurorSheets, JurorSheetView
from btstc_jury.documents.blocks import Block, LabelPanel, Placed, Row, RuledPanel, paginate
from btstc_jury.documents.document import bound, framed, paper_foot, printed
from btstc_jury.documents.grid_body import DENSITIES, Density, described, table_blocks
from btstc_jury.documents.grid_heading import CandidatePanel, masthead, running_head
from btstc_jury.documents.sheet import (
    BODY,
    COLUMN_GAP,
    FULL,
    HAIR,
    NAME,
    OUT_OF,
    PADDING,
    TOP,
    Sheet,
)
from btstc_jury.documents.typesetting import texts

_FEWEST = 3
_GAP = 8.0
_JUROR_WIDTH = 210.0
_MARK_HEIGHT = 30.0
_PAGES = 2
"""A sheet is one leaf, both sides, as long as its criteria leave room for it."""


class _JurorPanel(LabelPanel):
    """Whose opinion it is, and what to type for each level."""

    def __init__(self, view: JurorSheetView, width: float) -> None:
        super().__init__("Membre de la commission", width)
        self._name = texts(view.juror, NAME, self.inside)
        self._rest = [*texts(view.seat, BODY, self.inside), *texts(view.keys, BODY, self.inside)]
        self.set_content_height(len(self._name) * NAME.leading + 3 + len(self._rest) * BODY.leading)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        below = sheet.lines(x, top, self._name, NAME) + 3
        sheet.lines(x, below, self._rest, BODY)


class _MarkPanel(LabelPanel):
    """Where the mark is written."""

    def __init__(self, view: JurorSheetView) -> None:
        super().__init__(f"Note de ce membre, par pas de {view.step}", FULL)
        self._out_of = f"/{view.out_of}"
        self.set_content_height(_MARK_HEIGHT)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        line = top + _MARK_HEIGHT - PADDING
        sheet.rule(x, line, 90, HAIR)
        sheet.words(x + 96, line, self._out_of, OUT_OF)


def juror_sheets_pdf(view: JurorSheets) -> bytes:
    """The PDF document; each sheet counts its own pages."""
    return printed(view, _document)


def _document(view: JurorSheets) -> bytes:
    pages = [page for sheet in view.sheets for page in _pages(sheet)]
    return bound(pages, view.title, view.subject, view.language)


def _pages(view: JurorSheetView) -> list[Sheet]:
    foot = paper_foot(view)
    return framed(view, foot, _laid_out(view, foot.top))


def _laid_out(view: JurorSheetView, bottom: float) -> list[list[Placed]]:
    """As roomy as one leaf allows, with the descriptors where it has room for them, and as many lines as are
    left.
    """
    running = running_head(view, view.juror)
    pages: list[list[Placed]] = []
    for told, density in product((True, False) if described(view) else (False,), DENSITIES):
        for lines in range(12, _FEWEST - 1, -1):
            pages = paginate([*_blocks(view, density, lines, told=told)], TOP, bottom, running)
            if len(pages) <= _PAGES:
                return pages
    return pages


def _blocks(view: JurorSheetView, density: Density, lines: int, *, told: bool) -> Iterator[Block]:
    """``told``: with the descriptors of the levels."""
    yield from masthead(view)
    beside: Sequence[LabelPanel] = (
        CandidatePanel(view, FULL - COLUMN_GAP - _JUROR_WIDTH),
        _JurorPanel(view, _JUROR_WIDTH),
    )
    yield Row(beside).spaced(_GAP)
    yield from table_blocks(view, density, described=told)
    yield Row([_MarkPanel(view)]).spaced(_GAP)
    for part in view.parts:
        yield Row([RuledPanel(f"{part.title} · {part.allowed}", lines)]).spaced(_GAP)
