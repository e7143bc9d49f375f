"""Reading printed pages back: characters with their places, pictures, fonts."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from pypdfium2 import raw

from btstc_jury.application.views.paper import PageImage
from btstc_jury.documents.preview import render_pages

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its inked box in points, from the bottom left; ``angle`` in radians."""

    page: int
    character: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    angle: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page as it is, line ends included."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def flattened(pdf: bytes) -> bytes:
    """The document with what its fields show made part of the pages."""
    output = BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        for page in document:
            assert raw.FPDFPage_Flatten(page, raw.FLAT_PRINT) != raw.FLATTEN_FAIL
        document.save(output)
    return output.getvalue()


def squeezed(text: str) -> str:
    """Text without spaces, line ends and hyphens, which a line break may have changed."""
    return re.sub(r"[\s\u0002\ufffe-]", "", text)


def whole_text(pdf: bytes) -> str:
    return squeezed("".join(page_texts(pdf)))


def glyphs(pdf: bytes) -> list[Glyph]:
    """Every visible character, in the order it was printed."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [glyph for index, page in enumerate(document) for glyph in _page_glyphs(index, page)]


def _page_glyphs(index: int, page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    text = page.get_textpage()
    for place in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, place))
        if not character.isspace() and character.isprintable():
            size = raw.FPDFText_GetFontSize(text, place)
            angle = raw.FPDFText_GetCharAngle(text, place)
            left, bottom, right, top = text.get_charbox(place)
            yield Glyph(index, character, left, bottom, right, top, size, angle)


def upright(pdf: bytes) -> list[Glyph]:
    """Those that aren't written across the page."""
    return [glyph for glyph in glyphs(pdf) if glyph.angle < 0.01 or glyph.angle > 6.27]


def find(pdf: bytes, words: str, page: int) -> list[Glyph]:
    """The characters of the first place on a page where these words stand on one line."""
    wanted = words.replace(" ", "")
    there = [glyph for glyph in upright(pdf) if glyph.page == page]
    text = "".join(glyph.character for glyph in there)
    start = text.index(wanted)
    return there[start : start + len(wanted)]


def fonts(pdf: bytes) -> dict[str, bool]:
    """Names of the fonts of the text, each with whether it is embedded."""
    found: dict[str, bool] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            for item in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
                font = raw.FPDFTextObj_GetFont(item)
                length = raw.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(length)
                raw.FPDFFont_GetBaseFontName(font, name, length)
                found[name.value.decode()] = bool(raw.FPDFFont_GetIsEmbedded(font))
    return found


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendered page that is asked about in points."""

    image: PageImage

    def grey(self, x: float, y: float) -> int:
        """Lightness 0-255 of the pixel at a point counted from the bottom left."""
        scale = self.image.width / PAGE_WIDTH
        row = min(int((PAGE_HEIGHT - y) * scale), self.image.height - 1)
        start = row * self.image.stride + int(x * scale) * 4
        return sum(self.image.data[start : start + 3]) // 3


def pictures(pdf: bytes, width: int = 1600) -> list[Picture]:
    return [Picture(image) for image in render_pages(pdf, width)]
