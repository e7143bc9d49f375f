"""PDF pages as pictures."""

from __future__ import annotations

from threading import Lock

import pypdfium2

from btstc_jury.application.views.paper import PageImage

_POINTS_PER_INCH = 72
_MOST_PAGES = 60
_LARGEST = 5000.0
"""Points."""
PDFIUM = Lock()
"""PDFium works for one thread at a time."""


def page_count(pdf: bytes) -> int:
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def render_pages(pdf: bytes, width_px: int) -> tuple[PageImage, ...]:
    """Every page, ``width_px`` pixels wide (at least 1)."""
    with PDFIUM, _opened(pdf) as document:
        # PDFium rounds the width up.
        return tuple(page_image(page, (width_px - 0.01) / page.get_width()) for page in document)


def render_page(pdf: bytes, index: int, dpi: float) -> PageImage:
    """One page, counted from 0, at the resolution of a printer."""
    with PDFIUM, _opened(pdf) as document:
        return page_image(document[index], dpi / _POINTS_PER_INCH)


def foreign_pages(pdf: bytes, width_px: int) -> tuple[PageImage, ...]:
    """As ``render_pages``, of a PDF that anybody may have made: empty where it can't be read, has too many
    pages or pages of a shape that no sheet has.
    """
    with PDFIUM:
        try:
            document = _opened(pdf)
        except pypdfium2.PdfiumError:
            return ()
        with document:
            try:
                sizes = [document.get_page_size(number) for number in range(len(document))]
                if len(sizes) > _MOST_PAGES or not all(_like_a_sheet(*size) for size in sizes):
                    return ()
                return tuple(page_image(page, (width_px - 0.01) / page.get_width()) for page in document)
            except pypdfium2.PdfiumError:
                return ()


def _like_a_sheet(width: float, height: float) -> bool:
    return 0 < width <= _LARGEST and 0 < height <= _LARGEST and height <= 4 * width


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    """The document with what its fields show: signatures."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    return document


def page_image(page: pypdfium2.PdfPage, scale: float) -> PageImage:
    bitmap = page.render(scale=scale, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA)
    try:
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        bitmap.close()
        page.close()
