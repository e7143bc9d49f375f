"""The session, and an oral before its first phase."""

from __future__ import annotations

from dataclasses import dataclass, replace

from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.commission import Juror, Vacancy
from btstc_jury.domain.events.acts import anything_recorded
from btstc_jury.domain.events.base import COLON, Act, Aside, Context, Event, Place, Topic
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal, refuse_unsaid
from btstc_jury.domain.session import ExamSession
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import Preparation


@dataclass(frozen=True, slots=True)
class SessionDescribed(Aside):
    """The exam session as a whole, new or changed; only in the file's own journal."""

    kind = "session"
    topics = frozenset({Topic.SESSION})

    session: ExamSession

    def words(self, context: Context) -> str:
        return "Session décrite"


@dataclass(frozen=True, slots=True)
class Planned(Aside):
    """The oral exists, with the exact form (content hash) that it keeps. Always the first, and only there."""

    kind = "planned"
    topics = frozenset({Topic.PLAN, Topic.STAGE})
    undoable = False
    own = True

    plan: Plan
    form_key: str
    form_hash: str

    def words(self, context: Context) -> str:
        return "Candidat inscrit"


@dataclass(frozen=True, slots=True)
class PlanChanged(Event):
    """``form_key`` and ``form_hash`` as in ``Planned``: they may change before the oral is opened."""

    kind = "plan-changed"
    topics = frozenset({Topic.PLAN, Topic.CLOCK})
    travels = False
    undoable = False
    own = True

    plan: Plan
    form_key: str
    form_hash: str

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, plan=self.plan, form=place.forms[self.form_hash])

    def words(self, context: Context) -> str:
        return "Inscription modifiée"


def withdrawable(oral: Oral) -> bool:
    """Whether the candidate may have been entered by mistake: nothing has begun."""
    return oral.stage.facts.waiting and oral.preparation is None and not anything_recorded(oral)


@dataclass(frozen=True, slots=True)
class Withdrawn(Act):
    """The candidate was entered by mistake. The oral leaves the lists, and comes back when this is undone."""

    kind = "withdrawn"
    topics = frozenset({Topic.PLAN, Topic.STAGE})
    travels = False
    own = True

    reason: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        if not withdrawable(oral):
            raise Refusal(Reason.ALREADY_STARTED)
        refuse_unsaid(self.reason)
        return (replace(self, reason=self.reason.strip()),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, stage=Stage.WITHDRAWN)

    def words(self, context: Context) -> str:
        return f"Retiré de la liste{COLON} {self.reason}"


@dataclass(frozen=True, slots=True)
class PreparationStarted(Event):
    """``allowed``: time granted, accommodation included."""

    kind = "preparation-started"
    topics = frozenset({Topic.STAGE, Topic.CLOCK})
    travels = False
    own = True

    allowed: Duration

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, preparation=Preparation(self.allowed, place.reading))

    def words(self, context: Context) -> str:
        return f"Préparation commencée{COLON} {_allowed_words(self.allowed, context)}"


@dataclass(frozen=True, slots=True)
class PreparationEnded(Act):
    """The candidate stops preparing."""

    kind = "preparation-ended"
    topics = frozenset({Topic.STAGE, Topic.CLOCK})
    travels = False
    own = True

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        if oral.preparation is None or oral.preparation.until is not None:
            raise Refusal(Reason.NO_PREPARATION)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, preparation=oral.prepared_until(place.reading))

    def words(self, context: Context) -> str:
        return "Préparation terminée"


@dataclass(frozen=True, slots=True)
class PreparationReceived(Event):
    """The preparation that came with a sheet; it counts for nothing where the candidate had prepared."""

    kind = "preparation-received"
    topics = frozenset({Topic.STAGE, Topic.CLOCK})
    travels = False

    allowed: Duration
    since: Reading
    until: Reading | None

    def apply(self, oral: Oral, place: Place) -> Oral:
        received = Preparation(self.allowed, self.since, self.until)
        return replace(oral, preparation=oral.preparation or received)

    def words(self, context: Context) -> str:
        return f"Préparation reçue avec la feuille{COLON} {_allowed_words(self.allowed, context)}"


def _allowed_words(allowed: Duration, context: Context) -> str:
    granted = "indicatives" if context.form.preparation.indicative else "accordées"
    return f"{context.formats.minutes(allowed)} {granted}"


@dataclass(frozen=True, slots=True)
class Opened(Event):
    """The commission sits. ``total``: legal total before any accommodation; ``vacancies``: empty seats with
    the decision of the president of the jury; ``used``: of the total, by situation 1 of the same épreuve.
    """

    kind = "opened"
    topics = frozenset({Topic.STAGE, Topic.CLOCK, Topic.PLAN})

    total: Duration
    jurors: tuple[Juror, ...]
    vacancies: tuple[Vacancy, ...] = ()
    used: Duration | None = None

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(
            oral,
            stage=Stage.OPENED,
            total=self.total,
            used_before=self.used,
            jurors=self.jurors,
            preparation=oral.prepared_until(place.reading),
            proceedings=replace(oral.proceedings, vacancies=self.vacancies),
        )

    def words(self, context: Context) -> str:
        names = ", ".join(f"{juror.name} ({context.seat(juror)})" for juror in self.jurors)
        minutes = context.formats.minutes
        less = f" moins {minutes(self.used)} de la situation 1" if self.used is not None else ""
        return f"Interrogation ouverte, {minutes(self.total)}{less}{COLON} {names}"
