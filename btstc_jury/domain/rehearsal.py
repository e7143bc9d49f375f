"""What an attempt of a student adds to an oral, and what may be measured of it.

An oral with a ``Rehearsal`` is an attempt: it belongs to a training file, asks for nothing that only an exam
needs, and is never settled nor signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import assert_never

from btstc_jury.domain.case import Case, Step
from btstc_jury.domain.moments import ZERO, Duration, Reading, between
from btstc_jury.domain.timing import MarkKind, TimeMark

ENTRIES = 3
"""Strengths, and goals, of a feedback sheet."""


class Speaker(StrEnum):
    """Who has the floor, as it was tapped."""

    STUDENT = "student"
    BUYER = "buyer"
    SILENCE = "silence"

    @property
    def label(self) -> str:
        return _SPEAKERS[self]


_SPEAKERS: Mapping[Speaker, str] = {
    Speaker.STUDENT: "étudiant",
    Speaker.BUYER: "acheteur",
    Speaker.SILENCE: "silence",
}


@dataclass(frozen=True, slots=True)
class HandlingFacts:
    """``label``: « éludée »; ``meaning``: what that says."""

    label: str
    meaning: str


class Handling(StrEnum):
    """How an objection was handled, the poorest first."""

    EVADED = "evaded"
    ANSWERED = "answered"
    TURNED = "turned"

    @property
    def facts(self) -> HandlingFacts:
        return _HANDLINGS[self]


_HANDLINGS: Mapping[Handling, HandlingFacts] = {
    Handling.EVADED: HandlingFacts("éludée", "passée sous silence, ou niée"),
    Handling.ANSWERED: HandlingFacts("traitée", "comprise, et répondue"),
    Handling.TURNED: HandlingFacts("retournée", "répondue, et devenue un argument"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is played: ``phases``: their places from 0, none for all of them; ``maxima``: times of this
    attempt by place, where they aren't the form's; ``objections_only``: one objection after the other.
    """

    phases: tuple[int, ...] = ()
    maxima: tuple[tuple[int, Duration], ...] = ()
    objections_only: bool = False

    @property
    def whole(self) -> bool:
        """Whether the form's own times hold, all of them."""
        return not self.phases and not self.maxima

    def played(self, count: int) -> tuple[int, ...]:
        """Of so many phases, the places of those that are played."""
        return self.phases or tuple(range(count))


@dataclass(frozen=True, slots=True)
class Tap:
    """Somebody begins to speak."""

    speaker: Speaker
    reading: Reading


@dataclass(frozen=True, slots=True)
class Thrown:
    """An objection that was said. ``phase`` from 0 and time ``at`` in it; ``handling``: ``None`` until it is
    told, ``handled``: when it was first told, which ends the answer.
    """

    reading: Reading
    phase: int | None
    at: Duration
    handling: Handling | None = None
    handled: Reading | None = None

    def told(self, handling: Handling | None, at: Reading) -> Thrown:
        """How it was handled, said at ``at``."""
        ended = (self.handled or at) if handling is not None else None
        return replace(self, handling=handling, handled=ended)

    def answer(self, now: Reading) -> Duration:
        """How long the answer took, or takes by ``now``."""
        return between(self.reading, self.handled or now).floored()


@dataclass(frozen=True, slots=True)
class Reached:
    """A step of the simulation, tapped. ``phase`` from 0 and time ``at`` in it."""

    step: Step
    reading: Reading
    phase: int | None
    at: Duration


@dataclass(frozen=True, slots=True)
class Cut:
    """The student cut the buyer short. ``phase`` from 0 and time ``at`` in it."""

    reading: Reading
    phase: int | None
    at: Duration


@dataclass(frozen=True, slots=True)
class Observation:
    """What an observer, or the student, saw: levels by criterion. ``on_paper``: entered from a sheet."""

    levels: Mapping[int, str] = field(default_factory=dict)
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """``case``: as it was when the attempt was set up, ``None`` without one. ``thrown``: by place from 0
    among the case's objections; ``dropped``: what was thrown in a phase that was begun again, with its place,
    which counts no more; ``own``: the student's
    opinion, ``None`` until it is given; ``observed``: by the observer's name. ``strengths``, ``goals``: as
    edited, ``None`` while the proposed ones stand. ``mark``: a note d'entraînement, where it was asked for.
    """

    case: Case | None = None
    scope: Scope = Scope()
    taps: tuple[Tap, ...] = ()
    thrown: Mapping[int, Thrown] = field(default_factory=dict)
    dropped: tuple[tuple[int, Thrown], ...] = ()
    steps: tuple[Reached, ...] = ()
    cuts: tuple[Cut, ...] = ()
    own: Observation | None = None
    observed: Mapping[str, Observation] = field(default_factory=dict)
    strengths: tuple[str, ...] | None = None
    goals: tuple[str, ...] | None = None
    mark: Decimal | None = None

    @property
    def speaker(self) -> Speaker | None:
        """Who was tapped last."""
        return self.taps[-1].speaker if self.taps else None


