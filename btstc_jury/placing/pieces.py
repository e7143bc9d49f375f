"""A plan made better piece by piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from time import monotonic
from typing import NamedTuple

from ortools.sat.python import cp_model

from btstc_jury.application.placing_problem import (
    DAY,
    Found,
    Place,
    SolverAnswer,
    SolverNews,
    SolverQuestion,
    Task,
)
from btstc_jury.placing.cells import Cell, Ground, chances, ground
from btstc_jury.placing.cost import Measure, all_taken, measure
from btstc_jury.placing.model import Model
from btstc_jury.placing.pricing import Pricing

_WHOLE = 1500
"""Chances of all orals together, up to which a centre is one model."""
_SHARE = 0.4
"""Of the time, for that model: what it doesn't end is made better in pieces."""
_PIECE = 36
"""Orals placed again at once."""
_PIECE_SECONDS = 1.0
_BUILDING = 0.03
"""Seconds to be counted for a piece besides the solver's."""


@dataclass
class _State:
    """``spent``: seconds of the solver's own clock."""

    base: Ground
    places: list[Place | None]
    measure: Measure
    seed: int
    spent: float = 0.0
    tried: int = 0

    @property
    def complete(self) -> bool:
        return not self.measure.unplaced


class _Solved(NamedTuple):
    """``places``: by oral, none where there is no plan at all, and that is proved."""

    places: dict[int, Place | None]
    optimal: bool


def improved(question: SolverQuestion, tell: Callable[[SolverNews], None]) -> SolverAnswer:
    """The hint, made better until the time is over."""
    base = ground(question.problem)
    places = list(question.hint) or [None] * len(base.problem.orals)
    state = _State(base, places, measure(base, places), question.seed)
    told = _Told(state, tell)
    told.tell()
    any_plan = question.task is Task.TRY
    found = _as_a_whole(state, question.seconds * _SHARE, any_plan=any_plan) if _small(base) else None
    told.tell()
    if found is not None:
        return SolverAnswer(found, tuple(state.places))
    pieces = _Pieces(state)
    late = monotonic() + 2 * question.seconds
    while state.spent < question.seconds and monotonic() < late and not (any_plan and state.complete):
        free, cells = pieces.next()
        left = question.seconds - state.spent
        _take(state, _solve(state, free, cells, min(_PIECE_SECONDS, left)))
        told.tell()
    return SolverAnswer(Found.PLAN, tuple(state.places))


def _as_a_whole(state: _State, seconds: float, *, any_plan: bool) -> Found | None:
    """``None`` where more may be found."""
    orals = range(len(state.places))
    if not state.complete:
        solved = _solve(state, orals, state.base.cells, seconds, whole=True)
        _take(state, solved)
        if solved is not None and not solved.places:
            if not any_plan:
                _take(state, _solve(state, orals, state.base.cells, seconds / 4))
            return Found.NONE
    if any_plan:
        return Found.PLAN if state.complete else None
    solved = _solve(state, orals, state.base.cells, seconds)
    _take(state, solved)
    return Found.BEST if solved is not None and solved.optimal else None


class _Told:
    """Tells when there is something new."""

    def __init__(self, state: _State, tell: Callable[[SolverNews], None]) -> None:
        self._state = state
        self._tell = tell
        self._last: Measure | None = None

    def tell(self) -> None:
        now = self._state.measure
        if now != self._last:
            self._last = now
            self._tell(SolverNews(len(self._state.places) - now.unplaced, now.cost))


def _small(base: Ground) -> bool:
    orals = range(len(base.problem.orals))
    # No need to count them all.
    return len(orals) <= _WHOLE and sum(map(len, chances(base, orals, base.cells, ()).values())) <= _WHOLE


