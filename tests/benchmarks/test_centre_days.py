"""The measures of the days of a centre, on short ones: they run, and everybody has a place."""

from __future__ import annotations

from btstc_jury.domain.centre.day_faults import day_faults
from btstc_jury.domain.centre.placing import first_fit
from tests.benchmarks import centre_days


def test_the_measures_of_days_run() -> None:
    results = centre_days.run(candidates=10, turns=1)
    assert [each.goal for each in results] == [1, 1, 1, 1]
    assert all(each.measured > 0 for each in results)
    assert results[0].what.startswith("20 orals")


def test_the_days_that_are_measured_are_without_fault() -> None:
    assert day_faults(first_fit(centre_days.days(60))) == ()
