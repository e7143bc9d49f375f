"""What went on in an oral around its time and levels: presence, dossier, incidents, questions (national
circular; arrêté l.5442-5448, l.5715-5724).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from btstc_jury.domain.commission import Vacancy
from btstc_jury.domain.dossier import DossierCheck
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.playing import NO_SCENARIO, NOTHING_PLAYED, Played, Scenario
from btstc_jury.domain.rulings import Matter, Ruling
from btstc_jury.domain.standing import Status


class Attendance(StrEnum):
    """How the candidate signed the attendance sheet."""

    DRAWN = "drawn"
    PAPER = "paper"
    NOT_SIGNED = "not_signed"

    @property
    def where(self) -> str:
        """« à l’écran »; "" for an attendance sheet that isn't signed."""
        return _WHERE[self]


_WHERE: Mapping[Attendance, str] = {
    Attendance.DRAWN: "à l’écran",
    Attendance.PAPER: "sur papier",
    Attendance.NOT_SIGNED: "",
}


@dataclass(frozen=True, slots=True)
class Presence:
    """What was checked at arrival. ``strokes``: the drawn signature, each stroke a run of x, y in 0..1000
    (of the width of the field), empty unless drawn.
    """

    convocation: bool
    identity: bool
    attendance: Attendance = Attendance.NOT_SIGNED
    strokes: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """``status``: what the oral is then worth; ``follows``: for the candidate, in the words of the slip;
    ``documented``: a document justifies it, which is compulsory.
    """

    title: str
    status: Status
    follows: str
    documented: bool = False


class AbsenceKind(StrEnum):
    ABSENT = "absent"
    JUSTIFIED = "justified"

    @property
    def facts(self) -> AbsenceFacts:
        return _ABSENCES[self]


