"""The whole evaluation of one oral as plain data, which a signed grid carries; whether both tell the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

import msgspec

from btstc_jury import __version__
from btstc_jury.application.office import Office
from btstc_jury.application.old_forms import situation_of_key
from btstc_jury.application.views.grid import GridView
from btstc_jury.application.views.incidents import pause_reasons
from btstc_jury.domain.assessment import Sign
from btstc_jury.domain.candidate import Candidate, Course
from btstc_jury.domain.commission import CommissionRule, Juror, Role
from btstc_jury.domain.dossier import Outcome
from btstc_jury.domain.form import Form, Situation
from btstc_jury.domain.marking import NotAssessed, Rounding
from btstc_jury.domain.moments import Instant, Reading
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.oral import Oral, played_in, remarks_told, version_made
from btstc_jury.domain.playing import NOTHING_PLAYED, Handed, Playing, Scenario
from btstc_jury.domain.points import accounts
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
    """``number`` is text: leading zeros count. ``course``: left out where it isn't known."""

    number: str
    last_name: str
    first_names: str
    birth: date | None
    school: str
    specialty: str
    course: Course | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class PlaceData:
    """Which of the ``count`` situations of its épreuve an oral is."""

    number: int
    count: int


@dataclass(frozen=True, slots=True)
class FormData:
    """``hash``: SHA-256 (hex) of the form's canonical content; ``place``: of a situation that the key doesn't
    tell.
    """

    key: str
    version: str
    exam: str
    unit: str
    name: str
    hash: str
    place: PlaceData | msgspec.UnsetType = msgspec.UNSET


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
    """``key``: what opinions, dissents and notes name; ``replaces_professional``: in that seat;
    ``quality``: beyond the role, left out where nothing is recorded; ``title``: what the form calls the role,
    left out where it has no words of its own.
    """

    key: str
    name: str
    role: Role
    replaces_professional: bool
    quality: str | msgspec.UnsetType = msgspec.UNSET
    title: str | msgspec.UnsetType = msgspec.UNSET


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
class PlayedData:
    """``playing``: ``None`` where only what the oral is about is asked for; ``number``: of the fiche or
    project, from 1; ``altered``: the annexes, by the commission; ``scenario``: as it was handed over,
    ``subject``: « anglais », each left out where there is none.
    """

    playing: Playing | None
    number: int | None
    title: str
    changes: str
    handed: Handed | None
    altered: bool
    scenario: Scenario | msgspec.UnsetType = msgspec.UNSET
    subject: str | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class RatingData:
    """``level``: letters of the form's scale, or « NE »."""

    criterion: int
    level: str


@dataclass(frozen=True, slots=True)
class OpinionData:
    """One juror's own; ``mark`` as in ``EvaluationData``. ``partial``: left out where this juror gave none of
    several marks.
    """

    juror: str
    given: bool
    mark: str | None
    ratings: tuple[RatingData, ...]
    partial: tuple[PartialData, ...] | msgspec.UnsetType = msgspec.UNSET


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
class PartialData:
    """One of several marks; ``mark`` as in ``VerdictData``, ``maximum`` likewise."""

    title: str
    maximum: str
    mark: str | None


@dataclass(frozen=True, slots=True)
class CalculatedData:
    """The total calculated from points, exact: fractions as text, « 112/9 ». ``title``: of the partial mark
    that it is about, "" for the mark; ``mark``: before rounding, on ``maximum``; ``rounded``: by the form's
    rule; both ``None`` where there is no total.
    """

    title: str
    reached: str
    possible: str
    maximum: str
    mark: str | None
    rounded: str | None
    rounding: Rounding
    not_assessed: NotAssessed


@dataclass(frozen=True, slots=True)
class VerdictData:
    """``mark``: decimal point, no useless zero (« 12.5 »), ``None`` for no mark. ``partial`` and
    ``calculated``: left out where the form has a single mark, and gives no points.
    """

    mark: str | None
    appreciation: str
    strengths: str
    weaknesses: str
    remarks: str
    partial: tuple[PartialData, ...] | msgspec.UnsetType = msgspec.UNSET
    calculated: tuple[CalculatedData, ...] | msgspec.UnsetType = msgspec.UNSET


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
    ``notes``: ``None`` unless the commission joins its working notes; ``played``: left out where nothing of
    it is recorded; ``grid``: every word of the printed
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
    played: PlayedData | msgspec.UnsetType = msgspec.UNSET


