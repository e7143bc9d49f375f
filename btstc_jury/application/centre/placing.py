"""The days of a centre placed by the solver: never worse than in order, or why there is no plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import Protocol

import msgspec

from btstc_jury.application.centre.placing_counts import Shortage, shortages
from btstc_jury.application.centre.placing_problem import (
    Found,
    Place,
    Rule,
    SolverAnswer,
    SolverNews,
    SolverQuestion,
    Task,
)
from btstc_jury.application.centre.placing_question import PlacingQuestion
from btstc_jury.application.centre.placing_ways import Way, WayKind, WayOut, ways_out
from btstc_jury.domain.centre.day_costs import DayCosts, day_costs
from btstc_jury.domain.centre.day_faults import day_faults
from btstc_jury.domain.centre.placing import first_fit
from btstc_jury.domain.centre.timetable import Need, Timetable

MODULE = "btstc_jury.cli.placer"
SECONDS = 30.0
"""For a plan, by the solver's own clock: about those of a clock on the wall, on two cores."""
WALL = 54.0
"""Seconds of a clock on the wall at most, for a plan: a machine so slow may find another one each time."""
PROOF_SECONDS = 15.0
"""For why there is none."""
WAY_SECONDS = 3.0
"""For each way out."""
GRACE = 30.0
"""Seconds of a clock on the wall beyond those it was given, then the solver is stopped."""
WAYS_SECONDS = 30.0
"""By a clock on the wall, for all ways: what was found until then is told."""
MOST_WAYS = 4
MOST_STEPS = 3
_MANY = 200
"""Interrogations."""
_UNPLACED = 5_000
"""Minutes that one without a place is worth where a plan is only begun with."""
_GRADED = frozenset({WayKind.GAP, WayKind.HALF_DAY, WayKind.COMMISSION})
"""Of which the least that helps is enough."""


class SolverMissing(Exception):
    """OR-Tools isn't installed: nothing was changed, placing in order and by hand still works."""


class SolverStopped(Exception):
    """The solver's process ended without an answer: nothing was changed."""


@dataclass(frozen=True, slots=True)
class PlacingOptions:
    """``now``: nothing is placed before, ``None`` ahead of the first day; ``seconds``: by the solver's own
    clock, so that the same days and ``seed`` give the same plan unless ``wall`` cuts it short.
    """

    now: datetime | None = None
    seed: int = 1
    seconds: float = SECONDS
    wall: float = WALL


@dataclass(frozen=True, slots=True)
class PlacingNews:
    """How far the solver is, after ``seconds``. ``cost``: in minutes, of what it has by now; ``proving``: it
    found no plan, and looks for why and for ways out.
    """

    seconds: float
    placed: int
    due: int
    cost: int
    proving: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """``timetable``: with the new slots; ``optimal``: none is cheaper, and that is proved; ``missing``: orals
    that found no place before the time was over.
    """

    timetable: Timetable
    costs: DayCosts
    optimal: bool
    seconds: float
    missing: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class NoPlan:
    """There is none, and that is proved. ``rules``: that collide beside the half-days of the commissions,
    none of which can be left out; none where the time was over; ``short``: what counting says;
    ``ways``: out of it, the cheapest first, each tried; ``partial``: the days with what can be placed.
    """

    rules: tuple[Rule, ...]
    short: tuple[Shortage, ...]
    ways: tuple[WayOut, ...]
    partial: Placement


class Solver(Protocol):
    """Works in a process of its own."""

    @property
    def installed(self) -> bool:
        """Found out without loading it."""

    def solve(
        self, question: SolverQuestion, heard: Callable[[SolverNews], object], wanted: Callable[[], bool]
    ) -> SolverAnswer | None:
        """``None`` once it isn't wanted. Raises ``SolverMissing``, ``SolverStopped``."""


class Ask(Protocol):
    """See ``system.long_worker.LongWorker.ask``."""

    def __call__(
        self, question: bytes, heard: Callable[[bytes], object], wanted: Callable[[], bool], seconds: float
    ) -> bytes | None: ...


