"""What the jurors note while they listen, and the questions among it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from btstc_jury.domain.assessment import Noted, Remark, RemarkText, Sign
from btstc_jury.domain.events.base import COLON, Act, Context, Event, Place, Topic
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal, refuse_finalised
from btstc_jury.domain.timing import position_at


def remark_text(content: RemarkText) -> str:
    """« + accroche juste (n° 1) »."""
    sign = f"{content.sign.shown} " if content.sign else ""
    link = f" (n°\u202f{content.criterion})" if content.criterion is not None else ""
    return f"{sign}{content.text}{link}"


@dataclass(frozen=True, slots=True)
class RemarkAdded(Event):
    """``began``: when its typing began; the remark bears the phase and time of that moment. ``noted``: of
    one that came from a juror's laptop, its moment there.
    """

    kind = "note-added"
    topics = frozenset({Topic.REMARKS})
    erasable = True

    began: Reading
    content: RemarkText
    noted: Noted | None = None

    def apply(self, oral: Oral, place: Place) -> Oral:
        phase, at = position_at(oral.marks, oral.allotment, self.began)
        remark = Remark(place.number, self.began, phase, at, self.content, self.noted)
        return replace(oral, remarks={**oral.remarks, place.number: remark})

    def words(self, context: Context) -> str:
        return f"Remarque ajoutée{COLON} {remark_text(self.content)}"


@dataclass(frozen=True, slots=True)
class RemarkChanged(Event):
    """``remark``: sequence of the ``NoteAdded`` event."""

    kind = "note-changed"
    topics = frozenset({Topic.REMARKS})
    erasable = True

    remark: int
    content: RemarkText

    def apply(self, oral: Oral, place: Place) -> Oral:
        changed = replace(oral.remarks[self.remark], content=self.content)
        return replace(oral, remarks={**oral.remarks, self.remark: changed})

    def renumbered(self, numbers: Mapping[int, int]) -> RemarkChanged | None:
        return replace(self, remark=numbers[self.remark]) if self.remark in numbers else None

    def words(self, context: Context) -> str:
        return f"Remarque modifiée{COLON} {remark_text(self.content)}"


@dataclass(frozen=True, slots=True)
class RemarkRemoved(Act):
    kind = "note-removed"
    topics = frozenset({Topic.REMARKS})
    erasable = True

    remark: int

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        if self.remark not in oral.remarks:
            raise Refusal(Reason.UNKNOWN_REMARK)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        remarks = {**oral.remarks}
        del remarks[self.remark]
        return replace(oral, remarks=remarks)

    def renumbered(self, numbers: Mapping[int, int]) -> RemarkRemoved | None:
        return replace(self, remark=numbers[self.remark]) if self.remark in numbers else None

    def words(self, context: Context) -> str:
        known = context.remarks.get(self.remark)
        return f"Remarque retirée{COLON} {remark_text(known)}" if known else "Remarque retirée"


def _known_questions(oral: Oral, remarks: tuple[int, ...]) -> None:
    for number in remarks:
        remark = oral.remarks.get(number)
        if remark is None or remark.content.sign is not Sign.QUESTION:
            raise Refusal(Reason.UNKNOWN_REMARK)


@dataclass(frozen=True, slots=True)
class QuestionTicked(Act):
    """``remark``: the question's number."""

    kind = "question-ticked"
    topics = frozenset({Topic.QUESTIONS})

    remark: int
    asked: bool

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        _known_questions(oral, (self.remark,))
        return () if (self.remark in oral.proceedings.asked) is self.asked else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        before = oral.proceedings.asked
        asked = before | {self.remark} if self.asked else before - {self.remark}
        return replace(oral, proceedings=replace(oral.proceedings, asked=asked))

    def renumbered(self, numbers: Mapping[int, int]) -> QuestionTicked | None:
        return replace(self, remark=numbers[self.remark]) if self.remark in numbers else None

    def words(self, context: Context) -> str:
        head = "Question posée" if self.asked else "Question remise en attente"
        known = context.remarks.get(self.remark)
        return f"{head}{COLON} {known.text}" if known else head


@dataclass(frozen=True, slots=True)
class QuestionsOrdered(Act):
    """``order``: numbers of the waiting questions, first to ask first; those of which only one juror may know
    can be left out.
    """

    kind = "questions-ordered"
    topics = frozenset({Topic.QUESTIONS})

    order: tuple[int, ...]

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        """Each waiting question once."""
        refuse_finalised(oral)
        _known_questions(oral, self.order)
        asked = oral.proceedings.asked
        shared = {
            number
            for number, remark in oral.remarks.items()
            if remark.content.sign is Sign.QUESTION
            and number not in asked
            and (oral.debate.revealed or not remark.content.personal)
        }
        once = len({*self.order}) == len(self.order)
        if not once or not asked.isdisjoint(self.order) or not shared.issubset(self.order):
            raise Refusal(Reason.NOT_AN_ORDER)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, proceedings=replace(oral.proceedings, order=self.order))

    def renumbered(self, numbers: Mapping[int, int]) -> QuestionsOrdered | None:
        return QuestionsOrdered(tuple(numbers[each] for each in self.order if each in numbers))

    def words(self, context: Context) -> str:
        return "Questions remises en ordre"
