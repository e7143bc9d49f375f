"""A report on one oral, on A4 pages, in the look of the grid."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.views.reports import ReportView
from btstc_jury.documents import fonts
from btstc_jury.documents.document import REPORTLAB, document, mapped
from btstc_jury.documents.flow import Block
from btstc_jury.documents.fonts import Face, Style
from btstc_jury.documents.grid_heading import CandidatePanel, Heading, KindBand
from btstc_jury.documents.grid_look import BODY, DENSITIES, FULL
from btstc_jury.documents.grid_verdict import Signatures
from btstc_jury.documents.lines import texts
from btstc_jury.documents.pages import laid_out
from btstc_jury.documents.panels import Panel, Row, TextPanel, first_baseline
from btstc_jury.documents.sheet import Sheet

_STATEMENT = Style(Face.BOLD, 13.0, 17.0)
_GAP = 9.0
_PADDING = 9.0


class StatementPanel(Panel):
    """In large letters what it comes to, and what follows."""

    def __init__(self, statement: str, follows: str) -> None:
        super().__init__(FULL)
        self._statement = texts(statement, _STATEMENT, FULL - 2 * _PADDING)
        self._follows = texts(follows, BODY, FULL - 2 * _PADDING)
        lines = len(self._statement) * _STATEMENT.leading + len(self._follows) * BODY.leading
        self.height = lines + 2 * _PADDING

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        left, top = x + _PADDING, top + _PADDING
        sheet.lines(left, first_baseline(top, _STATEMENT), self._statement, _STATEMENT)
        below = top + len(self._statement) * _STATEMENT.leading
        sheet.lines(left, first_baseline(below, BODY), self._follows, BODY)


def report_pdf(view: ReportView) -> bytes:
    """The PDF document; equal views give equal bytes. Any text prints, as in the grid."""
    with REPORTLAB:
        fonts.load()
        printed = mapped(view, fonts.printable)
        return document(printed, laid_out(printed, _blocks(printed)))


def _blocks(view: ReportView) -> Iterator[Block]:
    if view.watermark:
        yield KindBand(view.watermark)
    yield Heading(view)
    yield Row([CandidatePanel(view, FULL)]).spaced(_GAP)
    yield Row([StatementPanel(view.statement, view.follows)]).spaced(_GAP)
    for number, part in enumerate(view.parts, start=1):
        last = number == len(view.parts)
        yield Row([TextPanel(part.label, part.text)]).spaced(_GAP, keep=last and bool(view.signers))
    if view.signers:
        yield Signatures(view.signers, DENSITIES[0]).spaced(_GAP)
