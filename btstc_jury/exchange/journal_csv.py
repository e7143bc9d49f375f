"""The journal of an oral as a CSV that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from btstc_jury.domain.events import Event
from btstc_jury.domain.journal import Entry

_HEADER = ("oral", "séquence", "acte", "instant UTC", "auteur", "nature", "contenu")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def journal_csv(
    journals: Sequence[tuple[int, Sequence[Entry]]], *, encode: Callable[[Event], tuple[str, bytes]]
) -> bytes:
    """UTF-8 with BOM, ``;`` between cells. ``journals``: (oral, its entries); ``encode``: kind and JSON
    payload of an event. A cell that a spreadsheet would take for a formula is preceded by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADER)
    for oral, entries in journals:
        for entry in entries:
            kind, payload = encode(entry.event)
            at = datetime.fromtimestamp(entry.reading.utc.us / 1_000_000, UTC)
            row = (
                str(oral),
                str(entry.sequence),
                str(entry.act),
                at.isoformat(timespec="milliseconds"),
                entry.author,
                kind,
                payload.decode(),
            )
            writer.writerow([_harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
