"""The index of exported grids as a CSV."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.views import formats
from btstc_jury.application.views.export import IndexRow, IndexView
from btstc_jury.exchange.spreadsheet_csv import spreadsheet_csv

HEADER = (
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
)


def index_csv(view: IndexView) -> bytes:
    """See ``spreadsheet_csv``; dates as dd/mm/yyyy, marks with a comma."""
    return spreadsheet_csv([HEADER, *map(tuple, map(_cells, view.rows))])


def _cells(row: IndexRow) -> Iterator[str]:
    yield from (formats.short_day(row.day), row.time, row.number, row.last_name, row.first_names, row.birth)
    yield from (row.form, row.status, row.proposed, row.decided, row.version, row.signatures)
    yield from ("oui" if row.complete else "non", row.file, row.digest, row.missing)
