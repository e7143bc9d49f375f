"""What can be asked for between the people in the room."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from btstc_jury.domain.dossier import DossierCheck
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.presence import Absence, Fraud, Interruption, Lateness, Presence


@dataclass(frozen=True, slots=True)
class CheckPresence:
    presence: Presence


@dataclass(frozen=True, slots=True)
class RecordAbsence:
    absence: Absence


@dataclass(frozen=True, slots=True)
class AdmitLate:
    lateness: Lateness


@dataclass(frozen=True, slots=True)
class CheckDossier:
    check: DossierCheck


@dataclass(frozen=True, slots=True)
class InformCandidate:
    """The candidate has been told of the commission's doubt."""


@dataclass(frozen=True, slots=True)
class ReportFraud:
    fraud: Fraud


@dataclass(frozen=True, slots=True)
class WithdrawFraud:
    """The commission no longer suspects; what it had reported stays in the journal, with this reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class HandOverReport:
    """The report is with the president of the jury; it may follow after the proposal is settled."""


@dataclass(frozen=True, slots=True)
class ReportInterruption:
    """``began``: when it was noticed; now for ``None``."""

    interruption: Interruption
    began: Reading | None = None


@dataclass(frozen=True, slots=True)
class ChooseMode:
    """Until the first opinion is given."""

    mode: OpinionMode


@dataclass(frozen=True, slots=True)
class RateOpinion:
    """``juror``: key of the author; ``level``: letters, ``NE``, or ``None`` to clear."""

    juror: str
    criterion: int
    level: str | None


@dataclass(frozen=True, slots=True)
class MarkOpinion:
    juror: str
    mark: Decimal | None


@dataclass(frozen=True, slots=True)
class GiveOpinion:
    """Complete: every criterion rated or « non évalué », and a mark."""

    juror: str


@dataclass(frozen=True, slots=True)
class TakeBackOpinion:
    """Before the reveal only."""

    juror: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """``reason``: compulsory unless every juror has given an opinion."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class GiveReason:
    """Why the settled level (or the mark, for ``None``) differs from every opinion."""

    criterion: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Dissent:
    """``text`` empty takes it back. ``criterion``: ``None`` for the mark."""

    juror: str
    criterion: int | None
    text: str


@dataclass(frozen=True, slots=True)
class TickQuestion:
    note: int
    asked: bool


@dataclass(frozen=True, slots=True)
class OrderQuestions:
    """``order``: every waiting question once, but for those of which only one juror may know."""

    order: tuple[int, ...]


RoomCommand = (
    CheckPresence
    | RecordAbsence
    | AdmitLate
    | CheckDossier
    | InformCandidate
    | ReportFraud
    | WithdrawFraud
    | HandOverReport
    | ReportInterruption
    | ChooseMode
    | RateOpinion
    | MarkOpinion
    | GiveOpinion
    | TakeBackOpinion
    | Reveal
    | GiveReason
    | Dissent
    | TickQuestion
    | OrderQuestions
)
