"""What a PDF says about itself."""

from __future__ import annotations

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

AUTHOR = "BTS TC Jury"


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


def describe(canvas: Canvas, title: str, subject: str) -> None:
    """Give the document its title, shown by viewers instead of the file's name."""
    # ReportLab has no other way to leave the dates out.
    canvas._doc.info = _Undated()  # type: ignore[attr-defined]  # noqa: SLF001
    canvas.setTitle(_one_line(title))
    canvas.setAuthor(AUTHOR)
    canvas.setCreator(AUTHOR)
    canvas.setSubject(_one_line(subject))
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
