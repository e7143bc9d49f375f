"""What the solver is asked and answers, in whole numbers: no name leaves the program for its process.

All times and lengths are ticks of ``STEP`` minutes, times since midnight of the first day.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from btstc_jury.domain.centre.timetable import STEP, Weights

DAY = 24 * 60 // STEP
"""Ticks."""


class RuleKind(StrEnum):
    """What may be in the way, beside the half-days of the commissions."""

    LUNCH = "lunch"
    BREAK = "break"
    LOST = "lost"
    HOURS = "hours"
    """A juror's."""
    SHARED_JUROR = "shared_juror"
    """A juror of several commissions, who sits in one at a time."""
    GAP = "gap"
    SEATS = "seats"
    WISH = "wish"
    """When a candidate can be there."""
    OWN_SCHOOL = "own_school"
    FIXED = "fixed"
    """A slot that is kept."""
    OPENING = "opening"
    """No preparation before the first half-day of a day begins."""
    NOW = "now"
    """Nothing is placed in the past."""


class Rule(NamedTuple):
    """``about``: identity of the commission, juror, room or candidate; 0 where there is only one such rule.
    ``exam``: of a fixed slot.
    """

    kind: RuleKind
    about: int = 0
    exam: str = ""


class Span(NamedTuple):
    begins: int
    ends: int


class Bar(NamedTuple):
    """A time that can't be used, by a rule: its index."""

    rule: int
    begins: int
    ends: int


class Place(NamedTuple):
    """``oral``: when it begins."""

    commission: int
    oral: int


@dataclass(frozen=True, slots=True)
class Option:
    """A commission that may hear an oral, and how long each part is. ``own``: 1 where a juror is of the
    candidate's school, 1 more where one is to be avoided; ``refused``: by these rules.
    """

    commission: int
    preparation: int
    oral: int
    deliberation: int
    own: int = 0
    refused: tuple[int, ...] = ()

    @property
    def busy(self) -> int:
        """The commission's time."""
        return self.oral + self.deliberation


@dataclass(frozen=True, slots=True)
class OralToPlace:
    """``bars``: the candidate can't be there, from the preparation to the end of the oral; ``printed``: where
    a paper says it is.
    """

    candidate: int
    exam: str
    options: tuple[Option, ...]
    bars: tuple[Bar, ...] = ()
    printed: Place | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """An oral that stays, by ``rule``; its times rounded so that nothing of it is lost.
    ``moved``: it is still planned, and not where it was printed.
    """

    candidate: int
    exam: str
    commission: int
    preparation: int
    oral: int
    ends: int
    free: int
    rule: int
    own: int = 0
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """A commission. ``open``: its half-days, in order, none touching the next; ``bars``: it can't hear then;
    ``room``: where candidates prepare, 0 for nowhere in particular; ``group``: its form, with which its
    number of orals is compared.
    """

    identity: int
    group: str
    open: tuple[Span, ...]
    bars: tuple[Bar, ...]
    room: int = 0
    jurors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatRule:
    rule: int
    room: int
    seats: int


@dataclass(frozen=True, slots=True)
class Problem:
    """``bars``: no candidate can be there; ``shared``: jurors of several commissions, with the rule;
    ``neighbours``: who follow each other in the list of an exam, by place among the orals, and after them
    among those kept.
    """

    rules: tuple[Rule, ...]
    orals: tuple[OralToPlace, ...]
    sittings: tuple[Sitting, ...]
    kept: tuple[Kept, ...]
    seats: tuple[SeatRule, ...]
    shared: tuple[tuple[int, int], ...]
    bars: tuple[Bar, ...]
    gap_minutes: int
    gap_rule: int
    neighbours: tuple[tuple[int, int], ...]
    weights: Weights

    @property
    def gap(self) -> int:
        """Ticks."""
        return -(-self.gap_minutes // STEP)


class Task(StrEnum):
    PLACE = "place"
    """As cheaply as the time allows."""
    TRY = "try"
    """Any plan with a place for every oral will do."""
    EXPLAIN = "explain"
    """Which rules leave no plan."""


@dataclass(frozen=True, slots=True)
class SolverQuestion:
    """``hint``: a plan to begin with, by oral, ``None`` where it has none. ``seconds``: by the solver's own
    deterministic clock, about those of a clock on the wall; ``wall``: seconds of that one at the very most.
    """

    task: Task
    problem: Problem
    hint: tuple[Place | None, ...]
    seed: int
    seconds: float
    wall: float


class Found(StrEnum):
    PLAN = "plan"
    BEST = "best"
    """A plan, and none is cheaper."""
    NONE = "none"
    """There is none, and that is proved."""
    UNKNOWN = "unknown"
    """The time was over."""
    MISSING = "missing"
    """The solver isn't installed."""


@dataclass(frozen=True, slots=True)
class SolverAnswer:
    """``places``: by oral, ``None`` where it found none; ``rules``: that collide, by index, none of which can
    be left out.
    """

    found: Found
    places: tuple[Place | None, ...] = ()
    rules: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SolverNews:
    """``placed``: orals of those asked for; ``cost``: what ``day_costs`` comes to, in minutes; ``places``: by
    oral, as in an answer.
    """

    placed: int
    cost: int
    places: tuple[Place | None, ...] = ()
