"""Everything that a file holds about one person, as JSON; described in docs/person-export.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from btstc_jury.application.views.person import PersonOral, PersonRecord, Section
from btstc_jury.application.views.person_events import PersonEvent
from btstc_jury.domain.events import Event
from btstc_jury.domain.moments import Instant

FORMAT = "btstc-jury/person"
VERSION = 1

Encode = Callable[[Event], tuple[str, bytes]]


def person_json(record: PersonRecord, encode: Encode) -> bytes:
    """UTF-8, indented. ``encode``: kind and JSON payload of an event."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "made": _instant(record.made.utc),
        "file": {
            "name": record.file_name,
            "kind": record.file_kind.value,
            "session": record.session,
            "centre": record.centre,
            "place": record.place,
        },
        "warning": record.warning or None,
        "person": {"number": record.number, **_section(record.identity)},
        "orals": [_oral(each, encode) for each in record.orals],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _oral(oral: PersonOral, encode: Encode) -> dict[str, Any]:
    return {
        "oral": oral.oral,
        "heading": oral.heading,
        "form": {"key": oral.form_key, "version": oral.form_version, "hash": oral.form_hash},
        "stage": oral.stage,
        "status": oral.status,
        "grid_version": oral.version,
        "marks_kept_back": oral.kept_back.value if oral.kept_back else None,
        "sections": {each.key: _section(each) for each in oral.sections},
        "journal": {"head": oral.journal, "events": [_event(each, encode) for each in oral.events]},
    }


def _section(section: Section) -> dict[str, Any]:
    items = [{"label": item.label, "text": item.text} for item in section.items]
    return {"title": section.title, "items": items}


def _event(event: PersonEvent, encode: Encode) -> dict[str, Any]:
    kind, payload = encode(event.event) if event.event is not None else (None, b"null")
    return {
        "sequence": event.sequence,
        "act": event.act,
        "at": _instant(event.at),
        "author": event.author or None,
        "undone": event.undone,
        "kind": kind,
        "words": event.words,
        "content": json.loads(payload),
        "left_out": event.left_out.value if event.left_out else None,
    }


def _instant(at: Instant) -> str:
    return datetime.fromtimestamp(at.us / 1_000_000, UTC).isoformat(timespec="milliseconds")
