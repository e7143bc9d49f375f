"""The receipt of a purge, on A4 pages, in the look of the grid."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.purging import ReceiptView
from btstc_jury.documents import fonts
from btstc_jury.documents.document import REPORTLAB, document, mapped
from btstc_jury.documents.flow import Block
from btstc_jury.documents.grid_heading import Heading, KindBand
from btstc_jury.documents.pages import laid_out
from btstc_jury.documents.panels import Row, TextPanel
from btstc_jury.documents.reports import StatementPanel

_GAP = 9.0


def receipt_pdf(view: ReceiptView) -> bytes:
    """The PDF document; equal views give equal bytes. Any text prints, as in the grid."""
    with REPORTLAB:
        fonts.load()
        printed = mapped(view, fonts.printable)
        return document(printed, laid_out(printed, _blocks(printed)))


def _blocks(view: ReceiptView) -> Iterator[Block]:
    if view.watermark:
        yield KindBand(view.watermark)
    yield Heading(view)
    yield Row([StatementPanel(view.statement, "\n".join(view.sitting_lines))]).spaced(_GAP)
    for part in view.parts:
        yield Row([TextPanel(part.label, part.text)]).spaced(_GAP)
