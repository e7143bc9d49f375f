"""Time of an oral and of its preparation: a pure function of what happened and of a reading of the clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from btstc_jury.domain.candidate import Accommodation
from btstc_jury.domain.form import Form, LimitKind
from btstc_jury.domain.moments import ZERO, Duration, Reading, between


class MarkKind(StrEnum):
    PHASE = "phase"
    RESTART = "restart"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class TimeMark:
    """One event that matters to the clock, at its reading.

    ``phase`` for ``PHASE`` and ``RESTART``, after which nothing counts of what that phase used before;
    ``since`` for ``GAP``, with ``counted``: ``None`` until the jury decides;
    ``granted`` for a ``PAUSE`` drawn from the candidate's allowance.
    """

    sequence: int
    kind: MarkKind
    reading: Reading
    phase: int = -1
    since: Reading | None = None
    counted: bool | None = None
    label: str = ""
    granted: bool = False


@dataclass(frozen=True, slots=True)
class Allotment:
    """Times granted, accommodation included. A phase without a maximum of its own has ``None``.

    ``indicative``: places, from 0, of the phases whose time is indicative; ``total_indicative``:
    the total is.
    """

    phases: tuple[Duration | None, ...]
    total: Duration
    indicative: frozenset[int] = frozenset()
    total_indicative: bool = False


class _Same:
    """A form that is the same object: two that say the same are compared field by field."""

    __slots__ = ("form",)

    def __init__(self, form: Form) -> None:
        self.form = form

    def __hash__(self) -> int:
        return id(self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.form is self.form


def allot(form: Form, total: Duration, accommodation: Accommodation, used: Duration = ZERO) -> Allotment:
    """Times of a form for one candidate. ``total``: the legal total before accommodation; ``used``: of it,
    accommodation included, by the situation before: what is left is to the second (66:40 - 26:00 = 40:40).
    """
    return _allotted(_Same(form), total, accommodation, used)


@lru_cache(maxsize=64)
def _allotted(same: _Same, total: Duration, accommodation: Accommodation, used: Duration) -> Allotment:
    """Asked for at each remark that a journal tells of, and each second of a clock."""
    form = same.form
    factor = _with(accommodation.phases)
    phases = tuple(
        phase.maximum.scaled(factor) if phase.limit is LimitKind.MAXIMUM and phase.maximum else None
        for phase in form.phases
    )
    left = total.scaled(_with(accommodation.total)) - Duration.seconds(used.whole_seconds)
    whole = form.total.indicative
    loose = frozenset(
        place
        for place, (phase, own) in enumerate(zip(form.phases, phases, strict=True))
        if phase.indicative or (whole and own is None)
    )
    return Allotment(phases, left.floored(), loose, whole)


def narrowed(
    allotment: Allotment, played: frozenset[int], maxima: Mapping[int, Duration] | None = None
) -> Allotment:
    """Only some phases, each with its own time: that of ``maxima`` by place, or its part of the whole."""
    whole = tuple(_phase_times((ZERO,) * len(allotment.phases), allotment, None, ended=False))
    phases = tuple(
        (maxima or {}).get(place, each.allowed) if place in played else ZERO
        for place, each in enumerate(whole)
    )
    return Allotment(phases, _sum(phases), allotment.indicative, allotment.total_indicative)


_AS_IT_IS = Fraction(1)


def _with(extra: Fraction) -> Fraction:
    """Asked for at every remark, and nearly always of nothing: the sum of two fractions takes long."""
    return 1 + extra if extra else _AS_IT_IS


@dataclass(frozen=True, slots=True)
class PhaseTime:
    """``allowed``: granted now (recomputed for a phase that receives what is left); ``used`` so far;
    ``indicative``: going beyond is no excess; ``shared``: of a phase to come, the time that it shares with
    others of no maximum: it will have no more, ``allowed`` being then an equal part of it, to draw it.
    """

    allowed: Duration
    used: Duration
    own_maximum: bool
    indicative: bool = False
    shared: Duration | None = None

    @property
    def left(self) -> Duration:
        """Negative in overrun."""
        return self.allowed - self.used

    @property
    def overrun(self) -> Duration:
        return ZERO if self.indicative else (self.used - self.allowed).floored()


@dataclass(frozen=True, slots=True)
class Pause:
    """``until`` is ``None`` while it lasts; ``phase`` counts from 0; ``granted``: from the allowance."""

    sequence: int
    phase: int
    at: Duration
    since: Reading
    until: Reading | None
    length: Duration
    granted: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Time during which the program did not run; ``counted`` is ``None`` until the jury decides."""

    sequence: int
    phase: int
    since: Reading
    until: Reading
    length: Duration
    counted: bool | None


