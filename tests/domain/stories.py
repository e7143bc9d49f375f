"""Random courses of an oral's clock, told twice: as the marks of a journal, and as the lengths due."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hypothesis import strategies as st

from btstc_jury.domain.moments import ZERO, Duration, Instant, Reading
from btstc_jury.domain.timing import MarkKind, TimeMark
from tests.fakes import FakeClock

PHASES = 3
Act = Literal["wait", "next", "pause", "resume", "sleep", "restart", "reboot", "set wall"]


@dataclass(frozen=True)
class Step:
    """``length``: how long the act takes; ``counted``: the jury's decision on a sleep or a restart;
    ``beat``: how long before the stop the last sign of life was given.
    """

    act: Act
    length: Duration
    counted: bool | None
    beat: Duration


@dataclass
class Story:
    """``used`` and ``paused`` are summed from the true lengths, whatever the clocks say."""

    clock: FakeClock = field(default_factory=FakeClock)
    marks: list[TimeMark] = field(default_factory=list)
    used: list[Duration] = field(default_factory=lambda: [ZERO] * PHASES)
    paused: list[Duration] = field(default_factory=list)
    gaps: list[tuple[Duration, bool | None]] = field(default_factory=list)
    phase: int = -1
    running: bool = False
    since_mark: Duration = ZERO

    @property
    def now(self) -> Reading:
        return self.clock.now()

    def take(self, step: Step, *, wall_jumps: bool = True) -> None:
        match step.act:
            case "wait":
                self._pass(step.length)
            case "next" if self.phase + 1 < PHASES:
                self.phase += 1
                self._mark(MarkKind.PHASE, running=True)
            case "pause" if self.running:
                self._mark(MarkKind.PAUSE, running=False)
                self.paused.append(ZERO)
            case "resume" if self.phase >= 0 and not self.running:
                self._mark(MarkKind.RESUME, running=True)
            case "sleep" | "restart" | "reboot":
                self._stop(step)
            case "set wall" if wall_jumps:
                self.clock.set_wall(self.now.utc + (step.length - Duration.minutes(20)))

    def end(self) -> None:
        self._mark(MarkKind.END, running=False)

    def _mark(self, kind: MarkKind, *, running: bool) -> None:
        phase = self.phase if kind is MarkKind.PHASE else -1
        self.marks.append(TimeMark(len(self.marks) + 1, kind, self.now, phase=phase))
        self.running = running
        self.since_mark = ZERO

    def _pass(self, length: Duration) -> None:
        self.clock.advance(length)
        self.since_mark += length
        if self.running:
            self.used[self.phase] += length
        elif self.phase >= 0:
            self.paused[-1] += length

    def _stop(self, step: Step) -> None:
        """The program stops; its last sign of life may be older than the last act."""
        now = self.now
        last = Reading(Instant(now.utc.us - step.beat.us), now.mono - step.beat.us, now.boot, now.process)
        unseen = min(step.beat, self.since_mark)
        if step.act == "sleep":
            self.clock.sleep(step.length)
        else:
            self.clock.restart(step.length, reboot=step.act == "reboot")
        if not self.running:
            self._count_pause(step.length)
            return
        gap = unseen + step.length
        if step.counted is False:
            self.used[self.phase] -= unseen
        else:
            self.used[self.phase] += step.length
        sequence = len(self.marks) + 1
        self.marks.append(TimeMark(sequence, MarkKind.GAP, self.now, since=last, counted=step.counted))
        self.gaps.append((gap, step.counted))
        self.since_mark = ZERO

    def _count_pause(self, length: Duration) -> None:
        if self.phase >= 0:
            self.paused[-1] += length


lengths = st.builds(Duration, st.integers(0, 40 * 60 * 1_000_000))
beats = st.builds(Duration, st.integers(0, 20 * 1_000_000))


def steps(*acts: Act) -> st.SearchStrategy[list[Step]]:
    return st.lists(
        st.builds(Step, st.sampled_from(acts), lengths, st.sampled_from([None, True, False]), beats),
        max_size=12,
    )


EVERY: tuple[Act, ...] = ("wait", "next", "pause", "resume", "sleep", "restart", "reboot", "set wall")
ONE_BOOT: tuple[Act, ...] = ("wait", "next", "pause", "resume", "sleep", "restart", "set wall")


def tell(course: list[Step], *, wall_jumps: bool = True) -> Story:
    story = Story()
    for step in course:
        story.take(step, wall_jumps=wall_jumps)
    return story
