"""The « bordereau récapitulatif »: one line for each candidate and épreuve, on A4 pages."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.bordereau import BordereauRow, BordereauView
from btstc_jury.documents.blocks import Block, Stack
from btstc_jury.documents.grid_body import DENSITIES, Signatures
from btstc_jury.documents.listing import Columns, ListHead, ListLine, list_pdf, opening
from btstc_jury.documents.sheet import BODY, STRONG
from btstc_jury.documents.typesetting import Face, Style

_COLUMNS = Columns(
    ("Numéro", 74.0),
    ("Candidat", 142.0),
    ("Interrogation", 88.0),
    ("Statut", 113.28),
    ("Proposée", 54.0),
    ("Arrêtée", 52.0),
)
_WORDS = Style(Face.REGULAR, 8.4, 10.6)
_BOLD = Style(Face.BOLD, 8.4, 10.6)
_MARK = Style(Face.BOLD, 9.4, 10.6)
_BELOW = Style(Face.REGULAR, 7.6, 9.6)
_RUNNING = 2
"""Lines at most at the head of a page: several centres may be named."""
_FOOTNOTES = (
    "Document réservé au jury et au centre d’examen. Une note proposée n’est pas communiquée au candidat."
    " Proposée\u202f: par la commission (S1, S2\u202f: à chaque situation). Arrêtée\u202f: par le jury, pour"
    " l’épreuve. Le trait noir dans la marge marque une ligne à laquelle il manque quelque chose."
)


def bordereau_pdf(view: BordereauView) -> bytes:
    """See ``list_pdf``."""
    return list_pdf(view, _FOOTNOTES, _running, _blocks, _RUNNING)


def _running(view: BordereauView) -> str:
    return f"{view.heading} · {view.session} · {view.centre}"


def _blocks(view: BordereauView) -> Iterator[Block]:
    above = " · ".join(filter(None, (view.session, view.place)))
    sources = f"D’après {view.sources}" if view.sources else ""
    told = (view.centre, BODY), (view.counts, STRONG), (sources, BODY)
    yield from opening(view.watermark, above, view.heading, *told)
    head = ListHead(_COLUMNS)
    for group in view.groups:
        yield head.spaced(8.0, keep=True)
        counts = group.counts if len(view.groups) > 1 else ""
        title = Stack((group.title, STRONG), (counts, _BELOW), above=3.0, below=2.0)
        yield title.spaced(2.0, keep=True).under(head)
        again = ListHead(_COLUMNS, f"{group.title} (suite)")
        for row in group.rows:
            yield _line(row).under(again)
    yield Signatures(view.signers, DENSITIES[0]).spaced(14.0)


def _line(row: BordereauRow) -> ListLine:
    """Birth, what others concluded, the calculation, the jury's remark and what is missing stand below."""
    days = "\n".join(f"{name} {day}".strip() for name, day, _ in row.held)
    marks = "\n".join(f"{name} {mark or '—'}".strip() for name, _, mark in row.held)
    cells = (
        (row.number, _WORDS),
        (row.candidate, _BOLD),
        (days, _WORDS),
        ("\n".join(row.statuses), _WORDS),
        (marks, _MARK),
        (formats.mark(row.decided), _MARK),
    )
    below = ((text, _BELOW) for text in _below(row))
    return ListLine(_COLUMNS, cells, below, left=1, lacks=bool(row.missing), pad=2.6)


def _below(row: BordereauRow) -> Iterator[str]:
    born = f"né(e) le {row.birth}" if row.birth else ""
    signed = f"signatures {row.signatures}" if row.signatures else ""
    yield " · ".join(filter(None, (born, row.course, signed)))
    yield f"Notes de la grille\u202f: {row.partial_words}" if row.partial else ""
    yield row.ruled
    yield f"Note proposée de l’épreuve\u202f: {row.calculation}" if row.calculation else ""
    decided = f"Décision du {row.decided_on}. " if row.decided_on else ""
    remark = f"Remarque du jury\u202f: {row.remark}" if row.remark else ""
    yield f"{decided}{remark}".strip()
    yield f"Manque\u202f: {row.missing}" if row.missing else ""
