"""What the jurors note while they listen, and the questions among it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from btstc_jury.domain.assessment import Note, NoteText, Sign
from btstc_jury.domain.events.base import COLON, Act, Context, Event, Place, Topic
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal, refuse_finalised
from btstc_jury.domain.timing import position_at

__all__ = [
    "NoteAdded",
    "NoteChanged",
    "NoteRemoved",
    "QuestionTicked",
    "QuestionsOrdered",
    "note_text",
]


def note_text(content: NoteText) -> str:
    """« + accroche juste (n° 1) »."""
    sign = f"{content.sign.shown} " if content.sign else ""
    link = f" (n°\u202f{content.criterion})" if content.criterion is not None else ""
    return f"{sign}{content.text}{link}"


@dataclass(frozen=True, slots=True)
class NoteAdded(Event):
    """``began``: when its typing began; the note bears the phase and time of that moment."""

    kind = "note-added"
    topics = frozenset({Topic.NOTES})
    erasable = True

    began: Reading
    content: NoteText

    def apply(self, oral: Oral, place: Place) -> Oral:
        phase, at = position_at(oral.marks, oral.allotment, self.began)
        note = Note(place.number, self.began, phase, at, self.content)
        return replace(oral, notes={**oral.notes, place.number: note})

    def words(self, context: Context) -> str:
        return f"Remarque ajoutée{COLON} {note_text(self.content)}"


@dataclass(frozen=True, slots=True)
class NoteChanged(Event):
    """``note``: sequence of the ``NoteAdded`` event."""

    kind = "note-changed"
    topics = frozenset({Topic.NOTES})
    erasable = True

    note: int
    content: NoteText

    def apply(self, oral: Oral, place: Place) -> Oral:
        changed = replace(oral.notes[self.note], content=self.content)
        return replace(oral, notes={**oral.notes, self.note: changed})

    def renumbered(self, numbers: Mapping[int, int]) -> NoteChanged | None:
        return replace(self, note=numbers[self.note]) if self.note in numbers else None

    def words(self, context: Context) -> str:
        return f"Remarque modifiée{COLON} {note_text(self.content)}"


@dataclass(frozen=True, slots=True)
class NoteRemoved(Act):
    kind = "note-removed"
    topics = frozenset({Topic.NOTES})
    erasable = True

    note: int

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        if self.note not in oral.notes:
            raise Refusal(Reason.UNKNOWN_NOTE)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        notes = {**oral.notes}
        del notes[self.note]
        return replace(oral, notes=notes)

    def renumbered(self, numbers: Mapping[int, int]) -> NoteRemoved | None:
        return replace(self, note=numbers[self.note]) if self.note in numbers else None

    def words(self, context: Context) -> str:
        known = context.notes.get(self.note)
        return f"Remarque retirée{COLON} {note_text(known)}" if known else "Remarque retirée"

    def announced(self, form: Form) -> str:
        return "Remarque retirée. {oral.undo} la remet."


def _known_questions(oral: Oral, notes: tuple[int, ...]) -> None:
    for number in notes:
        note = oral.notes.get(number)
        if note is None or note.content.sign is not Sign.QUESTION:
            raise Refusal(Reason.UNKNOWN_NOTE)


@dataclass(frozen=True, slots=True)
class QuestionTicked(Act):
    """``note``: the question's number."""

    kind = "question-ticked"
    topics = frozenset({Topic.QUESTIONS})

    note: int
    asked: bool

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        _known_questions(oral, (self.note,))
        return () if (self.note in oral.proceedings.asked) is self.asked else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        before = oral.proceedings.asked
        asked = before | {self.note} if self.asked else before - {self.note}
        return replace(oral, proceedings=replace(oral.proceedings, asked=asked))

    def renumbered(self, numbers: Mapping[int, int]) -> QuestionTicked | None:
        return replace(self, note=numbers[self.note]) if self.note in numbers else None

    def words(self, context: Context) -> str:
        head = "Question posée" if self.asked else "Question remise en attente"
        known = context.notes.get(self.note)
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
            for number, note in oral.notes.items()
            if note.content.sign is Sign.QUESTION
            and number not in asked
            and (oral.debate.revealed or not note.content.personal)
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
