"""What happens in an attempt, in a training file, and in no exam."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.case import Case, Objection, Step, letter
from btstc_jury.domain.events.base import COLON, Act, Context, Event, Place, Topic
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import (
    Reason,
    Refusal,
    check_level,
    check_mark,
    refuse_begun,
    refuse_idle,
    refuse_unfit,
    refuse_unless,
    refuse_unnamed,
)
from btstc_jury.domain.rehearsal import (
    ENTRIES,
    Cut,
    Handling,
    Observation,
    Reached,
    Rehearsal,
    Scope,
    Speaker,
    Tap,
    Thrown,
)
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import MarkKind, TimeMark, position_at

_REHEARSAL = frozenset({Topic.REHEARSAL})


def _attempt(oral: Oral) -> Rehearsal:
    """Raises ``Refusal`` for the oral of an exam."""
    if oral.rehearsal is None:
        raise Refusal(Reason.NOT_AN_ATTEMPT)
    return oral.rehearsal


def _of(oral: Oral) -> Rehearsal:
    """Where the journal says that it is an attempt already."""
    return oral.rehearsal or Rehearsal()


def _named(oral: Oral, objection: int) -> Objection:
    case = _attempt(oral).case
    if case is None or not 0 <= objection < len(case.objections):
        raise Refusal(Reason.UNKNOWN_OBJECTION, str(objection + 1))
    return case.objections[objection]


@dataclass(frozen=True, slots=True)
class RehearsalSet(Act):
    """The oral is an attempt, of that case and scope; before it begins, others may be chosen."""

    kind = "rehearsal-set"
    topics = frozenset({Topic.REHEARSAL, Topic.STAGE, Topic.CLOCK})
    undoable = False

    case: Case | None
    scope: Scope

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_begun(oral)
        count = len(oral.form.phases)
        places = (*self.scope.phases, *(place for place, _ in self.scope.maxima))
        if any(not 0 <= place < count for place in places):
            raise Refusal(Reason.NO_SUCH_PHASE)
        if list(self.scope.phases) != sorted({*self.scope.phases}):
            raise Refusal(Reason.NO_SUCH_PHASE)
        if any(length.us <= 0 for _, length in self.scope.maxima):
            raise Refusal(Reason.TIME_NEEDED)
        known = oral.rehearsal
        same = known is not None and (known.case, known.scope) == (self.case, self.scope)
        return () if same else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, rehearsal=replace(_of(oral), case=self.case, scope=self.scope))

    def words(self, context: Context) -> str:
        return f"Essai préparé{COLON} {self.case.title}" if self.case else "Essai préparé, sans cas"


@dataclass(frozen=True, slots=True)
class PhaseRestarted(Act):
    """The phase under way begins again: what it used no longer counts, nor what was thrown and tapped in it;
    the journal keeps it.
    """

    kind = "phase-restarted"
    topics = frozenset({Topic.CLOCK, Topic.STAGE, Topic.REHEARSAL})

    phase: int

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        _attempt(oral)
        refuse_idle(oral)
        if self.phase != oral.phase:
            raise Refusal(Reason.NO_SUCH_PHASE)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        known = _of(oral)
        kept = replace(
            known,
            thrown={number: each for number, each in known.thrown.items() if each.phase != self.phase},
            dropped=(
                *known.dropped,
                *((number, each) for number, each in known.thrown.items() if each.phase == self.phase),
            ),
            steps=tuple(each for each in known.steps if each.phase != self.phase),
            cuts=tuple(each for each in known.cuts if each.phase != self.phase),
        )
        mark = TimeMark(place.number, MarkKind.RESTART, place.reading, phase=self.phase)
        return replace(oral, rehearsal=kept, marks=(*oral.marks, mark), stage=Stage.RUNNING)

    def words(self, context: Context) -> str:
        return f"Phase {self.phase + 1} recommencée{COLON} {context.form.phases[self.phase].title}"


@dataclass(frozen=True, slots=True)
class SpeakerChanged(Act):
    """Somebody begins to speak, or nobody does."""

    kind = "speaker-changed"
    topics = _REHEARSAL

    speaker: Speaker

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        known = _attempt(oral)
        refuse_unless(oral, frozenset({Stage.RUNNING}), Reason.NOT_RUNNING)
        return () if known.speaker is self.speaker else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        known = _of(oral)
        return replace(oral, rehearsal=replace(known, taps=(*known.taps, Tap(self.speaker, place.reading))))

    def words(self, context: Context) -> str:
        return f"Parole{COLON} {self.speaker.label}"


@dataclass(frozen=True, slots=True)
class BuyerCut(Act):
    """The student cut the buyer short."""

    kind = "buyer-cut"
    topics = _REHEARSAL

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        _attempt(oral)
        refuse_unless(oral, frozenset({Stage.RUNNING}), Reason.NOT_RUNNING)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        known = _of(oral)
        cut = Cut(place.reading, *position_at(oral.marks, oral.allotment, place.reading))
        return replace(oral, rehearsal=replace(known, cuts=(*known.cuts, cut)))

    def words(self, context: Context) -> str:
        return "Acheteur interrompu par l’étudiant"


@dataclass(frozen=True, slots=True)
class StepReached(Act):
    """A step of the simulation begins."""

    kind = "step-reached"
    topics = _REHEARSAL

    step: Step

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        known = _attempt(oral)
        refuse_unless(oral, frozenset({Stage.RUNNING}), Reason.NOT_RUNNING)
        return () if known.steps and known.steps[-1].step is self.step else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        known = _of(oral)
        phase, at = position_at(oral.marks, oral.allotment, place.reading)
        reached = Reached(self.step, place.reading, phase, at)
        return replace(oral, rehearsal=replace(known, steps=(*known.steps, reached)))

    def words(self, context: Context) -> str:
        return f"Étape{COLON} {self.step.label}"


@dataclass(frozen=True, slots=True)
class ObjectionAdded(Act):
    """An objection that the case had not, for this attempt; it has the next letter."""

    kind = "objection-added"
    topics = _REHEARSAL

    objection: Objection

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        if _attempt(oral).case is None:
            raise Refusal(Reason.NO_CASE)
        if oral.stage.facts.over:
            raise Refusal(Reason.NOT_RUNNING)
        if not self.objection.words.strip():
            raise Refusal(Reason.EMPTY_TEXT)
        refuse_unfit(self.objection.words)
        refuse_unfit(self.objection.answer)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        known = _of(oral)
        if known.case is None:
            return oral
        case = replace(known.case, objections=(*known.case.objections, self.objection))
        return replace(oral, rehearsal=replace(known, case=case))

    def words(self, context: Context) -> str:
        return f"Objection ajoutée{COLON} {self.objection.words}"


@dataclass(frozen=True, slots=True)
class ObjectionThrown(Act):
    """``objection``: its place from 0 among the case's."""

    kind = "objection-thrown"
    topics = _REHEARSAL

    objection: int

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        _named(oral, self.objection)
        refuse_unless(oral, frozenset({Stage.RUNNING}), Reason.NOT_RUNNING)
        return () if self.objection in _of(oral).thrown else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        known = _of(oral)
        phase, at = position_at(oral.marks, oral.allotment, place.reading)
        thrown = {**known.thrown, self.objection: Thrown(place.reading, phase, at)}
        return replace(oral, rehearsal=replace(known, thrown=thrown))

    def words(self, context: Context) -> str:
        return f"Objection {letter(self.objection)} lancée"


