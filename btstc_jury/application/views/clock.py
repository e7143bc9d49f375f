"""What the live screen shows of time, recomputed at every second that changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.incidents import GapEntry, pause_reasons
from btstc_jury.application.views.permitted import tools_words
from btstc_jury.application.views.played import phase_words
from btstc_jury.domain.form import LimitKind, Phase
from btstc_jury.domain.moments import ZERO, Duration, Reading
from btstc_jury.domain.oral import Oral, phases_held
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import ClockFace, PhaseTime, Preparation

NOT_PLAYED = "non jouée"
"""Of a phase that an attempt leaves out."""
AT_MOST = "au plus "
"""Before a time, of what shares it with other parts."""


class CellState(StrEnum):
    PAST = "past"
    NOW = "now"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class PhaseCell:
    """One phase of the bar. ``width``: seconds, for drawing to scale; ``filled``: 0..1 of that width;
    ``limit``: where in the width (0..1) the overrun begins, 1 when there is none; ``closing`` as in
    ``ClockView``.
    """

    number: int
    title: str
    time: str
    state: CellState
    width: float
    filled: float
    limit: float
    uninterrupted: bool
    overrun: bool
    closing: bool


@dataclass(frozen=True, slots=True)
class PreparationLine:
    """A candidate who prepares: this one or the next. ``left`` begins with + beyond the time, which is an
    ``overrun`` unless that time is indicative; ``words`` say it.
    """

    oral: int
    name: str
    left: str
    allowed: str
    overrun: bool
    words: str


@dataclass(frozen=True, slots=True)
class PauseLine:
    """The pause under way. ``pause``: its journal sequence; ``reason`` is "" until given.

    ``granted``: drawn from the candidate's allowance; ``left``: what then remains of it, « +0:20 » once it is
    ``spent``.
    """

    pause: int
    since: str
    length: str
    reason: str
    granted: bool = False
    left: str = ""
    spent: bool = False


@dataclass(frozen=True, slots=True)
class ClockView:
    """``left`` begins with + beyond the time, which is an ``overrun`` unless that time is indicative;
    ``closing``: the last minute of the phase, likewise of the total.
    ``until_next``: time to the next change of a shown second.
    """

    stage: Stage
    caption: str
    left: str
    overrun: bool
    closing: bool
    elapsed: str
    total_left: str
    total_allowed: str
    total_overrun: bool
    total_closing: bool
    uninterrupted: bool
    candidate: str
    commission: str
    cells: tuple[PhaseCell, ...]
    preparations: tuple[PreparationLine, ...]
    pause: PauseLine | None
    gaps: tuple[GapEntry, ...]
    until_next: Duration


def clock_view(office: Office, number: int, preparing: tuple[int, ...] = ()) -> ClockView:
    """The clock of an oral now. ``preparing``: other orals whose preparation may be running."""
    now = office.now()
    oral = office.oral(number)
    face = oral.clock(now)
    # Of an attempt that plays a part alone, that part is what comes.
    index = next(iter(phases_held(oral)), 0) if face.phase is None else face.phase
    phase, time = oral.form.phases[index], face.phases[index]
    bound = _bounding(face, time)
    preparing_now = tuple(_preparing(office, (number, *preparing)))
    return ClockView(
        stage=oral.stage,
        caption=_caption(oral, phase),
        left=formats.minutes_left(bound.allowed, bound.used),
        overrun=formats.overran(bound),
        closing=oral.stage.facts.under_way and formats.in_last_minute(bound),
        elapsed=formats.minutes(time.used),
        total_left=formats.minutes_left(face.total_allowed, face.total_used),
        total_allowed=formats.granted(face.total),
        total_overrun=formats.overran(face.total),
        total_closing=oral.stage.facts.under_way and formats.in_last_minute(face.total),
        uninterrupted=phase.uninterrupted and oral.stage.facts.under_way,
        candidate=_candidate(oral, index),
        commission=phase.commission,
        cells=tuple(_cells(oral, face)),
        preparations=tuple(_preparation(*each, now) for each in preparing_now),
        pause=_pause(oral, face),
        gaps=tuple(_gaps(face)),
        until_next=_until_next(oral, face, (each.used(now) for *_, each in preparing_now)),
    )


def _bounding(face: ClockFace, time: PhaseTime) -> PhaseTime:
    """The whole where a phase has all that is left of it: one figure, not two a second apart. What a part to
    come shares is whole too, since a free part before it may take nothing.
    """
    if time.shared is not None:
        time = replace(time, allowed=time.shared)
    return face.total if time.left == face.total.left else time


def _candidate(oral: Oral, index: int) -> str:
    """What the phase takes up, what the candidate does, and the tools that may be used."""
    told = oral.form.phases[index].candidate
    parts = (phase_words(oral, index), told.rstrip("."), tools_words(oral.form, told))
    said = [each for each in parts if each]
    if said == [told.rstrip(".")]:
        return told
    return " ".join(f"{each[:1].upper()}{each[1:]}." for each in said)


def _caption(oral: Oral, phase: Phase) -> str:
    whole = " indicatif" if oral.form.total.indicative else ""
    if oral.stage.facts.waiting:
        return f"{phase.short} — {_granted_words(oral, phase)}"
    match phase.limit:
        case LimitKind.MAXIMUM:
            return f"{phase.short} — temps {'indicatif ' if phase.indicative else ''}restant"
        case LimitKind.REMAINDER:
            return f"{phase.short} — reste du total{whole}"
        case LimitKind.FREE:
            return f"{phase.short} — durée libre, total{whole} restant"


def _granted_words(oral: Oral, phase: Phase) -> str:
    """Of the first part, before it begins."""
    loose = oral.form.total.indicative
    if phase.limit is LimitKind.MAXIMUM:
        return "temps indicatif" if phase.indicative else "temps accordé"
    if len(oral.form.phases) == 1:
        return "temps indicatif" if loose else "temps accordé"
    alone = all(each.limit is not LimitKind.MAXIMUM for each in oral.form.phases)
    if alone:
        return f"durée libre, total {'indicatif' if loose else 'accordé'}"
    return f"durée libre, au plus{' (durée indicative)' if loose else ''}"


def _cells(oral: Oral, face: ClockFace) -> Iterator[PhaseCell]:
    reached, held = -1 if face.phase is None else face.phase, phases_held(oral)
    for index, (phase, time) in enumerate(zip(oral.form.phases, face.phases, strict=True)):
        state = CellState.NOW if index == reached and not face.ended else CellState.FUTURE
        if index < reached or (face.ended and index <= reached):
            state = CellState.PAST
        width = max(time.allowed.total_seconds, time.used.total_seconds, 1.0)
        yield PhaseCell(
            number=index + 1,
            title=phase.short,
            time=_cell_time(phase, time, state) if index in held else NOT_PLAYED,
            state=state,
            width=width,
            filled=min(time.used.total_seconds / width, 1.0),
            limit=min(time.allowed.total_seconds / width, 1.0),
            uninterrupted=phase.uninterrupted,
            overrun=formats.overran(time),
            closing=state is CellState.NOW and formats.in_last_minute(time),
        )


def _cell_time(phase: Phase, time: PhaseTime, state: CellState) -> str:
    if state is CellState.FUTURE and phase.limit is LimitKind.FREE:
        return "durée libre"
    if state is CellState.FUTURE:
        if time.own_maximum:
            return formats.granted(time)
        # Nobody knows what the free parts before it will take.
        shared = time.shared
        return f"reste {formats.minutes(time.allowed)}" if shared is None else _at_most(shared)
    if time.own_maximum:
        return f"{formats.minutes(time.used)} / {formats.granted(time)}"
    return formats.minutes(time.used)


def _at_most(shared: Duration) -> str:
    return f"{AT_MOST}{formats.minutes(shared)}"


def _preparing(office: Office, orals: tuple[int, ...]) -> Iterator[tuple[int, Oral, Preparation]]:
    """Number, oral and preparation of those whose preparation runs."""
    for number in dict.fromkeys(orals):
        oral = office.oral(number)
        if oral.preparation is not None and oral.preparation.until is None:
            yield number, oral, oral.preparation


def _preparation(number: int, oral: Oral, preparation: Preparation, now: Reading) -> PreparationLine:
    allowed, used, loose = preparation.allowed, preparation.used(now), oral.form.preparation.indicative
    left, over = formats.minutes_left(allowed, used), not loose and formats.over(allowed, used)
    words = f"dépassée de {left.lstrip('+')}" if over else formats.left_words(left)
    granted = formats.length(allowed, indicative=loose)
    return PreparationLine(number, oral.plan.candidate.full_name, left, granted, over, words)


def _pause(oral: Oral, face: ClockFace) -> PauseLine | None:
    if oral.stage is not Stage.PAUSED:
        return None
    pause = face.pauses[-1]
    reason = pause_reasons(oral)[pause.sequence]
    since, length = formats.hour_second(pause.since.utc), formats.minutes(pause.length)
    if not pause.granted:
        return PauseLine(pause.sequence, since, length, reason)
    left = oral.plan.accommodation.pauses - face.granted_pauses
    shown = formats.minutes(left) if left.us >= 0 else f"+{formats.minutes(ZERO - left)}"
    return PauseLine(pause.sequence, since, length, reason, granted=True, left=shown, spent=left.us <= 0)


def _gaps(face: ClockFace) -> Iterator[GapEntry]:
    for gap in face.gaps:
        if gap.counted is None:
            since, until = formats.hour_second(gap.since.utc), formats.hour_second(gap.until.utc)
            length = formats.minutes(gap.length)
            text = f"Le programme n’a pas fonctionné de {since} à {until} ({length})."
            brief = f"Arrêt de {length}\u202f: compter ce temps\u202f?"
            yield GapEntry(gap.sequence, f"{text} Ce temps compte-t-il\u202f?", brief=brief)


def _until_next(oral: Oral, face: ClockFace, preparations: Iterable[Duration]) -> Duration:
    """Each clock on the screen has its own moment in the second; a second where none of them runs."""
    growing = list(preparations)
    if face.running and face.current is not None:
        growing += [face.current.used, face.total_used]
    if oral.stage is Stage.PAUSED:
        growing.append(face.pauses[-1].length)
    return min(map(formats.until_next_second, growing), default=Duration.seconds(1))
