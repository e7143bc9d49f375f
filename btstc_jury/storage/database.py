"""One SQLite connection, kept open, that SQLAlchemy Core speaks through; what shows that a page or a row is
not what was written.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, cast
from urllib.parse import quote

import msgspec
from sqlalchemy import (
    Connection,
    Delete,
    Dialect,
    Engine,
    Executable,
    Insert,
    NullPool,
    Row,
    StaticPool,
    Update,
    create_engine,
    make_url,
)
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage import cipher as ciphers
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.durable import JOURNAL, WAL, is_loaded, put_aside, side_file
from btstc_jury.storage.failures import Damage, told_of

_log = logging.getLogger(__name__)

Values = dict[str, str | int | bytes | None]

_BUSY_SECONDS = 2.0
_JOURNAL_KEPT = 1 << 20
"""Bytes of the journal that stay allocated beside an open file."""
_DIALECT = SQLiteDialect_pysqlite()
_URL = make_url("sqlite+pysqlite://")
_COMPILED: dict[Any, Any] = {}
"""The program's statements, each compiled once."""

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


def in_memory(cipher: Cipher | None) -> sqlite3.Connection:
    """An empty database, keyed as a file of the same cipher, which alone SQLCipher copies into it."""
    library = sqlite3 if cipher is None else ciphers.needed_library()
    connection: sqlite3.Connection = library.connect(":memory:", isolation_level=None)
    if cipher is not None:
        connection.execute(f'PRAGMA key = "{cipher.literal}"')
    return connection


def speak_through(raw: sqlite3.Connection) -> Connection:
    """SQLAlchemy Core over a connection; transactions are begun and ended on ``raw`` itself."""
    library = sqlite3 if type(raw) is sqlite3.Connection else ciphers.needed_library()
    dialect = _dialect_of(library)
    pool = StaticPool(lambda: cast("DBAPIConnection", raw), dialect=dialect)
    # Errors are logged, and would show the values of the statement.
    engine = Engine(pool, dialect, _URL, hide_parameters=True)
    return engine.connect().execution_options(compiled_cache=_COMPILED)


@cache
def _dialect_of(library: ModuleType) -> Dialect:
    """One for all files: what is compiled for it serves the next file that is opened."""
    engine = create_engine(_URL, module=library, poolclass=NullPool)
    # The first connection tells it what the library can do.
    engine.connect().close()
    return engine.dialect


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement compiled once; what is written at every act goes this way, past SQLAlchemy's execution."""

    sql: str
    names: tuple[str, ...]


def prepare(statement: Insert | Update | Delete, columns: Iterable[str] = ()) -> Prepared:
    """``columns``: those that get a value."""
    compiled = statement.compile(dialect=_DIALECT, column_keys=sorted(columns))
    if compiled.positiontup is None:
        raise TypeError("SQLite's parameters are positional")
    return Prepared(compiled.string, tuple(compiled.positiontup))


