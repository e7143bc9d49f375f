"""Twelve hundred interrogations on the days of a centre: what is wrong and what it costs, as one edits."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from time import process_time

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.day_costs import day_costs
from btstc_jury.domain.centre.day_faults import day_faults
from btstc_jury.domain.centre.placing import first_fit, free_slots
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
from tests.benchmarks.result import Result

CANDIDATES = 600
TURNS = 9
_EDITING = 0.05
"""Seconds: what isn't waited for while an oral is carried."""
_ASKING = 0.1
"""What isn't when one asks."""
_FIRST = datetime.fromisoformat("2027-05-17T00:00")
_FORMS = {
    "e4-ponctuel": FormTimes("E4", in_ccf=False, preparation=50, oral=50),
    "e6-ponctuel": FormTimes("E6", in_ccf=False, preparation=0, oral=60),
}


def run(candidates: int = CANDIDATES, turns: int = TURNS) -> list[Result]:
    empty = days(candidates)
    begins = process_time()
    placed = first_fit(empty)
    fitted = process_time() - begins
    key = min(placed.slots)
    what = f"{len(placed.slots)} orals of a centre"
    measured: tuple[tuple[str, float, Callable[[], object]], ...] = (
        ("their faults", _EDITING, lambda: day_faults(placed)),
        ("their costs", _EDITING, lambda: day_costs(placed)),
        ("free places for one", _ASKING, lambda: free_slots(placed, key, 5, near=placed.slots[key].oral)),
    )
    return [*_results(what, measured, turns), Result(f"{what}, first fit", 5, fitted, fitted / 5, 1, "s")]


def _results(
    what: str, measured: tuple[tuple[str, float, Callable[[], object]], ...], turns: int
) -> Iterator[Result]:
    for name, goal, work in measured:
        seconds = statistics.median(_timed(work) for _ in range(turns))
        detail = f"s of processor, median of {turns}"
        yield Result(f"{what}, {name}", goal, seconds, seconds / goal, 1, detail)


def _timed(work: Callable[[], object]) -> float:
    begins = process_time()
    work()
    return process_time() - begins


def days(candidates: int) -> Timetable:
    """Everybody takes both, before as many commissions as it needs in eight days, one in fifteen with a third
    more time; jurors of as many schools as there are.
    """
    half_days = tuple(
        Window(_FIRST + timedelta(days=day, hours=begins), _FIRST + timedelta(days=day, hours=ends))
        for day in range(8)
        for begins, ends in ((8, 12.5), (13.5, 18.5))
    )
    each_form = -(-candidates // 50)
    commissions = [
        CentreCommission(
            number, str(number), form, f"B{number}", 1 if form == "e4-ponctuel" else 0, (number,), half_days
        )
        for place, form in enumerate(_FORMS)
        for number in range(1 + place * each_form, 1 + (place + 1) * each_form)
    ]
    return Timetable(
        {
            number: CentreCandidate(
                school=f"Lycée {number % 9}", extra_time=Fraction(1, 3) if number % 15 == 0 else None
            )
            for number in range(1, candidates + 1)
        },
        _FORMS,
        PlacingRules(exams=("E4", "E6")),
        {
            each.identity: CentreJuror(
                each.identity, f"Juré {each.identity}", Role.EG, school=f"Lycée {each.identity % 9}"
            )
            for each in commissions
        },
        {1: PreparationRoom(1, "B10", 2 * each_form)},
        {each.identity: each for each in commissions},
    )
