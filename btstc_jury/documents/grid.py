"""The official grid of one oral, on A4 pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from io import BytesIO
from threading import Lock
from typing import TypeVar

from reportlab.pdfgen.canvas import Canvas

from btstc_jury.application.views.grid import GridView
from btstc_jury.documents import fonts
from btstc_jury.documents.flow import Block, Placed, paginate
from btstc_jury.documents.grid_frame import Foot, across, slope
from btstc_jury.documents.grid_heading import RunningHead, heading_blocks
from btstc_jury.documents.grid_look import DENSITIES, TOP, Density
from btstc_jury.documents.grid_table import table_blocks
from btstc_jury.documents.grid_verdict import verdict_blocks
from btstc_jury.documents.information import describe
from btstc_jury.documents.sheet import HEIGHT, WIDTH, Sheet

_Value = TypeVar("_Value")
_REPORTLAB = Lock()
"""ReportLab reads the font files of all documents through one position: one thread at a time."""


def grid_pdf(view: GridView) -> bytes:
    """The PDF document; equal views give equal bytes. Any text prints: what the fonts lack is replaced
    visibly and the foot says so.
    """
    with _REPORTLAB:
        fonts.load()
        printed = _mapped(view, fonts.printable)
        return _document(printed, sheets(printed))


def _document(view: GridView, pages: list[Sheet]) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        pdfVersion=(1, 7),
        initialFontName=fonts.Face.REGULAR.value,  # type: ignore[arg-type]  # The stub says float.
        lang=view.language,
    )
    describe(canvas, view.title, f"{view.exam} · {view.session} · {view.candidate}")
    for sheet in pages:
        sheet.draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def sheets(view: GridView) -> list[Sheet]:
    """The pages laid out; every character of the view is printable."""
    foot = Foot(view, replaced=fonts.MISSING in repr(view))
    pages = _laid_out(view, foot.top)
    laid_out = []
    for number, page in enumerate(pages, start=1):
        sheet = Sheet(slanted=across(view), slope=slope())
        for placed in page:
            placed.block.draw(sheet, placed.top)
        foot.draw(sheet, number, len(pages))
        laid_out.append(sheet)
    return laid_out


def _laid_out(view: GridView, bottom: float) -> list[list[Placed]]:
    """As few pages as the tightest density needs, at the roomiest density that needs no more."""
    running = RunningHead(view)
    roomiest = paginate(_blocks(view, DENSITIES[0]), TOP, bottom, running)
    if len(roomiest) == 1:
        return roomiest
    tightest = paginate(_blocks(view, DENSITIES[-1]), TOP, bottom, running)
    if len(tightest) == len(roomiest):
        return roomiest
    between = [paginate(_blocks(view, density), TOP, bottom, running) for density in DENSITIES[1:-1]]
    return next((pages for pages in between if len(pages) == len(tightest)), tightest)


def _blocks(view: GridView, density: Density) -> list[Block]:
    return [
        *heading_blocks(view, density.gap),
        *table_blocks(view, density),
        *verdict_blocks(view, density),
    ]


def _mapped(value: _Value, change: Callable[[str], str]) -> _Value:
    """``value`` with every text in it changed."""
    changed: object = value
    if isinstance(value, str) and not isinstance(value, Enum):
        changed = change(value)
    elif isinstance(value, tuple):
        changed = tuple(_mapped(each, change) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value)]
        changed = replace(value, **{name: _mapped(getattr(value, name), change) for name in names})
    return changed  # type: ignore[return-value]  # The type of a value never changes.
