"""Names proposed for the files that the program writes, good on every system."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.person import PersonRecord
from btstc_jury.application.views.reports import ReportKind
from btstc_jury.domain.oral import Oral, Stage

_LONGEST = 60
"""Characters of one part at most, so that the whole name and a folder stay within what systems take."""


def grid_file_name(office: Office, number: int, former: int = 0) -> str:
    """« E4-ponctuel_0213456789_MOREAU-LEFEBVRE_provisoire.pdf »; « _v2-provisoire » once settled, « _v2 »
    once signed. ``former``: a signed version that was voided.
    """
    oral = office.oral(number)
    return _file_name(office, number, _state(oral, former))


def report_file_name(office: Office, number: int, kind: ReportKind) -> str:
    """« E4-ponctuel_0213456789_MOREAU-LEFEBVRE_rapport-reserve.pdf »."""
    return _file_name(office, number, _REPORTS[kind])


def statement_file_name(office: Office, number: int) -> str:
    """« E4-ponctuel_0213456789_MOREAU-LEFEBVRE_note-et-appréciations.pdf »."""
    return _file_name(office, number, "note-et-appréciations")


def person_file_name(record: PersonRecord) -> str:
    """« données_0213456789_MOREAU-LEFEBVRE-Anaïs_2027-05-18-1452 », without an ending."""
    at = formats.local(record.made.utc)
    parts = ("données", record.number, record.candidate, f"{at:%Y-%m-%d-%H%M}")
    return "_".join(filter(None, map(_safe, parts)))


def recovery_file_name(path: Path) -> str:
    """« cle-de-secours_juin.pdf »."""
    return f"clé-de-secours_{_safe(path.stem)}.pdf"


def _state(oral: Oral, former: int) -> str:
    if former:
        return f"v{former}-annulée"
    if oral.stage is not Stage.FINALISED:
        return "provisoire"
    return f"v{oral.version}" if oral.signed else f"v{oral.version}-provisoire"


_REPORTS = {
    ReportKind.RESERVE: "rapport-réserve",
    ReportKind.FRAUD: "procès-verbal-fraude",
    ReportKind.FINDING: "constat",
}


def _file_name(office: Office, number: int, what: str) -> str:
    oral = office.oral(number)
    form, candidate = oral.form, oral.plan.candidate
    key = form.exam + form.key.removeprefix(form.exam.lower())
    parts = (key, candidate.number, candidate.last_name.upper(), what)
    return "_".join(filter(None, map(_safe, parts))) + ".pdf"


def _safe(part: str) -> str:
    """Letters, digits and hyphens only: the rest means something to one system or another."""
    plain = unicodedata.normalize("NFC", part)
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:_LONGEST]
