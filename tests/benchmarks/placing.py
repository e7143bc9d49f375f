"""A whole centre placed, 600 candidates before 12 commissions on 5 days, against placing it in order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from fractions import Fraction
from time import perf_counter

from btstc_jury.application.centre.placing import (
    MODULE,
    SECONDS,
    Placement,
    PlacingOptions,
    ProcessSolver,
    place,
)
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.day_costs import day_costs
from btstc_jury.domain.centre.day_faults import day_faults
from btstc_jury.domain.centre.placing import first_fit
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    CentreJuror,
    FormTimes,
    PlacingRules,
    PreparationRoom,
    Timetable,
    Window,
)
from btstc_jury.domain.commission import Role
from btstc_jury.system.long_worker import LongWorker
from btstc_jury.system.worker import Stopped
from tests.benchmarks.result import Result

CANDIDATES = 600
COMMISSIONS = 12
DAYS = 5
WALL = 60.0
"""Seconds."""
_SCHOOLS = 30


def run(candidates: int = CANDIDATES, days: int = DAYS, seconds: float = SECONDS) -> list[Result]:
    with _solver() as solver:
        one = _measured(solver, centre(candidates, days, both=False), seconds)
        both = _measured(solver, centre(candidates, days, both=True), seconds)
    what = f"{candidates} candidates, {COMMISSIONS} commissions, {days} days"
    return [
        *_results(f"{what}, one oral each", one),
        *_results(f"{what}, two short orals each", both),
    ]


class _Measured:
    """``before``, ``after``: the plan in order, the solver's."""

    def __init__(self, before: Timetable, after: Placement, wall: float) -> None:
        self.before = day_costs(before)
        self.after = after.costs
        self.wall = wall


def _results(what: str, found: _Measured) -> Iterator[Result]:
    before, after = found.before, found.after
    told = f"{after.unplaced} left out, {after.total} min; in order {before.unplaced}, {before.total} min"
    yield Result(f"placed: {what}", WALL, found.wall, found.wall / WALL, 1, f"s of {WALL:.0f}; {told}")
    # Whoever has no place weighs more than all soft rules together.
    floor, measured = (each.unplaced * 10_000 + each.total for each in (before, after))
    yield Result(f"cost against in order: {what}", floor, measured, measured / floor, 1, told)


def _measured(solver: ProcessSolver, timetable: Timetable, seconds: float) -> _Measured:
    began = perf_counter()
    found = place(timetable, solver, PlacingOptions(seconds=seconds))
    wall = perf_counter() - began
    after = found if isinstance(found, Placement) else None if found is None else found.partial
    if after is None or any(each.misplaces for each in day_faults(after.timetable)):
        raise ValueError("the solver's plan breaks a rule")
    return _Measured(first_fit(timetable), after, wall)


@contextmanager
def _solver() -> Iterator[ProcessSolver]:
    worker = LongWorker(MODULE)
    try:
        yield ProcessSolver(worker.ask, Stopped, lambda: True)
    finally:
        worker.close()


def centre(candidates: int, days: int, *, both: bool) -> Timetable:
    """Half of the commissions hear E4, with a preparation, half E6; orals and deliberation last 45 minutes,
    or 20 where each candidate has two.
    """
    draw = random.Random(14)
    schools = [f"021{number:04}A" for number in range(_SCHOOLS)]
    oral, deliberation, preparation = (15, 5, 15) if both else (40, 5, 40)
    forms = {
        "e4": FormTimes("E4", in_ccf=None, preparation=preparation, oral=oral),
        "e6": FormTimes("E6", in_ccf=None, preparation=0, oral=oral),
    }
    jurors = {
        number: CentreJuror(number, f"Juré {number}", Role.EG, school_code=draw.choice(schools))
        for number in range(1, 2 * COMMISSIONS + 1)
    }
    people = {
        number: CentreCandidate(
            exams="E4, E6" if both else ("E4", "E6")[number % 2],
            school_code=draw.choice(schools),
            extra_time=Fraction(1, 3) if draw.random() < 0.05 else Fraction(0),
        )
        for number in range(1, candidates + 1)
    }
    return Timetable(
        people,
        forms,
        PlacingRules(deliberation=deliberation),
        jurors,
        {number: PreparationRoom(number, f"P{number}", 4) for number in range(1, 4)},
        {number: _commission(number, days) for number in range(1, COMMISSIONS + 1)},
    )


def _commission(number: int, days: int) -> CentreCommission:
    monday = datetime.fromisoformat("2027-05-17")
    half_days = [
        Window(day + timedelta(hours=begins), day + timedelta(hours=ends))
        for day in (monday + timedelta(days=each) for each in range(days))
        for begins, ends in ((8, 12.5), (13.5, 18))
    ]
    hears_e4 = number <= COMMISSIONS // 2
    return CentreCommission(
        number,
        str(number),
        "e4" if hears_e4 else "e6",
        preparation_room=(number - 1) % 3 + 1 if hears_e4 else 0,
        jurors=(2 * number - 1, 2 * number),
        half_days=tuple(half_days),
    )


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: {each.measured:.1f}, ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}")
