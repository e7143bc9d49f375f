"""The commission has the working notes of a settled oral erased."""

from __future__ import annotations

from btstc_jury.application.changes import Changes
from btstc_jury.application.office import Office
from btstc_jury.domain.events import NotesErased, SheetReceived
from btstc_jury.domain.history import History
from btstc_jury.domain.oral import Stage
from btstc_jury.domain.refusals import Reason, Refusal


def erase_notes(office: Office, oral: int) -> Changes:
    """Erase what every note of the oral ever held, those removed or taken back too; the digests stay.

    Raises ``Refusal``, and as ``Office.act``.
    """
    history = office.history(oral)
    obstacle = erasing_obstacle(history)
    if obstacle is not None:
        raise Refusal(obstacle)
    return office.act(oral, NotesErased(), erased=notes_kept(history))


def erasing_obstacle(history: History) -> Reason | None:
    """Why the notes can't be erased now; ``None`` when they can.

    A sheet received from another oral is one entry with its levels and times: its notes can't go alone.
    """
    if history.oral.stage is not Stage.FINALISED:
        return Reason.NOT_FINALISED
    if received_notes(history):
        return Reason.NOTES_IN_TRANSFER
    return None if notes_kept(history) else Reason.NO_NOTES


def received_notes(history: History) -> bool:
    """Whether an entry of the journal is a sheet handed over with notes in it."""
    return any(isinstance(each.event, SheetReceived) and each.event.sheet.notes for each in history.entries)


def notes_kept(history: History) -> tuple[int, ...]:
    """Sequences of the entries that still hold the words of a note."""
    return tuple(each.sequence for each in history.entries if each.event.erasable)