_ABSENCES: Mapping[AbsenceKind, AbsenceFacts] = {
    AbsenceKind.ABSENT: AbsenceFacts(
        "Candidat absent",
        Status.ABSENT,
        "Aucune note n’est proposée. L’absence est à porter au bordereau, sous le sigle AB.",
    ),
    AbsenceKind.JUSTIFIED: AbsenceFacts(
        "Absence justifiée",
        Status.ABSENT_JUSTIFIED,
        "Aucune note n’est proposée. Le document est à joindre au constat\u202f; la suite appartient à"
        " l’autorité académique.",
        documented=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Absence:
    """``document``: what justifies it."""

    kind: AbsenceKind
    document: str = ""


@dataclass(frozen=True, slots=True)
class Lateness:
    """A late candidate is admitted only by the head of centre; no time is added."""

    minutes: int
    reason: str
    admitted_by: str


@dataclass(frozen=True, slots=True)
class Countersigned:
    """In the words of the history, of the person's copy, of the report, and of the panel where it is chosen.
    ``signer``: under the candidate's place on the report.
    """

    act: str
    copied: str
    reported: str
    choice: str
    signer: str = "Candidat"


class Countersignature(StrEnum):
    """What the candidate did with the report of a suspicion of fraud."""

    PENDING = "pending"
    SIGNED = "signed"
    REFUSED = "refused"

    @property
    def words(self) -> Countersigned:
        return _COUNTERSIGNED[self]


_COUNTERSIGNED: Mapping[Countersignature, Countersigned] = {
    Countersignature.PENDING: Countersigned(
        "contreseing attendu",
        "pas encore présenté",
        "Pas encore présenté au candidat.",
        "pas encore présenté au candidat",
    ),
    Countersignature.SIGNED: Countersigned(
        "contresigné par le candidat",
        "contresigné",
        "Le candidat a contresigné.",
        "contresigné par le candidat",
    ),
    Countersignature.REFUSED: Countersigned(
        "contreseing refusé",
        "refus de contresigner",
        "Le candidat a refusé de contresigner.",
        "le candidat refuse de signer",
        signer="Candidat (refus de signer)",
    ),
}


@dataclass(frozen=True, slots=True)
class Fraud:
    """A suspicion of fraud; the candidate finishes all the same and the result is withheld."""

    facts: str
    witnesses: str
    countersignature: Countersignature = Countersignature.PENDING
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Interruption:
    """An interruption in a phase in which the candidate can't be interrupted."""

    who: str
    why: str


class Duty(StrEnum):
    """What the commission still owes somebody. ``INFORM``: tell the candidate of the reserve (l.5448);
    ``COUNTERSIGN``: put the report of fraud to the candidate; ``HAND_OVER``: give the report to the president
    of the jury (l.5446, l.5723); ``JOIN``: what was signed on paper, which only the paper shows.
    """

    INFORM = "inform"
    COUNTERSIGN = "countersign"
    HAND_OVER = "hand_over"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class TimedInterruption:
    """``noticed``: when; ``phase`` counts from 0; ``at``: time elapsed in it then."""

    interruption: Interruption
    noticed: Reading
    phase: int | None
    at: Duration


@dataclass(frozen=True, slots=True)
class TimedFraud:
    """The suspicion with the moment it was first reported."""

    fraud: Fraud
    reported: Reading


@dataclass(frozen=True, slots=True)
class WithdrawnFraud:
    """A suspicion that the commission gave up, with the reason and when."""

    reported: TimedFraud
    reason: str
    withdrawn: Reading


@dataclass(frozen=True, slots=True)
class Departure:
    """A juror who left before the end. ``left``: when; ``phase`` and ``at`` as of an interruption."""

    juror: str
    reason: str
    left: Reading
    phase: int | None
    at: Duration


@dataclass(frozen=True, slots=True)
class CodeRenewal:
    """A new code in place of a forgotten one. ``voucher``: who answered for the juror, "" for nobody, and
    ``reason`` then says why.
    """

    juror: str
    voucher: str
    reason: str
    on: Reading


@dataclass(frozen=True, slots=True)
class Proceedings:
    """``handed_over``: whether the president of the jury has the report. ``asked``: numbers of the questions
    already asked; ``order``: of the waiting ones, where chosen. ``departures`` and ``renewals``: of jurors
    and of their codes, in the order in which they came. ``rulings``: what others concluded since.
    ``part_reasons``: why a part, from 0, was not held.
    """

    presence: Presence | None = None
    absence: Absence | None = None
    lateness: Lateness | None = None
    dossier: DossierCheck | None = None
    informed: bool = False
    handed_over: bool = False
    fraud: TimedFraud | None = None
    interruptions: tuple[TimedInterruption, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    asked: frozenset[int] = frozenset()
    order: tuple[int, ...] = ()
    withdrawn: tuple[WithdrawnFraud, ...] = ()
    departures: tuple[Departure, ...] = ()
    renewals: tuple[CodeRenewal, ...] = ()
    rulings: Mapping[Matter, Ruling] = field(default_factory=dict)
    part_reasons: Mapping[int, str] = field(default_factory=dict)
    played: Played | None = None
    scenario: Scenario = NO_SCENARIO

    @property
    def choice(self) -> Played:
        """What is recorded of what the oral plays; in older files, the sheet ticked in the dossier."""
        if self.played is not None:
            return self.played
        sheets = () if self.dossier is None else self.dossier.sheets
        kept = next(((place, each) for place, each in enumerate(sheets) if each.retained), None)
        return NOTHING_PLAYED if kept is None else Played(kept[0], kept[1].title)

    @property
    def status(self) -> Status:
        """The status that the slip prints; an absence or a dossier that stops the oral comes first."""
        if self.absence is not None:
            return self.absence.kind.facts.status
        if self.dossier is not None and self.dossier.outcome.facts.stops:
            return Status.NOT_VALIDATED
        if self.fraud is not None and not self.settled(Matter.FRAUD):
            return Status.FRAUD_UPHELD if Matter.FRAUD in self.rulings else Status.WITHHELD
        if self.reserved:
            return Status.RESERVE_UPHELD if Matter.RESERVE in self.rulings else Status.RESERVED
        return Status.NORMAL

    @property
    def doubted(self) -> bool:
        """Whether the commission doubted the dossier, whatever its verification found."""
        return self.dossier is not None and self.dossier.outcome.facts.doubt

    @property
    def reserved(self) -> bool:
        """Whether the mark is under reserve; a suspicion of fraud doesn't take that away."""
        return self.doubted and not self.settled(Matter.RESERVE)

    @property
    def ruled_on(self) -> tuple[Matter, ...]:
        """What others rule on, whether they have or not."""
        fraud = (Matter.FRAUD,) if self.fraud is not None else ()
        return (*fraud, *((Matter.RESERVE,) if self.doubted else ()))

    def settled(self, matter: Matter) -> bool:
        """Whether a ruling has lifted the doubt or the suspicion."""
        ruling = self.rulings.get(matter)
        return ruling is not None and not ruling.upheld

    def ruled(self, matter: Matter, ruling: Ruling | None) -> Proceedings:
        """``ruling``: ``None`` where there is none any more."""
        kept = {each: known for each, known in self.rulings.items() if each is not matter}
        return replace(self, rulings=kept if ruling is None else {**kept, matter: ruling})

    @property
    def stopped(self) -> bool:
        """Whether the oral doesn't take place."""
        return not self.status.worth.held
