"""« Note et appréciations », on A4 pages, in the look of the grid."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.views.grid import GridMember
from btstc_jury.application.views.reports import MarkStatementView
from btstc_jury.documents import fonts
from btstc_jury.documents.document import REPORTLAB, document, mapped
from btstc_jury.documents.flow import Block
from btstc_jury.documents.grid_heading import CandidatePanel, Heading, KindBand
from btstc_jury.documents.grid_look import BODY, COLUMN_GAP, DENSITIES, FULL, MARK, OUT_OF
from btstc_jury.documents.grid_verdict import Signatures
from btstc_jury.documents.lines import texts
from btstc_jury.documents.pages import laid_out
from btstc_jury.documents.panels import LabelPanel, Row, TextPanel, first_baseline
from btstc_jury.documents.sheet import Sheet

_GAP = 9.0
_MARK_WIDTH = 190.0
_CENTRE = GridMember("Pour le centre d’examen", "")


class _MarkPanel(LabelPanel):
    """The mark of the jury, and when it was decided."""

    def __init__(self, view: MarkStatementView) -> None:
        super().__init__("Note", _MARK_WIDTH)
        self._mark = view.mark
        self._out_of = f"/{view.out_of}"
        self._decided = texts(view.decided, BODY, self.inside)
        self.set_content_height(MARK.leading + 4 + len(self._decided) * BODY.leading)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        baseline = first_baseline(top, MARK)
        sheet.words(x, baseline, self._mark, MARK)
        sheet.words(x + MARK.width(self._mark) + 4, baseline, self._out_of, OUT_OF)
        below = top + MARK.leading + 4
        sheet.lines(x, first_baseline(below, BODY), self._decided, BODY)


def mark_statement_pdf(view: MarkStatementView) -> bytes:
    """The PDF document; equal views give equal bytes. Any text prints, as in the grid."""
    with REPORTLAB:
        fonts.load()
        printed = mapped(view, fonts.printable)
        return document(printed, laid_out(printed, _blocks(printed)))


def _blocks(view: MarkStatementView) -> Iterator[Block]:
    if view.watermark:
        yield KindBand(view.watermark)
    yield Heading(view)
    candidate = CandidatePanel(view, FULL - _MARK_WIDTH - COLUMN_GAP)
    yield Row([candidate, _MarkPanel(view)]).spaced(_GAP)
    for number, part in enumerate(view.parts, start=1):
        yield Row([TextPanel(part.label, part.text)]).spaced(_GAP, keep=number == len(view.parts))
    yield Signatures((_CENTRE,), DENSITIES[0]).spaced(_GAP)
