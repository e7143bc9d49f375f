"""Run every benchmark, print the table and write it to RESULTS.md."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import (
    act,
    centre_days,
    centre_list,
    check,
    collection,
    export,
    find,
    grid,
    idle,
    placing,
    startup,
)
from tests.benchmarks.result import Result

_BENCHMARKS: tuple[Callable[[], list[Result]], ...] = (
    startup.run,
    act.run,
    check.run,
    find.run,
    grid.run,
    export.run,
    centre_list.run,
    placing.run,
    centre_days.run,
    collection.run,
    idle.run,
)
_RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> int:
    """Ratios are to be compared, not asserted: the exit status is 0 whatever they are."""
    results = [result for benchmark in _BENCHMARKS for result in benchmark()]
    table = "\n".join(_table(results))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    today = datetime.now(UTC).date()
    heading = f"# Measures\n\n{today}, {platform.system()} {machine}. `python3 packaging/dev.py bench`\n\n"
    _RESULTS.write_text(f"{heading}{table}\n", encoding="utf-8")
    sys.stdout.write(f"{table}\n")
    return 0


def _table(results: list[Result]) -> list[str]:
    lines = ["| what | ratio | goal | met | detail |", "|---|---|---|---|---|"]
    lines.extend(
        f"| {each.what} | {each.ratio:.2f} | ≤ {each.goal:g} | {_met(each)} | {each.detail} |"
        for each in results
    )
    return lines


def _met(result: Result) -> str:
    return "yes" if result.met else "no"


if __name__ == "__main__":
    sys.exit(main())
