"""What can happen between the people in the room: presence, dossier, opinions, questions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from btstc_jury.domain.dossier import DossierCheck
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.presence import Absence, Fraud, Interruption, Lateness, Presence


@dataclass(frozen=True, slots=True)
class PresenceChecked:
    presence: Presence


@dataclass(frozen=True, slots=True)
class AbsenceRecorded:
    """The candidate did not come; the oral is closed without interrogation."""

    absence: Absence


@dataclass(frozen=True, slots=True)
class LatenessAdmitted:
    lateness: Lateness


@dataclass(frozen=True, slots=True)
class DossierChecked:
    """Where the outcome stops the oral, it is closed: present, not validated."""

    check: DossierCheck


@dataclass(frozen=True, slots=True)
class CandidateInformed:
    """The candidate was told, at the end, of the commission's doubt (E4, l.5448)."""


@dataclass(frozen=True, slots=True)
class FraudReported:
    """``fraud``: a new suspicion, or the same completed (the latest replaces the one before)."""

    fraud: Fraud


@dataclass(frozen=True, slots=True)
class FraudWithdrawn:
    """The suspicion reported is withdrawn; the result isn't withheld any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class ReportHandedOver:
    """The president of the jury has the report on the reserve or on the suspicion of fraud."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """``began``: when it was noticed, before it was put into words."""

    interruption: Interruption
    began: Reading | None = None


@dataclass(frozen=True, slots=True)
class ModeChosen:
    mode: OpinionMode


@dataclass(frozen=True, slots=True)
class OpinionRated:
    """``juror``: key; ``level``: letters, ``NE``, or ``None`` for not yet rated."""

    juror: str
    criterion: int
    level: str | None


@dataclass(frozen=True, slots=True)
class OpinionMarked:
    juror: str
    mark: Decimal | None


@dataclass(frozen=True, slots=True)
class OpinionGiven:
    juror: str


@dataclass(frozen=True, slots=True)
class OpinionTakenBack:
    juror: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """``reason``: why without waiting for all, "" when all have given."""

    reason: str


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """``criterion``: ``None`` for the mark."""

    criterion: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Dissented:
    """``text`` empty takes the dissent back. ``criterion``: ``None`` for the mark."""

    juror: str
    criterion: int | None
    text: str


@dataclass(frozen=True, slots=True)
class QuestionTicked:
    """``note``: the question's number."""

    note: int
    asked: bool


@dataclass(frozen=True, slots=True)
class QuestionsOrdered:
    """``order``: numbers of the waiting questions, first to ask first."""

    order: tuple[int, ...]


RoomEvent = (
    PresenceChecked
    | AbsenceRecorded
    | LatenessAdmitted
    | DossierChecked
    | CandidateInformed
    | FraudReported
    | FraudWithdrawn
    | ReportHandedOver
    | Interrupted
    | ModeChosen
    | OpinionRated
    | OpinionMarked
    | OpinionGiven
    | OpinionTakenBack
    | Revealed
    | ReasonGiven
    | Dissented
    | QuestionTicked
    | QuestionsOrdered
)

ROOM_KINDS: dict[str, type[RoomEvent]] = {
    "presence-checked": PresenceChecked,
    "absence-recorded": AbsenceRecorded,
    "lateness-admitted": LatenessAdmitted,
    "dossier-checked": DossierChecked,
    "candidate-informed": CandidateInformed,
    "fraud-reported": FraudReported,
    "fraud-withdrawn": FraudWithdrawn,
    "report-handed-over": ReportHandedOver,
    "interrupted": Interrupted,
    "mode-chosen": ModeChosen,
    "opinion-rated": OpinionRated,
    "opinion-marked": OpinionMarked,
    "opinion-given": OpinionGiven,
    "opinion-taken-back": OpinionTakenBack,
    "revealed": Revealed,
    "reason-given": ReasonGiven,
    "dissented": Dissented,
    "question-ticked": QuestionTicked,
    "questions-ordered": QuestionsOrdered,
}
"""Names of the kinds in the journal; a name once given is never used for something else."""
