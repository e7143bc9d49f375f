"""A plan made better piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import NamedTuple

from ortools.sat.python import cp_model

from btstc_jury.application.centre.placing_problem import (
    Found,
    Place,
    SolverAnswer,
    SolverNews,
    SolverQuestion,
    Task,
)
from btstc_jury.placing.cells import Cell, Ground, chances, ground
from btstc_jury.placing.choosing import Pieces
from btstc_jury.placing.cost import Measure, all_taken, measure
from btstc_jury.placing.model import PACE, Model
from btstc_jury.placing.pricing import Pricing

_WHOLE = 1500
"""Chances of all orals together, up to which a centre is one model."""
_SHARE = 0.4
"""Of the time, for that model: what it doesn't end is made better in pieces."""
_PIECE_SECONDS = 0.4
_BUILDING = 0.05
"""Seconds to be counted for a piece besides the solver's."""


@dataclass
class _State:
    """``late``: when to stop, by the clock on the wall; ``spent``: seconds by the solver's own."""

    base: Ground
    places: list[Place | None]
    measure: Measure
    seed: int
    late: float
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
    state = _State(base, places, measure(base, places), question.seed, monotonic() + question.wall)
    told = _Told(state, tell)
    told.tell()
    any_plan = question.task is Task.TRY
    found = _as_a_whole(state, question.seconds * _SHARE, any_plan=any_plan) if _small(base) else None
    told.tell()
    if found is not None:
        return SolverAnswer(found, tuple(state.places))
    pieces = Pieces(base, question.seed)
    while state.spent < question.seconds and monotonic() < state.late and not (any_plan and state.complete):
        free, cells = pieces.next(state.places)
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
            places = tuple(self._state.places)
            self._tell(SolverNews(len(places) - now.unplaced, now.cost, places))


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
    solver.parameters.max_deterministic_time = seconds * PACE
    solver.parameters.max_time_in_seconds = max(0.1, state.late - monotonic())
    state.tried += 1
    status = solver.solve(model.cp)
    state.spent += solver.response_proto.deterministic_time / PACE + _BUILDING
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
