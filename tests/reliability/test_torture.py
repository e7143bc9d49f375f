"""One turn of every trial at each run of the tests; ``python3 packaging/dev.py torture`` has many."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.reliability.damages import Undetected
from tests.reliability.torture import Run, all_runs, table, torture


def test_nothing_is_lost_nor_taken_for_the_truth(tmp_path: Path) -> None:
    with all_runs(tmp_path, 20270601, examining=4.0) as runs:
        told: list[str] = []
        torture(runs, 0, told.append)
        assert told == []
        assert all(sum(run.trial.tally.values()) >= run.rounds for run in runs if not run.skipped)
        assert len(table(runs)) == len(runs) + 2


class Blind:
    def __init__(self) -> None:
        self.tally: Counter[str] = Counter()

    def one(self) -> None:
        raise Undetected("rien vu")


def test_a_fault_is_counted_and_told() -> None:
    run = Run("aveugle", Blind(), 2)
    told: list[str] = []
    torture((run,), 0, told.append)
    assert told == ["aveugle: Undetected: rien vu"] * 2
    assert table((run,))[-1].endswith("| 2 |")