class ProcessSolver:
    """See ``Solver``. ``stopped``: what ``ask`` raises where the process ended without an answer."""

    def __init__(self, ask: Ask, stopped: type[Exception], installed: Callable[[], bool]) -> None:
        self._ask = ask
        self._stopped = stopped
        self._installed = installed

    @property
    def installed(self) -> bool:
        return self._installed()

    def solve(
        self, question: SolverQuestion, heard: Callable[[SolverNews], object], wanted: Callable[[], bool]
    ) -> SolverAnswer | None:
        def told(news: bytes) -> None:
            heard(msgspec.json.decode(news, type=SolverNews))

        try:
            told_back = self._ask(msgspec.json.encode(question), told, wanted, question.wall + GRACE)
            answer = None if told_back is None else msgspec.json.decode(told_back, type=SolverAnswer)
        except (self._stopped, msgspec.MsgspecError) as problem:
            raise SolverStopped from problem
        if answer is not None and answer.found is Found.MISSING:
            raise SolverMissing
        return answer


def place(
    timetable: Timetable,
    solver: Solver,
    options: PlacingOptions | None = None,
    progress: Callable[[PlacingNews], object] = lambda _: None,
    wanted: Callable[[], bool] = lambda: True,
    enough: Callable[[], bool] = lambda: False,
) -> Placement | NoPlan | None:
    """Place what isn't fixed and hasn't begun; ``None`` once it isn't ``wanted``, the best that was found
    once it is ``enough``. Never worse than what is there, or than in order. Nothing is written. Raises
    ``SolverMissing``, ``SolverStopped``.
    """
    placing = _Placing(timetable, solver, options or PlacingOptions(), progress, wanted, enough)
    try:
        return placing.carry_out()
    except _GivenUp:
        return None
    except _Enough:
        return placing.best()


class _GivenUp(Exception):
    """It isn't wanted any more."""


class _Enough(Exception):
    """What was found is."""


