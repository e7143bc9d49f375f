"""The measure of placing, on a small centre: it runs, and its plans are right."""

from __future__ import annotations

from btstc_jury.application.centre.placing import MODULE, Placement, PlacingOptions, ProcessSolver, place
from btstc_jury.domain.centre.day_costs import day_costs
from btstc_jury.domain.centre.placing import first_fit
from btstc_jury.system.long_worker import LongWorker
from btstc_jury.system.worker import Stopped
from tests.benchmarks import placing
from tests.placing.checker import Checker


def test_the_measure_of_placing_runs() -> None:
    results = placing.run(candidates=24, days=1, seconds=0.5)
    assert [each.goal for each in results] == [1, 1, 1, 1]
    assert all(each.measured > 0 for each in results)
    assert all(each.met for each in results)


def test_a_large_centre_is_placed_piece_by_piece_the_same_each_time() -> None:
    """Beyond what one model holds: every rule is kept, nothing is worse than in order."""
    centre = placing.centre(120, 2, both=False)
    worker = LongWorker(MODULE)
    try:
        solver = ProcessSolver(worker.ask, Stopped, lambda: True)
        one, other = (place(centre, solver, PlacingOptions(seconds=1, wall=60)) for _ in range(2))
    finally:
        worker.close()
    assert isinstance(one, Placement)
    assert isinstance(other, Placement)
    assert Checker(centre).told(one.timetable) == []
    assert one.timetable == other.timetable
    assert one.costs.total < day_costs(first_fit(centre)).total
