"""A PDF document made of sheets that are laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from io import BytesIO
from threading import Lock
from typing import TypeVar

from reportlab.pdfgen.canvas import Canvas

from btstc_jury.application.views.paper import Paper
from btstc_jury.documents import fonts
from btstc_jury.documents.information import describe
from btstc_jury.documents.sheet import HEIGHT, WIDTH, Sheet

_Value = TypeVar("_Value")

REPORTLAB = Lock()
"""ReportLab reads the font files of all documents through one position: one thread at a time."""


def document(view: Paper, pages: Sequence[Sheet]) -> bytes:
    """To be called with ``REPORTLAB`` held and the fonts loaded."""
    return pages_pdf(pages, view.title, f"{view.exam} · {view.session} · {view.candidate}", view.language)


def pages_pdf(pages: Sequence[Sheet], title: str, subject: str, language: str) -> bytes:
    """As ``document``."""
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        pdfVersion=(1, 7),
        initialFontName=fonts.Face.REGULAR.value,  # type: ignore[arg-type]  # The stub says float.
        lang=language,
    )
    describe(canvas, title, subject)
    for sheet in pages:
        sheet.draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def mapped(value: _Value, change: Callable[[str], str]) -> _Value:
    """``value`` with every text in it changed."""
    changed: object = value
    if isinstance(value, str) and not isinstance(value, Enum):
        changed = change(value)
    elif isinstance(value, tuple):
        changed = tuple(mapped(each, change) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value)]
        changed = replace(value, **{name: mapped(getattr(value, name), change) for name in names})
    return changed  # type: ignore[return-value]  # The type of a value never changes.
