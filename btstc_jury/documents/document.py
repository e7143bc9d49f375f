"""A PDF document: pages with a foot and words across them, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from io import BytesIO
from threading import Lock
from typing import BinaryIO, TypeAlias, TypeVar

from reportlab.pdfbase.pdfdoc import PDF_VERSION_DEFAULT, PDFDictionary, PDFInfo, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from btstc_jury.application.views.attendance import AttendanceView
from btstc_jury.application.views.centre.bordereau import BordereauView
from btstc_jury.application.views.centre.harmony import HarmonyView
from btstc_jury.application.views.centre.paper import CentrePage
from btstc_jury.application.views.export import IndexView
from btstc_jury.documents.blocks import Block, Placed, paginate
from btstc_jury.documents.grid_heading import PROVISIONAL, Paper, running_head
from btstc_jury.documents.sheet import (
    BOTTOM,
    FOOT,
    FULL,
    HAIR,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Sheet,
    Slanted,
)
from btstc_jury.documents.tagging import Part, Structure
from btstc_jury.documents.typesetting import MISSING, Face, Style, load, printable, texts

AUTHOR = "BTS TC Jury"
EXPLAINED = f"{MISSING}\u202f: caractère que la police d’impression n’a pas."
SLOPE = 52.0
"""Slope of the words across the page, in degrees."""
_LIGHT = 0.9

_Value = TypeVar("_Value")
_Made = TypeVar("_Made")
_Paper = TypeVar("_Paper", bound=Paper)
Printed = Paper | IndexView | AttendanceView | BordereauView | CentrePage | HarmonyView

REPORTLAB = Lock()
"""ReportLab reads the font files of all documents through one position: one thread at a time."""


class _Undated(PDFInfo):
    """No date: equal documents have equal bytes, and an invented date would be wrong."""

    def format(self, document: object) -> bytes:
        entries = {
            "Title": PDFString(self.title),
            "Author": PDFString(self.author),
            "Subject": PDFString(self.subject),
            "Creator": PDFString(self.creator),
            "Producer": PDFString(self.producer),
            "Trapped": PDFName(self.trapped),
        }
        formatted: bytes = PDFDictionary(entries).format(document)
        return formatted


def new_canvas(
    buffer: BinaryIO,
    size: tuple[float, float],
    version: tuple[int, int] = PDF_VERSION_DEFAULT,
    language: str | None = None,
) -> Canvas:
    """``size`` of the pages in points; what is drawn on them gives the same bytes each time."""
    return Canvas(
        buffer,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        initialFontName=Face.REGULAR.value,  # type: ignore[arg-type]  # The stub says float.
        pdfVersion=version,
        lang=language,
    )


def document(view: Paper, pages: Sequence[Sheet]) -> bytes:
    """To be called by way of ``printed``."""
    return bound(pages, view.title, f"{view.exam} · {view.session} · {view.candidate}", view.language)


def bound(pages: Sequence[Sheet], title: str, subject: str, language: str) -> bytes:
    """The same, whatever is printed."""
    buffer = BytesIO()
    canvas = titled_canvas(buffer, title, subject, language)
    # ReportLab's document has no public name.
    structure = Structure(canvas._doc)  # type: ignore[attr-defined]  # noqa: SLF001
    for sheet in pages:
        sheet.draw(canvas)
        canvas.showPage()
        structure.add(sheet.tags)
    structure.finish()
    canvas.save()
    return buffer.getvalue()


def titled_canvas(buffer: BinaryIO, title: str, subject: str, language: str) -> Canvas:
    """One for A4 pages, with what the file says of itself."""
    canvas = new_canvas(buffer, (WIDTH, HEIGHT), (1, 7), language)
    # ReportLab has no other way to leave the dates out.
    canvas._doc.info = _Undated()  # type: ignore[attr-defined]  # noqa: SLF001
    canvas.setTitle(title.replace("\n", " "))
    canvas.setAuthor(AUTHOR)
    canvas.setCreator(AUTHOR)
    canvas.setSubject(subject.replace("\n", " "))
    # Viewers show the title instead of the file's name.
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


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


class Foot:
    """The small print on the left; on the right ``beside``, then ``page`` and its number.

    ``room``: points that what is on the right takes of the width.
    """

    def __init__(self, sentences: str, room: float, beside: Sequence[str] = (), page: str = "page") -> None:
        self._beside = beside
        self._page = page
        self._footnotes = texts(sentences, FOOT, FULL - room)
        self._height = max(len(self._footnotes), len(beside) + 1) * FOOT.leading + 4

    @property
    def top(self) -> float:
        """Where the content of the page must end."""
        return BOTTOM - self._height - 6

    def draw(self, sheet: Sheet, page: int, pages: int) -> None:
        top = BOTTOM - self._height
        sheet.rule(LEFT, top, FULL, HAIR)
        sheet.lines(LEFT, top + 3, self._footnotes, FOOT)
        sheet.lines_right(RIGHT, top + 3, [*self._beside, f"{self._page} {page}/{pages}"], FOOT)


def paper_foot(view: Paper) -> Foot:
    """On the right the form, the journal, the version and the page."""
    journal = f"journal {_grouped(view.journal)}" if view.journal else ""
    provenance = texts("\n".join(filter(None, (view.form, journal))), FOOT, FULL * 0.4)
    taken = max((FOOT.width(line) for line in provenance), default=0.0)
    explained = EXPLAINED if MISSING in repr(view) else ""
    sentences = "\n".join(filter(None, (*view.footnotes, explained)))
    return Foot(sentences, taken + 16, provenance, f"{view.state} · page")


def _grouped(journal: str) -> str:
    """The beginning of a hash as people compare it: « 7F3A 91C2 … »."""
    beginning = journal[:16].upper()
    return " ".join(beginning[start : start + 4] for start in range(0, len(beginning), 4))


def across(view: Printed) -> tuple[Slanted, ...]:
    """The words across every page: the state, the kind of file, both, or none."""
    if not view.watermark:
        return (_fitted(PROVISIONAL, 620.0),) if view.provisional else ()
    if not view.provisional:
        return (_fitted(view.watermark, 760.0),)
    upper, lower = _fitted(PROVISIONAL, 520.0), _fitted(view.watermark, 660.0)
    return (replace(upper, offset=-14.0), replace(lower, offset=lower.style.size))


def _fitted(text: str, length: float) -> Slanted:
    """``text`` at the size that makes it ``length`` points long, centred on the middle of the page."""
    unit = Style(Face.BOLD, 1.0, 1.0, _LIGHT)
    size = min(length / unit.width(text), 110.0)
    return Slanted(text, replace(unit, size=size), size * 0.355)


def framed(view: Printed, foot: Foot, pages: Sequence[Sequence[Placed]]) -> list[Sheet]:
    """The blocks of each page drawn, with the foot and the words across."""
    sheets = []
    for number, page in enumerate(pages, start=1):
        sheet = Sheet(slanted=across(view), slope=SLOPE)
        for placed in page:
            sheet.tags.begin(Part.FURNITURE if placed.again else placed.block.part)
            placed.block.draw(sheet, placed.top)
        sheet.tags.begin(Part.FURNITURE)
        foot.draw(sheet, number, len(pages))
        sheets.append(sheet)
    return sheets


def printed(view: _Value, lay: Callable[[_Value], _Made]) -> _Made:
    """What ``lay`` makes of a view in which every character can be printed; one thread at a time."""
    with REPORTLAB:
        load()
        return lay(mapped(view, printable))


_Layout: TypeAlias = Callable[[_Paper], Iterable[Block]]


def paper(view: _Paper, blocks: _Layout[_Paper]) -> bytes:
    """The PDF document of these blocks; equal views give equal bytes. Any text prints, as in the grid."""
    return fitting(view, [blocks])


def fitting(view: _Paper, layouts: Sequence[_Layout[_Paper]]) -> bytes:
    """As ``paper``, by the first of ``layouts``, the roomiest first, that needs as few pages as the last."""

    def lay(view: _Paper) -> bytes:
        foot = paper_foot(view)

        def laid(blocks: _Layout[_Paper]) -> list[list[Placed]]:
            return paginate([*blocks(view)], TOP, foot.top, running_head(view))

        *roomier, tightest = layouts
        fewest = laid(tightest)
        pages = next((each for each in map(laid, roomier) if len(each) == len(fewest)), fewest)
        return document(view, framed(view, foot, pages))

    return printed(view, lay)
