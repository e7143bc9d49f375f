"""What data protection asks for, as JSON: everything about one person, and the receipt of a purge.

docs/person-export.md and docs/purge-receipt.md describe them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from btstc_jury.application.purging import Receipt
from btstc_jury.application.views.person import PersonFacts, PersonOral, PersonRecord, Section
from btstc_jury.application.views.person_events import PersonEvent
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.events import Event
from btstc_jury.domain.moments import Instant

_PERSON = {"format": "btstc-jury/person", "version": 1}
_RECEIPT = {"format": "btstc-jury/purge-receipt", "version": 1}

Encode = Callable[[Event], tuple[str, bytes]]


def person_json(record: PersonRecord, encode: Encode) -> bytes:
    """UTF-8, indented. ``encode``: kind and JSON payload of an event."""
    content = {
        **_PERSON,
        "made": _instant(record.made.utc),
        "file": {
            "name": record.file_name,
            "kind": record.file_kind.value,
            "session": record.session,
            "centre": record.centre,
            "place": record.place,
        },
        "warning": record.warning or None,
        "person": {**_who(record.person), **_section(record.identity)},
        "orals": [_oral(each, encode) for each in record.orals],
    }
    return _indented(content)


def _oral(oral: PersonOral, encode: Encode) -> dict[str, Any]:
    return {
        "oral": oral.oral,
        "heading": oral.heading,
        "form": {"key": oral.form_key, "version": oral.form_version, "hash": oral.form_hash},
        "stage": oral.stage,
        "status": oral.status,
        "grid_version": oral.version,
        "marks_kept_back": oral.kept_back.value if oral.kept_back else None,
        "data": _facts(oral.facts),
        "sections": {each.key: _section(each) for each in oral.sections},
        "journal": {"head": oral.journal, "events": [_event(each, encode) for each in oral.events]},
    }


def _who(person: Candidate) -> dict[str, Any]:
    return {
        "number": person.number,
        "last_name": person.last_name,
        "first_names": person.first_names,
        "birth": person.birth.isoformat() if person.birth else None,
        "school": person.school or None,
        "specialty": person.specialty or None,
        "course": person.course.value if person.course else None,
    }


def _facts(facts: PersonFacts) -> dict[str, Any]:
    return {
        "scheduled": facts.scheduled.isoformat(timespec="minutes"),
        "started": _instant(facts.started.utc) if facts.started else None,
        "ended": _instant(facts.ended.utc) if facts.ended else None,
        "total_us": facts.total.us if facts.total is not None else None,
        "used_us": facts.used.us,
        "phases": [{"title": title, "used_us": used.us} for title, used in facts.phases],
        "jurors": [{"name": each.name, "role": each.role.value} for each in facts.jurors],
        "levels": [{"criterion": number, "level": level} for number, level in facts.levels.items()],
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


def _instant(at: Instant, unit: str = "milliseconds") -> str:
    return datetime.fromtimestamp(at.us / 1_000_000, UTC).isoformat(timespec=unit)


def receipt_json(receipt: Receipt) -> bytes:
    """UTF-8, indented."""
    term, order = receipt.term, receipt.order
    content = {
        **_RECEIPT,
        "made": _instant(receipt.made.utc, "seconds"),
        "file": {
            "name": receipt.file_name,
            "kind": receipt.file_kind.value,
            "identity": receipt.identity.hex(),
        },
        "session": {
            "year": receipt.year,
            "centre": receipt.centre,
            "commission": receipt.commission,
        },
        "term": {
            "last_oral": term.last.isoformat() if term.last else None,
            "until": term.until.isoformat() if term.until else None,
            "over": term.over,
        },
        "order": {"by": order.by, "reason": order.reason, "before_term": order.forced and not term.over},
        "orals": dict(receipt.orals),
        "journals": [{"oral": oral, "head": head} for oral, head in receipt.heads],
        "journals_sha256": receipt.digest,
        "files": [
            {
                "name": each.name,
                "bytes": each.size,
                "removed": each.done and not each.problem,
                "problem": each.problem or None,
            }
            for each in receipt.removals
        ],
        "complete": receipt.complete,
    }
    return _indented(content)


def _indented(content: dict[str, Any]) -> bytes:
    # Half a character, as the name of a file may have, is written as an escape.
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")
