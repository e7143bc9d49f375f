"""While opinions are hidden: whose level or mark an act changes, and whose act an undo would touch."""

from __future__ import annotations

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import OpinionMarked, OpinionRated
from btstc_jury.domain.history import History
from btstc_jury.domain.oral import Oral


def in_turn(oral: Oral, juror: str | None, command: do.Command) -> do.Command:
    """What ``command`` means when it comes from ``juror``, ``None`` for nobody in turn.

    A line that would rate in the name of somebody else becomes an opinion of nobody, which is refused.
    """
    if not oral.debate.hidden:
        return command
    match command:
        case ev.Rated(criterion, level):
            return OpinionRated(juror or "", criterion, level)
        case ev.MarkProposed(mark):
            return OpinionMarked(juror or "", mark)
        case do.AddRemark(_, content, level) | do.ChangeRemark(_, content, level):
            theirs = juror is not None and content.author == juror
            if level is None or content.criterion is None or theirs:
                return command
            return OpinionRated("", content.criterion, level)
        case _:
            return command


_OWN = ev.OpinionRated | ev.OpinionMarked | ev.OpinionGiven | ev.OpinionTakenBack


def owner(history: History, command: do.Undo | do.Redo) -> str | None:
    """Key of the juror whose hidden opinion or personal remark the command would change; ``None`` for
    nobody's. Such an act is taken back in its author's turn only.
    """
    if not history.oral.debate.hidden:
        return None
    act = history.undoable() if isinstance(command, do.Undo) else _redone(history.redoable)
    if act is None:
        return None
    for entry in history.act(act):
        match entry.event:
            case event if isinstance(event, _OWN):
                return event.juror
            case ev.RemarkAdded(_, content) | ev.RemarkChanged(_, content) if content.personal:
                return content.author
            case ev.RemarkRemoved(remark):
                return _author(history, remark)
            case _:
                pass
    return None


def _redone(redoable: tuple[int, ...]) -> int | None:
    return redoable[-1] if redoable else None


def _author(history: History, remark: int) -> str | None:
    """Of a personal remark that was removed, or ``None`` where it was shared."""
    for entry in reversed(history.entries):
        event = entry.event
        written = isinstance(event, ev.RemarkAdded) and entry.sequence == remark
        changed = isinstance(event, ev.RemarkChanged) and event.remark == remark
        if (written or changed) and isinstance(event, ev.RemarkAdded | ev.RemarkChanged):
            return event.content.author if event.content.personal else None
    return None
