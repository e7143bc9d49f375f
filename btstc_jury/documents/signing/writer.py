"""Incremental updates: earlier bytes stay as they are."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


class Update(IncrementalPdfFileWriter):
    """Adds to a PDF. What the document says of itself (title, author, no date) stays as it was made."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(BytesIO(pdf))

    def _update_meta(self) -> None:
        """Left out: pyHanko would name itself as the producer, with the date of this machine."""
