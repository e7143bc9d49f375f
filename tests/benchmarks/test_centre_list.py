"""The measure of a candidates' list, on a short one: it runs, and takes in everybody."""

from __future__ import annotations

from tests.benchmarks import centre_list


def test_the_measure_of_a_list_runs() -> None:
    results = centre_list.run(lines=50, turns=1)
    assert [each.goal for each in results] == [5, 5, 5]
    assert all(each.measured > 0 for each in results)
