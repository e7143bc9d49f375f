"""The soft rules as CP-SAT is given them: what a plan costs, for the part of it that the model decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from ortools.sat.python import cp_model

from btstc_jury.application.centre.placing_problem import DAY
from btstc_jury.domain.centre.timetable import STEP
from btstc_jury.placing.cells import Cell, Plan, Taken
from btstc_jury.placing.cost import groups
from btstc_jury.placing.model import Held, Model, OralPart

UNPLACED = 200_000
"""Minutes: more than a piece costs."""


class Pricing:
    """Minimizes in ``model`` what ``cost.measure`` tells, but for what the model can't change. ``plan``:
    where the orals are that stay.
    """

    def __init__(self, model: Model, plan: Plan) -> None:
        self._model = model
        self._cp = model.cp
        self._base = model.base
        self._plan = plan
        self._weights = model.base.problem.weights
        self._terms: list[cp_model.LinearExprT] = []
        self._others: dict[tuple[int, int], list[Taken]] = defaultdict(list)
        """By sitting and day."""
        for each in model.others:
            self._others[each.sitting, each.oral // DAY].append(each)
        self._pay(UNPLACED, sum(each.without for each in model.parts))
        self._own()
        self._printed()
        self._balance()
        self._candidates()
        self._holes()
        self._ends()
        self._order()
        self._cp.minimize(sum(self._terms))

    def _pay(self, weight: int, amount: cp_model.LinearExprT) -> None:
        if weight:
            self._terms.append(weight * amount)

    def _held(self) -> list[tuple[OralPart, Held]]:
        return [(part, each) for part in self._model.parts for each in part.held]

    def _own(self) -> None:
        self._pay(self._weights.own_school, sum(each.chance.own * each.there for _, each in self._held()))

    def _printed(self) -> None:
        sittings = self._base.sittings
        for part in self._model.parts:
            printed = self._base.problem.orals[part.number].printed
            if printed is None:
                continue
            same = self._cp.new_bool_var("")
            for each in part.held:
                chance = each.chance
                if chance.cell.sitting != sittings.get(printed.commission) or not any(
                    span.begins <= printed.oral < span.ends for span in chance.starts
                ):
                    self._cp.add_implication(same, ~each.there)
            self._cp.add(part.start == printed.oral).only_enforce_if(same)
            # What has no place isn't where it was printed either, but costs nothing by that.
            self._cp.add_implication(part.without, ~same)
            self._pay(self._weights.printed, 1 - same - part.without)

    def _balance(self) -> None:
        there: dict[int, list[cp_model.LinearExprT]] = defaultdict(list)
        for _, each in self._held():
            there[each.chance.cell.sitting].append(each.there)
        counts: dict[int, int] = defaultdict(int)
        for other in self._model.others:
            counts[other.sitting] += 1
        most = len(self._base.problem.orals) + len(self._base.kept)
        for group in groups(self._base):
            if len(group) < 2 or not any(each in there for each in group):
                continue
            largest = self._cp.new_int_var(0, most, "")
            smallest = self._cp.new_int_var(0, most, "")
            excess = self._cp.new_int_var(0, most, "")
            for place in group:
                load = counts[place] + sum(there[place])
                self._cp.add(largest >= load)
                self._cp.add(smallest <= load)
            self._cp.add(excess >= largest - smallest - 1)
            self._pay(self._weights.balance, excess)

    def _candidates(self) -> None:
        parts: dict[int, list[OralPart]] = defaultdict(list)
        for part in self._model.parts:
            if part.candidate in self._base.several:
                parts[part.candidate].append(part)
        others: dict[int, list[Taken]] = defaultdict(list)
        for each in self._model.others:
            if each.candidate in parts:
                others[each.candidate].append(each)
        for candidate, each_part in parts.items():
            self._candidate(each_part, others[candidate])

    def _candidate(self, parts: Sequence[OralPart], others: Sequence[Taken]) -> None:
        of_day: dict[int, list[tuple[OralPart, Held]]] = defaultdict(list)
        for part in parts:
            for each in part.held:
                of_day[each.chance.cell.day].append((part, each))
        for day, held in of_day.items():
            here = [each for each in others if each.oral // DAY == day]
            if not here:
                used = self._cp.new_bool_var("")
                for _, each in held:
                    self._cp.add_implication(each.there, used)
                self._pay(self._weights.one_day, used)
            if self._weights.waiting and len({part.number for part, _ in held}) + len(here) > 1:
                self._wait(day, held, here)

    def _wait(self, day: int, held: Sequence[tuple[OralPart, Held]], here: Sequence[Taken]) -> None:
        cp = self._cp
        first = cp.new_int_var(day * DAY, (day + 1) * DAY, "")
        last = cp.new_int_var(day * DAY, (day + 1) * DAY, "")
        for part, each in held:
            cp.add(first <= part.start - each.chance.preparation).only_enforce_if(each.there)
            cp.add(last >= part.start + each.chance.oral).only_enforce_if(each.there)
        for one in here:
            cp.add(first <= one.preparation)
            cp.add(last >= one.ends)
        taken_up = sum(each.ends - each.preparation for each in here) + sum(
            (each.chance.preparation + each.chance.oral) * each.there for _, each in held
        )
        count = len(here) + sum(each.there for _, each in held)
        wait = cp.new_int_var(0, STEP * DAY, "")
        cp.add(wait >= STEP * (last - first - taken_up) - self._base.problem.gap_minutes * (count - 1))
        self._pay(self._weights.waiting, wait)

    def _holes(self) -> None:
        of: dict[tuple[int, int], list[tuple[OralPart, Held]]] = defaultdict(list)
        for part, each in self._held():
            cell = each.chance.cell
            of[cell.sitting, cell.day].append((part, each))
        for key, held in of.items():
            self._idle(held, self._base.of_day[key], self._others[key])

    def _idle(
        self, held: Sequence[tuple[OralPart, Held]], cells: Sequence[Cell], here: Sequence[Taken]
    ) -> None:
        """By a clock that stands still while the commission is closed."""
        cp = self._cp
        before = [0, *accumulate(each.ends - each.begins for each in cells)]
        runs = dict(zip(cells, before, strict=False))
        first = cp.new_int_var(0, before[-1], "")
        last = cp.new_int_var(0, before[-1], "")
        for part, each in held:
            clock = part.start - each.chance.cell.begins + runs[each.chance.cell]
            cp.add(first <= clock).only_enforce_if(each.there)
            cp.add(last >= clock + each.chance.busy).only_enforce_if(each.there)
        taken_up = 0
        for one in here:
            begins, ends = (_opened(runs, moment) for moment in (one.oral, one.free))
            cp.add(first <= begins)
            cp.add(last >= ends)
            taken_up += ends - begins
        busy = taken_up + sum(each.chance.busy * each.there for _, each in held)
        idle = cp.new_int_var(0, before[-1], "")
        cp.add(idle >= last - first - busy)
        self._pay(STEP * self._weights.holes, idle)

    def _ends(self) -> None:
        of_day: dict[int, list[tuple[OralPart, Held]]] = defaultdict(list)
        for part, each in self._held():
            of_day[each.chance.cell.day].append((part, each))
        for day, held in of_day.items():
            opens = self._base.opens[day]
            here = [each.free for each in self._model.others if each.oral // DAY == day]
            latest = max(each.chance.cell.ends for _, each in held)
            end = self._cp.new_int_var(max([opens, *here]), max([latest, *here]), "")
            for part, each in held:
                self._cp.add(end >= part.start + each.chance.busy).only_enforce_if(each.there)
            self._pay(STEP, end - opens)

    def _order(self) -> None:
        if not self._weights.order:
            return
        parts = {each.number: each for each in self._model.parts}
        begins = [None if each is None else each.oral for each in self._plan]
        begins += [each.oral for each in self._base.kept]
        for one, other in self._base.problem.neighbours:
            if one not in parts and other not in parts:
                continue
            earlier = begins[one] if one not in parts else parts[one].start
            later = begins[other] if other not in parts else parts[other].start
            if earlier is not None and later is not None:
                wrong = self._cp.new_bool_var("")
                there = [~parts[each].without for each in (one, other) if each in parts]
                self._cp.add(later - earlier >= 0).only_enforce_if([~wrong, *there])
                self._pay(self._weights.order, wrong)


def _opened(runs: dict[Cell, int], moment: int) -> int:
    """What that clock shows then."""
    clock = 0
    for cell, before in runs.items():
        if moment >= cell.begins:
            clock = before + min(moment, cell.ends) - cell.begins
    return clock
