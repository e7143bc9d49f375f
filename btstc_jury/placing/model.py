"""The rules of the days as CP-SAT is given them: those orals that are free, in some of the cells, beside the
others that stay where they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from ortools.sat.python import cp_model

from btstc_jury.application.centre.placing_problem import DAY, Place, Span
from btstc_jury.placing.cells import Cell, Chance, Ground, Taken, without

Literal = cp_model.BoolVarT

PACE = 0.2
"""Of the solver's deterministic units in a second, measured on two cores."""


@dataclass(frozen=True)
class Held:
    """One chance of an oral: ``there``: whether it is taken."""

    chance: Chance
    there: Literal


@dataclass
class OralPart:
    """``start``: when the oral begins, anything while it isn't placed; ``without``: it has no place."""

    number: int
    candidate: int
    start: cp_model.IntVar
    without: Literal
    held: list[Held] = field(default_factory=list)

    @property
    def prepares(self) -> cp_model.LinearExprT:
        """When it begins."""
        return self.start - sum(each.there * each.chance.preparation for each in self.held)

    @property
    def ends(self) -> cp_model.LinearExprT:
        return self.start + sum(each.there * each.chance.oral for each in self.held)


class Model:
    """``free``: the chances of each free oral; ``others``: all that stays, what is kept too; ``whole``: an
    oral without a place makes it infeasible.
    """

    def __init__(
        self, base: Ground, free: Mapping[int, Sequence[Chance]], others: Sequence[Taken], *, whole: bool
    ) -> None:
        self.base = base
        self.cp = cp_model.CpModel()
        self.others = others
        self.parts = [self._part(number, each, whole) for number, each in free.items()]
        self._room_in_cells()
        self._one_at_a_time()
        self._candidates()
        self._seats()

    def _part(self, number: int, chances: Sequence[Chance], whole: bool) -> OralPart:  # noqa: FBT001
        cp = self.cp
        spans = [[each.begins, each.ends - 1] for chance in chances for each in chance.starts]
        start = cp.new_int_var_from_domain(cp_model.Domain.from_intervals(spans or [[0, 0]]), f"s{number}")
        without = cp.new_bool_var(f"w{number}")
        part = OralPart(number, self.base.problem.orals[number].candidate, start, without)
        for place, chance in enumerate(chances):
            there = cp.new_bool_var(f"p{number}_{place}")
            domain = cp_model.Domain.from_intervals([[each.begins, each.ends - 1] for each in chance.starts])
            cp.add_linear_expression_in_domain(start, domain).only_enforce_if(there)
            part.held.append(Held(chance, there))
        cp.add_exactly_one([without, *(each.there for each in part.held)])
        if whole:
            cp.add(without == 0)
        return part

    def _room_in_cells(self) -> None:
        """Follows from the rest; the solver sees sooner what can't be."""
        of: dict[Cell, list[cp_model.LinearExprT]] = defaultdict(list)
        for part in self.parts:
            for each in part.held:
                of[each.chance.cell].append(each.there * each.chance.busy)
        busy: dict[int, list[Span]] = defaultdict(list)
        for other in self.others:
            busy[other.sitting].append(Span(other.oral, other.free))
        for cell, amounts in of.items():
            left = without(Span(cell.begins, cell.ends), busy[cell.sitting])
            self.cp.add(sum(amounts) <= sum(each.ends - each.begins for each in left))

    def _one_at_a_time(self) -> None:
        """A commission, and a juror of several."""
        of: dict[int, list[cp_model.IntervalVar]] = defaultdict(list)
        for part in self.parts:
            for place, each in enumerate(part.held):
                busy = each.chance.busy
                of[each.chance.cell.sitting].append(
                    self.cp.new_optional_fixed_size_interval_var(
                        part.start, busy, each.there, f"b{part.number}_{place}"
                    )
                )
        for intervals in of.values():
            self.cp.add_no_overlap(intervals)
        sittings = self.base.problem.sittings
        for juror, _rule in self.base.problem.shared:
            sits = [place for place in of if juror in sittings[place].jurors]
            if len(sits) > 1:
                self.cp.add_no_overlap([each for place in sits for each in of[place]])

    def _candidates(self) -> None:
        of: dict[int, list[OralPart]] = defaultdict(list)
        for part in self.parts:
            of[part.candidate].append(part)
        gap = self.base.problem.gap
        for parts in of.values():
            for one, other in combinations(parts, 2):
                first = self.cp.new_bool_var("")
                second = self.cp.new_bool_var("")
                self.cp.add(other.prepares >= one.ends + gap).only_enforce_if(first)
                self.cp.add(one.prepares >= other.ends + gap).only_enforce_if(second)
                self.cp.add_at_least_one(first, second, one.without, other.without)

    def _seats(self) -> None:
        sittings = self.base.problem.sittings
        for rule in self.base.problem.seats:
            intervals = []
            for part in self.parts:
                for each in part.held:
                    length = each.chance.preparation
                    if length and sittings[each.chance.cell.sitting].room == rule.room:
                        intervals.append(
                            self.cp.new_optional_fixed_size_interval_var(
                                part.start - length, length, each.there, ""
                            )
                        )
            if not intervals:
                continue
            fixed = profile(self._seated(rule.room), rule.seats)
            demands = [1] * len(intervals) + [count for _, count in fixed]
            intervals += [
                self.cp.new_fixed_size_interval_var(span.begins, span.ends - span.begins, "")
                for span, _ in fixed
            ]
            self.cp.add_cumulative(intervals, demands, rule.seats)

    def _seated(self, room: int) -> list[Span]:
        """On the days that matter."""
        sittings = self.base.problem.sittings
        days = {each.chance.cell.day for part in self.parts for each in part.held}
        return [
            Span(each.preparation, each.oral)
            for each in self.others
            if each.preparation < each.oral
            and each.oral // DAY in days
            and each.sitting >= 0
            and sittings[each.sitting].room == room
        ]

    def hint(self, places: Sequence[Place | None]) -> None:
        for part in self.parts:
            place = places[part.number]
            if place is not None:
                self.cp.add_hint(part.start, place.oral)
            self.cp.add_hint(part.without, place is None)
            for each in part.held:
                self.cp.add_hint(each.there, place is not None and self._in(each.chance, place))

    def _in(self, chance: Chance, place: Place) -> bool:
        cell = chance.cell
        return self.base.sittings[place.commission] == cell.sitting and cell.begins <= place.oral < cell.ends

    def places(self, solver: cp_model.CpSolver) -> dict[int, Place | None]:
        """By number of the oral."""
        return {each.number: self._place(each, solver) for each in self.parts}

    def _place(self, part: OralPart, solver: cp_model.CpSolver) -> Place | None:
        for each in part.held:
            if solver.boolean_value(each.there):
                sitting = self.base.problem.sittings[each.chance.cell.sitting]
                return Place(sitting.identity, solver.value(part.start))
        return None


def profile(spans: Sequence[Span], most: int) -> list[tuple[Span, int]]:
    """How many of them at once, counted no further than ``most``."""
    ends = sorted({moment for each in spans for moment in each})
    counted = [
        (Span(begins, end), sum(each.begins <= begins < each.ends for each in spans))
        for begins, end in pairwise(ends)
    ]
    return [(span, min(count, most)) for span, count in counted if count]
