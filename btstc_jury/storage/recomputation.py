"""The lines of the index computed again from the journals, a part of the file at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import select

from btstc_jury.application.faults import Fault
from btstc_jury.application.findings import Finding, Part
from btstc_jury.application.summary import summarise
from btstc_jury.domain.history import open_history
from btstc_jury.domain.journal import Row
from btstc_jury.storage.database import Database, Values
from btstc_jury.storage.failures import Damage
from btstc_jury.storage.index import COLUMNS, Head, IndexLine, is_line_of, line_of, read_line
from btstc_jury.storage.journals import chains, entries_of, journal_of, oral_of, read_chain
from btstc_jury.storage.kept import check_named, read_readable_forms
from btstc_jury.storage.spans import Span, lines_in
from btstc_jury.storage.tables import JOURNAL

_JOURNALS = select(JOURNAL.c.journal).distinct()
_LINES = "SELECT * FROM oral NOT INDEXED"
_end = itemgetter(*map(COLUMNS.index, ("head_sequence", "head")))

_Line = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """``orals``: how many have a line or a journal; ``changed``: the lines that are not what they were;
    ``refused``: the orals whose line is to stay as it is.
    """

    orals: int
    changed: tuple[Values, ...]
    refused: tuple[Finding, ...]


class Recomputation:
    """Its functions raise ``Newer`` for what a newer version wrote, and the ``Error`` of the library."""

    def __init__(self, database: Database) -> None:
        """Raises ``FileProblem``."""
        self._raw = database.raw
        self._forms = read_readable_forms(database)
        self._orals = 0
        self._changed: list[Values] = []
        self._refused: list[Finding] = []

    def of(self, span: Span) -> Recomputed:
        self._begin()
        lines = {row[0]: row for row in lines_in(self._raw, span)}
        for name, rows in chains(self._raw, span.low, span.high):
            oral = oral_of(name)
            if oral is not None:
                self._look(oral, lines.pop(oral, None), rows)
        return self._ended(lines)

    def one_by_one(self, database: Database) -> Recomputed:
        """Of the whole file, each journal by itself. Raises ``FileProblem``."""
        self._begin()
        lines = {row[0]: row for row in self._raw.execute(_LINES)}
        named = {oral_of(row[0]) for row in database.all(_JOURNALS)}
        for oral in sorted({each for each in (*named, *lines) if each is not None}):
            self._look(oral, lines.pop(oral, None), _chain(database, oral))
        return self._ended(lines)

    def _begin(self) -> None:
        self._orals, self._changed, self._refused = 0, [], []

    def _ended(self, left: dict[int, _Line]) -> Recomputed:
        """``left``: lines of which there is no journal."""
        for oral, row in left.items():
            self._look(oral, row, ())
        return Recomputed(self._orals, tuple(self._changed), tuple(self._refused))

    def _look(self, oral: int, row: _Line | None, rows: tuple[Row, ...] | Damage) -> None:
        self._orals += 1
        try:
            values = self._computed(oral, row, rows)
        except Damage as damage:
            self._refused.append(Finding(Part.JOURNAL, oral, str(damage)))
        else:
            if values is not None:
                self._changed.append(values)

    def _computed(self, oral: int, row: _Line | None, rows: tuple[Row, ...] | Damage) -> Values | None:
        """``None`` for a line that is what it has to be. Raises ``Damage`` for a journal that is broken, or
        shorter than its own sound line says.
        """
        name = journal_of(oral)
        last = None if isinstance(rows, Damage) or not rows else rows[-1]
        ends = row is not None and last is not None and _end(row) == (last.sequence, last.hash)
        known = None if row is None or ends else _sound(row)
        if isinstance(rows, Damage):
            raise rows
        if last is None:
            raise Damage(Fault.NO_ROWS, name)
        if known is not None and not _reaches(rows, known.head):
            raise Damage(Fault.ROWS, name, found=len(rows), expected=known.head.sequence)
        entries = entries_of(name, rows)
        check_named(entries, self._forms)
        history = open_history(entries, self._forms)
        summary = summarise(oral, history)
        head = Head(last.sequence, last.hash, history.last_act.utc.us)
        if row is not None:
            if is_line_of(row, summary, head):
                return None
            _sound(row)
        return dict(line_of(summary, head).values)


def recomputing(database: Database) -> Callable[[Span], Recomputed]:
    """Raises ``FileProblem``."""
    return Recomputation(database).of


def _chain(database: Database, oral: int) -> tuple[Row, ...] | Damage:
    try:
        return read_chain(database, journal_of(oral))
    except Damage as damage:
        return damage


def _sound(row: _Line) -> IndexLine | None:
    """``None`` for a line that isn't what was written. Raises ``Newer``."""
    try:
        return read_line(row)
    except Damage:
        return None


def _reaches(rows: tuple[Row, ...], head: Head) -> bool:
    return head.sequence <= len(rows) and rows[head.sequence - 1].hash == head.hash
