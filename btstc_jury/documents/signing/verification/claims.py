"""Whose grid a file says that it is; nothing proves it."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.generic import read_string_from_stream

from btstc_jury.documents.document import AUTHOR
from btstc_jury.documents.signing.verification.envelope import Fault, guarded
from btstc_jury.domain.wording import foreign

GRID = "Grille d’aide à l’évaluation"
"""As the title of each grid begins."""
_AUTHOR = f"/Author ({AUTHOR})".encode()
_TITLE = b"/Title "
_NEAR = 4000
_LONGEST = 160


def claimed_by(pdf: bytes) -> str:
    """« E4 Négociation technico-commerciale — DURAND Élodie (version 1) », from the first title of a grid;
    "" where there is none. The file isn't read as a PDF: it may be damaged, or meant to harm.
    """
    begins = pdf.find(_AUTHOR)
    place = pdf.find(_TITLE, begins, begins + _NEAR) if begins >= 0 else -1
    if place < 0:
        return ""
    start = place + len(_TITLE)
    try:
        with guarded(""):
            title = foreign(str(read_string_from_stream(BytesIO(pdf[start : start + _NEAR])))).strip()
    except Fault:
        return ""
    if not title.startswith(GRID):
        return ""
    return shortened(title.removeprefix(GRID).lstrip(" —"), _LONGEST)


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
