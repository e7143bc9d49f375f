"""A page of ours as the appearance of a signature field."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStampStyle
from pyhanko.stamp.base import BaseStamp

from btstc_jury.application.signing_tools import Strokes
from btstc_jury.documents.signing.appearance import Words, appearance


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
