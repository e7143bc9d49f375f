"""The table of a centre's candidates sorted by a column and narrowed down, against one frame of the screen:
the largest list that a window sorts, with as many as a large centre has, and with 100,000.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from random import Random
from time import perf_counter

from PySide6.QtCore import Qt

from btstc_jury.ui.centre.rows_table import Heading, RowsModel
from tests.benchmarks.many_orals import plan_of
from tests.benchmarks.result import Result

ROWS = 100_000
CENTRE = 10_500
TURNS = 20
FRAME = 1 / 60
GOAL = 3
"""Frames: 50 ms."""

_Row = tuple[str, str, str]


def run(counts: tuple[int, ...] = (CENTRE, ROWS), turns: int = TURNS) -> list[Result]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return [each for rows in counts for each in _of(rows, turns)]


def _of(rows: int, turns: int) -> list[Result]:
    draw = Random(12)
    candidates = (plan_of(each).candidate for each in range(1, rows + 1))
    people: list[_Row] = [(each.number, each.last_name, each.first_names) for each in candidates]
    draw.shuffle(people)
    titles = ("Numéro", "Nom", "Prénoms")
    model: RowsModel[_Row] = RowsModel(
        [Heading(title, _cell(place), 1, 10) for place, title in enumerate(titles)], lambda row: row[0]
    )
    model.show(people)
    orders = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
    sorts = [
        _timed(partial(model.sort, turn % len(titles), orders[turn % len(orders)])) for turn in range(turns)
    ]
    model.sort(-1)
    sieves = [_timed(partial(_narrow, model, people, f"{turn % 10}")) for turn in range(turns)]
    return [_result(f"sort of {rows} rows", sorts), _result(f"filter of {rows} rows", sieves)]


def _narrow(model: RowsModel[_Row], people: list[_Row], words: str) -> None:
    model.show(row for row in people if words in row[0])


def _timed(action: Callable[[], object]) -> float:
    begun = perf_counter()
    action()
    return perf_counter() - begun


def _cell(place: int) -> Callable[[_Row], str]:
    return lambda row: row[place]


def _result(what: str, durations: list[float]) -> Result:
    ordered = sorted(durations)
    middle, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    detail = f"ms: median {middle * 1e3:.1f}, p95 {p95 * 1e3:.1f}"
    return Result(f"{what} (p95 against a frame)", FRAME, p95, p95 / FRAME, GOAL, detail)


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}")
