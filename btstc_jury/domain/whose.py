"""Whose level or mark an act changes: the commission's, or while opinions are hidden that of the juror in
turn.
"""

from __future__ import annotations

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import OpinionMarked, OpinionRated
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
        case do.AddNote(_, content, level) | do.ChangeNote(_, content, level):
            theirs = juror is not None and content.author == juror
            if level is None or content.criterion is None or theirs:
                return command
            return OpinionRated("", content.criterion, level)
        case _:
            return command
