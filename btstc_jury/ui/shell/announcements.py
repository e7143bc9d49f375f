"""What an act did, in a few words, with the key that takes it back."""

from __future__ import annotations

from btstc_jury.domain import events as ev
from btstc_jury.domain.form import Form
from btstc_jury.domain.proof_events import GridSigned
from btstc_jury.domain.room_events import Interrupted, OpinionGiven, Revealed


def announcement(event: ev.Event, form: Form) -> str:
    """A sentence for acts that the screen alone doesn't make plain; "" for the others."""
    words = ""
    match event:
        case ev.PhaseStarted(phase) if phase:
            words = f"{form.phases[phase].title} commence. {{oral.undo}} revient à la phase précédente."
        case ev.NoteRemoved():
            words = "Note retirée. {oral.undo} la remet."
        case Interrupted():
            words = "Interruption consignée. {oral.undo} la retire."
        case ev.SheetReceived():
            words = "La feuille est maintenant celle de ce candidat. Les deux journaux le disent."
        case ev.Ended():
            words = "Épreuve terminée. {oral.undo} reprend l’oral."
        case ev.GapDecided(_, counted):
            words = "Ce temps est compté." if counted else "Ce temps n’est pas compté."
        case ev.Undone():
            words = "Annulé. {oral.redo} rétablit."
        case ev.Redone():
            words = "Rétabli."
        case ev.Finalised():
            words = "Proposition arrêtée. La grille est provisoire jusqu’à la dernière signature."
        case _:
            words = _of_members(event)
    return words


def _of_members(event: ev.Event) -> str:
    match event:
        case GridSigned():
            return "Signature enregistrée."
        case OpinionGiven():
            return "Avis rendu. Son auteur peut le reprendre, à son tour, avant la révélation."
        case Revealed():
            return "Avis révélés\u202f: ce qui fait accord est décidé, les écarts viennent d’abord."
        case _:
            return ""
