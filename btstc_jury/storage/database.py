"""One SQLite connection, kept open, that SQLAlchemy Core speaks through."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Executable, Insert, Row, StaticPool, Update, create_engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.durable import side_file
from btstc_jury.storage.failures import told_of

_BUSY_SECONDS = 2.0
_DIALECT = SQLiteDialect_pysqlite()

_PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = FULL",
    "recursive_triggers = ON",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    # What is erased is overwritten.
    "secure_delete = ON",
    # Sorting never leaves personal data in a temporary file.
    "temp_store = MEMORY",
)


def connect(path: Path, options: str) -> sqlite3.Connection:
    """``options``: of a SQLite URI, such as ``mode=ro``. Raises ``sqlite3.Error``."""
    posix = path.absolute().as_posix()
    slash = "" if posix.startswith("/") else "/"
    uri = f"file://{slash}{quote(os.fsencode(posix), safe='/:')}?{options}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def speak_through(raw: sqlite3.Connection) -> Connection:
    """SQLAlchemy Core over a connection; transactions are begun and ended on ``raw`` itself."""
    return create_engine(
        "sqlite+pysqlite://", creator=lambda: raw, poolclass=StaticPool, isolation_level="AUTOCOMMIT"
    ).connect()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement compiled once; what is written at every act goes this way, past SQLAlchemy's execution."""

    sql: str
    names: tuple[str, ...]


def prepare(statement: Insert | Update, columns: Iterable[str]) -> Prepared:
    """``columns``: those that get a value."""
    compiled = statement.compile(dialect=_DIALECT, column_keys=sorted(columns))
    if compiled.positiontup is None:
        raise TypeError("SQLite's parameters are positional")
    return Prepared(compiled.string, tuple(compiled.positiontup))


class Database:
    """Statements run by themselves unless inside ``transaction``. Errors come as ``FileProblem``."""

    def __init__(self, path: Path, raw: sqlite3.Connection) -> None:
        self.path = path
        self._raw = raw
        self.connection = speak_through(raw)
        self._places = {path: path.stat()}

    def all(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        with told_of(self.path):
            return self.connection.execute(statement, values).all()

    def run(self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
        with told_of(self.path):
            self.connection.execute(statement, values)

    def write(self, prepared: Prepared, values: Mapping[str, Any]) -> None:
        with told_of(self.path):
            self._raw.execute(prepared.sql, [values[name] for name in prepared.names])

    def begin_wal(self) -> None:
        """Write ahead from now on, where the file system allows it."""
        if self.pragma("journal_mode = WAL") == ["wal"]:
            with told_of(self.path):
                # SQLite makes the -wal when it first reads.
                self._raw.execute("SELECT count(*) FROM sqlite_master").fetchall()
                wal = side_file(self.path, "-wal")
                self._places[wal] = wal.stat()

    def pragma(self, pragma: str) -> list[Any]:
        """First column of what ``PRAGMA <pragma>`` answers."""
        with told_of(self.path):
            return [row[0] for row in self._raw.execute(f"PRAGMA {pragma}")]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """On return everything is durable; upon any exception nothing was changed."""
        with self._between("BEGIN IMMEDIATE"):
            yield
            self._check_places()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads of one state, whatever another program writes meanwhile."""
        with self._between("BEGIN"):
            yield

    @contextmanager
    def _between(self, begin: str) -> Iterator[None]:
        with told_of(self.path):
            self._raw.execute(begin)
            try:
                yield
                self._raw.execute("COMMIT")
            except BaseException:
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK")
                raise

    def _check_places(self) -> None:
        """A file or a -wal deleted or replaced meanwhile would take the change with it."""
        for place, was in self._places.items():
            if not os.path.samestat(was, place.stat()):
                detail = f"another {place.name} has taken its place"
                raise FileProblem(ProblemKind.NOT_FOUND, self.path, detail)

    def close(self) -> None:
        """The last one to close the file folds its -wal into it."""
        with told_of(self.path):
            self.connection.close()
            self._raw.close()
