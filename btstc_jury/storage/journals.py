"""Reading and sealing the rows of a journal."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from btstc_jury.application.faults import Fault
from btstc_jury.domain.events import Entry, Erased, Planned, RemarksErased
from btstc_jury.domain.journal import GENESIS, SALT_BYTES, Row, first_break, seal
from btstc_jury.storage.codec import encode, entries_of_row
from btstc_jury.storage.database import Database, prepare
from btstc_jury.storage.failures import Damage, Newer, told_of
from btstc_jury.storage.index import Head
from btstc_jury.storage.tables import JOURNAL, OF_ORAL

SESSION = "session"
"""Name of the file's own journal."""

NO_ROW = Head(0, GENESIS, 0)

_ROWS = select(JOURNAL).where(JOURNAL.c.journal == bindparam("name")).order_by(JOURNAL.c.sequence)
_FROM = f"SELECT {', '.join(JOURNAL.columns.keys())} FROM journal WHERE journal >= ?"  # noqa: S608
_IN_ORDER = " ORDER BY journal, sequence"
_ERASE = (
    update(JOURNAL)
    .where(JOURNAL.c.journal == bindparam("name"), JOURNAL.c.sequence == bindparam("at"))
    .values(payload=None, salt=b"")
)
_ADD = prepare(insert(JOURNAL), JOURNAL.columns.keys())

_BEFORE = (str, int, int, int, int, str, str, str, str, bytes)
_TYPES = frozenset((*_BEFORE, payload, bytes, bytes) for payload in (bytes, type(None)))
"""Of the columns; the payload may be erased."""


def journal_of(oral: int) -> str:
    return f"{OF_ORAL}{oral}"


def row_of(journal: object, sequence: object) -> str:
    """« oral-1, ligne 5 »."""
    return f"{journal}, ligne {sequence}"


def oral_of(journal: object) -> int | None:
    """The oral whose journal bears this name, if it is one."""
    digits = str(journal).removeprefix(OF_ORAL)
    number = int(digits) if digits.isascii() and digits.isdigit() else 0
    return number if number and journal_of(number) == journal else None


def seal_all(journal: str, entries: Sequence[Entry], head: Head) -> tuple[list[dict[str, Any]], Head]:
    """The rows to be added after ``head``, and the head that they make.

    Raises ``ValueError`` where the entries don't follow the head.
    """
    rows: list[dict[str, Any]] = []
    sequence, previous = head.sequence, head.hash
    last_act = head.last_act
    for entry in entries:
        sequence += 1
        if entry.sequence != sequence:
            raise ValueError(f"{journal}: entry {entry.sequence} can't follow row {sequence - 1}")
        kind, payload = encode(entry.event)
        row = seal(journal, entry, kind, payload, os.urandom(SALT_BYTES), previous)
        previous = row.hash
        # What came with a sheet keeps an earlier reading than the act.
        last_act = row.utc if row.sequence == row.act else last_act
        rows.append(row._asdict())
    return rows, Head(sequence, previous, last_act)


def add_rows(database: Database, rows: list[dict[str, Any]]) -> None:
    """To be called in a transaction."""
    for row in rows:
        database.write(_ADD, row)


def read_entries(database: Database, journal: str, head: Head) -> tuple[Entry, ...]:
    """A whole journal, every hash checked up to ``head``. Raises ``Damage`` naming journal and row."""
    rows = read_chain(database, journal)
    check_end(journal, rows, head)
    return entries_of(journal, rows)


def check_end(journal: str, rows: Sequence[Row], head: Head) -> None:
    """Raises ``Damage`` unless there are rows, and the last of them is the head."""
    last = (len(rows), rows[-1].hash) if rows else (0, GENESIS)
    if last != (head.sequence, head.hash):
        raise Damage(Fault.ROWS, journal, found=last[0], expected=head.sequence)
    if not rows:
        raise Damage(Fault.NO_ROWS, journal)


def read_chain(database: Database, journal: str) -> tuple[Row, ...]:
    """The rows of a journal, every hash checked; rows cut off at the end are not seen. Raises ``Damage``."""
    return _whole(journal, tuple(map(_typed, database.all(_ROWS, {"name": journal}))))


