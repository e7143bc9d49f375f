"""Handing over a whole sheet that was filled under the wrong candidate."""

from __future__ import annotations

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import Verdict
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.standing import Stage


def transfer(oral: Oral, command: do.GiveSheet | do.ReceiveSheet) -> tuple[ev.Event, ...]:
    """Raises ``Refusal``. Both commands are to be carried out in one transaction."""
    reason = command.reason.strip()
    if not reason:
        raise Refusal(Reason.EMPTY_REASON)
    if oral.stage is Stage.FINALISED:
        raise Refusal(Reason.FINALISED)
    if isinstance(command, do.GiveSheet):
        if not anything_recorded(oral):
            raise Refusal(Reason.NOTHING_RECORDED)
        return (ev.SheetGiven(command.to, reason, command.keeps_preparation),)
    if oral.room.stopped:
        raise Refusal(Reason.ORAL_STOPPED)
    if anything_recorded(oral):
        raise Refusal(Reason.SHEET_TAKEN)
    return (ev.SheetReceived(command.source, reason, command.sheet),)


def anything_recorded(oral: Oral) -> bool:
    """Whether anything that a transfer would move is recorded."""
    assessed = oral.ratings or oral.debate.opinions or oral.verdict != Verdict()
    return bool(oral.marks or oral.notes or assessed or oral.room.fraud)
