"""Where a value of a form comes from, in words: a place of the arrêté, a circular, a workbook, or us."""

from __future__ import annotations

from btstc_jury.application.views.formats import COLON
from btstc_jury.domain.form import Authority, Form, Origin


def source_of(form: Form, key: str) -> str:
    """« annexe V, E4, § 4.B » where the arrêté says it, and only there; « circulaire : … »,
    « d’après le classeur … » or « par défaut : … » otherwise; "" where the form doesn't say. ``key``: as in
    ``Form.origins``.
    """
    origin = form.origin(key)
    return "" if origin is None else source_words(origin)


def source_words(origin: Origin) -> str:
    """As ``source_of``, of one origin."""
    match origin.authority:
        case Authority.ARRETE:
            return origin.place or "arrêté du 23 août 2006"
        case Authority.CIRCULAR:
            return _said("circulaire", origin.note)
        case Authority.WORKBOOK:
            return f"d’après le classeur {origin.note}"
        case Authority.DEFAULT:
            return _said("par défaut", origin.note)


def _said(label: str, note: str) -> str:
    """The label, unless the note says it: « échelle par défaut, non fixée par l’arrêté »."""
    return note if label in note else f"{label}{COLON} {note}" if note else label
