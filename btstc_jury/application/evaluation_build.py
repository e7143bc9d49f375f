"""The evaluation of an oral, taken from its journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from btstc_jury import __version__
from btstc_jury.application import evaluation as data
from btstc_jury.application.office import Office
from btstc_jury.application.views.grid import GridView
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Instant, Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.timing import ClockFace, MarkKind

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def evaluation_of(
    office: Office, number: int, grid: GridView, *, with_notes: bool = False
) -> data.EvaluationData:
    """``grid``: as it is printed to be signed; ``with_notes``: the commission joins its working notes.

    Raises ``FileProblem`` where the oral can't be read.
    """
    oral, session = office.oral(number), office.session
    return data.EvaluationData(
        schema=data.SCHEMA,
        schema_version=data.VERSION,
        program=__version__,
        kind=session.kind,
        session=data.SessionData(session.year, session.centre, session.commission, session.room),
        candidate=_candidate(oral),
        form=_form(oral.form),
        stage=oral.stage,
        version=oral.version,
        finalised=_moment(oral.finalised_at),
        situation=_situation(oral),
        times=_times(oral, office.now()),
        commission=tuple(
            data.JurorData(each.key, each.name, each.role, each.replaces_professional) for each in oral.jurors
        ),
        vacancies=tuple(
            data.VacancyData(each.role, each.president, each.reason) for each in oral.room.vacancies
        ),
        ratings=_ratings(oral.ratings),
        debate=_debate(oral),
        verdict=_verdict(oral),
        reopenings=tuple(
            data.ReopeningData(replaced, reason) for replaced, reason in enumerate(oral.reopenings, start=1)
        ),
        journal=data.JournalData(office.file.head(number).hex(), office.history(number).last_sequence),
        notes=tuple(_notes(oral)) if with_notes else None,
        grid=grid,
    )


def mark_text(mark: Decimal | None) -> str | None:
    """« 12.5 », « 13 »; ``None`` for no mark."""
    return None if mark is None else format((mark + 0).normalize(), "f")


def _candidate(oral: Oral) -> data.CandidateData:
    known = oral.plan.candidate
    return data.CandidateData(
        known.number, known.last_name, known.first_names, known.birth, known.school, known.specialty
    )


def _form(form: Form) -> data.FormData:
    return data.FormData(form.key, form.version, form.exam, form.unit, form.name, form.hash)


def _situation(oral: Oral) -> data.SituationData:
    room = oral.room
    return data.SituationData(
        status=room.status,
        outcome=None if room.dossier is None else room.dossier.outcome,
        reason="" if room.dossier is None else room.dossier.reason,
        candidate_informed=room.informed,
        withheld=room.status.worth.withheld,
        report_handed_over=room.handed_over,
    )


def _times(oral: Oral, now: Reading) -> data.TimesData:
    clock, prepared = oral.clock(now), oral.preparation
    return data.TimesData(
        started=_moment(oral.started),
        ended=_moment(oral.ended),
        preparation_granted_us=None if prepared is None else prepared.allowed.us,
        preparation_used_us=None if prepared is None else prepared.used(now).us,
        phases=tuple(
            data.PhaseData(phase.title, time.own_maximum, time.allowed.us, time.used.us)
            for phase, time in zip(oral.form.phases, clock.phases, strict=True)
        ),
        total_granted_us=clock.total_allowed.us,
        total_used_us=clock.total_used.us,
        pauses=tuple(_pauses(oral, clock)),
        gaps=tuple(
            data.GapData(each.phase, _utc(each.since.utc), _utc(each.until.utc), each.length.us, each.counted)
            for each in clock.gaps
        ),
        interruptions=tuple(
            data.InterruptionData(each.interruption.who, each.interruption.why, each.phase, each.at.us)
            for each in oral.room.interruptions
        ),
    )


def _pauses(oral: Oral, clock: ClockFace) -> Iterator[data.PauseData]:
    reasons = {mark.sequence: mark.label for mark in oral.marks if mark.kind is MarkKind.PAUSE}
    for each in clock.pauses:
        yield data.PauseData(
            each.phase,
            each.at.us,
            _utc(each.since.utc),
            each.length.us,
            each.granted,
            reasons[each.sequence],
        )


def _ratings(levels: Mapping[int, str]) -> tuple[data.RatingData, ...]:
    return tuple(data.RatingData(criterion, levels[criterion]) for criterion in sorted(levels))


def _debate(oral: Oral) -> data.DebateData:
    debate = oral.debate
    if not debate.revealed:
        return data.DebateData(
            debate.mode, revealed=False, reveal_reason="", opinions=(), reasons=(), dissents=()
        )
    opinions = ((juror.key, debate.of(juror.key)) for juror in oral.jurors)
    reasons = [data.ReasonData(number, debate.reasons[number]) for number in sorted(debate.reasons)]
    if debate.mark_reason:
        reasons.append(data.ReasonData(None, debate.mark_reason))
    return data.DebateData(
        mode=debate.mode,
        revealed=True,
        reveal_reason=debate.reveal_reason,
        opinions=tuple(
            data.OpinionData(key, each.given, mark_text(each.mark), _ratings(each.levels))
            for key, each in opinions
        ),
        reasons=tuple(reasons),
        dissents=tuple(data.DissentData(each.juror, each.criterion, each.text) for each in debate.dissents),
    )


def _verdict(oral: Oral) -> data.VerdictData:
    said = oral.verdict
    return data.VerdictData(
        mark_text(said.mark), said.appreciation, said.strengths, said.weaknesses, said.remarks
    )


def _notes(oral: Oral) -> Iterator[data.NoteData]:
    for number in sorted(oral.notes):
        note = oral.notes[number]
        said = note.content
        yield data.NoteData(said.text, said.sign, said.criterion, said.author, note.phase, note.at.us)


def _moment(reading: Reading | None) -> datetime | None:
    return None if reading is None else _utc(reading.utc)


def _utc(instant: Instant) -> datetime:
    return _EPOCH + timedelta(microseconds=instant.us)