@dataclass(frozen=True, slots=True)
class ClockFace:
    """All that a clock can show of an oral. ``phase`` is ``None`` before the start."""

    phase: int | None
    running: bool
    ended: bool
    phases: tuple[PhaseTime, ...]
    total_allowed: Duration
    total_used: Duration
    pauses: tuple[Pause, ...]
    gaps: tuple[Gap, ...]
    total_indicative: bool = False

    @property
    def total(self) -> PhaseTime:
        """Of the whole oral."""
        return PhaseTime(
            self.total_allowed, self.total_used, own_maximum=True, indicative=self.total_indicative
        )

    @property
    def granted_pauses(self) -> Duration:
        """Time drawn so far from the candidate's allowance of pauses."""
        return _sum(pause.length for pause in self.pauses if pause.granted)

    @property
    def current(self) -> PhaseTime | None:
        return None if self.phase is None else self.phases[self.phase]


@dataclass(slots=True)
class _Walk:
    used: list[Duration]
    phase: int | None = None
    running: bool = False
    ended: bool = False
    last: Reading | None = None

    def advance(self, to: Reading) -> None:
        if self.running and self.phase is not None and self.last is not None:
            self.used[self.phase] += between(self.last, to)
        self.last = to


def face(marks: tuple[TimeMark, ...], allotment: Allotment, now: Reading) -> ClockFace:
    """The clock at ``now``, which must not precede the last mark (an earlier one gives zero for the
    stretch between). A gap not yet decided counts: time runs until the jury says otherwise.
    """
    walk, pauses, gaps = _walked(marks, allotment, now)
    if pauses and pauses[-1].until is None:
        pauses[-1] = _closed(pauses[-1], now, still_open=not walk.ended)
    used = tuple(walk.used)
    return ClockFace(
        walk.phase,
        walk.running,
        walk.ended,
        tuple(_phase_times(used, allotment, walk.phase, ended=walk.ended)),
        allotment.total,
        _sum(used),
        tuple(pauses),
        tuple(gaps),
        allotment.total_indicative,
    )


def _walked(
    marks: tuple[TimeMark, ...], allotment: Allotment, now: Reading
) -> tuple[_Walk, list[Pause], list[Gap]]:
    walk = _Walk([ZERO] * len(allotment.phases))
    pauses: list[Pause] = []
    gaps: list[Gap] = []
    for mark in marks:
        if mark.kind is MarkKind.GAP:
            gaps.extend(_cross_gap(walk, mark))
            continue
        walk.advance(mark.reading)
        _take(walk, mark, pauses)
    if not walk.ended:
        walk.advance(now)
    return walk, pauses, gaps


def _take(walk: _Walk, mark: TimeMark, pauses: list[Pause]) -> None:
    if mark.kind is MarkKind.PAUSE:
        phase = walk.phase or 0
        pauses.append(Pause(mark.sequence, phase, walk.used[phase], mark.reading, None, ZERO, mark.granted))
    elif pauses and pauses[-1].until is None:
        pauses[-1] = _closed(pauses[-1], mark.reading, still_open=False)
    if mark.kind in {MarkKind.PHASE, MarkKind.RESTART}:
        walk.phase = mark.phase
    if mark.kind is MarkKind.RESTART:
        walk.used[mark.phase] = ZERO
    walk.running = mark.kind in {MarkKind.PHASE, MarkKind.RESTART, MarkKind.RESUME}
    walk.ended = mark.kind is MarkKind.END