@dataclass(frozen=True, slots=True)
class ObjectionHandled(Act):
    """How the student handled it; ``None`` takes that back. Told at once or afterwards."""

    kind = "objection-handled"
    topics = _REHEARSAL

    objection: int
    handling: Handling | None

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        _named(oral, self.objection)
        known = _of(oral).thrown.get(self.objection)
        if known is None:
            raise Refusal(Reason.NOT_THROWN, letter(self.objection))
        return () if known.handling is self.handling else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        known = _of(oral)
        thrown = {
            number: each.told(self.handling, place.reading) if number == self.objection else each
            for number, each in known.thrown.items()
        }
        return replace(oral, rehearsal=replace(known, thrown=thrown))

    def words(self, context: Context) -> str:
        how = self.handling.facts.label if self.handling else "à apprécier"
        return f"Objection {letter(self.objection)}{COLON} {how}"


def _levels(given: tuple[tuple[int, str], ...]) -> str:
    return f"{len(given)} niveau{'x' if len(given) > 1 else ''}"


def _check_levels(oral: Oral, levels: Iterable[tuple[int, str]]) -> None:
    for criterion, level in levels:
        check_level(oral.form, criterion, level)


@dataclass(frozen=True, slots=True)
class OwnOpinionGiven(Act):
    """The student's own levels, given before any other is shown; once."""

    kind = "own-opinion-given"
    topics = _REHEARSAL

    levels: tuple[tuple[int, str], ...]

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        if _attempt(oral).own is not None:
            raise Refusal(Reason.OPINION_GIVEN)
        if not oral.stage.facts.over:
            raise Refusal(Reason.NOT_ENDED)
        _check_levels(oral, self.levels)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, rehearsal=replace(_of(oral), own=Observation(dict(self.levels))))

    def words(self, context: Context) -> str:
        return f"Auto-évaluation{COLON} {_levels(self.levels)}"


