"""The candidate's arrival, the dossier, and what happens between the people in the room."""

from __future__ import annotations

from dataclasses import dataclass, replace

from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.dossier import DossierCheck
from btstc_jury.domain.events.base import COLON, Act, Context, Event, Place, Topic
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral, played_in
from btstc_jury.domain.playing import Played, Scenario
from btstc_jury.domain.proceedings import (
    Absence,
    Fraud,
    Interruption,
    Lateness,
    Presence,
    TimedFraud,
    TimedInterruption,
    WithdrawnFraud,
)
from btstc_jury.domain.refusals import (
    Reason,
    Refusal,
    refuse_begun,
    refuse_finalised,
    refuse_idle,
    refuse_unfit,
    refuse_unless,
    refuse_unnamed,
    refuse_unsaid,
)
from btstc_jury.domain.rulings import Matter
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import position_at

_ARRIVAL = frozenset({Topic.PROCEEDINGS, Topic.STAGE})


@dataclass(frozen=True, slots=True)
class PresenceChecked(Act):
    kind = "presence-checked"
    topics = _ARRIVAL
    travels = False
    own = True

    presence: Presence

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return oral.with_proceedings(
            replace(oral.proceedings, presence=self.presence, absence=None), place.reading
        )

    def words(self, context: Context) -> str:
        done = (("convocation", self.presence.convocation), ("identité", self.presence.identity))
        checked = [words for words, shown in done if shown]
        where = self.presence.attendance.where
        signed = f"émargement signé {where}" if where else "émargement non signé"
        return f"Présence{COLON} {', '.join((*checked, signed))}"


@dataclass(frozen=True, slots=True)
class AbsenceRecorded(Act):
    """The candidate did not come; the oral is closed without interrogation."""

    kind = "absence-recorded"
    topics = _ARRIVAL
    travels = False
    own = True

    absence: Absence

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        refuse_begun(oral)
        if self.absence.kind.facts.documented and not self.absence.document.strip():
            raise Refusal(Reason.DOCUMENT_NEEDED)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return oral.with_proceedings(replace(oral.proceedings, absence=self.absence), place.reading)

    def words(self, context: Context) -> str:
        facts = self.absence.kind.facts
        return f"{facts.title}{COLON} {self.absence.document}" if facts.documented else facts.title


@dataclass(frozen=True, slots=True)
class LatenessAdmitted(Act):
    kind = "lateness-admitted"
    topics = _ARRIVAL
    travels = False
    own = True

    lateness: Lateness

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        refuse_begun(oral)
        if self.lateness.minutes <= 0:
            raise Refusal(Reason.TIME_NEEDED)
        refuse_unsaid(self.lateness.reason)
        refuse_unnamed(self.lateness.admitted_by)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return oral.with_proceedings(
            replace(oral.proceedings, lateness=self.lateness, absence=None), place.reading
        )

    def words(self, context: Context) -> str:
        late = self.lateness
        return f"Retard de {late.minutes} min admis par {late.admitted_by}{COLON} {late.reason}"


@dataclass(frozen=True, slots=True)
class DossierChecked(Act):
    """Where the outcome stops the oral, it is closed: present, not validated."""

    kind = "dossier-checked"
    topics = _ARRIVAL
    travels = False
    own = True

    check: DossierCheck

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        if self.check.outcome.facts.stops:
            refuse_begun(oral)
        if self.check.outcome.facts.explained:
            refuse_unsaid(self.check.reason)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return oral.with_proceedings(
            replace(oral.proceedings.ruled(Matter.RESERVE, None), dossier=self.check, handed_over=False),
            place.reading,
        )

    def words(self, context: Context) -> str:
        reason = f" ({self.check.reason})" if self.check.reason else ""
        return f"Dossier{COLON} {self.check.outcome.facts.act}{reason}"


@dataclass(frozen=True, slots=True)
class PlayedRecorded(Act):
    """What the commission chose to play, as far as it is known (l.5436-5439, l.5735)."""

    kind = "played"
    topics = _ARRIVAL | {Topic.CLOCK}
    travels = False
    own = True

    played: Played

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        refuse_unfit(self.played.title, NAME_LIMIT)
        refuse_unfit(self.played.changes)
        refuse_unfit(self.played.subject, NAME_LIMIT)
        return () if self.played == played_in(oral) else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, proceedings=replace(oral.proceedings, played=self.played))

    def words(self, context: Context) -> str:
        playing, subject = context.form.playing, context.form.subject
        told = ", ".join(self.played.told() if playing is None else self.played.told(playing.facts.annexes))
        about = self.played.subject
        said = [f"{subject.label}{COLON} {about}"] if subject is not None and about else []
        if told or not said:
            what = playing.facts.title if playing is not None else "Situation jouée"
            what = subject.label if playing is None and subject is not None else what
            said.append(f"{what}{COLON} {told or 'rien de consigné'}")
        return "\u202f; ".join(said)


