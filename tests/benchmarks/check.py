"""``check`` and ``rebuild-index`` of many orals to come, and of a million events of conducted ones, against a
raw read of their rows.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import perf_counter

from btstc_jury.storage.crew import CORES
from btstc_jury.storage.examination import examine
from btstc_jury.storage.rebuilding import rebuild_index
from tests.benchmarks import many_events
from tests.benchmarks.many_orals import make_file
from tests.benchmarks.result import Result
from tests.forms_for_tests import make_form

ORALS = 100_000
EVENTS = 1_000_000
TURNS = 3
_NOW = datetime(2027, 6, 1, 9, 0)  # noqa: DTZ001 - wall time, in a name


def run(
    folder: Path | None = None, orals: int = ORALS, events: int = EVENTS, turns: int = TURNS
) -> list[Result]:
    """``folder``: on a real disk; the working folder when not given."""
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=folder or Path.cwd()) as made:
        path = Path(made) / "grande.btsjury"
        make_file(path, make_form(), orals)
        planned = _of(f"{orals} orals that are to come", path, turns)
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=folder or Path.cwd()) as made:
        path = Path(made) / "longue.btsjury"
        heard = many_events.make_file(path, make_form(), events)
        conducted = _of(f"{events} events of {heard} orals", path, 1)
    return [*planned, *conducted]


def _of(what: str, path: Path, turns: int) -> list[Result]:
    raw = _median(lambda: _read(path), turns)
    checked = _median(lambda: _sound(path), turns)
    rebuilt = _median(lambda: _rebuild(path), turns)
    detail = f"s, median of {turns}, {CORES} processes; raw read {raw:.2f}"
    return [
        Result(f"check of {what}", raw, checked, checked / raw, 10, f"{detail}, check {checked:.2f}"),
        Result(f"rebuild-index of {what}", raw, rebuilt, rebuilt / raw, 5, f"{detail}, again {rebuilt:.2f}"),
    ]


def _read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for _ in connection.execute("SELECT * FROM journal"):
            pass


def _sound(path: Path) -> None:
    if examine(path, cores=CORES).findings:
        raise ValueError("the file isn't sound")


def _rebuild(path: Path) -> None:
    rebuild_index(path, _NOW, cores=CORES).aside.unlink()


def _median(action: Callable[[], object], turns: int) -> float:
    durations = []
    for _ in range(turns):
        began = perf_counter()
        action()
        durations.append(perf_counter() - began)
    return statistics.median(durations)


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}")