_Data = TypeVar("_Data")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def evaluation_of(
    office: Office, number: int, grid: GridView, *, with_remarks: bool = False
) -> EvaluationData:
    """``grid``: as it is printed to be signed; ``with_remarks``: the commission joins its working notes.

    Raises ``FileProblem`` where the oral can't be read.
    """
    oral, session = office.oral(number), office.session
    said = oral.verdict
    return EvaluationData(
        schema=SCHEMA,
        schema_version=VERSION,
        program=__version__,
        kind=session.kind,
        session=_taken(session, SessionData),
        candidate=_candidate(oral.plan.candidate),
        form=_form(oral.form),
        stage=oral.stage,
        version=version_made(oral),
        finalised=_moment(oral.finalised_at),
        situation=_situation(oral),
        times=_times(oral, office.now()),
        commission=tuple(_juror(each, oral.form.commission) for each in oral.sitting),
        vacancies=tuple(_taken(each, VacancyData) for each in oral.proceedings.vacancies),
        ratings=_ratings(oral.ratings),
        debate=_debate(oral),
        verdict=VerdictData(
            mark_text(said.mark),
            said.appreciation,
            said.strengths,
            said.weaknesses,
            said.observations,
            partial=_partial(oral.form, said.partial) or msgspec.UNSET,
            calculated=_calculated(oral) or msgspec.UNSET,
        ),
        reopenings=tuple(
            ReopeningData(replaced, reason) for replaced, reason in enumerate(oral.reopenings, start=1)
        ),
        journal=JournalData(office.file.index.head(number).hex(), office.history(number).last_sequence),
        notes=tuple(_notes(oral)) if with_remarks else None,
        grid=grid,
        played=_played(oral),
    )


def mark_text(mark: Decimal | None) -> str | None:
    """« 12.5 », « 13 »; ``None`` for no mark."""
    return None if mark is None else format((mark + 0).normalize(), "f")


def _partial(form: Form, marks: Mapping[int, Decimal]) -> tuple[PartialData, ...]:
    return tuple(
        PartialData(each.title, mark_text(each.maximum) or "", mark_text(marks.get(place)))
        for place, each in enumerate(form.marks, 1)
    )


def _calculated(oral: Oral) -> tuple[CalculatedData, ...]:
    form = oral.form
    return tuple(
        CalculatedData(
            form.marks[each.place - 1].title if each.place else "",
            str(each.reached),
            str(each.possible),
            mark_text(each.maximum) or "",
            None if each.exact is None else str(each.exact),
            None if each.rounded is None else str(each.rounded),
            form.mark.rounding,
            form.mark.not_assessed,
        )
        for each in accounts(form, oral.ratings)
    )


def _taken(value: object, kind: type[_Data]) -> _Data:
    """The attributes of ``value`` that ``kind`` names, as they are."""
    return msgspec.convert(value, kind, from_attributes=True)


def _form(form: Form) -> FormData:
    """Official forms tell their situation by their key, and grids of them carry nothing else."""
    own, told = map(_place, (form.situation, situation_of_key(form.key)))
    place = msgspec.UNSET if own == told else own
    return FormData(form.key, form.version, form.exam, form.unit, form.name, form.hash, place)


def _place(known: Situation | None) -> PlaceData | msgspec.UnsetType:
    return msgspec.UNSET if known is None else PlaceData(known.number, known.count)


def _juror(juror: Juror, rule: CommissionRule) -> JurorData:
    quality, words = juror.quality or msgspec.UNSET, rule.roles.get(juror.role)
    title = msgspec.UNSET if words is None else words.title or msgspec.UNSET
    return JurorData(juror.key, juror.name, juror.role, juror.replaces_professional, quality, title)


