"""Where a value of a form comes from, in words: a place of the arrêté, a circular, a workbook, or us."""

from __future__ import annotations

from btstc_jury.application.views.formats import COLON
from btstc_jury.domain.form import DEFAULT_SCALE, TYPED, Authority, Form, Origin


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
            note = "" if origin.note == TYPED.note else origin.note
            return _said("circulaire", note or origin.place)
        case Authority.WORKBOOK:
            return f"d’après le classeur {origin.note}"
        case Authority.DEFAULT:
            return _said("par défaut", origin.note)


def scale_words(form: Form) -> str:
    """The form's remark on its scale, unless it is the one for a scale that was given another one's place."""
    origin = form.origin("levels")
    if form.scale_note != DEFAULT_SCALE or origin is None:
        return form.scale_note
    if origin.authority is not Authority.DEFAULT:
        return f"échelle{COLON} {source_words(origin)}"
    return "échelle saisie par le centre" if origin.note == TYPED.note else form.scale_note


def _said(label: str, note: str) -> str:
    """The label, unless the note says it: « échelle par défaut, non fixée par l’arrêté »."""
    return note if label in note else f"{label}{COLON} {note}" if note else label
