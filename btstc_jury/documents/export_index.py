"""The index of exported grids: one line for each oral of the file, day after day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from btstc_jury.application.views import formats
from btstc_jury.application.views.export import IndexRow, IndexView
from btstc_jury.documents.blocks import Block, Stack
from btstc_jury.documents.listing import Columns, ListHead, ListLine, list_pdf, opening
from btstc_jury.documents.sheet import BODY, STRONG
from btstc_jury.documents.typesetting import Face, Style

_COLUMNS = Columns(
    ("Heure", 36.0),
    ("Numéro", 60.0),
    ("Candidat", 126.0),
    ("Forme", 84.0),
    ("Statut", 70.0),
    ("Proposée", 46.0),
    ("Jury", 28.0),
    ("Vers.", 24.0),
    ("Signat.", 49.28),
)
_WORDS = Style(Face.REGULAR, 8.0, 10.0)
_BOLD = Style(Face.BOLD, 8.0, 10.0)
_BELOW = Style(Face.REGULAR, 7.0, 9.0, 0.25)
_LACK = Style(Face.REGULAR, 7.6, 9.4)
_FOOTNOTES = (
    "Document réservé au jury et au centre d’examen. La note proposée n’est pas communiquée au candidat."
    " Proposée\u202f: par la commission. Jury\u202f: arrêtée par le jury. Le trait noir dans la marge marque"
    " une interrogation à laquelle il manque quelque chose."
)


def index_pdf(view: IndexView) -> bytes:
    """See ``list_pdf``."""
    return list_pdf(view, _FOOTNOTES, _running, _blocks)


def _running(view: IndexView) -> str:
    return f"{view.heading} · {view.session} · {view.place} · {view.centre}"


def _blocks(view: IndexView) -> Iterator[Block]:
    told = (view.centre, BODY), (view.counts, STRONG), (view.as_of, BODY)
    yield from opening(view.watermark, f"{view.session} · {view.place}", view.heading, *told)
    head = ListHead(_COLUMNS)
    yield head.spaced(6.0, keep=True)
    for day, rows in groupby(view.rows, key=lambda row: row.day):
        title = formats.long_day(day)
        yield Stack((title, STRONG), above=3.0, below=1.0).spaced(4.0, keep=True).under(head)
        again = ListHead(_COLUMNS, f"{title} (suite)")
        for row in rows:
            yield _line(row).under(again)


def _line(row: IndexRow) -> ListLine:
    """What the oral lacks and its file stand below, across the columns."""
    cells = (
        (formats.clock(row.time), _WORDS),
        (row.number, _WORDS),
        (row.candidate, _BOLD),
        (row.form, _WORDS),
        (row.status, _WORDS),
        (row.proposed, _BOLD),
        (row.decided, _BOLD),
        (row.version, _WORDS),
        (row.signatures, _WORDS),
    )
    born = f"né(e) le {row.birth}" if row.birth else ""
    missing = f"Manque\u202f: {row.missing}" if row.missing else ""
    named = " · ".join(filter(None, (born, row.file)))
    below = (row.ruled, _LACK), (missing, _LACK), (named, _BELOW)
    return ListLine(_COLUMNS, cells, below, left=2, lacks=bool(row.missing), pad=2.4)
