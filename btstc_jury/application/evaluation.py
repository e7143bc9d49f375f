"""The whole evaluation of one oral as plain data: what a signed grid carries with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from btstc_jury.application.views.grid import GridView
from btstc_jury.domain.assessment import Sign
from btstc_jury.domain.commission import Role
from btstc_jury.domain.dossier import Outcome
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage, Status

SCHEMA = "btstc-jury/evaluation"
VERSION = 1
"""Of the schema; a change that an earlier program would misread has another number."""


@dataclass(frozen=True, slots=True)
class SessionData:
    year: int
    centre: str
    commission: str
    room: str


@dataclass(frozen=True, slots=True)
class CandidateData:
    """``number`` is text: leading zeros count."""

    number: str
    last_name: str
    first_names: str
    birth: date | None
    school: str
    specialty: str


@dataclass(frozen=True, slots=True)
class FormData:
    """``hash``: SHA-256 (hex) of the form's canonical content."""

    key: str
    version: str
    exam: str
    unit: str
    name: str
    hash: str


@dataclass(frozen=True, slots=True)
class PhaseData:
    """Microseconds. ``granted_us``: what was left of the total where the phase has no maximum of its own."""

    title: str
    own_maximum: bool
    granted_us: int
    used_us: int


@dataclass(frozen=True, slots=True)
class PauseData:
    """``phase`` counts from 0; ``at_us``: time elapsed in it; ``granted``: from the candidate's allowance."""

    phase: int
    at_us: int
    since: datetime
    length_us: int
    granted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class GapData:
    """The program did not run; ``counted``: the commission's decision on that time."""

    phase: int
    since: datetime
    until: datetime
    length_us: int
    counted: bool | None


@dataclass(frozen=True, slots=True)
class InterruptionData:
    """``phase``: ``None`` before the first."""

    who: str
    why: str
    phase: int | None
    at_us: int


@dataclass(frozen=True, slots=True)
class TimesData:
    """UTC instants; ``preparation_*``: ``None`` where it was not timed."""

    started: datetime | None
    ended: datetime | None
    preparation_granted_us: int | None
    preparation_used_us: int | None
    phases: tuple[PhaseData, ...]
    total_granted_us: int
    total_used_us: int
    pauses: tuple[PauseData, ...]
    gaps: tuple[GapData, ...]
    interruptions: tuple[InterruptionData, ...]


@dataclass(frozen=True, slots=True)
class JurorData:
    """``key``: what opinions, dissents and notes name; ``replaces_professional``: in that seat."""

    key: str
    name: str
    role: Role
    replaces_professional: bool


@dataclass(frozen=True, slots=True)
class VacancyData:
    """An empty seat, with the decision of the president of the jury."""

    role: Role
    president: str
    reason: str


@dataclass(frozen=True, slots=True)
class SituationData:
    """``outcome``: of the dossier's check, ``None`` where there was none; ``reason``: of that outcome.
    ``withheld``: a suspicion of fraud stands; its report is a document of its own.
    """

    status: Status
    outcome: Outcome | None
    reason: str
    candidate_informed: bool
    withheld: bool
    report_handed_over: bool


@dataclass(frozen=True, slots=True)
class RatingData:
    """``level``: letters of the form's scale, or « NE »."""

    criterion: int
    level: str


@dataclass(frozen=True, slots=True)
class OpinionData:
    """One juror's own; ``mark`` as in ``EvaluationData``."""

    juror: str
    given: bool
    mark: str | None
    ratings: tuple[RatingData, ...]


@dataclass(frozen=True, slots=True)
class ReasonData:
    """Why a decision is none of the opinions; ``criterion``: ``None`` for the mark."""

    criterion: int | None
    text: str


@dataclass(frozen=True, slots=True)
class DissentData:
    juror: str
    criterion: int | None
    text: str


@dataclass(frozen=True, slots=True)
class DebateData:
    """Opinions, reasons and dissents are there once revealed only."""

    mode: OpinionMode
    revealed: bool
    reveal_reason: str
    opinions: tuple[OpinionData, ...]
    reasons: tuple[ReasonData, ...]
    dissents: tuple[DissentData, ...]


@dataclass(frozen=True, slots=True)
class VerdictData:
    """``mark``: decimal point, no useless zero (« 12.5 »), ``None`` for no mark."""

    mark: str | None
    appreciation: str
    strengths: str
    weaknesses: str
    remarks: str


@dataclass(frozen=True, slots=True)
class ReopeningData:
    """This version « annule et remplace » that one, for this reason."""

    replaced: int
    reason: str


@dataclass(frozen=True, slots=True)
class JournalData:
    """``head``: hash of the last entry (hex) when the data were made; ``entries``: how many there were."""

    head: str
    entries: int


@dataclass(frozen=True, slots=True)
class NoteData:
    """``author``: a juror's key, or ``None``; ``phase`` and ``at_us`` as for an interruption."""

    text: str
    sign: Sign
    criterion: int | None
    author: str | None
    phase: int | None
    at_us: int


@dataclass(frozen=True, slots=True)
class EvaluationData:
    """``program``: version of the program that made it; ``version``: of the proposal, from 1.
    ``notes``: ``None`` unless the commission joins its working notes; ``grid``: every word of the printed
    pages, from which they can be made again.
    """

    schema: str
    schema_version: int
    program: str
    kind: FileKind
    session: SessionData
    candidate: CandidateData
    form: FormData
    stage: Stage
    version: int
    finalised: datetime | None
    situation: SituationData
    times: TimesData
    commission: tuple[JurorData, ...]
    vacancies: tuple[VacancyData, ...]
    ratings: tuple[RatingData, ...]
    debate: DebateData
    verdict: VerdictData
    reopenings: tuple[ReopeningData, ...]
    journal: JournalData
    notes: tuple[NoteData, ...] | None
    grid: GridView
