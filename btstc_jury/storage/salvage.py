"""A damaged exam file, read as far as it can be; nothing of it is written."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.finding import Found, Hit, Sought, fold
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.summary import OralSummary
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Form
from btstc_jury.domain.standing import Stage
from btstc_jury.storage import probe
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.companions import reading_options
from btstc_jury.storage.database import Database, opened
from btstc_jury.storage.exam_file import SqliteExamFile
from btstc_jury.storage.failures import Damage, Newer, errors_of_sqlite, told_of
from btstc_jury.storage.index import IndexLine, SqliteOralIndex, read_line
from btstc_jury.storage.journals import journal_of, oral_of, read_entries
from btstc_jury.storage.kept import check_named, read_readable_forms
from btstc_jury.storage.probe import Schema

DAMAGED = "damaged"

_LINES = "SELECT * FROM oral NOT INDEXED ORDER BY rowid {order}"
_JOURNALS = "SELECT DISTINCT journal FROM journal WHERE journal LIKE 'oral-%' ORDER BY journal {order}"
_UNKNOWN_NAME = "Interrogation illisible"


def open_damaged(path: Path, schema: Schema, cipher: Cipher | None) -> SqliteExamFile:
    """Raises ``FileProblem`` where not even what the file is can be read."""
    database = opened(path, reading_options(path, cipher), cipher)
    try:
        probe.check_current(database, schema, ProblemKind.DAMAGED)
        with told_of(path):
            forms = read_readable_forms(database)
            return SalvagedExamFile(path, database, SalvagedIndex(database, forms), forms)
    except BaseException:
        database.close()
        raise


class SalvagedIndex(SqliteOralIndex):
    """Every line that can be read, from the table alone. An oral whose line or journal is broken is listed
    as ``damaged``, under the name that its line still gives.
    """

    def __init__(self, database: Database, forms: Mapping[str, Form]) -> None:
        super().__init__(database)
        self._forms = forms
        self._lines: dict[int, IndexLine] = {}
        self._broken: dict[int, str] = {}
        self._known: dict[int, OralSummary] = {}
        for row in _both_ways(database.raw, _LINES):
            self._take(row)
        for (name,) in _both_ways(database.raw, _JOURNALS):
            number = oral_of(name)
            if number is not None and number not in self._lines:
                self._broken.setdefault(number, told(Fault.NO_LINE, name))

    def line(self, oral: int) -> IndexLine:
        if oral not in self._lines:
            why = self._broken.get(oral, told(Fault.NO_ORAL, oral=oral))
            raise FileProblem(ProblemKind.DAMAGED, self._database.path, why)
        return self._lines[oral]

    def summary(self, oral: int) -> OralSummary:
        if oral not in self._known:
            self._known[oral] = self._summary(oral)
        return self._known[oral]

    def on_day(self, day: date) -> tuple[OralSummary, ...]:
        found = (each for each in self.all() if each.scheduled.date() == day)
        return tuple(each for each in found if each.stage.facts.listed)

    def days(self) -> tuple[tuple[date, int], ...]:
        listed = (each for each in self._unchecked() if each.stage.facts.listed)
        return tuple(sorted(Counter(each.scheduled.date() for each in listed).items()))

    def search(self, text: str, limit: int) -> tuple[OralSummary, ...]:
        words = fold(text).split()
        found = (
            each
            for each in self._unchecked()
            if words and all(w in fold(f"{each.last_name} {each.first_names} {each.number}") for w in words)
        )
        return tuple(self.summary(each.oral) for each, _ in zip(found, range(limit), strict=False))

    def all(self) -> tuple[OralSummary, ...]:
        found = (self.summary(each.oral) for each in self._unchecked())
        return tuple(sorted(found, key=lambda each: (each.scheduled, fold(each.last_name), each.oral)))

    def withdrawn(self) -> tuple[OralSummary, ...]:
        return tuple(each for each in self.all() if not each.stage.facts.listed)

    def preparing(self) -> tuple[OralSummary, ...]:
        """None: no clock goes on in a file that can't be written."""
        return ()

    def under_way(self) -> tuple[int, ...]:
        return ()

    def _take(self, row: tuple[Any, ...]) -> None:
        try:
            line = read_line(row)
        except (Damage, Newer) as damage:
            if isinstance(row[0], int):
                self._broken[row[0]] = str(damage)
        else:
            self._lines[line.summary.oral] = line

    def _unchecked(self) -> Iterator[OralSummary]:
        """What the lines say, their journals unread."""
        for line in self._lines.values():
            yield line.summary
        for oral in self._broken:
            yield self._placeholder(oral)

    def _summary(self, oral: int) -> OralSummary:
        line = self._lines.get(oral)
        if line is None:
            return self._placeholder(oral)
        try:
            read_whole(self._database, oral, line, self._forms)
        except FileProblem:
            return msgspec.structs.replace(
                line.summary, damaged=True, mark=None, missing=0, duties=(), preparing=None
            )
        return line.summary

    def _placeholder(self, oral: int) -> OralSummary:
        """An oral of which nothing can be believed stands at the head of the file's first day."""
        days = [line.summary.scheduled for line in self._lines.values()]
        first = min(days, default=datetime(2000, 1, 1))  # noqa: DTZ001 - wall time of the centre
        return OralSummary(
            oral=oral,
            number=str(oral),
            last_name=_UNKNOWN_NAME,
            first_names="",
            birth=None,
            form_key="",
            form_name="",
            scheduled=first.replace(hour=0, minute=0),
            stage=Stage.PLANNED,
            extra_time=False,
            preparing=None,
            phase=None,
            mark=None,
            missing=0,
            version=0,
            damaged=True,
        )