def chains(
    raw: sqlite3.Connection, low: str = "", high: str | None = None
) -> Iterator[tuple[str, tuple[Row, ...] | Damage]]:
    """Every journal of a file in one reading, in the order of their names, from ``low`` on and below
    ``high``: its rows, each hash checked, or what is wrong with it; rows cut off at the end are not seen.
    Raises the ``Error`` of the library.
    """
    if high is None:
        read = raw.execute(_FROM + _IN_ORDER, (low,))
    else:
        read = raw.execute(f"{_FROM} AND journal < ?{_IN_ORDER}", (low, high))
    for name, found in groupby(read, key=itemgetter(0)):
        try:
            yield name, _whole(name, tuple(map(_typed, found)))
        except Damage as damage:
            yield str(name), damage


def _whole(journal: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    broken = first_break(rows)
    if broken is not None:
        raise Damage(Fault(broken.damage), row_of(journal, broken.sequence))
    return rows


def entries_of(journal: str, rows: Sequence[Row]) -> tuple[Entry, ...]:
    """What the rows of a chain, never none, tell. Raises ``Damage``, ``Newer``."""
    entries: list[Entry] = []
    for row in rows:
        try:
            entries.extend(entries_of_row(row))
        except (Damage, Newer) as error:
            raise error.at(row_of(journal, row.sequence)) from error
    _check_erased(journal, entries)
    if journal != SESSION and type(entries[0].event) is not Planned:
        raise Damage(Fault.NOT_PLANNED, journal)
    return tuple(entries)


def erase(database: Database, journal: str, sequences: Sequence[int]) -> None:
    """Erase what these rows held, and the salt with which it could be guessed from its digest; to be called
    in a transaction.
    """
    for sequence in sequences:
        database.run(_ERASE, {"name": journal, "at": sequence})


def _check_erased(journal: str, entries: Sequence[Entry]) -> None:
    """Nothing is missing but what a later row says was erased."""
    erased = [entry.sequence for entry in entries if type(entry.event) is Erased]
    if not erased:
        return
    allowed = max((e.sequence for e in entries if type(e.event) is RemarksErased), default=0)
    lost = next((sequence for sequence in erased if sequence > allowed), None)
    if lost is not None:
        raise Damage(Fault.NO_PAYLOAD, row_of(journal, lost))


def _typed(values: Sequence[Any]) -> Row:
    if tuple(map(type, values)) not in _TYPES:
        raise Damage(Fault.TYPE, row_of(values[0], values[1]))
    return Row(*values)


_HEAD_OF_SESSION = "SELECT head_sequence, head, created FROM file"
_LAST_OF_ORAL = "SELECT sequence, hash FROM journal WHERE journal = ? ORDER BY sequence DESC LIMIT 1"
_ASTRAY = """SELECT o.oral FROM oral o
LEFT JOIN journal j ON j.journal = 'oral-' || o.oral AND j.sequence = o.head_sequence
WHERE j.hash IS NOT o.head OR EXISTS (
    SELECT 1 FROM journal k WHERE k.journal = 'oral-' || o.oral AND k.sequence = o.head_sequence + 1)
LIMIT 1"""


def check_heads(database: Database, touched: Iterable[int]) -> None:
    """The session's journal and those of ``touched`` whole, and that every other ends where the index says.

    Raises ``FileProblem`` (``DAMAGED``).
    """
    with told_of(database.path), database.snapshot():
        read_entries(database, SESSION, session_head(database))
        astray = database.connection.exec_driver_sql(_ASTRAY).first()
        if astray is not None:
            raise Damage(Fault.HEAD, journal_of(astray[0]))
        for oral in sorted(touched):
            name = journal_of(oral)
            row = database.connection.exec_driver_sql(_LAST_OF_ORAL, (name,)).first()
            sequence, last = (0, GENESIS) if row is None else row
            read_entries(database, name, Head(sequence, last, 0))


def session_head(database: Database) -> Head:
    """As the file says. Raises ``Damage``."""
    row = database.connection.exec_driver_sql(_HEAD_OF_SESSION).first()
    if row is None:
        raise Damage(Fault.NO_FILE_LINE)
    return Head(*row)
