"""CSV files that spreadsheets open as they are: the index of exported grids, the journal of an oral."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime

from btstc_jury.application.views import formats
from btstc_jury.application.views.export import IndexRow, IndexView
from btstc_jury.domain.events import Entry, Erased, Event

INDEX_HEADER = (
    "date",
    "heure",
    "numéro",
    "nom",
    "prénoms",
    "naissance",
    "forme",
    "statut",
    "note proposée",
    "note arrêtée par le jury",
    "version",
    "signatures",
    "complet",
    "fichier",
    "SHA-256",
    "ce qui manque",
    "voie",
    "vérification ou décision de l’autorité",
)
_JOURNAL_HEADER = ("interrogation", "séquence", "acte", "instant UTC", "auteur", "nature", "contenu")
_NUMBER = re.compile(r"[\d\s.,/:eE+%-]*\d[\d\s.,/:eE+%-]*")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def index_csv(view: IndexView) -> bytes:
    """See ``spreadsheet_csv``; dates as dd/mm/yyyy, marks with a comma, candidates' numbers as texts."""
    return spreadsheet_csv([INDEX_HEADER, *map(tuple, map(_index_cells, view.rows))])


def _index_cells(row: IndexRow) -> Iterator[str]:
    # A spreadsheet computes with it.
    yield from (formats.short_day(row.day), f"{row.time:%H:%M}", kept_number(row.number))
    yield from (row.last_name, row.first_names, row.birth)
    yield from (row.form, row.status, row.proposed, row.decided, row.version, row.signatures)
    yield from ("oui" if row.complete else "non", row.file, row.digest, row.missing, row.course, row.ruled)


class _Whole(str):
    """A cell that is no formula of anybody else's."""

    __slots__ = ()


def kept_number(number: str) -> str:
    """``="0213456789"`` where a spreadsheet would take it for a number or a date: Excel would drop its zeros
    and round what has more than fifteen digits, and has no other way to keep a text of a CSV file.
    """
    taken = _NUMBER.fullmatch(number) and not number.startswith(_FORMULA)
    return _Whole(f'="{number}"') if taken else number


def journal_csv(
    journals: Sequence[tuple[int, Sequence[Entry]]], *, encode: Callable[[Event], tuple[str, bytes]]
) -> bytes:
    """See ``spreadsheet_csv``. ``journals``: (oral, its entries); ``encode``: kind and JSON payload of
    an event. An erased event has no content.
    """
    rows: list[Sequence[str]] = [_JOURNAL_HEADER]
    for oral, entry in ((oral, entry) for oral, entries in journals for entry in entries):
        event = entry.event
        kind, payload = (event.was, b"") if isinstance(event, Erased) else encode(event)
        at = datetime.fromtimestamp(entry.reading.utc.us / 1_000_000, UTC).isoformat(timespec="milliseconds")
        numbers = map(str, (oral, entry.sequence, entry.act))
        rows.append((*numbers, at, entry.author, kind, payload.decode()))
    return spreadsheet_csv(rows)


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(text, _Whole) else text


def spreadsheet_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with BOM, ``;`` between cells. A cell that a spreadsheet would take for a formula (it begins with
    ``= + - @``, a tab or a carriage return) is preceded by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_cell(each) for each in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
