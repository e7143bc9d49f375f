"""The state of an oral, folded from its journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import Note, TextField, Verdict
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.form import Form
from btstc_jury.domain.journal import Entry
from btstc_jury.domain.moments import ZERO, Duration, Reading
from btstc_jury.domain.opinions import Debate
from btstc_jury.domain.oral_sheet import OralSheet, renumbered
from btstc_jury.domain.preparation import Preparation
from btstc_jury.domain.proof_changes import change_proof, voided
from btstc_jury.domain.proof_events import Erased, NotesErased, ProofEvent
from btstc_jury.domain.room import (
    DEBATE_CHANGES,
    ROOM_CHANGES,
    Room,
    RoomChange,
    TimedInterruption,
    change_debate,
    change_room,
)
from btstc_jury.domain.room_events import Interrupted
from btstc_jury.domain.signing import Proof
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import (
    Allotment,
    ClockFace,
    MarkKind,
    TimeMark,
    allot,
    face,
    position_at,
)


@dataclass(frozen=True, slots=True)
class Oral:
    """All that is known of one oral after its last entry. Values only; ``evolve`` makes the next one."""

    form: Form
    plan: Plan
    stage: Stage = Stage.PLANNED
    preparation: Preparation | None = None
    jurors: tuple[Juror, ...] = ()
    total: Duration | None = None
    marks: tuple[TimeMark, ...] = ()
    notes: Mapping[int, Note] = field(default_factory=dict)
    ratings: Mapping[int, str] = field(default_factory=dict)
    verdict: Verdict = field(default_factory=Verdict)
    finalised_at: Reading | None = None
    version: int = 0
    reopenings: tuple[str, ...] = ()
    room: Room = field(default_factory=Room)
    debate: Debate = field(default_factory=Debate)
    proof: Proof = field(default_factory=Proof)

    @property
    def signatures_due(self) -> tuple[Juror, ...]:
        """The jurors who sat and have not signed the settled version."""
        if self.stage is not Stage.FINALISED:
            return ()
        return tuple(juror for juror in self.jurors if not self.proof.has_signed(juror.key))

    @property
    def signed(self) -> bool:
        """Whether the settled version bears every signature due."""
        return self.stage is Stage.FINALISED and not self.signatures_due

    @property
    def allotment(self) -> Allotment:
        """Times granted; before the opening, those that the form proposes."""
        total = self.total or self.form.total.duration or self.form.total.complement_of or ZERO
        return allot(self.form, total, self.plan.accommodation)

    def clock(self, now: Reading) -> ClockFace:
        return face(self.marks, self.allotment, now)

    @property
    def started(self) -> Reading | None:
        """When the first phase began."""
        return next((mark.reading for mark in self.marks if mark.kind is MarkKind.PHASE), None)

    @property
    def pending_gaps(self) -> tuple[int, ...]:
        """Sequences of the gaps that the jury has not decided on; only those that crossed a running clock."""
        if not self.marks:
            return ()
        gaps = self.clock(self.marks[-1].reading).gaps
        return tuple(gap.sequence for gap in gaps if gap.counted is None)

    @property
    def ended(self) -> Reading | None:
        return next((mark.reading for mark in self.marks if mark.kind is MarkKind.END), None)

    @property
    def form_pinned(self) -> bool:
        """Whether something hangs on the form, which then can't change any more."""
        begun = self.stage is not Stage.PLANNED or self.preparation is not None
        return begun or bool(self.notes or self.ratings) or self.verdict != Verdict()

    @property
    def phase(self) -> int | None:
        """The phase begun last, from 0."""
        return next((m.phase for m in reversed(self.marks) if m.kind is MarkKind.PHASE), None)


def begin(planned: ev.Planned, form: Form) -> Oral:
    """The oral as its first event leaves it. ``form`` must be the one that the event names."""
    return Oral(form=form, plan=planned.plan)


def evolve(oral: Oral, entry: Entry, forms: Mapping[str, Form]) -> Oral:
    """The oral after one more entry that is neither an undo nor a redo. ``forms``: by content hash."""
    event = entry.event
    if isinstance(event, DEBATE_CHANGES):
        return replace(oral, debate=change_debate(oral.debate, event))
    if isinstance(event, ROOM_CHANGES):
        return _in_the_room(oral, event, entry.reading)
    if isinstance(event, ev.Finalised | ev.Reopened | ev.SheetGiven | ev.SheetReceived):
        return _settled(oral, entry, event)
    if isinstance(event, ev.PlanChanged):
        return replace(oral, plan=event.plan, form=forms[event.form_hash])
    return _conducted(oral, entry)


