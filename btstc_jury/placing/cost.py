"""What a plan costs, as ``domain/centre/day_costs.py`` has it, counted in ticks: the solver's process knows
numbers only. A test holds the two together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from btstc_jury.application.centre.placing_problem import DAY, Span
from btstc_jury.domain.centre.timetable import STEP
from btstc_jury.placing.cells import Ground, Plan, Taken, taken, without


class Measure(NamedTuple):
    """The less the better. ``cost``: minutes."""

    unplaced: int
    cost: int


def all_taken(base: Ground, plan: Plan) -> list[Taken]:
    """By the plan, without what is kept."""
    return [taken(base, oral, place) for oral, place in enumerate(plan) if place is not None]


def measure(base: Ground, plan: Plan) -> Measure:
    weights = base.problem.weights
    slots = [*base.kept, *all_taken(base, plan)]
    own = weights.own_school * sum(each.own for each in slots)
    printed = weights.printed * sum(each.moved for each in slots)
    cost = own + printed + _balance(base, slots) + _of_candidates(base, slots)
    cost += _of_days(base, slots) + _order(base, plan)
    return Measure(sum(place is None for place in plan), cost)


def _balance(base: Ground, slots: Sequence[Taken]) -> int:
    counts = Counter(each.sitting for each in slots)
    found = 0
    for group in groups(base):
        loads = [counts[each] for each in group]
        found += max(0, max(loads) - min(loads) - 1)
    return found * base.problem.weights.balance


def groups(base: Ground) -> list[list[int]]:
    """Sittings that are compared: those of one form that can hear at all."""
    opened = {each.sitting for each in base.cells}
    found: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(base.problem.sittings):
        if place in opened:
            found[each.group].append(place)
    return [*found.values()]


def _of_candidates(base: Ground, slots: Sequence[Taken]) -> int:
    of: dict[int, list[Taken]] = defaultdict(list)
    for each in slots:
        if each.candidate in base.several:
            of[each.candidate].append(each)
    return sum(waited(base, each) for each in of.values())


def waited(base: Ground, slots: Sequence[Taken]) -> int:
    """What it costs one candidate to come and to wait for these."""
    weights = base.problem.weights
    days: dict[int, list[Taken]] = defaultdict(list)
    for each in slots:
        days[each.oral // DAY].append(each)
    found = weights.one_day * (len(days) - 1)
    for here in days.values():
        whole = max(each.ends for each in here) - min(each.preparation for each in here)
        taken_up = sum(each.ends - each.preparation for each in here)
        minutes = STEP * (whole - taken_up) - base.problem.gap_minutes * (len(here) - 1)
        found += weights.waiting * max(0, minutes)
    return found


def _of_days(base: Ground, slots: Sequence[Taken]) -> int:
    found = 0
    of_day: dict[int, list[Taken]] = defaultdict(list)
    of_sitting: dict[tuple[int, int], list[Taken]] = defaultdict(list)
    for each in slots:
        of_day[each.oral // DAY].append(each)
        of_sitting[each.sitting, each.oral // DAY].append(each)
    for day, here in of_day.items():
        opens = base.opens.get(day, min(each.oral for each in here))
        found += max(0, max(each.free for each in here) - opens)
    holes = 0
    for (sitting, day), here in of_sitting.items():
        whole = Span(min(each.oral for each in here), max(each.free for each in here))
        busy = [Span(each.oral, each.free) for each in here]
        for cell in base.of_day.get((sitting, day), ()):
            part = Span(max(cell.begins, whole.begins), min(cell.ends, whole.ends))
            if part.begins < part.ends:
                holes += sum(each.ends - each.begins for each in without(part, busy))
    return STEP * (found + base.problem.weights.holes * holes)


def _order(base: Ground, plan: Plan) -> int:
    begins = [*(None if each is None else each.oral for each in plan), *(each.oral for each in base.kept)]
    return base.problem.weights.order * sum(
        one is not None and other is not None and other < one
        for one, other in ((begins[one], begins[other]) for one, other in base.problem.neighbours)
    )