def _solve(
    state: _State, free: Sequence[int], cells: Sequence[Cell], seconds: float, *, whole: bool = False
) -> _Solved | None:
    """The free orals placed again in these cells; ``None`` where nothing was found in that time. ``whole``:
    every one of them, at whatever cost.
    """
    base = state.base
    moving = {*free}
    stays = [None if oral in moving else place for oral, place in enumerate(state.places)]
    others = all_taken(base, stays)
    model = Model(base, chances(base, free, cells, others), [*base.kept, *others], whole=whole)
    if not whole:
        Pricing(model, stays)
    model.hint(state.places)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = (state.seed * 10_007 + state.tried) % (1 << 31)
    solver.parameters.max_deterministic_time = seconds
    state.tried += 1
    status = solver.solve(model.cp)
    state.spent += solver.response_proto.deterministic_time + _BUILDING
    if status == cp_model.INFEASIBLE:
        return _Solved({}, optimal=True)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    return _Solved(model.places(solver), status == cp_model.OPTIMAL)


def _take(state: _State, solved: _Solved | None) -> None:
    """Only what is better: the same measure keeps what is there."""
    if solved is None:
        return
    places = list(state.places)
    for oral, place in solved.places.items():
        places[oral] = place
    found = measure(state.base, places)
    if found < state.measure:
        state.places, state.measure = places, found


class _Pieces:
    """Chooses what is placed again next: always another part, the same for the same seed."""

    def __init__(self, state: _State) -> None:
        self._state = state
        self._draw = Random(state.seed)  # noqa: S311  # No secret.
        self._turn = 0

    def next(self) -> tuple[list[int], list[Cell]]:
        """Orals, and the cells in which they are placed."""
        self._turn += 1
        missing = [oral for oral, place in enumerate(self._state.places) if place is None]
        if missing and self._turn % 2:
            return self._around(self._draw.choice(missing))
        match self._turn % 4:
            case 0:
                return self._some_days(1)
            case 1:
                return self._some_days(2)
            case _:
                return self._around(self._draw.randrange(len(self._state.places)))

    def _some_days(self, count: int) -> tuple[list[int], list[Cell]]:
        """A few commissions on a day or two."""
        base = self._state.base
        days = sorted({each.day for each in base.cells})
        chosen = {*self._draw.sample(days, min(count, len(days)))}
        cells = [each for each in base.cells if each.day in chosen]
        order = sorted({each.sitting for each in cells})
        self._draw.shuffle(order)
        return self._filled(cells, order, [])

    def _around(self, oral: int) -> tuple[list[int], list[Cell]]:
        """An oral, all of its candidate's, and some commissions that may hear them, on a day or two."""
        base = self._state.base
        candidate = base.problem.orals[oral].candidate
        own = [place for place, each in enumerate(base.problem.orals) if each.candidate == candidate]
        days = {place.oral // DAY for each in own if (place := self._state.places[each]) is not None}
        days.add(self._draw.choice([each.day for each in base.cells]))
        sittings = sorted(
            {base.sittings[option.commission] for each in own for option in base.problem.orals[each].options}
        )
        self._draw.shuffle(sittings)
        here = [base.sittings[place.commission] for each in own if (place := self._state.places[each])]
        order = [*here, *(each for each in sittings if each not in here)]
        return self._filled([each for each in base.cells if each.day in days], order, own)

    def _filled(
        self, cells: Sequence[Cell], order: Sequence[int], own: Sequence[int]
    ) -> tuple[list[int], list[Cell]]:
        """As many commissions as a piece may hold, in that order, with all that they hear there."""
        heard: dict[int, list[int]] = defaultdict(list)
        days = {each.day for each in cells}
        for oral, place in enumerate(self._state.places):
            if place is not None and place.oral // DAY in days:
                heard[self._state.base.sittings[place.commission]].append(oral)
        free = {*own}
        chosen: set[int] = set()
        for sitting in order:
            if chosen and len(free) + len(heard[sitting]) > _PIECE:
                continue
            chosen.add(sitting)
            free.update(heard[sitting])
        missing = [oral for oral, place in enumerate(self._state.places) if place is None]
        self._draw.shuffle(missing)
        free.update(missing[: _PIECE // 3])
        return sorted(free), [each for each in cells if each.sitting in chosen]
