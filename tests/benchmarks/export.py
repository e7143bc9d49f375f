"""A thousand grids exported at once, against one grid a thousand times: linear, and memory flat."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from unittest.mock import patch

from btstc_jury import bootstrap
from btstc_jury.application.grid_export import Choice, export_grids
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.file_names import DEFAULT_PATTERN, NamePattern
from btstc_jury.bootstrap import SystemFiles, form_folders
from btstc_jury.domain import events as ev
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.signing import Means
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests import signed_grids
from tests.benchmarks.result import Result
from tests.each_status import COMPLIANT, HERE, Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session

COUNT = 1000
ROUNDS = 25
GOAL = 1.2
KEPT_GOAL = 0.2
"""What stays of a grid once it is written: its line of the index."""
_ALL = (Means.INTERNAL,) * 3
_CHOICE = Choice(NamePattern(DEFAULT_PATTERN), unsigned=True)


def run(count: int = COUNT, rounds: int = ROUNDS) -> list[Result]:
    """Half of the grids are signed, half are made at the export. Memory is compared with that of a tenth.
    What stands for the signed ones costs next to nothing to compare with its journal.
    """
    with patch.object(bootstrap, "read_kept", signed_grids.read), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with _file(folder / "two.btsjury", 2) as office:
            _seconds(office, folder / "first")
            one = median(_seconds(office, folder / f"two-{place}") / 2 for place in range(rounds))
        with _file(folder / "tenth.btsjury", count // 10) as office:
            small = _peak(office, folder / "small")
        with _file(folder / "all.btsjury", count) as office:
            whole = _seconds(office, folder / "all")
            large = _peak(office, folder / "large")
            grid = max(each.stat().st_size for each in (folder / "all").glob("*(non signée).pdf")) / 1024
    detail = f"s for {count} against {count} × {one * 1000:.1f} ms, the median of {rounds} exports of two"
    further = (large - small) / (count - count // 10)
    memory = f"KiB, from {count // 10} to {count} grids: {small / 1024:.1f} to {large / 1024:.1f} MiB at most"
    return [
        Result(f"export of {count} grids", one * count, whole, whole / (one * count), GOAL, detail),
        Result("memory of one more grid against its PDF", grid, further, further / grid, KEPT_GOAL, memory),
    ]


@contextmanager
def _file(path: Path, count: int) -> Iterator[Office]:
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)
    office = create_file(desk, path, make_session(FileKind.EXAM))
    orals = Orals(office, clock)
    for place in range(count):
        oral = orals.plan(f"Nom{place:05}")
        orals.act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT))
        orals.conduct(oral)
        orals.settle(oral)
        if place % 2:
            signed_grids.sign(office, oral, *_ALL)
    yield office
    office.close()


def _seconds(office: Office, out: Path) -> float:
    start = perf_counter()
    _export(office, out)
    return perf_counter() - start


def _peak(office: Office, out: Path) -> float:
    """KiB held at most while the grids are read, made and written; the index, which has to know all lines
    to number its pages, comes after.
    """
    export = SystemFiles().grid_export(office, _CHOICE, out)
    tracemalloc.start()
    try:
        while (piece := export.read()) is not None:
            export.write(piece)
        return tracemalloc.get_traced_memory()[1] / 1024
    finally:
        tracemalloc.stop()
        export.discard()


def _export(office: Office, out: Path) -> None:
    done = export_grids(SystemFiles().grid_export(office, _CHOICE, out))
    if done.files != len(done.view.rows):
        raise RuntimeError("not every grid was exported")


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: {each.measured:.2f} / {each.floor:.2f} = {each.ratio:.2f} (goal {each.goal})")
        print(each.detail)
