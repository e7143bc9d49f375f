"""The program's other pages, which nobody signs: they are no grid, and no grid that lost its signatures."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from btstc_jury.documents.document import AUTHOR
from btstc_jury.documents.signing.verification.envelope import Fault, guarded
from btstc_jury.domain.wording import foreign

_OF_A_GRID = (b"/ByteRange", b"/AcroForm", b"/EmbeddedFile")
_GRID = "Grille d’aide à l’évaluation"
"""As the title of each grid begins."""
_MOST_OBJECTS = 50_000
_LONGEST = 120
"""Characters shown of a title."""


def presented_as(pdf: bytes) -> str:
    """The title of a page that the program makes to be read and not to be signed (list of marks, attendance,
    report, authority…), as the file gives it; "" for anything else.

    Nothing vouches for it. A document with anything of a grid, or its title, is none: whatever was taken away
    from it, it is to be told as a grid that isn't valid.
    """
    if any(each in pdf for each in _OF_A_GRID):
        return ""
    if pdf.count(b"%%EOF") != 1 or pdf.count(b" obj") > _MOST_OBJECTS:
        return ""
    try:
        with guarded(""):
            return _title(pdf)
    except Fault:
        return ""


def _title(pdf: bytes) -> str:
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    of_a_grid = not {"/AcroForm", "/Names", "/AF"}.isdisjoint(reader.root)
    if reader.xrefs.total_revisions != 1 or of_a_grid:
        return ""
    about = reader.trailer["/Info"]
    if (about["/Author"], about["/Creator"]) != (AUTHOR, AUTHOR):
        return ""
    title = foreign(str(about["/Title"])).strip()
    if title.startswith(_GRID):
        return ""
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