def _conducted(oral: Oral, entry: Entry) -> Oral:
    event = entry.event
    if isinstance(event, Erased):
        return oral
    if isinstance(event, ProofEvent):
        notes = {} if isinstance(event, NotesErased) else oral.notes
        return replace(oral, notes=notes, proof=change_proof(oral.proof, event))
    if isinstance(event, ev.PreparationStarted | ev.PreparationEnded | ev.Opened):
        return _before(oral, entry, event)
    if isinstance(event, ev.NoteAdded | ev.NoteChanged | ev.NoteRemoved):
        return replace(oral, notes=_noted(oral, entry, event))
    if isinstance(event, ev.Rated | ev.MarkProposed | ev.TextWritten):
        return _assessed(oral, event)
    return _timed(oral, entry)


def _before(oral: Oral, entry: Entry, event: ev.PreparationStarted | ev.PreparationEnded | ev.Opened) -> Oral:
    if isinstance(event, ev.PreparationStarted):
        return replace(oral, preparation=Preparation(event.allowed, entry.reading))
    ended = _closed(oral.preparation, entry.reading)
    if isinstance(event, ev.PreparationEnded):
        return replace(oral, preparation=ended)
    room = replace(oral.room, vacancies=event.vacancies)
    return replace(
        oral, stage=Stage.OPENED, total=event.total, jurors=event.jurors, preparation=ended, room=room
    )


def _closed(preparation: Preparation | None, at: Reading) -> Preparation | None:
    """Nobody prepares once the commission has called: the opening and the first phase end it too."""
    if preparation is None or preparation.until is not None:
        return preparation
    return replace(preparation, until=at)


def _noted(
    oral: Oral, entry: Entry, event: ev.NoteAdded | ev.NoteChanged | ev.NoteRemoved
) -> dict[int, Note]:
    notes = dict(oral.notes)
    if isinstance(event, ev.NoteAdded):
        phase, at = position_at(oral.marks, oral.allotment, event.began)
        notes[entry.sequence] = Note(entry.sequence, event.began, phase, at, event.content)
    elif isinstance(event, ev.NoteChanged):
        notes[event.note] = replace(notes[event.note], content=event.content)
    else:
        del notes[event.note]
    return notes


def _assessed(oral: Oral, event: ev.Rated | ev.MarkProposed | ev.TextWritten) -> Oral:
    if isinstance(event, ev.Rated):
        ratings = dict(oral.ratings)
        ratings.pop(event.criterion, None)
        if event.level is not None:
            ratings[event.criterion] = event.level
        return replace(oral, ratings=ratings)
    if isinstance(event, ev.MarkProposed):
        return replace(oral, verdict=replace(oral.verdict, mark=event.mark))
    return replace(oral, verdict=_written(oral.verdict, event.field, event.text))


def _written(verdict: Verdict, where: TextField, text: str) -> Verdict:
    match where:
        case TextField.APPRECIATION:
            return replace(verdict, appreciation=text)
        case TextField.STRENGTHS:
            return replace(verdict, strengths=text)
        case TextField.WEAKNESSES:
            return replace(verdict, weaknesses=text)
        case TextField.REMARKS:
            return replace(verdict, remarks=text)
        case _:
            assert_never(where)


def _settled(
    oral: Oral, entry: Entry, event: ev.Finalised | ev.Reopened | ev.SheetGiven | ev.SheetReceived
) -> Oral:
    match event:
        case ev.Finalised():
            return replace(oral, stage=Stage.FINALISED, finalised_at=entry.reading, version=oral.version + 1)
        case ev.Reopened(reason):
            reopenings, proof = (*oral.reopenings, reason), voided(oral.proof, oral.version, reason)
            return replace(oral, stage=Stage.ENDED, finalised_at=None, reopenings=reopenings, proof=proof)
        case ev.SheetGiven():
            return _given(oral, keeps_preparation=event.keeps_preparation)
        case ev.SheetReceived(_, _, sheet):
            return _received(oral, renumbered(sheet, entry.sequence))
        case _:
            assert_never(event)


def _given(oral: Oral, *, keeps_preparation: bool) -> Oral:
    """What belongs to the candidate whatever was recorded in the oral."""
    room = oral.room
    return Oral(
        oral.form,
        oral.plan,
        stage=Stage.CLOSED if room.stopped else Stage.PLANNED,
        preparation=oral.preparation if keeps_preparation else None,
        room=Room(room.presence, room.absence, room.lateness, room.dossier, room.informed),
        version=oral.version,
        reopenings=oral.reopenings,
        proof=oral.proof,
    )


