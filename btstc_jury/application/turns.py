"""Whose act an undo or a redo would touch while opinions are hidden."""

from __future__ import annotations

from btstc_jury.application.office import Office
from btstc_jury.domain import events as ev
from btstc_jury.domain.commands import Redo, Undo

_OWN = ev.OpinionRated | ev.OpinionMarked | ev.OpinionGiven | ev.OpinionTakenBack


def owner(office: Office, number: int, command: Undo | Redo) -> str | None:
    """Key of the juror whose hidden opinion or personal note the command would change; ``None`` for
    nobody's. Such an act is taken back in its author's turn only.
    """
    history = office.history(number)
    if not history.oral.debate.hidden:
        return None
    act = history.undoable() if isinstance(command, Undo) else _redone(history.redoable)
    if act is None:
        return None
    for entry in history.act(act):
        match entry.event:
            case event if isinstance(event, _OWN):
                return event.juror
            case ev.NoteAdded(_, content) | ev.NoteChanged(_, content) if content.personal:
                return content.author
            case ev.NoteRemoved(note):
                return _author(office, number, note)
            case _:
                pass
    return None


def _redone(redoable: tuple[int, ...]) -> int | None:
    return redoable[-1] if redoable else None


def _author(office: Office, number: int, note: int) -> str | None:
    """Of a personal note that was removed, or ``None`` where it was shared."""
    for entry in reversed(office.history(number).entries):
        event = entry.event
        written = isinstance(event, ev.NoteAdded) and entry.sequence == note
        changed = isinstance(event, ev.NoteChanged) and event.note == note
        if (written or changed) and isinstance(event, ev.NoteAdded | ev.NoteChanged):
            return event.content.author if event.content.personal else None
    return None
