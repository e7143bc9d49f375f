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
