"""What happened when in an attempt, to scale: places from 0 to 1 along one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from btstc_jury.application.views import formats
from btstc_jury.domain.assessment import Sign
from btstc_jury.domain.case import letter
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import ZERO, Duration, Reading, between
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.rehearsal import (
    Handling,
    Rehearsal,
    Span,
    SpanKind,
    Speaker,
    of_dropped_pass,
    spans,
    speech,
)
from btstc_jury.domain.timing import MarkKind, TimeMark

_FOLLOWS = Duration.seconds(40)
"""A remark that is begun so soon after an objection is told with it."""
_STEPS = (15, 30, 60, 120, 300, 600, 1200, 3600)
"""Seconds between two marks of the axis."""
_MARKS = 12
"""At most so many of them."""
_BREAK = 12
"""A stop longer than one part of so many of what was played is drawn as long as that part, and broken."""
BEFORE = "avant la reprise"
"""Of what was seen in a phase that was begun again."""
NOT_TOLD = "à apprécier"
"""An objection of which nobody said how it was handled."""


class MomentKind(StrEnum):
    PHASE = "phase"
    STEP = "step"
    OBJECTION = "objection"
    CUT = "cut"
    REMARK = "remark"
    QUESTION = "question"
    PAUSE = "pause"


_WRITTEN = frozenset({MomentKind.REMARK, MomentKind.QUESTION})


@dataclass(frozen=True, slots=True)
class Stretch:
    """``label``: « 2 Simulation 11:05 / 15:00 » on the first stretch played of a phase, "" on the others;
    ``broken``: longer than it is drawn.
    """

    kind: SpanKind
    phase: int
    since: float
    until: float
    label: str
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of speech."""

    speaker: Speaker
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Tick:
    """``label``: the time in the phase, « 5:00 »."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Moment:
    """``at``: along the line; ``stamp``: « 4:51 » in its phase, "" before the first; ``head``: « Objection B
    »; ``text``: what was said or written; ``handling``, ``told``: « éludée », for an objection;
    ``also``: the remark that came with it; ``criterion``: « Critère 13 »; ``mark``: what is drawn of a
    remark, or the letter and word of an objection; ``dropped``: of a phase that was begun again, counted
    nowhere; ``objection``: its place among the case's, where it may be rated.
    """

    kind: MomentKind
    at: float
    phase: str
    stamp: str
    head: str
    text: str = ""
    handling: Handling | None = None
    told: str = ""
    also: str = ""
    criterion: str = ""
    sign: Sign = Sign.NONE
    mark: str = ""
    dropped: bool = False
    objection: int | None = None

    @property
    def words(self) -> str:
        """All of it in one sentence, as it is heard."""
        said = f"{self.head} «\u202f{self.text}\u202f»" if self.text else self.head
        said = f"{said}, {self.told}" if self.told else said
        place = ", ".join(filter(None, (self.stamp, self.phase)))
        parts = (said, self.also, self.criterion)
        return f"{place}{formats.COLON} {'. '.join(filter(None, parts))}."


@dataclass(frozen=True, slots=True)
class Timeline:
    """``length``: « 14:12 » of real time, from the first phase to the end. ``spoken``: anything was tapped
    of who speaks.
    """

    stretches: tuple[Stretch, ...]
    voices: tuple[Voice, ...]
    moments: tuple[Moment, ...]
    ticks: tuple[Tick, ...]
    length: str

    @property
    def spoken(self) -> bool:
        return bool(self.voices)

    def for_class(self) -> Timeline:
        """Without what the teacher wrote, for everybody to look at."""
        seen = (replace(each, also="") for each in self.moments if each.kind not in _WRITTEN)
        return replace(self, moments=tuple(seen))

    def has(self, *kinds: MomentKind) -> bool:
        return any(each.kind in kinds for each in self.moments)


def timeline(oral: Oral, now: Reading) -> Timeline:
    """Of an attempt that began; empty of one that didn't."""
    start, rehearsal = oral.started, oral.rehearsal or Rehearsal()
    found = spans(oral.marks, now)
    if start is None or not found:
        return Timeline((), (), (), (), formats.minutes(ZERO))
    scale = _Scale(found)
    said = speech(rehearsal.taps, found, start)
    voices = tuple(Voice(each.speaker, scale(each.since), scale(each.until)) for each in said)
    return Timeline(
        tuple(_stretches(oral, now, found, scale)),
        voices,
        tuple(_moments(oral, rehearsal, start, scale)),
        tuple(_ticks(found, scale)),
        formats.minutes(found[-1].until),
    )


