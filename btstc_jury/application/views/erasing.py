"""What the erasure of the working notes of an oral takes away, and what it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.erasing import erasing_obstacle, notes_kept
from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, messages
from btstc_jury.domain.events import NoteAdded
from btstc_jury.domain.refusals import Refusal

_GOES = (
    "Le texte de {count}, avec leur signe, leur auteur et leur critère, notes modifiées, retirées ou annulées"
    " comprises."
)
_STAYS = (
    "Les niveaux, la note, l’appréciation et les autres textes de la grille, temps, avis et signatures.",
    "La preuve que des notes ont existé\u202f: l’heure de chacune et son empreinte, dans le journal.",
)
_BEYOND = (
    "Les copies de sauvegarde, les exports et les PDF faits avant l’effacement peuvent encore contenir ces"
    " notes\u202f: il revient à qui les détient de les détruire."
)


@dataclass(frozen=True, slots=True)
class ErasingView:
    """``obstacle``: why nothing can be erased now, in words, or ""."""

    candidate: str
    goes: str
    stays: tuple[str, ...]
    beyond: str
    obstacle: str


def erasing_view(office: Office, number: int) -> ErasingView:
    """Raises ``FileProblem`` where the oral can't be read."""
    history = office.history(number)
    reason = erasing_obstacle(history)
    obstacle = messages.refusal(Refusal(reason)) if reason is not None else ""
    kept = notes_kept(history)
    notes = sum(each.sequence in kept and isinstance(each.event, NoteAdded) for each in history.entries)
    return ErasingView(
        candidate=history.oral.plan.candidate.full_name,
        goes=_GOES.format(count=formats.count(notes, "note de travail", "notes de travail")),
        stays=_STAYS,
        beyond=_BEYOND,
        obstacle=messages.read_only(office.read_only) or obstacle,
    )