@dataclass(frozen=True, slots=True)
class ScenarioWritten(Act):
    """The situation to be handed over is composed, changed or taken away (l.5437)."""

    kind = "scenario"
    topics = _ARRIVAL
    travels = False
    own = True

    scenario: Scenario

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        refuse_unfit(self.scenario.title, NAME_LIMIT)
        for text in (self.scenario.context, self.scenario.changes, self.scenario.annexes):
            refuse_unfit(text)
        return () if self.scenario == oral.proceedings.scenario else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, proceedings=replace(oral.proceedings, scenario=self.scenario))

    def words(self, context: Context) -> str:
        if not self.scenario:
            return "Situation à remettre retirée"
        attached = self.scenario.attached
        joined = f"document joint {attached.name}" if attached is not None else ""
        return f"Situation à remettre{COLON} {', '.join(filter(None, (self.scenario.title, joined)))}"


@dataclass(frozen=True, slots=True)
class CandidateInformed(Act):
    """The candidate was told, at the end, of the commission's doubt (E4, l.5448)."""

    kind = "candidate-informed"
    topics = frozenset({Topic.PROCEEDINGS})
    travels = False

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        """At the end (l.5448); E6 doesn't tell."""
        refuse_finalised(oral)
        if not oral.proceedings.reserved or not oral.form.dossier.told_of_reserve:
            raise Refusal(Reason.NO_RESERVE)
        refuse_unless(oral, frozenset({Stage.ENDED}), Reason.NOT_ENDED)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return oral.with_proceedings(replace(oral.proceedings, informed=True), place.reading)

    def words(self, context: Context) -> str:
        return "Candidat informé de la réserve"


@dataclass(frozen=True, slots=True)
class FraudReported(Act):
    """``fraud``: a new suspicion, or the same completed (the latest replaces the one before)."""

    kind = "fraud-reported"
    topics = frozenset({Topic.PROCEEDINGS})

    fraud: Fraud

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        refuse_unsaid(self.fraud.facts)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        first = oral.proceedings.fraud.reported if oral.proceedings.fraud else place.reading
        undecided = oral.proceedings.ruled(Matter.FRAUD, None)
        proceedings = replace(undecided, fraud=TimedFraud(self.fraud, first), handed_over=False)
        return oral.with_proceedings(proceedings, place.reading)

    def words(self, context: Context) -> str:
        comment = f" ({self.fraud.comment})" if self.fraud.comment else ""
        signed = self.fraud.countersignature.words.act
        return f"Suspicion de fraude{COLON} {self.fraud.facts} · {signed}{comment}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return "Suspicion de fraude consignée"


@dataclass(frozen=True, slots=True)
class FraudWithdrawn(Act):
    """The suspicion reported is withdrawn, and stays in the journal; the result isn't withheld any more."""

    kind = "fraud-withdrawn"
    topics = frozenset({Topic.PROCEEDINGS})

    reason: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        if oral.proceedings.fraud is None:
            raise Refusal(Reason.NO_FRAUD)
        refuse_unsaid(self.reason)
        return (replace(self, reason=self.reason.strip()),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        proceedings, at = oral.proceedings, place.reading
        gone = () if proceedings.fraud is None else (WithdrawnFraud(proceedings.fraud, self.reason, at),)
        withdrawn = (*proceedings.withdrawn, *gone)
        return oral.with_proceedings(
            replace(
                proceedings.ruled(Matter.FRAUD, None), fraud=None, withdrawn=withdrawn, handed_over=False
            ),
            at,
        )

    def words(self, context: Context) -> str:
        return f"Suspicion de fraude retirée{COLON} {self.reason}"


@dataclass(frozen=True, slots=True)
class ReportHandedOver(Act):
    """The president of the jury has the report on the reserve or on the suspicion of fraud; it may follow
    after the proposal is settled.
    """

    kind = "report-handed-over"
    topics = frozenset({Topic.PROCEEDINGS})
    late = True

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        """A settled proposal admits it: the report often follows the grid."""
        if not oral.proceedings.status.worth.report or not oral.stage.begun:
            raise Refusal(Reason.NO_REPORT)
        return () if oral.proceedings.handed_over else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return oral.with_proceedings(replace(oral.proceedings, handed_over=True), place.reading)

    def words(self, context: Context) -> str:
        return "Rapport remis au président du jury"


@dataclass(frozen=True, slots=True)
class Interrupted(Act):
    """``began``: when it was noticed, before it was put into words; ``None`` for the moment of the event."""

    kind = "interrupted"
    topics = frozenset({Topic.PROCEEDINGS, Topic.CLOCK})

    interruption: Interruption
    began: Reading | None = None

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        refuse_idle(oral)
        refuse_unnamed(self.interruption.who)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        noticed = self.began or place.reading
        phase, at = position_at(oral.marks, oral.allotment, noticed)
        added = TimedInterruption(self.interruption, noticed, phase, at)
        proceedings = replace(oral.proceedings, interruptions=(*oral.proceedings.interruptions, added))
        return oral.with_proceedings(proceedings, place.reading)

    def words(self, context: Context) -> str:
        why = f"{COLON} {self.interruption.why}" if self.interruption.why else ""
        return f"Interruption par {self.interruption.who}{why}"