class SalvagedFinder:
    """Finds names and numbers only: what was kept of the texts may be as damaged as the rest."""

    def __init__(self, index: SalvagedIndex) -> None:
        self._index = index

    def search(self, sought: Sought, limit: int) -> Found:
        every = self._index.all()
        words = ((each, fold(f"{each.full_name} {each.number}")) for each in every)
        found = [
            each
            for each, name in words
            if sought.lets_through(each) and all(term.names(name) for term in sought.terms)
        ]
        unread = len(every) if sought.terms else 0
        return Found(tuple(map(Hit, found[:limit])), len(found) > limit, unread)

    def due(self) -> int:
        return 0

    def read(self, _most: int, /) -> int:
        return 0


class SalvagedExamFile(SqliteExamFile):
    """Read-only; an oral that isn't whole is refused (``FileProblem``)."""

    def __init__(
        self, path: Path, database: Database, index: SalvagedIndex, forms: Mapping[str, Form]
    ) -> None:
        super().__init__(path, database, DAMAGED, None, index)
        self._readable = forms
        self.finder = SalvagedFinder(index)

    def forms(self) -> Mapping[str, Form]:
        return self._readable

    def entries(self, oral: int) -> tuple[Entry, ...]:
        return read_whole(self._database, oral, self.index.line(oral), self._readable)


def read_whole(
    database: Database, oral: int, line: IndexLine, forms: Mapping[str, Form]
) -> tuple[Entry, ...]:
    """The journal, its end and its forms checked. Raises ``FileProblem`` (``DAMAGED``)."""
    with told_of(database.path):
        entries = read_entries(database, journal_of(oral), line.head)
        check_named(entries, forms)
        return entries


def _both_ways(raw: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows that can be reached from either end; what lies between two broken pages is passed over."""
    reached: set[Any] = set()
    broken: tuple[type[Exception], ...] = (*errors_of_sqlite(), UnicodeDecodeError)
    for order in ("ASC", "DESC"):
        rows = raw.execute(query.format(order=order))
        while True:
            try:
                row = rows.fetchone()
            except broken:
                break
            if row is None:
                return
            if row[0] not in reached:
                reached.add(row[0])
                yield row
