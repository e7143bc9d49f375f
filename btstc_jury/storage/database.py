"""One SQLite connection, kept open, that SQLAlchemy Core speaks through; what shows that a page or a row is
not what was written.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from sqlalchemy import Connection, Executable, Insert, Row, StaticPool, Update, create_engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage import cipher as ciphers
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.durable import side_file
from btstc_jury.storage.failures import Damage, told_of

Values = dict[str, str | int | bytes | None]

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


def uri_of(path: Path, options: str) -> str:
    """``options``: of a SQLite URI, such as ``mode=ro``."""
    posix = path.absolute().as_posix()
    slash = "" if posix.startswith("/") else "/"
    return f"file://{slash}{quote(os.fsencode(posix), safe='/:')}?{options}"


def connect(path: Path, options: str, cipher: Cipher | None, *, keyed: bool = False) -> sqlite3.Connection:
    """``options``: as ``uri_of``; ``keyed``: through SQLCipher even for a plain file.

    No file is opened by both libraries at once: closing it in one would drop the locks of the other. Raises
    the ``Error`` of the library.
    """
    library = sqlite3 if cipher is None and not keyed else ciphers.needed_library()
    connection: sqlite3.Connection = library.connect(
        uri_of(path, options), uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        if cipher is not None:
            connection.execute(f'PRAGMA key = "{cipher.literal}"')
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def speak_through(raw: sqlite3.Connection) -> Connection:
    """SQLAlchemy Core over a connection; transactions are begun and ended on ``raw`` itself."""
    return create_engine(
        "sqlite+pysqlite://",
        module=sqlite3 if type(raw) is sqlite3.Connection else ciphers.needed_library(),
        creator=lambda: raw,
        poolclass=StaticPool,
        isolation_level="AUTOCOMMIT",
        # Errors are logged, and would show the values of the statement.
        hide_parameters=True,
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

    def __init__(self, path: Path, raw: sqlite3.Connection, cipher: Cipher | None) -> None:
        self.path = path
        self._status: os.stat_result | None = None
        self.take(raw, cipher)

    def all(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        with told_of(self.path):
            return self.connection.execute(statement, values).all()

    def checked(
        self, what: str, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Row[*tuple[Any, ...]] | None:
        """The row found, if any, its last column the checksum of the others."""
        row = next(iter(self.all(statement, values)), None)
        if row is not None:
            with told_of(self.path):
                check(what, row[:-1], row[-1])
        return row

    def run(self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
        with told_of(self.path):
            self.connection.execute(statement, values)

    def write(self, prepared: Prepared, values: Mapping[str, Any]) -> None:
        with told_of(self.path):
            self.raw.execute(prepared.sql, [values[name] for name in prepared.names])

    def begin_wal(self) -> None:
        """Write ahead from now on, where the file system allows it."""
        if self.pragma("journal_mode = WAL") == ["wal"]:
            with told_of(self.path):
                # SQLite makes the -wal when it first reads.
                self.raw.execute("SELECT count(*) FROM sqlite_master").fetchall()
                wal = side_file(self.path, "-wal")
                self._places[wal] = wal.stat()

    def pragma(self, pragma: str) -> list[Any]:
        """First column of what ``PRAGMA <pragma>`` answers."""
        with told_of(self.path):
            return [row[0] for row in self.raw.execute(f"PRAGMA {pragma}")]

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
            self.raw.execute(begin)
            try:
                yield
                self.raw.execute("COMMIT")
            except BaseException:
                if self.raw.in_transaction:
                    self.raw.execute("ROLLBACK")
                raise

    def _check_places(self) -> None:
        """A file or a -wal deleted or replaced meanwhile would take the change with it."""
        for place, was in self._places.items():
            if not os.path.samestat(was, place.stat()):
                detail = f"another {place.name} has taken its place"
                raise FileProblem(ProblemKind.NOT_FOUND, self.path, detail)

    def end_wal(self) -> None:
        """All that was written is in the file itself from now on. Raises ``FileProblem`` (``BUSY``)."""
        if self.pragma("journal_mode = DELETE") != ["delete"]:
            raise FileProblem(ProblemKind.BUSY, self.path, "another program reads it")

    def close(self) -> None:
        """The last one to close the file folds its -wal into it."""
        with told_of(self.path):
            self.connection.close()
            self.raw.close()
        if self._status is not None:
            ciphers.forget(self._status)
            self._status = None

    def take(self, raw: sqlite3.Connection, cipher: Cipher | None) -> None:
        """Speak through another connection to the file, once closed."""
        self.raw = raw
        self.cipher = cipher
        self.connection = speak_through(raw)
        status = self.path.stat()
        self._places = {self.path: status}
        ciphers.remember(status, cipher)
        self._status = status


def opened(path: Path, options: str, cipher: Cipher | None) -> Database:
    """``options``: as ``uri_of``. Raises ``FileProblem``."""
    with told_of(path):
        return Database(path, connect(path, options, cipher), cipher)


def check_pages(database: Database) -> None:
    """Raises ``FileProblem`` (``DAMAGED``).

    SQLite's quick check would take two thirds of the time, but let one in six flipped bytes of an index pass,
    and a line of the day's list with it.
    """
    with told_of(database.path):
        check_sound(database.raw)


def check_sound(raw: sqlite3.Connection, schema: str = "main") -> None:
    """Raises ``Damage`` for what SQLite finds wrong with the pages."""
    found = raw.execute(f"PRAGMA {schema}.integrity_check(1)").fetchall()
    if found != [("ok",)]:
        raise Damage(str(found[0][0]))


_pack = msgspec.msgpack.Encoder().encode


def checksum(values: Iterable[str | int | bytes | None]) -> bytes:
    """16 bytes; types count too (``1`` and ``"1"`` differ)."""
    return hashlib.blake2b(_pack(list(values)), digest_size=16).digest()


def summed(values: Values) -> Values:
    """The values of a row, in the order of its columns, and the checksum of them that ends it."""
    return {**values, "digest": checksum(values.values())}


def check(what: str, values: Iterable[Any], digest: object) -> None:
    """Raises ``Damage``, naming ``what``, unless ``digest`` is the checksum of the values."""
    if checksum(values) != digest:
        raise Damage(f"{what}: the checksum differs")
