"""The clock of an oral under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from btstc_jury.domain.events.base import COLON, Act, Context, Event, Place, Topic
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral, not_held
from btstc_jury.domain.refusals import (
    Reason,
    Refusal,
    refuse_finalised,
    refuse_idle,
    refuse_unfit,
    refuse_unless,
    said,
)
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import MarkKind, TimeMark


def _marked(oral: Oral, mark: TimeMark, stage: Stage) -> Oral:
    """Nobody prepares once the oral runs."""
    preparation = oral.prepared_until(mark.reading)
    return replace(oral, marks=(*oral.marks, mark), stage=stage, preparation=preparation)


@dataclass(frozen=True, slots=True)
class PhaseStarted(Event):
    """``phase`` counts from 0; the phase before it, if any, ends at the same reading."""

    kind = "phase-started"
    topics = frozenset({Topic.CLOCK, Topic.STAGE})

    phase: int

    def apply(self, oral: Oral, place: Place) -> Oral:
        mark = TimeMark(place.number, MarkKind.PHASE, place.reading, phase=self.phase)
        return _marked(oral, mark, Stage.RUNNING)

    def words(self, context: Context) -> str:
        return f"Phase {self.phase + 1} commencée{COLON} {context.form.phases[self.phase].title}"


@dataclass(frozen=True, slots=True)
class Paused(Act):
    """The clock stops for an incident; the reason may follow. ``granted``: drawn from the candidate's
    allowance of pauses, no incident.
    """

    kind = "paused"
    topics = frozenset({Topic.CLOCK, Topic.STAGE})

    reason: str = ""
    granted: bool = False

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_unless(oral, frozenset({Stage.RUNNING}), Reason.NOT_RUNNING)
        if self.granted:
            drawn = oral.clock(oral.marks[-1].reading).granted_pauses
            if drawn >= oral.plan.accommodation.pauses:
                raise Refusal(Reason.ALLOWANCE_SPENT)
        return (replace(self, reason=self.reason.strip()),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        mark = TimeMark(place.number, MarkKind.PAUSE, place.reading, label=self.reason, granted=self.granted)
        return _marked(oral, mark, Stage.PAUSED)

    def words(self, context: Context) -> str:
        head = "Pause accordée commencée" if self.granted else "Suspension"
        return f"{head}{COLON} {self.reason}" if self.reason else head


@dataclass(frozen=True, slots=True)
class PauseExplained(Act):
    """``pause``: sequence of the ``Paused`` event."""

    kind = "pause-explained"
    topics = frozenset({Topic.CLOCK})

    pause: int
    reason: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        reason = said(self.reason)
        pauses = {m.sequence: m.label for m in oral.marks if m.kind is MarkKind.PAUSE}
        if self.pause not in pauses:
            raise Refusal(Reason.UNKNOWN_PAUSE)
        return () if pauses[self.pause] == reason else (replace(self, reason=reason),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        marks = (
            replace(each, label=self.reason) if each.sequence == self.pause else each for each in oral.marks
        )
        return replace(oral, marks=tuple(marks))

    def renumbered(self, numbers: Mapping[int, int]) -> PauseExplained | None:
        return replace(self, pause=numbers[self.pause]) if self.pause in numbers else None

    def words(self, context: Context) -> str:
        return f"Motif de la suspension{COLON} {self.reason}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Resumed(Act):
    """The clock runs again."""

    kind = "resumed"
    topics = frozenset({Topic.CLOCK, Topic.STAGE})

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_unless(oral, frozenset({Stage.PAUSED}), Reason.NOT_PAUSED)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return _marked(oral, TimeMark(place.number, MarkKind.RESUME, place.reading), Stage.RUNNING)

    def words(self, context: Context) -> str:
        return "Reprise"


@dataclass(frozen=True, slots=True)
class Ended(Act):
    """The oral is over; deliberation begins."""

    kind = "ended"
    topics = frozenset({Topic.CLOCK, Topic.STAGE})

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_idle(oral)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return _marked(oral, TimeMark(place.number, MarkKind.END, place.reading), Stage.ENDED)

    def words(self, context: Context) -> str:
        return "Interrogation terminée"


class GapCause(StrEnum):
    STOP = "stop"
    SLEEP = "sleep"


@dataclass(frozen=True, slots=True)
class GapFound(Act):
    """The program did not run from ``since`` to this event while the clock did."""

    kind = "gap-found"
    topics = frozenset({Topic.CLOCK})
    undoable = False

    since: Reading
    cause: GapCause

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        return (self,) if oral.stage is Stage.RUNNING else ()

    def apply(self, oral: Oral, place: Place) -> Oral:
        mark = TimeMark(place.number, MarkKind.GAP, place.reading, since=self.since, label=self.cause)
        return _marked(oral, mark, oral.stage)

    def words(self, context: Context) -> str:
        head = "Mise en veille" if self.cause is GapCause.SLEEP else "Arrêt du programme"
        return f"{head} depuis {context.formats.hour_second(self.since.utc)}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class GapDecided(Act):
    """``gap``: sequence of the ``GapFound`` event. The jury counts that time or not."""

    kind = "gap-decided"
    topics = frozenset({Topic.CLOCK, Topic.REMARKS})

    gap: int
    counted: bool

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        gaps = {m.sequence: m.counted for m in oral.marks if m.kind is MarkKind.GAP}
        if self.gap not in gaps:
            raise Refusal(Reason.UNKNOWN_GAP)
        return () if gaps[self.gap] is self.counted else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        marks = (
            replace(each, counted=self.counted) if each.sequence == self.gap else each for each in oral.marks
        )
        return replace(oral, marks=tuple(marks)).placed_anew()

    def renumbered(self, numbers: Mapping[int, int]) -> GapDecided | None:
        return replace(self, gap=numbers[self.gap]) if self.gap in numbers else None

    def words(self, context: Context) -> str:
        return f"Décision sur l’arrêt{COLON} {'temps compté' if self.counted else 'temps non compté'}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return "Ce temps est compté." if self.counted else "Ce temps n’est pas compté."


@dataclass(frozen=True, slots=True)
class PartExplained(Act):
    """Why a part of the oral was not held; ``part`` counts from 0. "" takes the reason back."""

    kind = "part-explained"
    topics = frozenset({Topic.CLOCK})

    part: int
    reason: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        if self.part not in not_held(oral):
            raise Refusal(Reason.PART_HELD)
        refuse_unfit(self.reason)
        reason = self.reason.strip()
        same = oral.proceedings.part_reasons.get(self.part, "") == reason
        return () if same else (PartExplained(self.part, reason),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        reasons = {**oral.proceedings.part_reasons, self.part: self.reason}
        return replace(oral, proceedings=replace(oral.proceedings, part_reasons=reasons))

    def words(self, context: Context) -> str:
        title = context.form.phases[self.part].title
        return f"Partie non tenue, {title}{COLON} {self.reason or 'motif effacé'}"
