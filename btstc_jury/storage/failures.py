"""What SQLite and the system report, as the problems that the user is told of."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy.exc import DBAPIError

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.problems import OF_SYSTEM, FileProblem, ProblemKind
from btstc_jury.application.problems import cause as why

_FULL_BELOW = 65536
"""Bytes free under which an input/output error is put down to the full disk."""

_OF_SQLITE = {
    sqlite3.SQLITE_PERM: ProblemKind.PERMISSION,
    sqlite3.SQLITE_AUTH: ProblemKind.PERMISSION,
    sqlite3.SQLITE_BUSY: ProblemKind.BUSY,
    sqlite3.SQLITE_LOCKED: ProblemKind.BUSY,
    sqlite3.SQLITE_PROTOCOL: ProblemKind.BUSY,
    sqlite3.SQLITE_READONLY: ProblemKind.READ_ONLY,
    sqlite3.SQLITE_IOERR: ProblemKind.INPUT_OUTPUT,
    sqlite3.SQLITE_NOLFS: ProblemKind.INPUT_OUTPUT,
    sqlite3.SQLITE_FULL: ProblemKind.DISK_FULL,
    sqlite3.SQLITE_CORRUPT: ProblemKind.DAMAGED,
    sqlite3.SQLITE_NOTADB: ProblemKind.DAMAGED,
    # A table or a column is missing, or holds what the program never writes.
    sqlite3.SQLITE_ERROR: ProblemKind.DAMAGED,
    sqlite3.SQLITE_SCHEMA: ProblemKind.DAMAGED,
    sqlite3.SQLITE_CONSTRAINT: ProblemKind.DAMAGED,
    sqlite3.SQLITE_MISMATCH: ProblemKind.DAMAGED,
    sqlite3.SQLITE_FORMAT: ProblemKind.DAMAGED,
    sqlite3.SQLITE_TOOBIG: ProblemKind.DAMAGED,
}

_OF_WORDS = {
    "database or disk is full": ProblemKind.DISK_FULL,
    "attempt to write a readonly database": ProblemKind.READ_ONLY,
    "disk I/O error": ProblemKind.INPUT_OUTPUT,
    "database is locked": ProblemKind.BUSY,
}
"""SQLite's own words (sqlite3_errstr)."""

_OF_SYSTEM = {**OF_SYSTEM, errno.EBUSY: ProblemKind.BUSY, errno.ETXTBSY: ProblemKind.BUSY}


class Wrong(Exception):
    """What was read can't be taken as it is. ``named``: what the words of ``fault`` name."""

    def __init__(self, fault: Fault, place: str = "", **named: object) -> None:
        super().__init__(told(fault, place, **named))
        self.fault = fault
        self._place = place
        self._named = named

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.fault, self._place, self._named)

    def at(self, place: str) -> Self:
        """The same, said of a place."""
        return type(self)(self.fault, place, **self._named)


def _again(kind: type[Wrong], fault: Fault, place: str, named: dict[str, object]) -> Wrong:
    return kind(fault, place, **named)


class Damage(Wrong):
    """What was read isn't what the program wrote; becomes ``FileProblem`` (``DAMAGED``)."""


class Newer(Wrong):
    """What was read is whole, but a newer version wrote it; becomes ``FileProblem`` (``NEWER``)."""


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Raise the environment's errors as ``FileProblem``; ours (wrong SQL, closed file) stay as they are."""
    try:
        yield
    except _environment() as error:
        problem = problem_of(path, error)
        if problem is None:
            raise
        raise problem from error


def _environment() -> tuple[type[Exception], ...]:
    return (DBAPIError, *errors_of_sqlite(), OSError, UnicodeDecodeError, Damage, Newer)


def errors_of_sqlite() -> tuple[type[Exception], ...]:
    """The ``Error`` of each library in use; SQLCipher's is no ``sqlite3.Error``."""
    sqlcipher = sys.modules.get("sqlcipher3.dbapi2")
    if sqlcipher is None:
        return (sqlite3.Error,)
    error: type[Exception] = sqlcipher.Error
    return sqlite3.Error, error


def problem_of(path: Path, error: Exception) -> FileProblem | None:
    """``None`` for an error that is a fault of the program."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, errors_of_sqlite()):
        return _of_others(path, cause)
    if type(cause).__name__ == "ProgrammingError":
        return None
    # The same names in either library, which share no class.
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        # The module itself: text that isn't UTF-8, or a copy whose errors SQLCipher's module doesn't number.
        kind = next((kind for words, kind in _OF_WORDS.items() if words in str(cause)), ProblemKind.DAMAGED)
        return FileProblem(kind, path, _words(kind, type(cause).__name__))
    kind_of_sqlite = _kind(path, code & 0xFF)
    if kind_of_sqlite is None:
        return None
    name = getattr(cause, "sqlite_errorname", code)
    return FileProblem(kind_of_sqlite, path, _words(kind_of_sqlite, str(name)))


def _words(kind: ProblemKind, code: str) -> str:
    """A code helps whoever keeps the machine; of a damaged file it says nothing more to anybody."""
    return told(Fault.UNREADABLE_DATA) if kind is ProblemKind.DAMAGED else told(Fault.SQLITE, code=code)


def _of_others(path: Path, cause: BaseException | None) -> FileProblem | None:
    if isinstance(cause, Wrong):
        kind = ProblemKind.NEWER if isinstance(cause, Newer) else ProblemKind.DAMAGED
        return FileProblem(kind, path, str(cause))
    if isinstance(cause, UnicodeDecodeError):
        # Names in a damaged schema are shown in SQLite's own message, which then isn't UTF-8.
        return FileProblem(ProblemKind.DAMAGED, path, told(Fault.TEXT))
    if isinstance(cause, OSError):
        kind = _OF_SYSTEM.get(cause.errno or 0, ProblemKind.INPUT_OUTPUT)
        return FileProblem(kind, path, why(cause))
    return None


def _kind(path: Path, code: int) -> ProblemKind | None:
    if code == sqlite3.SQLITE_CANTOPEN:
        return ProblemKind.PERMISSION if path.exists() else ProblemKind.NOT_FOUND
    if code == sqlite3.SQLITE_IOERR and _disk_is_full(path):
        return ProblemKind.DISK_FULL
    return _OF_SQLITE.get(code)


def _disk_is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _FULL_BELOW
    except OSError:
        # The folder itself is out of reach: the error already at hand says more.
        return False
