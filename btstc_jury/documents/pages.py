"""Blocks laid out on pages that have the foot and the running head of every document."""

from __future__ import annotations

from collections.abc import Iterable

from btstc_jury.application.views.paper import Paper
from btstc_jury.documents import fonts
from btstc_jury.documents.flow import Block, paginate
from btstc_jury.documents.grid_frame import Foot, across, slope
from btstc_jury.documents.grid_heading import RunningHead
from btstc_jury.documents.grid_look import TOP
from btstc_jury.documents.sheet import Sheet


def laid_out(view: Paper, blocks: Iterable[Block]) -> list[Sheet]:
    """Every character of the view must be printable."""
    foot = Foot(view, replaced=fonts.MISSING in repr(view))
    pages = paginate([*blocks], TOP, foot.top, RunningHead(view))
    sheets = []
    for number, page in enumerate(pages, start=1):
        sheet = Sheet(slanted=across(view), slope=slope())
        for placed in page:
            placed.block.draw(sheet, placed.top)
        foot.draw(sheet, number, len(pages))
        sheets.append(sheet)
    return sheets
