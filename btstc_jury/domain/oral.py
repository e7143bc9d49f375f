"""The state of an oral, as its journal leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from btstc_jury.domain.assessment import Remark, Verdict
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.elsewhere import Elsewhere
from btstc_jury.domain.form import Form
from btstc_jury.domain.guest import Guest
from btstc_jury.domain.moments import ZERO, Duration, Reading
from btstc_jury.domain.opinions import Debate
from btstc_jury.domain.playing import Played
from btstc_jury.domain.proceedings import Departure, Proceedings, TimedInterruption
from btstc_jury.domain.rehearsal import Rehearsal
from btstc_jury.domain.rulings import Matter
from btstc_jury.domain.signing import Proof
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import (
    Allotment,
    ClockFace,
    MarkKind,
    Preparation,
    TimeMark,
    allot,
    face,
    narrowed,
    position_at,
)

_NO_VERDICT, _NO_PROCEEDINGS, _NO_DEBATE, _NO_PROOF = Verdict(), Proceedings(), Debate(), Proof()


@dataclass(frozen=True, slots=True)
class Oral:
    """All that is known of one oral after its last entry. Values only; an event makes the next one.

    ``total``: before accommodation, ``used_before``: of it, by situation 1 (E4 in CCF, situation 2).
    ``elsewhere``: the other situations of the épreuve that this file doesn't hold, in their order.
    ``rehearsal``: of an attempt in a training file, ``guest``: of what one juror notes of it on a laptop of
    their own; ``None`` in an exam.
    """

    form: Form
    plan: Plan
    stage: Stage = Stage.PLANNED
    preparation: Preparation | None = None
    jurors: tuple[Juror, ...] = ()
    total: Duration | None = None
    marks: tuple[TimeMark, ...] = ()
    remarks: Mapping[int, Remark] = field(default_factory=dict)
    ratings: Mapping[int, str] = field(default_factory=dict)
    verdict: Verdict = _NO_VERDICT
    finalised_at: Reading | None = None
    version: int = 0
    reopenings: tuple[str, ...] = ()
    proceedings: Proceedings = _NO_PROCEEDINGS
    debate: Debate = _NO_DEBATE
    proof: Proof = _NO_PROOF
    used_before: Duration | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    rehearsal: Rehearsal | None = None
    guest: Guest | None = None

    @property
    def sitting(self) -> tuple[Juror, ...]:
        """The jurors who haven't left: they decide, and sign."""
        gone = {each.juror for each in self.proceedings.departures}
        return tuple(juror for juror in self.jurors if juror.key not in gone)

    @property
    def signatures_due(self) -> tuple[Juror, ...]:
        """The jurors who sit and have not signed the settled version."""
        if self.stage is not Stage.FINALISED:
            return ()
        return tuple(juror for juror in self.sitting if not self.proof.has_signed(juror.key))

    @property
    def signed(self) -> bool:
        """Whether the settled version bears every signature due."""
        return self.stage is Stage.FINALISED and not self.signatures_due

    @property
    def allotment(self) -> Allotment:
        """Times granted; before the opening, those that the form proposes."""
        total = self.total or self.form.total.duration or self.form.total.complement_of or ZERO
        whole = allot(self.form, total, self.plan.accommodation, self.used_before or ZERO)
        scope = None if self.rehearsal is None else self.rehearsal.scope
        if scope is None or scope.whole:
            return whole
        return narrowed(whole, frozenset(phases_held(self)), dict(scope.maxima))

    def clock(self, now: Reading) -> ClockFace:
        return face(self.marks, self.allotment, now)

    @property
    def started(self) -> Reading | None:
        """When the first phase began."""
        return next((mark.reading for mark in self.marks if mark.kind is MarkKind.PHASE), None)

    @property
    def pending_gaps(self) -> tuple[int, ...]:
        """Sequences of the gaps that the jury has not decided on; only those that crossed a running clock."""
        if not any(mark.kind is MarkKind.GAP and mark.counted is None for mark in self.marks):
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
        known = self.remarks or self.ratings or self.debate.called
        return begun or bool(known) or self.verdict != Verdict()

    @property
    def phase(self) -> int | None:
        """The phase begun last, from 0."""
        return next((m.phase for m in reversed(self.marks) if m.kind is MarkKind.PHASE), None)

    @property
    def before_start(self) -> Stage:
        """Where an oral stands that has not started, whatever closed it."""
        return Stage.PLANNED if self.total is None else Stage.OPENED

    def prepared_until(self, at: Reading) -> Preparation | None:
        """The preparation ended: nobody prepares once the commission has called."""
        if self.preparation is None or self.preparation.until is not None:
            return self.preparation
        return replace(self.preparation, until=at)

    def with_proceedings(self, proceedings: Proceedings, at: Reading) -> Oral:
        """After a change in the proceedings, which may close the oral, or open it again."""
        if proceedings.stopped:
            ended = self.prepared_until(at)
            return replace(self, proceedings=proceedings, stage=Stage.CLOSED, preparation=ended)
        stage = self.before_start if self.stage is Stage.CLOSED else self.stage
        return replace(self, proceedings=proceedings, stage=stage)

    def placed_anew(self) -> Oral:
        """Notes, interruptions and departures at the time that the clock now shows: a stop counted or not
        moves those after it.
        """
        remarks: dict[int, Remark] = {}
        for number, remark in self.remarks.items():
            phase, at = position_at(self.marks, self.allotment, remark.began)
            remarks[number] = replace(remark, phase=phase, at=at)
        interruptions: list[TimedInterruption] = []
        for each in self.proceedings.interruptions:
            phase, at = position_at(self.marks, self.allotment, each.noticed)
            interruptions.append(replace(each, phase=phase, at=at))
        departures: list[Departure] = []
        for gone in self.proceedings.departures:
            phase, at = position_at(self.marks, self.allotment, gone.left)
            departures.append(replace(gone, phase=phase, at=at))
        proceedings = replace(
            self.proceedings, interruptions=tuple(interruptions), departures=tuple(departures)
        )
        return replace(self, remarks=remarks, proceedings=proceedings)

    def without_sheet(self, *, keeps_preparation: bool) -> Oral:
        """What belongs to the candidate whatever was recorded in the oral."""
        kept = self.proceedings
        return Oral(
            self.form,
            self.plan,
            stage=Stage.CLOSED if kept.stopped else Stage.PLANNED,
            preparation=self.preparation if keeps_preparation else None,
            proceedings=Proceedings(
                kept.presence,
                kept.absence,
                kept.lateness,
                kept.dossier,
                kept.informed,
                played=kept.played,
                scenario=kept.scenario,
            ).ruled(Matter.RESERVE, kept.rulings.get(Matter.RESERVE)),
            version=self.version,
            reopenings=self.reopenings,
            proof=self.proof,
            elsewhere=self.elsewhere,
        )


