"""What is done to other acts: taken back, brought back, erased, handed over to another oral."""

from __future__ import annotations

from dataclasses import dataclass, replace

from btstc_jury.domain.assessment import Verdict
from btstc_jury.domain.events.base import COLON, Act, Aside, Context, Event, Place, Topic
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal, refuse_finalised, said

_EVERYTHING = frozenset(Topic) - {Topic.SESSION}


@dataclass(frozen=True, slots=True)
class Undone(Aside):
    """``act``: number of the act taken back; it stays in the journal."""

    kind = "undone"
    undoable = False

    act: int


@dataclass(frozen=True, slots=True)
class Redone(Aside):
    kind = "redone"
    undoable = False

    act: int


def anything_recorded(oral: Oral) -> bool:
    """Whether anything that a transfer would move is recorded."""
    assessed = oral.ratings or oral.debate.opinions or oral.verdict != Verdict()
    return bool(oral.marks or oral.remarks or assessed or oral.proceedings.fraud)


@dataclass(frozen=True, slots=True)
class SheetGiven(Act):
    """All that was recorded here belongs to another oral: it was taken under the wrong candidate.

    ``keeps_preparation``: the other candidate had prepared on their own, so the preparation stays here.
    """

    kind = "sheet-given"
    topics = _EVERYTHING
    travels = False
    wall = True

    to: int
    reason: str
    keeps_preparation: bool = False

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        reason = said(self.reason)
        refuse_finalised(oral)
        if not anything_recorded(oral):
            raise Refusal(Reason.NOTHING_RECORDED)
        return (replace(self, reason=reason),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return oral.without_sheet(keeps_preparation=self.keeps_preparation)

    def words(self, context: Context) -> str:
        return f"Feuille transférée à {context.oral_name(self.to)}{COLON} {self.reason}"


@dataclass(frozen=True, slots=True)
class SheetReceived(Act):
    """What was recorded under another oral; ``source``: its number. The entries of that sheet follow, in the
    same act.
    """

    kind = "sheet-received"
    topics = _EVERYTHING
    travels = False
    wall = True

    source: int
    reason: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        reason = said(self.reason)
        refuse_finalised(oral)
        if oral.proceedings.stopped:
            raise Refusal(Reason.ORAL_STOPPED)
        if anything_recorded(oral):
            raise Refusal(Reason.SHEET_TAKEN)
        return (replace(self, reason=reason),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return oral.without_sheet(keeps_preparation=True)

    def words(self, context: Context) -> str:
        return f"Feuille reçue de {context.oral_name(self.source)}{COLON} {self.reason}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return "La feuille est maintenant celle de ce candidat. Les deux journaux le disent."


@dataclass(frozen=True, slots=True)
class Erased(Aside):
    """What is left of an event whose content was erased; ``was``: its kind. Never written."""

    kind = "erased"
    undoable = False

    was: str

    def words(self, context: Context) -> str:
        return "Contenu effacé"
