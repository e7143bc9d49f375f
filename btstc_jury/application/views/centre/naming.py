"""What went out under a name that the centre no longer has, as sentences."""

from __future__ import annotations

from btstc_jury.application.centre.naming import Told
from btstc_jury.application.views.centre.paper import CentrePaper
from btstc_jury.application.views.formats import COLON


def old_name_lines(told: Told, *, name: bool) -> tuple[str, ...]:
    """``name``: whether that changes, or the UAI alone, which exam files don't tell."""
    lines = []
    kinds = [each.facts.label.lower() for each in CentrePaper if each in told.papers]
    if kinds:
        lines.append(f"Déjà imprimé avec l’ancien{COLON} {', '.join(kinds)}. À réimprimer.")
    if name and told.files:
        *first, last = told.files
        which = f"commissions {', '.join(first)} et {last}" if first else f"commission {last}"
        lines.append(f"Fichiers d’examen faits avec l’ancien nom, qui ira sur leurs grilles{COLON} {which}.")
    if told.received:
        lines.append("Bordereaux, dossiers et grilles déjà reçus ou enregistrés gardent l’ancien.")
    return tuple(lines)