def phases_held(oral: Oral) -> tuple[int, ...]:
    """The places of the phases that are held: in an attempt, of those chosen."""
    count = len(oral.form.phases)
    return tuple(range(count)) if oral.rehearsal is None else oral.rehearsal.scope.played(count)


def version_made(oral: Oral) -> int:
    """The number of its proposal, from 1: the one that it has, or that it will have once settled."""
    return oral.version if oral.stage is Stage.FINALISED else oral.version + 1


def played_in(oral: Oral) -> Played:
    """What is recorded of what the oral plays; what it is about is as planned until something else is."""
    known, planned = oral.proceedings.choice, oral.plan.subject
    asked = oral.form.subject is not None and bool(planned) and not known.subject
    return replace(known, subject=planned) if asked else known


def heard(oral: Oral) -> tuple[Juror, ...]:
    """The jurors whose opinion counts: those who sit, and those who had given it before they left."""
    sitting = oral.sitting
    return tuple(each for each in oral.jurors if each in sitting or oral.debate.of(each.key).given)


def remarks_told(oral: Oral) -> tuple[Remark, ...]:
    """In the order in which they were written; where some came from a laptop, in that of their moments."""
    if all(each.noted is None for each in oral.remarks.values()):
        return tuple(oral.remarks[number] for number in sorted(oral.remarks))
    return tuple(sorted(oral.remarks.values(), key=_moment))


def _moment(remark: Remark) -> tuple[int, int, int]:
    return -1 if remark.phase is None else remark.phase, remark.at.us, remark.number


def not_held(oral: Oral) -> tuple[int, ...]:
    """The parts that never began of an oral that is over, from 0."""
    if not oral.stage.facts.over:
        return ()
    held = {mark.phase for mark in oral.marks if mark.kind is MarkKind.PHASE}
    return tuple(part for part in phases_held(oral) if part not in held)


def with_partial(marks: Mapping[int, Decimal], place: int, mark: Decimal | None) -> dict[int, Decimal]:
    """``mark``: ``None`` clears the one at that place."""
    kept = {each: known for each, known in marks.items() if each != place}
    return kept if mark is None else {**kept, place: mark}


def with_level(levels: Mapping[int, str], criterion: int, level: str | None) -> dict[int, str]:
    """``level``: ``None`` clears the criterion's."""
    kept = {number: letters for number, letters in levels.items() if number != criterion}
    if level is not None:
        kept[criterion] = level
    return kept
