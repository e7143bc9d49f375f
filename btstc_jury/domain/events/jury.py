"""What concerns the whole épreuve: its other situation, what the jury decides on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.elsewhere import Elsewhere
from btstc_jury.domain.events.base import COLON, Act, Context, Event, Place, Topic
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal, refuse_unfit, refuse_unless
from btstc_jury.domain.signing import JuryDecision
from btstc_jury.domain.standing import Stage

_CENT = Decimal("0.01")


def _check_mark(mark: Decimal, oral: Oral) -> None:
    """Neither the jury nor another form's commission is held to this form's step."""
    if not mark.is_finite() or not 0 <= mark <= oral.form.mark.maximum:
        raise Refusal(Reason.MARK_OUT_OF_RANGE, str(mark))
    if mark != mark.quantize(_CENT):
        raise Refusal(Reason.MARK_OFF_STEP, str(mark))


@dataclass(frozen=True, slots=True)
class SituationElsewhere(Act):
    """The particulars of another situation, which this file doesn't hold; ``None`` takes back those of
    ``situation``, 0 standing for all of them.

    What the jury decided on other particulars falls.
    """

    kind = "situation-elsewhere"
    topics = frozenset({Topic.PROOF, Topic.PLAN})
    travels = False
    own = True
    late = True

    other: Elsewhere | None
    situation: int = 0

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        situation = oral.form.situation
        if situation is None:
            raise Refusal(Reason.NOT_A_SITUATION)
        other = self.other
        if other is not None:
            if other.situation == situation.number or not 1 <= other.situation <= situation.count:
                raise Refusal(Reason.OWN_SITUATION, str(situation.number))
            if other.mark is not None:
                _check_mark(other.mark, oral)
            for each in (other.place, other.reference, *other.jurors):
                refuse_unfit(each, NAME_LIMIT)
            refuse_unfit(other.appreciation)
        return () if self._kept(oral) == oral.elsewhere else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, elsewhere=self._kept(oral), proof=replace(oral.proof, decision=None))

    def _kept(self, oral: Oral) -> tuple[Elsewhere, ...]:
        """What is known of other situations after it."""
        other = self.other
        changed = self.situation if other is None else other.situation
        kept = [each for each in oral.elsewhere if changed and each.situation != changed]
        added = [] if other is None else [other]
        return tuple(sorted((*kept, *added), key=lambda each: each.situation))

    def words(self, context: Context) -> str:
        other = self.other
        if other is None:
            which = f"la situation {self.situation}" if self.situation else "l’autre situation"
            return f"Renseignements sur {which} retirés"
        on = context.formats.short_day(other.on)
        return f"Situation {other.situation}, tenue le {on}{COLON} {other.source.words}"


@dataclass(frozen=True, slots=True)
class JuryDecided(Act):
    """The latest replaces the one before. ``beside``: number of the oral, in the same file, of the other
    situation, whose journal holds the same decision; 0 for none. ``further``: likewise, where there are more
    than two.
    """

    kind = "jury-decided"
    topics = frozenset({Topic.PROOF})
    travels = False
    late = True

    decision: JuryDecision
    beside: int = 0
    further: tuple[int, ...] = ()

    @property
    def others(self) -> tuple[int, ...]:
        """All orals whose journals hold the same decision."""
        return (self.beside, *self.further) if self.beside else ()

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        """The jury isn't held to the commission's step. On a situation alone it decides nothing (l.5391,
        l.5406).
        """
        if oral.form.situation is None:
            refuse_unless(oral, frozenset({Stage.FINALISED}), Reason.NOT_FINALISED)
        elif not oral.stage.facts.settled:
            raise Refusal(Reason.NOT_FINALISED)
        elif not self.beside and not oral.elsewhere:
            raise Refusal(Reason.OTHER_SITUATION_MISSING)
        _check_mark(self.decision.mark, oral)
        refuse_unfit(self.decision.remark)
        return () if oral.proof.decision == self.decision else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, proof=replace(oral.proof, decision=self.decision))

    def words(self, context: Context) -> str:
        decision = self.decision
        mark, day = context.formats.mark(decision.mark), context.formats.short_day(decision.on)
        of = f"Note de l’épreuve {decision.exam}" if decision.exam else "Note"
        remark = f". Remarque du jury{COLON} {decision.remark}" if decision.remark else ""
        return f"{of} arrêtée par le jury le {day}{COLON} {mark}{remark}"


@dataclass(frozen=True, slots=True)
class DecisionFell(Act):
    """The proposal of the other situation was reopened: what the jury decided on both is void."""

    kind = "jury-decision-void"
    topics = frozenset({Topic.PROOF})
    travels = False
    wall = True
    settled = True

    reason: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        return () if oral.proof.decision is None else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, proof=replace(oral.proof, decision=None))

    def words(self, context: Context) -> str:
        return f"Note arrêtée annulée, l’autre situation est rouverte{COLON} {self.reason}"
