"""All papers of a centre's days, one after the other in one PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, assert_never

from btstc_jury.application.views.attendance import AttendanceView
from btstc_jury.application.views.centre.paper import CentreListView, DoorView, PaperView, SummonsView
from btstc_jury.documents.attendance import attendance_sheets
from btstc_jury.documents.centre_lists import door_pages, list_pages
from btstc_jury.documents.centre_summons import summons_pages
from btstc_jury.documents.document import REPORTLAB, mapped
from btstc_jury.documents.sheet import Sheet
from btstc_jury.documents.streamed import StreamedPdf
from btstc_jury.documents.typesetting import load, printable


def write_papers(
    out: BinaryIO,
    views: Iterable[PaperView],
    title: str,
    subject: str,
    done: Callable[[int], None] = lambda _papers: None,
) -> int:
    """How many pages. One paper is in memory at a time; each counts its own pages. ``done``: called with how
    many papers are, after each; what it raises ends the writing. There is at least one paper.
    """
    with REPORTLAB:
        load()
        pdf = StreamedPdf(out, mapped(title, printable), mapped(subject, printable), "fr-FR")
    for number, view in enumerate(views, start=1):
        with REPORTLAB:
            for sheet in _sheets(mapped(view, printable)):
                pdf.add(sheet)
        done(number)
    with REPORTLAB:
        pdf.finish()
    return pdf.pages


def _sheets(view: PaperView) -> list[Sheet]:
    match view:
        case SummonsView():
            return summons_pages(view)
        case CentreListView():
            return list_pages(view)
        case DoorView():
            return door_pages(view)
        case AttendanceView():
            return attendance_sheets(view)
        case _:
            assert_never(view)