class _Scale:
    """From time to place: what was played to scale, a long stop shorter."""

    def __init__(self, found: tuple[Span, ...]) -> None:
        played = sum(each.length.us for each in found if each.kind is not SpanKind.STOPPED)
        going = sum(each.length.us for each in found if each.kind in _GOING)
        self.limit = max(going // _BREAK, 1) if going else max(played, 1)
        self._found = found
        self._starts: list[int] = []
        place = 0
        for each in found:
            self._starts.append(place)
            place += self._drawn(each)
        self._whole = max(place, 1)

    def broken(self, span: Span) -> bool:
        return span.kind not in _GOING and span.length.us > self.limit

    def _drawn(self, span: Span) -> int:
        return self.limit if self.broken(span) else span.length.us

    def __call__(self, at: Duration) -> float:
        for span, start in zip(self._found, self._starts, strict=True):
            if at <= span.until:
                inside = max((at - span.since).us, 0)
                drawn = inside * self._drawn(span) // span.length.us if self.broken(span) else inside
                return (start + drawn) / self._whole
        return 1.0


_GOING = frozenset({SpanKind.PLAYED, SpanKind.DROPPED})


def phase_name(form: Form, phase: int) -> str:
    """« 2 Simulation »."""
    return f"{phase + 1} {form.phases[phase].short}"


def _stretches(oral: Oral, now: Reading, found: tuple[Span, ...], scale: _Scale) -> Iterator[Stretch]:
    face = oral.clock(now)
    named: set[int] = set()
    for each in found:
        label = ""
        match each.kind:
            case SpanKind.PLAYED:
                if each.phase not in named:
                    named.add(each.phase)
                    time = face.phases[each.phase]
                    used = formats.minutes(time.used)
                    label = f"{phase_name(oral.form, each.phase)} {used} / {formats.granted(time)}"
            case SpanKind.DROPPED:
                label = f"{phase_name(oral.form, each.phase)}, recommencée"
            case SpanKind.PAUSED:
                label = f"suspendu {formats.minutes(each.length)}"
            case SpanKind.STOPPED:
                label = f"arrêt {formats.minutes(each.length)}"
        broken = scale.broken(each)
        yield Stretch(each.kind, each.phase, scale(each.since), scale(each.until), label, broken)


def _ticks(found: tuple[Span, ...], scale: _Scale) -> Iterator[Tick]:
    """Each phase counts its own time."""
    played = [each for each in found if each.kind is SpanKind.PLAYED]
    whole = sum(each.length.us for each in played)
    step = next((each for each in _STEPS if whole <= Duration.seconds(each * _MARKS).us), _STEPS[-1])
    used: dict[int, Duration] = {}
    for each in played:
        before = used.get(each.phase, ZERO)
        after = before + each.length
        first = -(-before.us // Duration.seconds(step).us)
        for place in range(first, after.us // Duration.seconds(step).us + 1):
            time = Duration.seconds(place * step)
            yield Tick(scale(each.since + (time - before)), formats.minutes(time))
        used[each.phase] = after


@dataclass(frozen=True, slots=True)
class _Placed:
    """A moment, and what orders it: the real time since the beginning."""

    since: Duration
    moment: Moment


def _moments(oral: Oral, rehearsal: Rehearsal, start: Reading, scale: _Scale) -> Iterator[Moment]:
    placed = [
        *_begun(oral, start, scale),
        *_steps(oral, rehearsal, start, scale),
        *_objections(oral, rehearsal, start, scale),
        *_cuts(oral, rehearsal, start, scale),
        *_remarks(oral, start, scale),
        *_pauses(oral, start, scale),
    ]
    placed.sort(key=lambda each: each.since)
    for each in placed:
        yield each.moment


def _named(oral: Oral, phase: int | None) -> str:
    return "" if phase is None else oral.form.phases[phase].short


def _stamp(phase: int | None, at: Duration) -> str:
    return "" if phase is None else formats.minutes(at)


def _since(start: Reading, reading: Reading) -> Duration:
    return between(start, reading).floored()


def _begun(oral: Oral, start: Reading, scale: _Scale) -> Iterator[_Placed]:
    """The phases."""
    for mark in oral.marks:
        if mark.phase < 0:
            continue
        since = _since(start, mark.reading)
        name = _named(oral, mark.phase)
        yield _Placed(since, Moment(MomentKind.PHASE, scale(since), name, "0:00", _phase_words(oral, mark)))


def _phase_words(oral: Oral, mark: TimeMark) -> str:
    again = " recommence" if mark.kind is MarkKind.RESTART else ""
    return f"Phase {mark.phase + 1}, {oral.form.phases[mark.phase].title}{again}"


def _steps(oral: Oral, rehearsal: Rehearsal, start: Reading, scale: _Scale) -> Iterator[_Placed]:
    for each in rehearsal.steps:
        since = _since(start, each.reading)
        name, at = _named(oral, each.phase), _stamp(each.phase, each.at)
        yield _Placed(since, Moment(MomentKind.STEP, scale(since), name, at, f"Étape {each.step.label}"))


def _objections(oral: Oral, rehearsal: Rehearsal, start: Reading, scale: _Scale) -> Iterator[_Placed]:
    known = rehearsal.case.objections if rehearsal.case else ()
    counted = (*((number, each, False) for number, each in rehearsal.thrown.items()),)
    for number, each, dropped in (*counted, *((*one, True) for one in rehearsal.dropped)):
        since = _since(start, each.reading)
        objection = known[number] if number < len(known) else None
        short = f" {objection.kind.short}" if objection else ""
        yield _Placed(
            since,
            Moment(
                MomentKind.OBJECTION,
                scale(since),
                _named(oral, each.phase),
                _stamp(each.phase, each.at),
                f"Objection {letter(number)}",
                objection.words if objection else "",
                each.handling,
                _handled(each.handling, dropped=dropped),
                _remark_beside(oral, rehearsal, start, since),
                mark=f"{letter(number)}{short}",
                dropped=dropped,
                objection=None if dropped else number,
            ),
        )


def _handled(handling: Handling | None, *, dropped: bool) -> str:
    """« éludée, avant la reprise »: what was dropped isn't rated any more."""
    told = handling.facts.label if handling else "" if dropped else NOT_TOLD
    return ", ".join(filter(None, (told, BEFORE if dropped else "")))


def _remark_beside(oral: Oral, rehearsal: Rehearsal, start: Reading, thrown: Duration) -> str:
    """« Remarque 5:10 : « … ». Critère 13 » where one followed before the next objection."""
    others = (_since(start, each.reading) for each in rehearsal.thrown.values())
    limit = min([thrown + _FOLLOWS, *(each for each in others if each > thrown)])
    for remark in sorted(oral.remarks.values(), key=lambda each: each.number):
        content = remark.content
        if thrown <= _since(start, remark.began) < limit and content.sign is not Sign.QUESTION:
            criterion = f". Critère {content.criterion}" if content.criterion else ""
            at = _stamp(remark.phase, remark.at)
            return f"Remarque {at}{formats.COLON} «\u202f{content.text}\u202f»{criterion}"
    return ""


def _cuts(oral: Oral, rehearsal: Rehearsal, start: Reading, scale: _Scale) -> Iterator[_Placed]:
    for each in rehearsal.cuts:
        since = _since(start, each.reading)
        name, at = _named(oral, each.phase), _stamp(each.phase, each.at)
        yield _Placed(since, Moment(MomentKind.CUT, scale(since), name, at, "L’étudiant coupe l’acheteur"))


_REMARKS = {
    Sign.NONE: "Remarque",
    Sign.STRENGTH: "Point fort",
    Sign.WEAKNESS: "À améliorer",
    Sign.QUESTION: "Question",
}


def _remarks(oral: Oral, start: Reading, scale: _Scale) -> Iterator[_Placed]:
    for remark in oral.remarks.values():
        content = remark.content
        since = _since(start, remark.began)
        line = content.criterion
        kind = MomentKind.QUESTION if content.sign is Sign.QUESTION else MomentKind.REMARK
        dropped = of_dropped_pass(oral.marks, remark.phase, remark.began)
        yield _Placed(
            since,
            Moment(
                kind,
                scale(since),
                _named(oral, remark.phase),
                _stamp(remark.phase, remark.at),
                _REMARKS[content.sign],
                content.text,
                told=BEFORE if dropped else "",
                criterion=f"Critère {line}" if line else "",
                sign=content.sign,
                mark=content.sign.shown or "·",
                dropped=dropped,
            ),
        )


def _pauses(oral: Oral, start: Reading, scale: _Scale) -> Iterator[_Placed]:
    face = oral.clock(oral.ended or oral.marks[-1].reading)
    for each in face.pauses:
        since = _since(start, each.since)
        name, at = _named(oral, each.phase), formats.minutes(each.at)
        head = f"Suspendu {formats.minutes(each.length)}" if each.until else "Suspendu"
        yield _Placed(since, Moment(MomentKind.PAUSE, scale(since), name, at, head))
    for gap in face.gaps:
        since = _since(start, gap.since)
        head = f"Arrêt du programme, {formats.minutes(gap.length)}"
        counted = "" if gap.counted is not False else ", non compté"
        yield _Placed(
            since, Moment(MomentKind.PAUSE, scale(since), _named(oral, gap.phase), "", f"{head}{counted}")
        )
