"""What each event of a settled proposal says, in one short phrase."""

from __future__ import annotations

from collections.abc import Callable

from btstc_jury.application.views import formats
from btstc_jury.domain.proof_events import Erased, GridSigned, JuryDecided, NotesErased, ProofEvent


def proof_words(event: ProofEvent | Erased, name_of: Callable[[str], str]) -> str:
    """``name_of``: the name of a juror, by key."""
    match event:
        case GridSigned(signature):
            return f"Grille signée par {name_of(signature.juror)}, {signature.means.facts.words}"
        case NotesErased():
            return "Notes de travail effacées"
        case JuryDecided(decision):
            mark, day = formats.mark(decision.mark), formats.short_day(decision.on)
            return f"Note arrêtée par le jury le {day}{formats.NARROW}: {mark}"
        case Erased():
            return "Contenu effacé"