def _received(oral: Oral, sheet: OralSheet) -> Oral:
    own = oral.room
    room = replace(
        sheet.room,
        presence=own.presence,
        absence=None,
        lateness=own.lateness,
        dossier=own.dossier,
        informed=own.informed,
    )
    return replace(
        oral,
        stage=Stage(sheet.stage),
        total=sheet.total,
        jurors=sheet.jurors,
        marks=sheet.marks,
        notes=sheet.notes,
        ratings=sheet.ratings,
        verdict=sheet.verdict,
        preparation=oral.preparation or sheet.preparation,
        room=room,
        debate=sheet.debate,
    )


def sheet_of(oral: Oral) -> OralSheet:
    """All that was recorded in an oral, but what belongs to its candidate."""
    return OralSheet(
        _waiting(oral) if oral.stage is Stage.CLOSED else oral.stage,
        oral.total,
        oral.jurors,
        oral.marks,
        oral.notes,
        oral.ratings,
        oral.verdict,
        oral.preparation,
        replace(oral.room, presence=None, absence=None, lateness=None, dossier=None, informed=False),
        oral.debate,
    )


def _in_the_room(oral: Oral, event: RoomChange, at: Reading) -> Oral:
    noticed = event.began if isinstance(event, Interrupted) else None
    position = position_at(oral.marks, oral.allotment, noticed or at)
    room = change_room(oral.room, event, at, position)
    if room.stopped:
        preparation = _closed(oral.preparation, at)
        return replace(oral, room=room, stage=Stage.CLOSED, preparation=preparation)
    stage = _waiting(oral) if oral.stage is Stage.CLOSED else oral.stage
    return replace(oral, room=room, stage=stage)


def _waiting(oral: Oral) -> Stage:
    """Where an oral stands that has not started, whatever closed it."""
    return Stage.PLANNED if oral.total is None else Stage.OPENED


def _placed(oral: Oral) -> Oral:
    """Notes and interruptions at the time that the clock now shows: a stop counted or not moves those
    after it.
    """
    notes: dict[int, Note] = {}
    for number, note in oral.notes.items():
        phase, at = position_at(oral.marks, oral.allotment, note.began)
        notes[number] = replace(note, phase=phase, at=at)
    interruptions: list[TimedInterruption] = []
    for each in oral.room.interruptions:
        phase, at = position_at(oral.marks, oral.allotment, each.noticed)
        interruptions.append(replace(each, phase=phase, at=at))
    return replace(oral, notes=notes, room=replace(oral.room, interruptions=tuple(interruptions)))


_STAGE_AFTER = {
    MarkKind.PHASE: Stage.RUNNING,
    MarkKind.RESUME: Stage.RUNNING,
    MarkKind.PAUSE: Stage.PAUSED,
    MarkKind.END: Stage.ENDED,
}


def _timed(oral: Oral, entry: Entry) -> Oral:
    event = entry.event
    if isinstance(event, ev.PauseExplained):
        return replace(oral, marks=_relabel(oral.marks, event.pause, label=event.reason))
    if isinstance(event, ev.GapDecided):
        return _placed(replace(oral, marks=_relabel(oral.marks, event.gap, counted=event.counted)))
    mark = _mark(entry)
    stage = _STAGE_AFTER.get(mark.kind, oral.stage)
    preparation = _closed(oral.preparation, entry.reading)
    return replace(oral, marks=(*oral.marks, mark), stage=stage, preparation=preparation)


def _mark(entry: Entry) -> TimeMark:
    event = entry.event
    number, at = entry.sequence, entry.reading
    match event:
        case ev.PhaseStarted():
            return TimeMark(number, MarkKind.PHASE, at, phase=event.phase)
        case ev.Paused():
            return TimeMark(number, MarkKind.PAUSE, at, label=event.reason, granted=event.granted)
        case ev.Resumed():
            return TimeMark(number, MarkKind.RESUME, at)
        case ev.Ended():
            return TimeMark(number, MarkKind.END, at)
        case ev.GapFound():
            return TimeMark(number, MarkKind.GAP, at, since=event.since, label=event.cause)
        case _:
            raise ValueError(f"no event of an oral under way: {type(event).__name__}")


def _relabel(
    marks: tuple[TimeMark, ...],
    sequence: int,
    *,
    label: str | None = None,
    counted: bool | None = None,
) -> tuple[TimeMark, ...]:
    def changed(mark: TimeMark) -> TimeMark:
        if mark.sequence != sequence:
            return mark
        return replace(
            mark,
            label=mark.label if label is None else label,
            counted=mark.counted if counted is None else counted,
        )

    return tuple(changed(mark) for mark in marks)


def entries_without(entries: Iterable[Entry], acts: frozenset[int]) -> tuple[Entry, ...]:
    """The entries that count once ``acts`` are taken back."""
    return tuple(
        entry
        for entry in entries
        if entry.act not in acts and not isinstance(entry.event, ev.Undone | ev.Redone)
    )
