"""A PDF without a signature of the program's: a page that nobody signs, a grid that lost its own, any PDF."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from btstc_jury.application.verification import Verdict, VerificationReport
from btstc_jury.application.views.export import INDEX_HEADING
from btstc_jury.documents.document import AUTHOR
from btstc_jury.documents.signing.sign import ATTACHMENT
from btstc_jury.documents.signing.verification.claims import GRID, claimed_by, shortened
from btstc_jury.documents.signing.verification.ending import is_cut
from btstc_jury.documents.signing.verification.envelope import Fault, guarded
from btstc_jury.domain.wording import foreign

_OF_A_GRID = (b"/AcroForm", b"/EmbeddedFile")
_MOST_OBJECTS = 50_000
_LONGEST = 120
"""Characters shown of a title."""
_PRESENTED = "Ce document se présente comme «\u202f{}\u202f»."
_STRIPPED = (
    " C’est une page de ce programme que personne n’a signée, ou dont les signatures ont été ôtées\u202f:"
    " demandez l’original à la commission."
)
_FOREIGN = "Ce PDF n’a rien d’une grille de ce programme\u202f: ni signature, ni données, ni titre."
_CUT = "Le fichier est coupé avant la fin\u202f: il n’y reste aucune signature."


def unsigned(pdf: bytes, fault: str) -> VerificationReport:
    """``fault``: why no signature was found.

    A page that the program makes to be read and not to be signed (list of marks, attendance, report,
    authority…) is told by the title that the file gives it; nothing vouches for it. A document with anything
    of a grid, or its title, is none: whatever was taken away from it, it is to be told as a grid that isn't
    valid.
    """
    if b"/ByteRange" in pdf:
        return VerificationReport(Verdict.INVALID, (fault,), claims=claimed_by(pdf))
    if is_cut(pdf):
        return VerificationReport(Verdict.INVALID, (_CUT,), claims=claimed_by(pdf))
    whole = pdf.count(b" obj") <= _MOST_OBJECTS
    if whole and not any(each in pdf for each in _OF_A_GRID) and pdf.count(b"%%EOF") == 1:
        title = _title(pdf)
        if title:
            said = (_PRESENTED.format(shortened(title, _LONGEST)),)
            return VerificationReport(Verdict.NO_GRID, said, index=title.startswith(INDEX_HEADING))
    if whole and _is_foreign(pdf):
        return VerificationReport(Verdict.FOREIGN, (_FOREIGN,))
    return VerificationReport(Verdict.INVALID, (fault + _STRIPPED,), claims=claimed_by(pdf))


def _title(pdf: bytes) -> str:
    """Of one of the program's pages that nobody signs; "" for anything else."""
    try:
        with guarded(""):
            reader = PdfFileReader(BytesIO(pdf), strict=True)
            of_a_grid = not {"/AcroForm", "/Names", "/AF"}.isdisjoint(reader.root)
            about = reader.trailer["/Info"]
            ours = (about["/Author"], about["/Creator"]) == (AUTHOR, AUTHOR)
            title = foreign(str(about["/Title"])).strip()
            alone = reader.xrefs.total_revisions == 1 and not of_a_grid
    except Fault:
        return ""
    return title if ours and alone and not title.startswith(GRID) else ""


def _is_foreign(pdf: bytes) -> bool:
    """Whether it can be read, and has neither the author, nor the title, nor the data of a grid."""
    marks = {AUTHOR, ATTACHMENT}
    if any(each.encode() in pdf for each in marks):
        return False
    try:
        with guarded(""):
            reader = PdfFileReader(BytesIO(pdf), strict=False)
            about = reader.trailer["/Info"] if "/Info" in reader.trailer_view else {}
            told = {str(about[key]) for key in ("/Author", "/Creator", "/Title") if key in about}
            names = reader.root.get("/Names", {})
            return marks.isdisjoint(told) and not (
                "/EmbeddedFiles" in names or any(each.startswith(GRID) for each in told)
            )
    except Fault:
        return False
