"""The journal of an oral as a CSV that a spreadsheet opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from btstc_jury.domain.events import Entry, Erased, Event
from btstc_jury.exchange.spreadsheet_csv import spreadsheet_csv

_HEADER = ("oral", "séquence", "acte", "instant UTC", "auteur", "nature", "contenu")


def journal_csv(
    journals: Sequence[tuple[int, Sequence[Entry]]], *, encode: Callable[[Event], tuple[str, bytes]]
) -> bytes:
    """See ``spreadsheet_csv``. ``journals``: (oral, its entries); ``encode``: kind and JSON payload of
    an event. An erased event has no content.
    """
    return spreadsheet_csv([_HEADER, *_rows(journals, encode)])


def _rows(
    journals: Sequence[tuple[int, Sequence[Entry]]], encode: Callable[[Event], tuple[str, bytes]]
) -> Iterator[Sequence[str]]:
    for oral, entries in journals:
        for entry in entries:
            event = entry.event
            kind, payload = (event.was, b"") if isinstance(event, Erased) else encode(event)
            at = datetime.fromtimestamp(entry.reading.utc.us / 1_000_000, UTC)
            yield (
                str(oral),
                str(entry.sequence),
                str(entry.act),
                at.isoformat(timespec="milliseconds"),
                entry.author,
                kind,
                payload.decode(),
            )
