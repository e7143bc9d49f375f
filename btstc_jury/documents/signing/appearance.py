"""What a signature shows in its field: the drawing, and the words beside it, all in vectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStampStyle
from pyhanko.stamp.base import BaseStamp
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from btstc_jury.application.signing import Strokes
from btstc_jury.documents.document import REPORTLAB, new_canvas
from btstc_jury.documents.typesetting import ASCENT, Face, Style, load, printable, texts

_SIZES = (6.0, 5.6, 5.2, 4.8, 4.4)
"""Of the words, from the best."""
_ALONE = (7.6, 6.8)
"""The best sizes of words without a drawing."""
_SHARES = (0.4, 0.34, 0.28)
"""Of the width, for the drawing."""
_GAP = 4.0
_ABOVE_DRAWING = 9.0
"""The word « Signature » is printed there."""
_PEN = 0.9
_LARGEST = 0.16
"""Points for one thousandth of the drawing's width: a small drawing isn't blown up."""


@dataclass(frozen=True, slots=True)
class Words:
    """``strong`` is the first line; ``rest``: one paragraph each. ``beside``: a drawing's place is kept."""

    strong: str
    rest: tuple[str, ...]
    beside: bool = True


@dataclass(frozen=True, slots=True)
class _Laid:
    lines: list[tuple[str, Style]]
    left: float

    @property
    def height(self) -> float:
        return sum(style.leading for _, style in self.lines)


def appearance(words: Words, strokes: Strokes, width: float, height: float) -> bytes:
    """A PDF of one page of this size in points."""
    with REPORTLAB:
        load()
        buffer = BytesIO()
        canvas = new_canvas(buffer, (width, height))
        shown = replace(words, strong=printable(words.strong), rest=tuple(map(printable, words.rest)))
        laid = next(each for each in _layouts(shown, width) if each.height <= height)
        _draw_words(canvas, laid, height)
        if any(strokes):
            _draw_strokes(canvas, strokes, laid.left - _GAP, height - _ABOVE_DRAWING)
        canvas.showPage()
        canvas.save()
        return buffer.getvalue()


def _layouts(words: Words, width: float) -> Iterator[_Laid]:
    """From the best to ever smaller words: one of them fits."""
    shares = _SHARES if words.beside else (0.0,)
    for size in _SIZES if words.beside else (*_ALONE, *_SIZES):
        for share in shares:
            yield _laid(words, size, share, width)
    size = _SIZES[-1]
    while True:
        size *= 0.9
        yield _laid(words, size, shares[-1], width)


def _laid(words: Words, size: float, share: float, width: float) -> _Laid:
    left = width * share + (_GAP if share else 0.0)
    strong, plain = (Style(face, size, size * 1.16, 0.0) for face in (Face.BOLD, Face.REGULAR))
    lines = [(line, strong) for line in texts(words.strong, strong, width - left)]
    for paragraph in words.rest:
        lines += [(line, plain) for line in texts(paragraph, plain, width - left)]
    return _Laid(lines, left)


def _draw_words(canvas: Canvas, laid: _Laid, height: float) -> None:
    text = canvas.beginText()
    top = height
    for line, style in laid.lines:
        text.setFont(style.face.value, style.size)
        text.setFillGray(style.grey)
        text.setTextOrigin(laid.left, top - (style.leading - style.size) / 2 - style.size * ASCENT)
        text.textOut(line)
        top -= style.leading
    canvas.drawText(text)


def _draw_strokes(canvas: Canvas, strokes: Strokes, width: float, height: float) -> None:
    """As large as fits from the left and the bottom, in its own proportions."""
    runs = [list(zip(stroke[::2], stroke[1::2], strict=True)) for stroke in strokes if stroke]
    xs, ys = ([point[axis] for run in runs for point in run] for axis in (0, 1))
    across, down = max(max(xs) - min(xs), 1), max(max(ys) - min(ys), 1)
    scale = min((width - _PEN) / across, (height - _PEN) / down, _LARGEST)
    left = (width - across * scale) / 2
    bottom = (height - down * scale) / 2
    canvas.setLineWidth(_PEN)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.setStrokeGray(0)
    path = canvas.beginPath()
    for run in runs:
        points = [(left + (x - min(xs)) * scale, bottom + (max(ys) - y) * scale) for x, y in run]
        _trace(path, points)
    canvas.drawPath(path)


def _trace(path: PDFPathObject, points: Sequence[tuple[float, float]]) -> None:
    path.moveTo(*points[0])
    # A single point is a line of no length, which round ends make a dot.
    for point in points[1:] or points:
        path.lineTo(*point)


@dataclass(frozen=True)
class Look(BaseStampStyle):
    """pyHanko asks it for the appearance once it knows the size of the field."""

    words: Words = field(kw_only=True)
    strokes: Strokes = ()

    def create_stamp(
        self,
        writer: BasePdfFileWriter,
        box: BoxConstraints,
        text_params: dict[str, str],  # noqa: ARG002
    ) -> BaseStamp:
        return _Page(writer, self, box, appearance(self.words, self.strokes, box.width, box.height))


class _Page(BaseStamp):
    def __init__(self, writer: BasePdfFileWriter, look: Look, box: BoxConstraints, page: bytes) -> None:
        super().__init__(writer, look, box)
        self._page = page

    def register(self) -> IndirectObject:
        """The page itself is the form: no layer, no opacity."""
        imported: IndirectObject = self._ensure_writer.import_page_as_xobject(
            PdfFileReader(BytesIO(self._page))
        )
        return imported
