"""The receipt of a purge as JSON; described in docs/purge-receipt.md."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from btstc_jury.application.purging import Receipt

FORMAT = "btstc-jury/purge-receipt"
VERSION = 1


def receipt_json(receipt: Receipt) -> bytes:
    """UTF-8, indented."""
    term, order = receipt.term, receipt.order
    content = {
        "format": FORMAT,
        "version": VERSION,
        "made": datetime.fromtimestamp(receipt.made.utc.us / 1_000_000, UTC).isoformat(timespec="seconds"),
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
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
