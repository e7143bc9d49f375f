"""The measure of an export, on a few grids: it runs, and exports them all."""

from __future__ import annotations

from tests.benchmarks import export


def test_the_measure_of_an_export_runs() -> None:
    speed, memory = export.run(count=20, rounds=1)
    assert speed.measured > 0
    assert memory.floor > 0