class Database:
    """Statements run by themselves unless inside ``transaction``. Errors come as ``FileProblem``."""

    def __init__(self, path: Path, raw: sqlite3.Connection, cipher: Cipher | None) -> None:
        self.path = path
        self.deleted: Callable[[], bool] = lambda: False
        """Whether the file has no name any more, as far as its holder can tell."""
        self._beside = tuple(side_file(path, suffix) for suffix in (WAL, JOURNAL))
        self._status: os.stat_result | None = None
        self._cleared = (0, 0, 0)
        """Which journal beside was last seen to hold nothing."""
        self.aside: list[Path] = []
        """Names given to what came to lie beside the open file."""
        self.take(raw, cipher)

    def all(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        with told_of(self.path):
            self.keep_alone()
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

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """``sql``: for thousands of rows at once."""
        with told_of(self.path):
            self.keep_alone()
            return self.raw.execute(sql, values).fetchall()

    def write_all(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """How many rows of the table were written."""
        with told_of(self.path):
            return self.raw.executemany(sql, rows).rowcount

    def begin_writing(self) -> None:
        """From now on each transaction is in the file itself, alone, by the time that it ends: what it is
        about to change waits beside in a journal, whose first bytes are then cleared.

        Raises ``FileProblem`` (``BUSY``) while another program has the -wal of an earlier version open.
        """
        if self.pragma("journal_mode = PERSIST") != ["persist"]:
            raise FileProblem(ProblemKind.BUSY, self.path, told(Fault.READ_BY_OTHER))
        self.pragma(f"journal_size_limit = {_JOURNAL_KEPT}")
        self._marked = was_under_way(self)
        self._writing = True

    def forget_before(self) -> None:
        """Nothing of what the last transaction replaced is left beside the file."""
        for mode in ("DELETE", "PERSIST"):
            self.pragma(f"journal_mode = {mode}")

    def pragma(self, pragma: str) -> list[Any]:
        """First column of what ``PRAGMA <pragma>`` answers."""
        with told_of(self.path):
            return [row[0] for row in self.raw.execute(f"PRAGMA {pragma}")]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """On return everything is durable; upon any exception nothing was changed."""
        self._check_place()
        with self._between("BEGIN IMMEDIATE"):
            if self._writing and not self._marked:
                self.raw.execute(f"PRAGMA user_version = {UNDER_WAY}")
            yield
            self._check_place()
        self._marked = self._writing

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads of one state, whatever another program writes meanwhile."""
        with self._between("BEGIN"):
            yield

    @contextmanager
    def _between(self, begin: str) -> Iterator[None]:
        with told_of(self.path):
            self.keep_alone()
            self.raw.execute(begin)
            try:
                yield
                self.raw.execute("COMMIT")
            except BaseException:
                if self.raw.in_transaction:
                    self.raw.execute("ROLLBACK")
                raise

    def _check_place(self) -> None:
        """What is written to a file that was moved, deleted or replaced would not be found by its name.

        Raises ``FileProblem``: ``MOVED``, ``DELETED``.
        """
        try:
            if os.path.samestat(self._opened, self.path.stat()):
                return
            detail = "un autre fichier a pris sa place"
        except FileNotFoundError:
            detail = "aucun fichier ne porte plus ce nom"
        kind = ProblemKind.DELETED if self.deleted() else ProblemKind.MOVED
        raise FileProblem(kind, self.path, detail)

    def keep_alone(self) -> None:
        """What comes to lie beside an open file under SQLite's names is none of it. Raises ``OSError``."""
        if not self._writing or self.raw.in_transaction:
            return
        wal, journal = self._beside
        if os.path.lexists(wal):
            self.aside.append(put_aside(wal))
        try:
            status = journal.stat()
        except FileNotFoundError:
            return
        seen = status.st_ino, status.st_size, status.st_mtime_ns
        if seen != self._cleared:
            if is_loaded(self.path, JOURNAL):
                self.aside.append(put_aside(journal))
                return
            self._cleared = seen
        if not Path(self.path).exists():
            # SQLite would look for the file by its name once more, and read nothing.
            journal.unlink(missing_ok=True)

    def _is_here(self) -> bool:
        try:
            return os.path.samestat(self._opened, self.path.stat())
        except OSError:
            return False

    def close(self) -> None:
        """A file that was written says that it was closed, and nothing stays beside it."""
        try:
            if self._writing and self._is_here():
                with told_of(self.path):
                    self.keep_alone()
                    if self._marked:
                        self.raw.execute("PRAGMA user_version = 0")
                    self.raw.execute("PRAGMA journal_mode = DELETE").fetchall()
        except FileProblem as problem:
            # Every act is in the file: all that is lost is the next opening's time to look at it whole.
            _log.info("the file can't be told that it is closed: %s", problem.kind)
        finally:
            self._shut()

    def _shut(self) -> None:
        self._writing = False
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
        self._opened = self.path.stat()
        self._writing = False
        self._marked = False
        self._cleared = (0, 0, 0)
        ciphers.remember(self._opened, cipher)
        self._status = self._opened


UNDER_WAY = 1
"""``user_version`` of a file that was written and not closed since: a copy taken meanwhile has it too."""


def was_under_way(database: Database) -> bool:
    return database.pragma("user_version") != [0]


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
        raise damage_of(str(found[0][0]))


def damage_of(words: str) -> Damage:
    """What SQLite's check of the pages says, in English."""
    page = _PAGE.search(words)
    return Damage(Fault.PAGES) if page is None else Damage(Fault.PAGE, page=page[1])


_PAGE = re.compile(r"\bpage (\d+)")


_encode = msgspec.msgpack.Encoder().encode


def checksum(values: Iterable[str | int | bytes | None]) -> bytes:
    """16 bytes; types count too (``1`` and ``"1"`` differ)."""
    return checksum_of(packed(tuple(values)))


def packed(values: Sequence[str | int | bytes | None]) -> bytes:
    """All that a checksum is taken of: no two rows give the same bytes."""
    return _encode(values)


def checksum_of(packed: bytes) -> bytes:
    return hashlib.blake2b(packed, digest_size=16).digest()


def summed(values: Values) -> Values:
    """The values of a row, in the order of its columns, and the checksum of them that ends it."""
    return {**values, "digest": checksum(values.values())}


def check(what: str, values: Iterable[Any], digest: object) -> None:
    """Raises ``Damage``, of the place ``what``, unless ``digest`` is the checksum of the values."""
    if checksum(values) != digest:
        raise Damage(Fault.CHECKSUM, what)
