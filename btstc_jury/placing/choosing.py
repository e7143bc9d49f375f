"""Which orals are placed again next: always a part of the days, the same for the same seed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from random import Random

from btstc_jury.application.centre.placing_problem import DAY
from btstc_jury.placing.cells import Cell, Ground, Plan, taken
from btstc_jury.placing.cost import waited

_PIECE = 20
"""Orals placed again at once."""
_FEW = 8
"""Candidates placed again at once, with all their orals."""
_AROUND = 18
"""Ticks before and after an oral that is to go elsewhere."""

Piece = tuple[list[int], list[Cell]]
"""Orals, and the cells in which they are placed."""


class Pieces:
    """Where a plan costs most, mostly; sometimes anywhere."""

    def __init__(self, base: Ground, seed: int) -> None:
        self._base = base
        self._draw = Random(seed)  # noqa: S311  # No secret.
        self._turn = 0
        self._days = sorted({each.day for each in base.cells})
        self._of_candidate: dict[int, list[int]] = defaultdict(list)
        for oral, each in enumerate(base.problem.orals):
            self._of_candidate[each.candidate].append(oral)
        self._plan: Plan = ()
        self._moves: tuple[Callable[[], Piece], ...] = (
            self._swaps,
            self._people,
            self._one_day,
            self._swaps,
            self._people,
            self._two_days,
        )

    def next(self, plan: Plan) -> Piece:
        self._plan = plan
        move = self._moves[self._turn % len(self._moves)]
        self._turn += 1
        return move()

    def _costly(self) -> Mapping[int, int]:
        """What orals cost by themselves or by their candidate, of those that cost anything."""
        base, weights = self._base, self._base.problem.weights
        found: dict[int, int] = {}
        of: dict[int, list[int]] = defaultdict(list)
        for oral, place in enumerate(self._plan):
            if place is None:
                found[oral] = weights.own_school + 1
                continue
            there = taken(base, oral, place)
            cost = weights.own_school * there.own + weights.printed * there.moved
            if cost:
                found[oral] = cost
            if there.candidate in base.several:
                of[there.candidate].append(oral)
        for orals in of.values():
            here = [taken(base, oral, place) for oral in orals if (place := self._plan[oral]) is not None]
            cost = waited(base, here)
            if cost:
                for oral in orals:
                    found[oral] = found.get(oral, 0) + cost
        return found

    def _drawn(self, costs: Mapping[int, int]) -> int:
        """One that costs much rather than little; any where none does."""
        if not costs:
            return self._draw.randrange(len(self._plan))
        return self._draw.choices([*costs], [*costs.values()])[0]

    def _swaps(self) -> Piece:
        """One that costs, its candidate's others, and all who are heard about the same time by those who
        could hear it; elsewhere on the days, some time.
        """
        base = self._base
        oral = self._drawn(self._costly())
        own = self._of_candidate[base.problem.orals[oral].candidate]
        place = self._plan[oral]
        if place is None or self._draw.random() < 0.3:
            cell = self._draw.choice(base.cells)
            moment = self._draw.randrange(cell.begins, cell.ends)
        else:
            moment = place.oral
        sittings = {base.sittings[each.commission] for each in base.problem.orals[oral].options}
        near = [
            (abs(at.oral - moment), other)
            for other, at in enumerate(self._plan)
            if at is not None
            and abs(at.oral - moment) <= _AROUND
            and base.sittings[at.commission] in sittings
        ]
        free = {*own, *(other for _, other in sorted(near)[:_PIECE])}
        return self._with_cells(free, {moment // DAY})

    def _people(self) -> Piece:
        """A few candidates who cost, and a few others, with all their orals: they may change places."""
        costs = self._costly()
        free: set[int] = set()
        for turn in range(_FEW):
            oral = self._drawn(costs if turn % 4 else {})
            free.update(self._of_candidate[self._base.problem.orals[oral].candidate])
        return self._with_cells(free, set())

    def _with_cells(self, free: Iterable[int], days: set[int]) -> Piece:
        """All that may hear them, on the days on which they are heard now, and on these."""
        base = self._base
        orals = sorted(free)
        days = days | {place.oral // DAY for each in orals if (place := self._plan[each]) is not None}
        sittings = {
            base.sittings[option.commission] for each in orals for option in base.problem.orals[each].options
        }
        days.add(self._draw.choice(self._days))
        return orals, [each for each in base.cells if each.day in days and each.sitting in sittings]

    def _one_day(self) -> Piece:
        return self._some_days(1)

    def _two_days(self) -> Piece:
        return self._some_days(2)

    def _some_days(self, count: int) -> Piece:
        """A few commissions on a day or two, with all that they hear there, and some without a place."""
        base = self._base
        days = {*self._draw.sample(self._days, min(count, len(self._days)))}
        heard: dict[Cell, list[int]] = defaultdict(list)
        for oral, place in enumerate(self._plan):
            if place is not None and place.oral // DAY in days:
                for cell in base.of_day.get((base.sittings[place.commission], place.oral // DAY), ()):
                    if cell.begins <= place.oral < cell.ends:
                        heard[cell].append(oral)
        whole = [key for key in sorted(base.of_day) if key[1] in days]
        self._draw.shuffle(whole)
        missing = [oral for oral, place in enumerate(self._plan) if place is None]
        self._draw.shuffle(missing)
        free = missing[: _PIECE // 4]
        cells: list[Cell] = []
        for cell in (each for key in whole for each in base.of_day[key]):
            if not cells or len(free) + len(heard[cell]) <= _PIECE:
                cells.append(cell)
                free += heard[cell]
        return sorted(free), cells
