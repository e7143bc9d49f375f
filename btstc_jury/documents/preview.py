"""PDF pages as pictures."""

from __future__ import annotations

from threading import Lock

import pypdfium2

from btstc_jury.application.pages import PageImage

_POINTS_PER_INCH = 72
_PDFIUM = Lock()
"""PDFium works for one thread at a time."""


def page_count(pdf: bytes) -> int:
    with _PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def render_pages(pdf: bytes, width_px: int) -> tuple[PageImage, ...]:
    """Every page, ``width_px`` pixels wide (at least 1)."""
    with _PDFIUM, _opened(pdf) as document:
        # PDFium rounds the width up.
        return tuple(_image(page, (width_px - 0.01) / page.get_width()) for page in document)


def render_page(pdf: bytes, index: int, dpi: float) -> PageImage:
    """One page, counted from 0, at the resolution of a printer."""
    with _PDFIUM, _opened(pdf) as document:
        return _image(document[index], dpi / _POINTS_PER_INCH)


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    """The document with what its fields show: signatures."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    return document


def _image(page: pypdfium2.PdfPage, scale: float) -> PageImage:
    bitmap = page.render(scale=scale, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA)
    try:
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        bitmap.close()
        page.close()
