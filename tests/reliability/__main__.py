"""``dev.py torture``: runs the trials, prints what they counted; exit status 1 where anything was lost."""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.reliability.torture import all_runs, table, torture

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
_MARK = "<!-- counts -->\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py torture", description=__doc__)
    parser.add_argument("--minutes", type=float, default=2.0, help="how long, 2 by default")
    parser.add_argument("--seed", type=int, help="repeat an earlier run; printed at the start")
    parser.add_argument("--publish", action="store_true", help=f"write the counts into {_PAGE.name}")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**9)
    print(f"Seed {seed}, {options.minutes:g} minutes.", flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory() as folder, all_runs(Path(folder), seed) as runs:
        torture(runs, options.minutes * 60, lambda line: print(f"FAULT {line}", flush=True))  # noqa: T201
        lines = table(runs)
        faults = sum(len(run.faults) for run in runs)
    print("\n".join(lines))  # noqa: T201
    if options.publish:
        _publish(lines, options.minutes, seed)
    return 1 if faults else 0


def _publish(lines: list[str], minutes: float, seed: int) -> None:
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    said = (
        f"{datetime.now(UTC).date()}, {machine}, Python {platform.python_version()}, {minutes:g} minutes: "
        f"`python3 packaging/dev.py torture --minutes {minutes:g} --seed {seed}`"
    )
    head = _PAGE.read_text(encoding="utf-8").partition(_MARK)[0]
    _PAGE.write_text(f"{head}{_MARK}\n{said}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
