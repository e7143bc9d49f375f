"""Looking for words, names and states in a file of 100,000 orals, against one frame of the screen: what a key
typed into the search field costs before the list is painted.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from btstc_jury.application.finding import Held, Passage, words_of
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.views.found import found_view
from btstc_jury.domain.standing import Sieve
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.database import connect, opened
from btstc_jury.storage.passages import Passages
from btstc_jury.system.clock import SystemClock
from tests.benchmarks.many_orals import make_file
from tests.benchmarks.result import Result
from tests.fakes import FakeLibrary
from tests.forms_for_tests import make_form

ORALS = 100_000
FRAME = 1 / 60
TURNS = 60
"""Searches of each kind, every one of other words."""
REMARKS, WORDS = 8, 12
"""Of an oral; of a remark."""
GOAL = 3
"""Frames: 50 ms."""

_Search = tuple[str, Sieve | None]
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo")


def run(folder: Path | None = None, orals: int = ORALS, turns: int = TURNS) -> list[Result]:
    """``folder``: on a real disk; the working folder when not given."""
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=folder or Path.cwd()) as made:
        path = Path(made) / "grande.btsjury"
        form = make_form()
        make_file(path, form, orals)
        began = perf_counter()
        words = _fill(path, orals)
        filled = perf_counter() - began
        office, _ = open_file(Desk(SqliteExamFiles(), FakeLibrary(form), SystemClock()), path)
        with closing(office):
            draw = Random(15)
            kinds: tuple[tuple[str, list[_Search]], ...] = (
                ("name", [(name[:4], None) for name in draw.choices(_NAMES, k=turns)]),
                ("number", [(f"{draw.randrange(orals):07}", None) for _ in range(turns)]),
                ("words of texts", [(_some(draw, words), None) for _ in range(turns)]),
                ("a phrase of texts", [(f"« {_some(draw, words)} »", None) for _ in range(turns)]),
                ("words in a state", [(_some(draw, words), _one(draw)) for _ in range(turns)]),
                ("state alone", [("", _one(draw)) for _ in range(turns)]),
                ("what nothing has", [(f"{_some(draw, words)} qqq", None) for _ in range(turns)]),
            )
            return [
                _timed(f"search by {what}, {orals} orals", office, searches, filled)
                for what, searches in kinds
            ]


_NAMES = ("abadie", "belier", "chene", "delmas", "etienne", "fabre", "garnier", "hoerner")
_STATES = (Sieve.TO_COME, Sieve.UNSIGNED, Sieve.ABSENT, Sieve.RESERVED, Sieve.DELIBERATING)


def _one(draw: Random) -> Sieve:
    return draw.choice(_STATES)


def _some(draw: Random, words: list[str]) -> str:
    """One to three, the last as far as it is typed: rather those that many texts have."""
    chosen = [words[min(int(draw.paretovariate(0.7)), len(words)) - 1] for _ in range(draw.randrange(1, 4))]
    return " ".join((*chosen[:-1], chosen[-1][: draw.randrange(2, 7)]))


def _fill(path: Path, orals: int) -> list[str]:
    """Passages of every oral, as reading each of them would leave them, and a state for some; the words,
    those that are most used first.
    """
    draw = Random(6)
    words = ["".join(draw.choices(_SYLLABLES, k=draw.randrange(2, 5))) for _ in range(4000)]
    weights = [1 / place for place in range(1, len(words) + 1)]
    with closing(connect(path, "mode=rw", None)) as raw:
        # One oral in fifty is settled and to be signed, one in a thousand absent.
        raw.execute("UPDATE oral SET stage = 'finalised' WHERE oral % 50 = 0")
        raw.execute("UPDATE oral SET stage = 'closed', status = 'absent' WHERE oral % 1000 = 1")
    with closing(opened(path, "mode=rw", None)) as database:
        _sum_again(path)
        passages = Passages(database)
        names = iter(database.raw.execute("SELECT oral, search FROM oral").fetchall())
        while batch := list(islice(names, 5000)):
            with database.transaction():
                passages.make()
                for oral, name in batch:
                    told = tuple(_remarks(draw, words, weights))
                    texts = (name, *(each.text for each in told))
                    passages.set(oral, Held(words_of(texts), told))
    return words


def _sum_again(path: Path) -> None:
    from btstc_jury.storage.database import checksum

    with closing(connect(path, "mode=rw", None)) as raw:
        changed = raw.execute("SELECT * FROM oral WHERE stage <> 'planned'").fetchall()
        raw.execute("BEGIN")
        raw.executemany(
            "UPDATE oral SET digest = ? WHERE oral = ?", [(checksum(row[:-1]), row[0]) for row in changed]
        )
        raw.execute("COMMIT")


def _remarks(draw: Random, words: list[str], weights: list[float]) -> Iterator[Passage]:
    for number in range(REMARKS):
        text = " ".join(draw.choices(words, weights, k=WORDS))
        yield Passage(f"Remarque, {number:02}:00, Échange", text)


def _timed(what: str, office: Office, searches: list[_Search], filled: float) -> Result:
    durations, worked, rows = [], [], 0
    for text, sieve in searches:
        began, spent = perf_counter(), process_time()
        rows += len(found_view(office, text, sieve).rows)
        durations.append(perf_counter() - began)
        worked.append(process_time() - spent)
    ordered = sorted(durations)
    middle, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    detail = f"ms: median {middle * 1e3:.1f}, p95 {p95 * 1e3:.1f}; {rows / len(searches):.0f} rows each"
    detail += f"; of the processor p95 {sorted(worked)[int(len(worked) * 0.95)] * 1e3:.1f}"
    if filled:
        detail += f"; texts read in {filled:.0f} s"
    return Result(f"{what} (p95 against a frame)", FRAME, p95, p95 / FRAME, GOAL, detail)


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}")
