"""A PDF whose pages go into its file as they are made: its memory doesn't grow with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

from btstc_jury.documents.document import titled_canvas
from btstc_jury.documents.sheet import Sheet


class StreamedPdf:
    """``out``: written to from its beginning, whole once ``finish`` returns. To be used under ``REPORTLAB``.

    ReportLab keeps all pages until the end. Here each is written, and forgotten, when it is made; what the
    pages share (fonts, catalogue, the table of what stands where) comes at the end, as a PDF may have it.
    Equal pages give equal bytes.
    """

    def __init__(self, out: BinaryIO, title: str, subject: str, language: str) -> None:
        self._canvas = titled_canvas(out, title, subject, language)
        # ReportLab's document has no public name, and its stubs tell little of it.
        self._document: Any = self._canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
        self._file = _File(out, self._document._pdfVersion)  # noqa: SLF001
        self._written: set[str] = set()
        self.pages = 0

    def add(self, sheet: Sheet) -> None:
        sheet.draw(self._canvas)
        self._canvas.showPage()
        self.pages += 1
        page = self._document.Pages.pages.pop()
        name = page.__InternalName__
        self._write(name, page)
        # Its content, which got its name by that.
        self._write(page.Contents.__InternalName__, page.Contents)
        self._document.Pages.pages.append(pdfdoc.PDFObjectReference(name))

    def finish(self) -> None:
        """Write what is left. At least one page was added."""
        self._document.format = self._write_rest
        self._document.GetPDFData(self._canvas)

    def _write(self, name: str, made: object) -> None:
        whole = pdfdoc.PDFIndirectObject(name, made).format(self._document)
        self._document.idToOffset[name] = self._file.add(whole)
        self._document.idToObject[name] = None
        self._written.add(name)

    def _write_rest(self) -> bytes:
        document = self._document
        root, info = document.Reference(document.Catalog), document.Reference(document.info)
        names = list(self._names())
        table: Any = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, names)
        begins = self._file.add(table.format(document))
        trailer: Any = pdfdoc.PDFTrailer(
            startxref=begins, Size=len(names) + 1, Root=root, Info=info, ID=document.ID()
        )
        self._file.add(trailer.format(document))
        return b""

    def _names(self) -> Iterator[str]:
        """Of all objects by their number, each written; writing one may make others."""
        number = 1
        while (name := self._document.numberToId.get(number)) is not None:
            if name not in self._written:
                self._write(name, self._document.idToObject[name])
            yield name
            number += 1


class _File(pdfdoc.PDFFile):
    """Which keeps nothing of what is added."""

    def __init__(self, out: BinaryIO, version: tuple[int, int]) -> None:
        self._out = out
        super().__init__(version)

    def add(self, s: str | bytes) -> int:
        """Where it begins."""
        content: bytes = pdfdoc.pdfdocEnc(s)
        begins: int = self.offset
        self.offset = begins + len(content)
        self._out.write(content)
        return begins