@dataclass(frozen=True, slots=True)
class Observed(Act):
    """What an observer saw, the whole of it; the same name again replaces it, no level takes it away."""

    kind = "observed"
    topics = _REHEARSAL

    observer: str
    levels: tuple[tuple[int, str], ...]
    on_paper: bool = False

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        known = _attempt(oral).observed
        if not oral.stage.begun:
            raise Refusal(Reason.NOT_RUNNING)
        refuse_unnamed(self.observer)
        refuse_unfit(self.observer, NAME_LIMIT)
        _check_levels(oral, self.levels)
        name = self.observer.strip()
        before = known.get(name, Observation())
        same = before == Observation(dict(self.levels), self.on_paper if self.levels else before.on_paper)
        return () if same else (replace(self, observer=name),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        known = _of(oral)
        observed = {name: each for name, each in known.observed.items() if name != self.observer}
        if self.levels:
            observed[self.observer] = Observation(dict(self.levels), self.on_paper)
        return replace(oral, rehearsal=replace(known, observed=observed))

    def words(self, context: Context) -> str:
        return f"Avis de l’observateur {self.observer}{COLON} {_levels(self.levels)}"


@dataclass(frozen=True, slots=True)
class FeedbackWritten(Act):
    """The strengths and goals of the feedback sheet, three of each at most."""

    kind = "feedback-written"
    topics = _REHEARSAL

    strengths: tuple[str, ...]
    goals: tuple[str, ...]

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        known = _attempt(oral)
        for each in (*self.strengths, *self.goals):
            refuse_unfit(each)
        if max(len(self.strengths), len(self.goals)) > ENTRIES:
            raise Refusal(Reason.TEXT_TOO_LONG, str(ENTRIES))
        if sum(map(len, (*self.strengths, *self.goals))) > TEXT_LIMIT:
            raise Refusal(Reason.TEXT_TOO_LONG, str(TEXT_LIMIT))
        return () if (known.strengths, known.goals) == (self.strengths, self.goals) else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, rehearsal=replace(_of(oral), strengths=self.strengths, goals=self.goals))

    def words(self, context: Context) -> str:
        return "Réussites et objectifs écrits"


@dataclass(frozen=True, slots=True)
class TrainingMarkGiven(Act):
    """A note d'entraînement, never an exam's; ``None`` takes it back."""

    kind = "training-mark-given"
    topics = _REHEARSAL

    mark: Decimal | None

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        known = _attempt(oral)
        check_mark(self.mark, oral.form.mark)
        return () if known.mark == self.mark else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, rehearsal=replace(_of(oral), mark=self.mark))

    def words(self, context: Context) -> str:
        if self.mark is None:
            return "Note d’entraînement effacée"
        return f"Note d’entraînement{COLON} {context.formats.mark(self.mark)}"
