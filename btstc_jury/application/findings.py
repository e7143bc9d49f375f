"""What the whole check of an exam file finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """Where in the file."""

    PAGES = "pages"
    SCHEMA = "schema"
    FILE = "file"
    SESSION = "session"
    FORM = "form"
    JOURNAL = "journal"
    INDEX = "index"
    DOCUMENT = "document"
    HEARTBEAT = "heartbeat"
    AUTHORITY = "authority"
    IDENTITY = "identity"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Finding:
    """``oral``: its number, ``None`` for what belongs to none. ``detail``: technical."""

    part: Part
    oral: int | None
    detail: str


@dataclass(frozen=True, slots=True)
class Examined:
    """``orals``: how many journals were read."""

    orals: int
    findings: tuple[Finding, ...]


_WORDS = {
    Part.PAGES: "pages du fichier",
    Part.SCHEMA: "structure du fichier",
    Part.FILE: "ligne qui décrit le fichier",
    Part.SESSION: "journal de la session",
    Part.FORM: "forme d’épreuve",
    Part.JOURNAL: "journal",
    Part.INDEX: "index",
    Part.DOCUMENT: "document signé",
    Part.HEARTBEAT: "dernier signe de vie",
    Part.AUTHORITY: "autorité de signature",
    Part.IDENTITY: "identité d’un membre de la commission",
    Part.DRAFT: "texte pas encore consigné",
}


def finding_line(finding: Finding) -> str:
    """« oral 12, journal : oral-12, row 5: chain »."""
    place = _WORDS[finding.part]
    if finding.oral is not None:
        place = f"interrogation {finding.oral}, {place}"
    return f"{place}\u202f: {finding.detail}"
