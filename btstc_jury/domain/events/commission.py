"""Who of the commission stays to the end, and who answers for another's new code."""

from __future__ import annotations

from dataclasses import dataclass, replace

from btstc_jury.domain.events.base import COLON, Act, Context, Event, Place, Topic
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.proceedings import CodeRenewal, Departure
from btstc_jury.domain.refusals import (
    Reason,
    Refusal,
    refuse_finalised,
    refuse_unfit,
    refuse_unless,
    said,
)
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import position_at

_LEAVING = frozenset(each for each in Stage if each.begun and not each.facts.settled)


def _refuse_gone(oral: Oral, juror: str) -> None:
    if juror not in {each.key for each in oral.sitting}:
        raise Refusal(Reason.UNKNOWN_JUROR)


@dataclass(frozen=True, slots=True)
class JurorLeft(Act):
    """A juror goes in mid-oral or in the deliberation: no opinion is awaited of them any more, no signature.
    The arrêté says nothing of it (our decision).
    """

    kind = "juror-left"
    topics = frozenset({Topic.PROCEEDINGS, Topic.OPINIONS})

    juror: str
    reason: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        """Somebody stays."""
        refuse_finalised(oral)
        refuse_unless(oral, _LEAVING, Reason.NOT_RUNNING)
        _refuse_gone(oral, self.juror)
        if len(oral.sitting) == 1:
            raise Refusal(Reason.LAST_JUROR)
        refuse_unfit(self.reason)
        return (replace(self, reason=said(self.reason)),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        phase, at = position_at(oral.marks, oral.allotment, place.reading)
        gone = Departure(self.juror, self.reason, place.reading, phase, at)
        proceedings = replace(oral.proceedings, departures=(*oral.proceedings.departures, gone))
        return oral.with_proceedings(proceedings, place.reading)

    def words(self, context: Context) -> str:
        return f"Départ de {context.juror(self.juror)}{COLON} {self.reason}"


@dataclass(frozen=True, slots=True)
class CodeRenewed(Act):
    """A juror who had forgotten their code chose another. ``voucher``: key of the juror who answered for them
    by a code of their own; "" where nobody could, for the ``reason`` told.
    """

    kind = "code-renewed"
    topics = frozenset({Topic.PROCEEDINGS, Topic.PROOF})
    undoable = False
    settled = True

    juror: str
    voucher: str = ""
    reason: str = ""

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        """At any time: it is also done to sign what is settled."""
        _refuse_gone(oral, self.juror)
        if self.voucher:
            _refuse_gone(oral, self.voucher)
            if self.voucher == self.juror:
                raise Refusal(Reason.UNKNOWN_JUROR)
            return (replace(self, reason=""),)
        refuse_unfit(self.reason)
        return (replace(self, reason=said(self.reason)),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        renewal = CodeRenewal(self.juror, self.voucher, self.reason, place.reading)
        proceedings = replace(oral.proceedings, renewals=(*oral.proceedings.renewals, renewal))
        return oral.with_proceedings(proceedings, place.reading)

    def words(self, context: Context) -> str:
        new = f"Nouveau code de {context.juror(self.juror)}"
        if self.voucher:
            return f"{new}, attesté par {context.juror(self.voucher)}"
        return f"{new}, sans attestation{COLON} {self.reason}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return f"Nouveau code consigné{COLON} l’historique et la grille le disent."
