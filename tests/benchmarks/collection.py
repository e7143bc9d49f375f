"""105,000 orals that came back to three hundred centres, in one base of a server and in a file of each:
loaded, listed, opened, searched and summed, through the program's own ports, against the same rows moved as
they are, and against one frame of the screen for what is waited for while one types.

A file holds one centre, and whoever opens it reads it whole. None hears more than some hundreds, so that many
are measured in as many files, and beside them one of thirty times their size: ten times what its rows say is
what 105,000 orals of one centre would take.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from psutil import Process
from sqlalchemy import Table

from btstc_jury.application.centre.collection import stock_of
from btstc_jury.application.centre.finding import CentreFinder, told_in
from btstc_jury.application.centre.harmony import by_form, harmony_of
from btstc_jury.application.centre.harmony_findings import findings
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.server import is_address, parsed
from btstc_jury.application.centre.slips import slips
from btstc_jury.application.finding import asked
from btstc_jury.application.views.centre.board import Box, board_view, counts
from btstc_jury.centre_tools import LateAgreement
from btstc_jury.cli import main
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.server_centres import PostgresServer
from btstc_jury.storage.centre.tables import METADATA
from btstc_jury.storage.database import connect
from tests.benchmarks.many_centres import MADE, CentreMaker, write
from tests.benchmarks.result import Result
from tests.centre_days import LIBRARY
from tests.fakes import FakeClock
from tests.served_centres import address, made
from tests.servers import Server, own_server

if TYPE_CHECKING:
    from btstc_jury.application.centre.ports import CentreFile

FRAME = 1 / 60
_TYPED = 3
"""Frames: 50 ms."""
_MOVED = 5
"""Times what the same rows take as they are."""
_FLAT = 1.2
_WAITED = 3.0
"""Seconds of a harmonisation page, made in the background."""
_MIB = 1 << 20

_Open = Callable[[str], "CentreFile"]
_Search = tuple[str, Box | None]
_STATES = {
    "terminee": Box.DONE,
    "a-signer": Box.UNSIGNED,
    "absent": Box.ABSENT,
    "sous-reserve": Box.RESERVED,
    "fraude": Box.WITHHELD,
    "pas-recue": Box.NOT_RECEIVED,
}
"""By the words of the command."""


_COMMANDED = {"a name", "two words that few have", "state « fraude »", "state « pas-recue »"}
"""For the others the command shows its first results after as few centres."""


class Size(NamedTuple):
    """``turns``: of each measure that is repeated; ``large``: orals of the centre that is alone in its file;
    ``commands``: of each kind; ``apart``: sums are made by a process of their own, whose memory is measured.
    """

    centres: int = 300
    orals: int = 350
    turns: int = 60
    commands: int = 5
    large: int = 10_500
    apart: bool = True


def run(size: Size | None = None, folder: Path | None = None, server: Server | None = None) -> list[Result]:
    """``folder``: on a real disk; the working folder when not given; ``server``: one of its own, then."""
    size = size or Size()
    if server is None:
        with own_server() as alone:
            results = _on_server(alone, size)
    else:
        results = _on_server(server, size)
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=folder or Path.cwd()) as here:
        results += _in_files(Path(here), size, f"{size.centres} files × {size.orals} orals")
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=folder or Path.cwd()) as here:
        alone_in_it = size._replace(centres=1, orals=size.large, turns=max(size.turns // 6, 1))
        return [*results, *_in_files(Path(here), alone_in_it, f"one file of {size.large} orals")]


def _on_server(server: Server, size: Size) -> list[Result]:
    what = f"{size.centres} centres × {size.orals} orals in a base"
    base = _new_base(server)
    try:
        with closing(PostgresServer(address(server, base), "")) as served:
            maker = CentreMaker(size.orals)
            loaded = _loaded(maker, size, lambda number: served.create(maker.centre(number), MADE))
            server.run("VACUUM ANALYZE", base)
            known = [each.identity for each in served.centres()]
            whole = _copied(server, base, size)
            listing = _spent(size.turns, served.centres)
            url = server.address(base)
            return [
                _of_load(what, size, loaded, whole, "COPY"),
                _typed(f"{what}: listed", listing, f"{len(known)} centres, one query"),
                _opened(what, known, served.open, size, lambda: _read_of_base(server, base)),
                *_searched_base(what, served, url, maker, size),
                *_summed(what, url, known, size),
                _harmonised(what, known[-1], served.open),
            ]
    finally:
        server.drop(base)


def _new_base(server: Server) -> str:
    return server.new(server.template("measured_template", lambda half: made(server, half)))


def _in_files(folder: Path, size: Size, what: str) -> list[Result]:
    files, maker = SqliteCentreFiles(), CentreMaker(size.orals)
    paths = [folder / f"{number}.btscentre" for number in range(1, size.centres + 1)]
    loaded = _loaded(maker, size, lambda number: files.create(paths[number - 1], maker.centre(number), MADE))
    whole = _copied_files(paths, folder)
    names = [str(each) for each in paths]

    def opened(name: str) -> CentreFile:
        return files.open(Path(name))

    return [
        _of_load(what, size, loaded, whole, "executemany"),
        _opened(what, names, opened, size, lambda: _read_of_file(paths[-1])),
        *_searched_file(what, paths[0], maker, size),
        *_summed(what, "", names, size),
    ]


def _loaded(maker: CentreMaker, size: Size, create: Callable[[int], CentreFile]) -> float:
    """Seconds of the acts alone."""
    spent = 0.0
    for number in range(1, size.centres + 1):
        centre = maker.make(number)
        began = perf_counter()
        with closing(create(number)) as file:
            write(file, centre)
        spent += perf_counter() - began
    return spent


def _of_load(what: str, size: Size, loaded: float, raw: float, by: str) -> Result:
    orals = size.centres * size.orals
    rates = f"{orals / loaded:.0f} orals/s in acts, {orals / raw:.0f} by {by} of the same rows"
    return Result(
        f"{what}: loaded", raw, loaded, loaded / raw, _MOVED, f"s; {loaded:.1f}, raw {raw:.1f}; {rates}"
    )


def _copied(server: Server, base: str, size: Size) -> float:
    """Seconds of writing the rows of each centre in one transaction of another base, indexes and all."""
    other = _new_base(server)
    spent = 0.0
    with server.connected(base) as source, server.connected(other) as target:
        for centre in range(1, size.centres + 1):
            parts = []
            for table in METADATA.sorted_tables:
                columns = ", ".join(f'"{each.name}"' for each in table.columns)
                rows = f'SELECT {columns} FROM "{table}" WHERE {_of(table)} = {centre}'
                with source.cursor().copy(f"COPY ({rows}) TO STDOUT (FORMAT BINARY)".encode()) as out:
                    parts.append((f'"{table}" ({columns})', b"".join(out)))
            began = perf_counter()
            with target.transaction():
                for name, content in parts:
                    with target.cursor().copy(f"COPY {name} FROM STDIN (FORMAT BINARY)".encode()) as into:
                        into.write(content)
            spent += perf_counter() - began
    server.drop(other)
    return spent


def _copied_files(paths: Sequence[Path], folder: Path) -> float:
    """The same into files of as many centres, words of the search and all."""
    spent, other = 0.0, folder / "copie.btscentre"
    for path in paths:
        SqliteCentreFiles().create(other, CentreMaker.centre(0), MADE).close()
        with (
            closing(connect(path, "mode=ro", None)) as source,
            closing(connect(other, "mode=rw", None)) as to,
        ):
            to.execute("DELETE FROM act")
            to.execute("DELETE FROM centre")
            parts = [
                (each.name, len(each.columns), source.execute(f'SELECT * FROM "{each}"').fetchall())
                for each in METADATA.sorted_tables
            ]
            words = source.execute("SELECT sql FROM sqlite_master WHERE name = 'passage_words'").fetchone()
            began = perf_counter()
            to.execute("BEGIN IMMEDIATE")
            for name, width, rows in parts:
                to.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * width)})', rows)
            if words is not None:
                to.execute(words[0])
                to.execute("INSERT INTO passage_words (passage_words) VALUES ('rebuild')")
            to.execute("COMMIT")
            spent += perf_counter() - began
        other.unlink()
    return spent


def _of(table: Table) -> str:
    return "id" if table.name == "centre" else "centre"


_READ = ("candidate", "commission", "slot", "receipt", "collected", "choice", "tie", "sent")
"""What a board is made of."""


def _read_of_base(server: Server, base: str) -> None:
    with server.connected(base) as raw:
        for name in _READ:
            raw.execute(f'SELECT * FROM "{name}" WHERE centre = 1'.encode()).fetchall()


def _read_of_file(path: Path) -> None:
    with closing(connect(path, "mode=ro", None)) as raw:
        for name in _READ:
            raw.execute(f'SELECT * FROM "{name}" WHERE centre = 1').fetchall()


def _opened(what: str, known: Sequence[str], opened: _Open, size: Size, read: Callable[[], None]) -> Result:
    draw, durations = Random(3), []
    for name in draw.choices(known, k=size.turns):
        began = perf_counter()
        with closing(_office(opened(name))) as office:
            receipts = office.file.collection.receipts()
            board_view(stock_of(office), office.timetable, receipts, office.clock.now().utc)
        durations.append(perf_counter() - began)
    raw, p95 = median(_spent(9, read)), _p95(durations)
    detail = f"ms: {_told(durations)}; the same rows read {raw * 1e3:.1f}"
    return Result(f"{what}: one opened, with its board (p95)", raw, p95, p95 / raw, _MOVED, detail)


def _office(file: CentreFile) -> CentreOffice:
    return CentreOffice(file, LIBRARY, FakeClock(), "Alix")


def _kinds(maker: CentreMaker, centres: int, turns: int) -> list[tuple[str, list[_Search]]]:
    draw = Random(7)
    people = [maker.person(draw.randint(1, centres), draw.randint(1, maker.orals)) for _ in range(turns)]
    kinds: list[tuple[str, list[_Search]]] = [
        ("a name", [(each.last_name, None) for each in people]),
        ("a number", [(each.number, None) for each in people]),
        ("a word that many have", [(draw.choice(maker.words[:40]), None) for _ in people]),
        ("two words that few have", [(" ".join(draw.sample(maker.words[400:], 2)), None) for _ in people]),
        ("a word in a state", [(draw.choice(maker.words[40:400]), Box.UNSIGNED) for _ in people]),
        ("what nothing has", [(f"{draw.choice(maker.words)} qqq", None) for _ in people]),
    ]
    return kinds + [(f"state « {name} »", [("", box)] * turns) for name, box in _STATES.items()]


def _searched_base(
    what: str, served: PostgresServer, url: str, maker: CentreMaker, size: Size
) -> list[Result]:
    """Which centres may have any of it, one query; and ``find`` whole, 200 results at most."""
    results = []
    for kind, searches in _kinds(maker, size.centres, size.turns):
        queries, held = [], 0
        for text, box in searches:
            began = perf_counter()
            held += len(served.holding(asked(text).terms, told_in(box)))
            queries.append(perf_counter() - began)
        more = f"{held / len(searches):.0f} centres each"
        results.append(_typed(f"{what}: {kind}, which centres", queries, more))
        if kind not in _COMMANDED:
            continue
        whole = [_commanded(url, text, box) for text, box in searches[: size.commands]]
        results.append(_typed(f"{what}: {kind}, the command find", whole, "200 results at most"))
    return results


def _commanded(url: str, text: str, box: Box | None) -> float:
    state = [name for name, each in _STATES.items() if each is box]
    with redirect_stdout(TextIOWrapper(BytesIO(), "utf-8")):
        began = perf_counter()
        main(["find", url, *text.split(), *(("--state", *state) if state else ())])
        return perf_counter() - began


def _searched_file(what: str, path: Path, maker: CentreMaker, size: Size) -> list[Result]:
    """In one file that is open, as one types."""
    results = []
    with SqliteCentreFiles().to_read(path) as file:
        finder = CentreFinder(_office(file))
        finder.find("", Box.ABSENT, 1)
        for kind, searches in _kinds(maker, 1, size.turns):
            durations, rows = [], 0
            for text, box in searches:
                began = perf_counter()
                rows += len(finder.find(text, box, 200).hits)
                durations.append(perf_counter() - began)
            results.append(_typed(f"{what}: {kind}", durations, f"{rows / len(searches):.0f} rows each"))
    return results


class Sum(NamedTuple):
    """``early``, ``most``: bytes of the process at its height after a tenth of the centres, and all."""

    seconds: float
    marks: int
    lacking: int
    expected: int
    early: int
    most: int


def sum_up(place: str, known: Sequence[str]) -> Sum:
    """Board and bordereau of every centre, one after the other. ``place``: the address of a base, "" of
    files.
    """
    process, began = Process(), perf_counter()
    marks = lacking = expected = early = most = 0
    with _opening(place) as opened:
        for number, name in enumerate(known, 1):
            with closing(_office(opened(name))) as office:
                (slip,) = slips(office)
                marks += len(slip.view.rows) - slip.lacking
                lacking += slip.lacking
                expected += counts(stock_of(office))["expected"]
                most = max(most, process.memory_info().rss)
            if number == max(len(known) // 10, 1):
                early = most
    return Sum(perf_counter() - began, marks, lacking, expected, early, most)


@contextmanager
def _opening(place: str) -> Iterator[_Open]:
    if not is_address(place):
        yield lambda name: SqliteCentreFiles().open(Path(name))
        return
    with closing(PostgresServer(parsed(place).address, "")) as served:
        yield served.open


def _summed(what: str, place: str, known: Sequence[str], size: Size) -> list[Result]:
    if size.apart:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
            told = other.submit(sum_up, place, known).result()
    else:
        told = sum_up(place, known)
    each = told.seconds / told.expected
    detail = (
        f"s; {told.expected} orals, {told.marks} whole, {told.lacking} lacking; {each * 1e3:.2f} ms an oral"
    )
    # A bordereau of a centre is waited for, as its board is.
    floor = FRAME * len(known)
    memory = f"MiB, after a tenth {told.early / _MIB:.0f}, at its height {told.most / _MIB:.0f}"
    ratio = told.most / told.early
    return [
        Result(f"{what}: summed (a frame each)", floor, told.seconds, told.seconds / floor, 12, detail),
        Result(f"{what}: memory of summing", told.early, told.most, ratio, _FLAT, memory),
    ]


def _harmonised(what: str, name: str, opened: _Open) -> Result:
    with closing(_office(opened(name))) as office:
        began = perf_counter()
        (orals,) = by_form(harmony_of(office), office.library)
        read = perf_counter() - began
        findings(orals, LateAgreement())
        spent = perf_counter() - began
    detail = f"s; {len(orals.heard)} marks, read in {read:.2f}, with the intervals of alpha {spent:.2f}"
    return Result(f"{what}: one harmonised", _WAITED, spent, spent / _WAITED, 1, detail)


def _spent(turns: int, work: Callable[[], object]) -> list[float]:
    durations = []
    for _ in range(turns):
        began = perf_counter()
        work()
        durations.append(perf_counter() - began)
    return durations


def _p95(durations: Sequence[float]) -> float:
    return sorted(durations)[int(len(durations) * 0.95)]


def _told(durations: Sequence[float]) -> str:
    return f"median {median(durations) * 1e3:.1f}, p95 {_p95(durations) * 1e3:.1f}"


def _typed(what: str, durations: Sequence[float], more: str) -> Result:
    p95 = _p95(durations)
    return Result(
        f"{what} (p95 against a frame)", FRAME, p95, p95 / FRAME, _TYPED, f"ms: {_told(durations)}; {more}"
    )


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}", flush=True)
