"""Commands on a settled proposal: the events they give, or why they are refused."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from btstc_jury.domain import commands as do
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.proof_events import GridSigned, JuryDecided, NotesErased, ProofEvent
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.standing import Stage

Proving = do.Sign | do.EraseNotes | do.RecordDecision

_CENT = Decimal("0.01")
"""Step of a mark that the jury decides: it isn't held to the commission's step."""


def prove(oral: Oral, command: Proving) -> tuple[ProofEvent, ...]:
    """Raises ``Refusal``; an empty tuple means nothing changes."""
    if oral.stage is not Stage.FINALISED:
        raise Refusal(Reason.NOT_FINALISED)
    match command:
        case do.Sign(signature):
            if all(juror.key != signature.juror for juror in oral.jurors):
                raise Refusal(Reason.UNKNOWN_JUROR)
            if oral.proof.has_signed(signature.juror):
                raise Refusal(Reason.ALREADY_SIGNED)
            return (GridSigned(signature),)
        case do.EraseNotes():
            return (NotesErased(),)
        case do.RecordDecision(decision):
            mark = decision.mark
            if not mark.is_finite() or not 0 <= mark <= oral.form.mark.maximum:
                raise Refusal(Reason.MARK_OUT_OF_RANGE, str(mark))
            if mark != mark.quantize(_CENT):
                raise Refusal(Reason.MARK_OFF_STEP, str(mark))
            return () if oral.proof.decision == decision else (JuryDecided(decision),)
        case _:
            assert_never(command)
