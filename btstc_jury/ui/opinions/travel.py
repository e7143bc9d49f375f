"""Undo and redo that leave other jurors' hidden opinions alone."""

from __future__ import annotations

from btstc_jury.application.turns import owner
from btstc_jury.domain.commands import Redo, Undo
from btstc_jury.ui.conductor import Conductor


def travel(conductor: Conductor, oral: int, command: Undo | Redo, juror: str | None) -> bool:
    """Whether it was done. ``juror``: the one in turn; an act of another's hidden opinion waits for them."""
    whose = owner(conductor.office, oral, command)
    if whose is None or whose == juror:
        return conductor.act(oral, command)
    jurors = conductor.office.oral(oral).jurors
    name = next((each.name for each in jurors if each.key == whose), "")
    words = "Le dernier acte est de {name}\u202f: prenez son tour pour l’annuler ou le rétablir."
    conductor.refused.emit(words.format(name=name))
    return False