def _closed(pause: Pause, at: Reading, *, still_open: bool) -> Pause:
    return replace(pause, until=None if still_open else at, length=between(pause.since, at))


def _cross_gap(walk: _Walk, mark: TimeMark) -> Iterator[Gap]:
    """Pass over a gap; it concerns the clock only where the clock was running.

    The program was at work when it wrote the mark before: a gap never begins earlier than that.
    """
    if mark.since is None or not walk.running or walk.phase is None or walk.last is None:
        return
    since = walk.last if after(walk.last, mark.since) else mark.since
    walk.advance(since)
    length = between(since, mark.reading)
    if mark.counted is not False:
        walk.used[walk.phase] += length
    walk.last = mark.reading
    yield Gap(mark.sequence, walk.phase, since, mark.reading, length, mark.counted)


def _phase_times(
    used: tuple[Duration, ...], allotment: Allotment, current: int | None, *, ended: bool
) -> Iterator[PhaseTime]:
    """Phases without a maximum share what the total leaves once the other phases are served.

    A past phase keeps what it used; a phase to come keeps its maximum, as long as the total has that much
    left (« épreuve d’une durée maximale de 50 minutes », annexe V, E4, § 4.B).
    """
    position = -1 if current is None else current
    last = len(allotment.phases) - 1
    left = allotment.total - _sum(used)
    for index, own in enumerate(allotment.phases):
        loose = index in allotment.indicative
        if own is not None:
            past = ended or index < position
            bound = own if past else min(own, used[index] + left).floored()
            yield PhaseTime(bound, used[index], own_maximum=True, indicative=loose)
            continue
        if index < position or (ended and index != last):
            yield PhaseTime(used[index], used[index], own_maximum=False, indicative=loose)
            continue
        rest = rest_for(index, used, allotment, position)
        sharers = sum(1 for other in range(max(position, 0), last + 1) if allotment.phases[other] is None)
        begun = ended or index == position or sharers == 1
        share = rest if begun else Duration(rest.us // sharers)
        shared = None if begun else rest
        yield PhaseTime(share, used[index], own_maximum=False, indicative=loose, shared=shared)


def rest_for(index: int, used: tuple[Duration, ...], allotment: Allotment, position: int) -> Duration:
    """What the total leaves to a phase without a maximum, once the phases that have one are served and
    ``used`` is taken: all that it may have, since others without a maximum to come may take nothing.
    ``index`` and ``position``, that of the phase under way, count from 0; -1 before the start.
    """
    others = (other for other in range(len(allotment.phases)) if other != index)
    taken = _sum(_committed(other, used, allotment, position) for other in others)
    return (allotment.total - taken).floored()


def _committed(index: int, used: tuple[Duration, ...], allotment: Allotment, position: int) -> Duration:
    own = allotment.phases[index]
    if index < position or own is None:
        return used[index]
    return max(used[index], own)


def _sum(lengths: Iterator[Duration] | tuple[Duration, ...]) -> Duration:
    return Duration(sum(length.us for length in lengths))


def position_at(
    marks: tuple[TimeMark, ...], allotment: Allotment, moment: Reading
) -> tuple[int | None, Duration]:
    """Phase (from 0, ``None`` before the start) and time elapsed in it at a past or present moment."""
    before = tuple(mark for mark in marks if not after(mark.reading, moment))
    walk, _, _ = _walked(before, allotment, moment)
    return (None, ZERO) if walk.phase is None else (walk.phase, walk.used[walk.phase])


def after(mark: Reading, moment: Reading) -> bool:
    """Whether ``mark`` was taken later than ``moment``."""
    if mark.boot == moment.boot:
        return mark.mono > moment.mono
    return mark.utc > moment.utc


@dataclass(frozen=True, slots=True)
class Preparation:
    """``allowed`` includes the accommodation; ``until`` is ``None`` while the candidate prepares."""

    allowed: Duration
    since: Reading
    until: Reading | None = None

    def used(self, now: Reading) -> Duration:
        """Time passed; it goes on whatever the program does, since the candidate works on paper."""
        return between(self.since, self.until or now)