def _candidate(known: Candidate) -> CandidateData:
    values = {each.name: getattr(known, each.name) for each in fields(CandidateData)}
    return CandidateData(**{**values, "course": known.course or msgspec.UNSET})


def _played(oral: Oral) -> PlayedData | msgspec.UnsetType:
    playing, played = oral.form.playing, played_in(oral)
    scenario = oral.proceedings.scenario
    asked = playing is not None or oral.form.subject is not None
    if not asked or (played == NOTHING_PLAYED and not scenario):
        return msgspec.UNSET
    number = None if played.sheet is None else played.sheet + 1
    told = (played.title, played.changes, played.handed, played.altered)
    return PlayedData(playing, number, *told, scenario or msgspec.UNSET, played.subject or msgspec.UNSET)


def _situation(oral: Oral) -> SituationData:
    proceedings = oral.proceedings
    return SituationData(
        status=proceedings.status,
        outcome=None if proceedings.dossier is None else proceedings.dossier.outcome,
        reason="" if proceedings.dossier is None else proceedings.dossier.reason,
        candidate_informed=proceedings.informed,
        withheld=proceedings.status.worth.withheld,
        report_handed_over=proceedings.handed_over,
    )


def _times(oral: Oral, now: Reading) -> TimesData:
    clock, prepared, reasons = oral.clock(now), oral.preparation, pause_reasons(oral)
    return TimesData(
        started=_moment(oral.started),
        ended=_moment(oral.ended),
        preparation_granted_us=None if prepared is None else prepared.allowed.us,
        preparation_used_us=None if prepared is None else prepared.used(now).us,
        phases=tuple(
            PhaseData(phase.title, time.own_maximum, time.allowed.us, time.used.us)
            for phase, time in zip(oral.form.phases, clock.phases, strict=True)
        ),
        total_granted_us=clock.total_allowed.us,
        total_used_us=clock.total_used.us,
        pauses=tuple(
            PauseData(
                each.phase,
                each.at.us,
                _utc(each.since.utc),
                each.length.us,
                each.granted,
                reasons[each.sequence],
            )
            for each in clock.pauses
        ),
        gaps=tuple(
            GapData(each.phase, _utc(each.since.utc), _utc(each.until.utc), each.length.us, each.counted)
            for each in clock.gaps
        ),
        interruptions=tuple(
            InterruptionData(each.interruption.who, each.interruption.why, each.phase, each.at.us)
            for each in oral.proceedings.interruptions
        ),
    )


def _ratings(levels: Mapping[int, str]) -> tuple[RatingData, ...]:
    return tuple(RatingData(criterion, levels[criterion]) for criterion in sorted(levels))


def _debate(oral: Oral) -> DebateData:
    debate = oral.debate
    if not debate.revealed:
        return DebateData(debate.mode, revealed=False, reveal_reason="", opinions=(), reasons=(), dissents=())
    opinions = ((juror.key, debate.of(juror.key)) for juror in oral.jurors)
    reasons = [ReasonData(number, debate.reasons[number]) for number in sorted(debate.reasons)]
    if debate.mark_reason:
        reasons.append(ReasonData(None, debate.mark_reason))
    return DebateData(
        mode=debate.mode,
        revealed=True,
        reveal_reason=debate.reveal_reason,
        opinions=tuple(
            OpinionData(
                key,
                each.given,
                mark_text(each.mark),
                _ratings(each.levels),
                _partial(oral.form, each.partial) if each.partial else msgspec.UNSET,
            )
            for key, each in opinions
        ),
        reasons=tuple(reasons),
        dissents=tuple(_taken(each, DissentData) for each in debate.dissents),
    )


def _notes(oral: Oral) -> Iterator[NoteData]:
    for remark in remarks_told(oral):
        said = remark.content
        yield NoteData(said.text, said.sign, said.criterion, said.author, remark.phase, remark.at.us)


def _moment(reading: Reading | None) -> datetime | None:
    return None if reading is None else _utc(reading.utc)


def _utc(instant: Instant) -> datetime:
    return _EPOCH + timedelta(microseconds=instant.us)
