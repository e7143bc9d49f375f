"""What a check found, in words."""

from __future__ import annotations

from btstc_jury.application.findings import Finding, Part

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
}


def finding_line(finding: Finding) -> str:
    """« oral 12, journal : oral-12, row 5: chain »."""
    place = _WORDS[finding.part]
    if finding.oral is not None:
        place = f"oral {finding.oral}, {place}"
    return f"{place}\u202f: {finding.detail}"
