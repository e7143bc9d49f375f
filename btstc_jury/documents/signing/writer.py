"""Incremental updates: earlier bytes stay as they are."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


class Update(IncrementalPdfFileWriter):
    """Adds to a PDF. What the document says of itself (title, author, no date) stays as it was made."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(BytesIO(pdf))

    def changed_root(self) -> DictionaryObject:
        """The catalogue, to be written again."""
        self.update_root()  # type: ignore[no-untyped-call]
        return self.root

    def updated(self) -> bytes:
        """The earlier bytes, and the update after them."""
        output = BytesIO()
        self.write(output)  # type: ignore[no-untyped-call]
        return output.getvalue()

    def _update_meta(self) -> None:
        """Left out: pyHanko would name itself as the producer, with the date of this machine."""