class SpanKind(StrEnum):
    PLAYED = "played"
    DROPPED = "dropped"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an attempt. ``since``, ``until``: from its beginning, in real time, so that they draw to
    scale. ``DROPPED``: played, then the phase was begun again; ``STOPPED``: the program didn't run, and that
    time doesn't count.
    """

    kind: SpanKind
    phase: int
    since: Duration
    until: Duration

    @property
    def length(self) -> Duration:
        return self.until - self.since


def spans(marks: Iterable[TimeMark], now: Reading) -> tuple[Span, ...]:
    """From the first phase to the end, or to ``now``; without holes, empty ones left out."""
    found: list[Span] = []
    walker = _Spans(found)
    for mark in marks:
        walker.take(mark)
    if not walker.ended:
        walker.close(now)
    return tuple(each for each in found if each.length)


def of_dropped_pass(marks: Iterable[TimeMark], phase: int | None, at: Reading) -> bool:
    """Whether what was seen in that phase, at ``at``, was before it was begun again: it counts no more."""
    again = (each for each in marks if each.kind is MarkKind.RESTART and each.phase == phase)
    return any(between(at, each.reading) > ZERO for each in again)


@dataclass(slots=True)
class _Spans:
    found: list[Span]
    start: Reading | None = None
    kind: SpanKind = SpanKind.PLAYED
    phase: int = 0
    since: Duration = ZERO
    ended: bool = False

    def take(self, mark: TimeMark) -> None:
        match mark.kind:
            case MarkKind.GAP:
                self._gap(mark)
                return
            case MarkKind.PHASE | MarkKind.RESTART:
                if self.start is None:
                    self.start = mark.reading
                self.close(mark.reading)
                self.kind = SpanKind.PLAYED
                if mark.kind is MarkKind.RESTART:
                    self._drop(mark.phase)
                self.phase = mark.phase
            case MarkKind.PAUSE:
                self.close(mark.reading)
                self.kind = SpanKind.PAUSED
            case MarkKind.RESUME:
                self.close(mark.reading)
                self.kind = SpanKind.PLAYED
            case MarkKind.END:
                self.close(mark.reading)
                self.ended = True
            case _:
                assert_never(mark.kind)

    def close(self, at: Reading) -> None:
        until = self._place(at)
        self.found.append(Span(self.kind, self.phase, self.since, until))
        self.since = until

    def _gap(self, mark: TimeMark) -> None:
        if mark.counted is not False or mark.since is None or self.kind is not SpanKind.PLAYED:
            return
        self.close(mark.since)
        self.kind = SpanKind.STOPPED
        self.close(mark.reading)
        self.kind = SpanKind.PLAYED

    def _drop(self, phase: int) -> None:
        self.found[:] = (
            Span(SpanKind.DROPPED, each.phase, each.since, each.until)
            if each.phase == phase and each.kind is SpanKind.PLAYED
            else each
            for each in self.found
        )

    def _place(self, at: Reading) -> Duration:
        """Never before what is there already."""
        elapsed = ZERO if self.start is None else between(self.start, at)
        return max(elapsed, self.since)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One stretch of speech, from the attempt's beginning in real time; within one played span."""

    speaker: Speaker
    since: Duration
    until: Duration

    @property
    def length(self) -> Duration:
        return self.until - self.since


def speech(taps: tuple[Tap, ...], played: Iterable[Span], start: Reading) -> tuple[Utterance, ...]:
    """Who spoke when, over what was played; nothing before the first tap. ``start``: of the attempt."""
    placed = [(between(start, each.reading), each.speaker) for each in taps]
    found: list[Utterance] = []
    for span in played:
        if span.kind is not SpanKind.PLAYED:
            continue
        found.extend(_within(span, placed))
    return tuple(found)


def _within(span: Span, taps: list[tuple[Duration, Speaker]]) -> Iterator[Utterance]:
    speaker = next((who for at, who in reversed(taps) if at <= span.since), None)
    inside = [(at, who) for at, who in taps if span.since < at < span.until]
    for (since, who), (until, _) in pairwise([(span.since, speaker), *inside, (span.until, None)]):
        if who is not None and until > since:
            yield Utterance(who, since, until)


@dataclass(frozen=True, slots=True)
class Shares:
    """``told``: over how much it was tapped who speaks, ``played``: of how much. ``longest``: the student's
    longest stretch in one go.
    """

    student: Duration
    buyer: Duration
    silence: Duration
    told: Duration
    played: Duration
    longest: Duration

    def percent(self, speaker: Speaker) -> int | None:
        """Of what was told, rounded so that the three make 100; ``None`` where nothing was."""
        parts = {
            Speaker.STUDENT: self.student.us,
            Speaker.BUYER: self.buyer.us,
            Speaker.SILENCE: self.silence.us,
        }
        if not self.told.us:
            return None
        exact = {who: 100 * part / self.told.us for who, part in parts.items()}
        floors = {who: int(each) for who, each in exact.items()}
        short = 100 - sum(floors.values())
        for who in sorted(exact, key=lambda who: floors[who] - exact[who])[:short]:
            floors[who] += 1
        return floors[speaker]


def shares(said: Iterable[Utterance], played: Iterable[Span]) -> Shares:
    """Of an attempt; two stretches of one speaker that touch are one."""
    said = tuple(said)
    totals = {who: Duration(sum(each.length.us for each in said if each.speaker is who)) for who in Speaker}
    whole = Duration(sum(each.length.us for each in played if each.kind is SpanKind.PLAYED))
    longest, running, last = 0, 0, None
    for each in said:
        joined = last is not None and last.speaker is each.speaker and last.until == each.since
        running = running + each.length.us if joined else each.length.us
        if each.speaker is Speaker.STUDENT:
            longest = max(longest, running)
        last = each
    return Shares(
        totals[Speaker.STUDENT],
        totals[Speaker.BUYER],
        totals[Speaker.SILENCE],
        Duration(sum(each.us for each in totals.values())),
        whole,
        Duration(longest),
    )