class _Placing:
    def __init__(
        self,
        timetable: Timetable,
        solver: Solver,
        options: PlacingOptions,
        progress: Callable[[PlacingNews], object],
        wanted: Callable[[], bool],
        enough: Callable[[], bool],
    ) -> None:
        self._options = options
        self._solver = solver
        self._progress = progress
        self._wanted = wanted
        self._enough = enough
        self._began = monotonic()
        self._question = PlacingQuestion(timetable, options.now)
        self._starts = _starts(self._question)
        self._found: tuple[Place | None, ...] = ()
        """By the solver, of all orals."""
        self._proving = False

    def carry_out(self) -> Placement | NoPlan:
        question = self._question
        if not question.needs:
            return self._placement(question.placed(()), optimal=True)
        short = shortages(question.timetable, question.needs, question.kept)
        # What counting excludes isn't worth a minute.
        seconds = self._options.seconds / 4 if short else self._options.seconds
        answer = self._ask(
            question, Task.PLACE, question.places(min(self._starts, key=_distance).slots), seconds
        )
        self._found = answer.places
        partial = self.best(optimal=answer.found is Found.BEST)
        if not any(each is None for each in question.places(partial.timetable.slots)):
            return partial
        if short or answer.found is Found.NONE:
            return self._no_plan(partial, short)
        return self._explained(partial)

    def best(self, *, optimal: bool = False) -> Placement:
        """Of what was found and what there was to begin with."""
        found = [self._question.placed(self._found)] if self._found else []
        return self._placement(min(*found, *self._starts, key=_measure), optimal=optimal)

    def _explained(self, partial: Placement) -> Placement | NoPlan:
        """The time was over with some left out: whether there is a plan."""
        self._proving = True
        question = self._question
        answer = self._explain(question.timetable)
        match answer.found:
            case Found.NONE:
                return NoPlan(self._rules(question, answer), (), self._ways(answer, partial), partial)
            case Found.PLAN | Found.BEST:
                again = self._ask(question, Task.PLACE, answer.places, self._options.seconds / 2)
                return self._placement(question.placed(again.places), optimal=again.found is Found.BEST)
            case Found.UNKNOWN | Found.MISSING:
                return partial

    def _no_plan(self, partial: Placement, short: tuple[Shortage, ...]) -> NoPlan:
        self._proving = True
        # Of many, counting has told the reason, and no proof would be found in time.
        told = short and len(self._question.needs) > _MANY
        answer = SolverAnswer(Found.NONE) if told else self._explain(self._question.timetable)
        return NoPlan(self._rules(self._question, answer), short, self._ways(answer, partial), partial)

    def _explain(self, timetable: Timetable) -> SolverAnswer:
        question = PlacingQuestion(timetable, self._options.now)
        return self._ask(question, Task.EXPLAIN, (), PROOF_SECONDS)

    def _rules(self, question: PlacingQuestion, answer: SolverAnswer) -> tuple[Rule, ...]:
        return tuple(question.problem.rules[each] for each in answer.rules)

    def _ways(self, answer: SolverAnswer, partial: Placement) -> tuple[WayOut, ...]:
        """Those of one step; where none is enough, the cheapest step and those of one more."""
        question = self._question
        steps: tuple[Way, ...] = ()
        until = self._passed + WAYS_SECONDS
        exams = [exam for exam, _ in Counter(each.exam for each in partial.missing).most_common()]
        while len(steps) < MOST_STEPS and self._passed < until:
            rules = self._rules(question, answer)
            found: list[Way] = []
            first: Way | None = None
            for way in ways_out(question.timetable, rules, self._lacking, exams):
                first = first or way
                enough = way.kind in _GRADED and any(each.kind is way.kind for each in found)
                if len(found) < MOST_WAYS and not enough and self._passed < until and self._helps(way):
                    found.append(way)
            if found or first is None:
                return tuple(WayOut((*steps, each)) for each in found)
            steps = (*steps, first)
            question = PlacingQuestion(first.timetable, self._options.now)
            answer = self._explain(first.timetable)
        return ()

    def _lacking(self, timetable: Timetable) -> list[str]:
        question = PlacingQuestion(timetable, self._options.now)
        return [each.exam for each in shortages(timetable, question.needs, question.kept)]

    def _helps(self, way: Way) -> bool:
        if self._lacking(way.timetable):
            return False
        question = PlacingQuestion(way.timetable, self._options.now)
        hint = question.places(min(_starts(question), key=_measure).slots)
        if None not in hint:
            return True
        answer = self._ask(question, Task.TRY, hint, WAY_SECONDS)
        return answer.found in {Found.PLAN, Found.BEST} and None not in answer.places

    def _ask(
        self, question: PlacingQuestion, task: Task, hint: tuple[Place | None, ...], seconds: float
    ) -> SolverAnswer:
        asked = SolverQuestion(task, question.problem, hint, self._options.seed, seconds, self._options.wall)
        places = task is Task.PLACE

        def heard(news: SolverNews) -> None:
            if places and news.places:
                self._found = news.places
            self._tell(news)

        answer = self._solver.solve(asked, heard, lambda: self._wanted() and not self._enough())
        if self._wanted() and self._enough():
            raise _Enough
        if answer is None or not self._wanted():
            raise _GivenUp
        return answer

    def _tell(self, news: SolverNews) -> None:
        due = len(self._question.needs)
        self._progress(PlacingNews(self._passed, news.placed, due, news.cost, self._proving))

    @property
    def _passed(self) -> float:
        return monotonic() - self._began

    def _placement(self, timetable: Timetable, *, optimal: bool) -> Placement:
        missing = tuple(each for each in self._question.needs if each.key not in timetable.slots)
        missing += self._question.unheard
        return Placement(timetable, day_costs(timetable), optimal, self._passed, missing)


def _measure(timetable: Timetable) -> tuple[int, int]:
    return day_costs(timetable).measure


def _starts(question: PlacingQuestion) -> tuple[Timetable, Timetable]:
    """What is there, but for what breaks a rule, with what lacks in order; and all of it in order."""
    there = question.placed(question.places(question.timetable.slots))
    wrong = {key for each in day_faults(there) if each.misplaces for key in each.slots}
    if question.now is not None:
        wrong |= {key for key, each in there.slots.items() if each.preparation < question.now}
    right = {key: each for key, each in there.slots.items() if key in question.kept or key not in wrong}
    lacking = [each for each in question.needs if each.key not in right]
    bare = question.placed([None] * len(question.needs))
    return (
        first_fit(replace(there, slots=right), lacking, since=question.now),
        first_fit(bare, question.needs, since=question.now),
    )


def _distance(timetable: Timetable) -> int:
    """How far it seems from a good plan: a few without a place, all others where they were told to be, is
    nearer than everybody somewhere else.
    """
    unplaced, cost = _measure(timetable)
    return _UNPLACED * unplaced + cost
