"""A durable act, against a raw SQLite commit of one row that makes the same promise (durable, and in the file
itself when it returns) in the same folder, taken in turns.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.system.clock import SystemClock
from tests.benchmarks.many_orals import make_file
from tests.benchmarks.result import Result
from tests.fakes import FakeLibrary
from tests.forms_for_tests import JURORS, make_form

ORALS = 100_000
ACTED_IN = 60
ACTS_EACH = 100
FRAME = 1 / 60
"""Seconds between two pictures of the screen."""

_TEXT = "Reformule le besoin du client et propose deux solutions chiffrées. "


@dataclass(frozen=True)
class Spread:
    """Of a set of durations, in seconds."""

    median: float
    p99: float
    p999: float

    def __str__(self) -> str:
        return f"median {_us(self.median)}, p99 {_us(self.p99)}, p99.9 {_us(self.p999)}"


def run(folder: Path | None = None) -> list[Result]:
    """``folder``: on a real disk; the working folder when not given."""
    return [*_run(folder, None, ""), *_run(folder, FileKey(raw=bytes(range(32))), " of an encrypted file")]


def _run(folder: Path | None, key: FileKey | None, kind: str) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=folder or Path.cwd()) as made:
        path = Path(made) / "grande.btsjury"
        form = make_form()
        make_file(path, form, ORALS, key)
        office, _ = open_file(Desk(SqliteExamFiles(), FakeLibrary(form), SystemClock()), path, key)
        with closing(office), closing(_raw(Path(made) / "raw.db")) as raw:
            floor, act = _in_turns(office, raw)
    what = f"durable act{kind}, {ORALS} orals in the file"
    detail = f"raw commit: {floor}; act: {act}; over {ACTED_IN * ACTS_EACH} acts"
    return [
        Result(f"{what} (median, s)", floor.median, act.median, act.median / floor.median, 3, detail),
        Result(f"{what} (p99.9 against a frame, s)", FRAME, act.p999, act.p999 / FRAME, 1, detail),
    ]


def _raw(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = PERSIST")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, content TEXT NOT NULL)")
    return connection


def _in_turns(office: Office, raw: sqlite3.Connection) -> tuple[Spread, Spread]:
    floor: list[float] = []
    acts: list[float] = []
    for place in range(ACTED_IN):
        oral = 1 + place * (ORALS // ACTED_IN)
        office.act(oral, do.Open(JURORS))
        office.act(oral, do.Start())
        for command in _commands(office):
            floor.append(_timed(partial(_commit, raw)))
            acts.append(_timed(partial(office.act, oral, command)))
        # One clock at a time runs in a file.
        office.act(oral, ev.Ended())
    return _spread(floor), _spread(acts)


def _commands(office: Office) -> Iterator[do.Command]:
    """Notes and ratings in turn, each rating another than the one before."""
    levels = ("TI", "I", "S", "TS")
    for number in range(ACTS_EACH // 2):
        criterion = 1 + number % 3
        content = RemarkText(_TEXT * (1 + number % 3), Sign.STRENGTH, criterion, "a")
        yield do.AddRemark(office.now(), content)
        yield ev.Rated(criterion, levels[number // 3 % len(levels)])


def _commit(raw: sqlite3.Connection) -> None:
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO line (content) VALUES (?)", (_TEXT,))
    raw.execute("COMMIT")


def _timed(action: Callable[[], object]) -> float:
    began = perf_counter()
    action()
    return perf_counter() - began


def _spread(durations: list[float]) -> Spread:
    ordered = sorted(durations)
    return Spread(
        statistics.median(ordered), ordered[int(len(ordered) * 0.99)], ordered[int(len(ordered) * 0.999)]
    )


def _us(seconds: float) -> str:
    return f"{seconds * 1e6:.0f} µs"


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}")
