"""What the whole check of an exam file, or of a centre file, finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Part(StrEnum):
    """Where in the file, in the words for it."""

    PAGES = "pages du fichier"
    SCHEMA = "structure du fichier"
    FILE = "ligne qui décrit le fichier"
    SESSION = "journal de la session"
    FORM = "forme d’épreuve"
    JOURNAL = "journal"
    INDEX = "index"
    DOCUMENT = "document signé"
    HEARTBEAT = "dernier signe de vie"
    AUTHORITY = "autorité de signature"
    IDENTITY = "identité d’un membre de la commission"
    PASSAGE = "textes de la recherche"
    DRAFT = "texte pas encore consigné"
    COLUMNS = "colonnes des listes"
    ACT = "actes du centre"
    CANDIDATE = "candidats"
    DAYS = "journée"
    COLLECTION = "collecte"


@dataclass(frozen=True, slots=True)
class Finding:
    """``oral``: its number, ``None`` for what belongs to none. ``detail``: technical."""

    part: Part
    oral: int | None
    detail: str


@dataclass(frozen=True, slots=True)
class Examined:
    """``orals``: how many journals were read; ``beside``: names of what lies beside the file as if it were
    part of it, and isn't: it was not read; ``spent``: what a program
    that died left there, and has nothing more to give. ``held``: of a centre file, how many ``candidates``,
    ``commissions``, ``slots``, ``receipts`` and ``acts`` it has, where that can be read.
    """

    orals: int
    findings: tuple[Finding, ...]
    beside: tuple[str, ...] = ()
    held: Mapping[str, int] = field(default_factory=dict)
    spent: tuple[str, ...] = ()


def finding_line(finding: Finding) -> str:
    """« oral 12, journal : oral-12, row 5: chain »."""
    oral = "" if finding.oral is None else f"interrogation {finding.oral}, "
    return f"{oral}{finding.part}\u202f: {finding.detail}"
