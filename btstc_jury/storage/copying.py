"""A consistent copy of a database, whoever writes it meanwhile, checked and durable."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

from btstc_jury.application.backups import BackupStopped
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.database import Database, check_pages, connect, opened
from btstc_jury.storage.durable import publish, remove_database, side_file
from btstc_jury.storage.failures import told_of

GoOn = Callable[[int, int], bool]

_PAGES = 256
"""Copied at a time: one megabyte, some milliseconds."""
_PAUSE = 0.005
"""Seconds, while another connection holds the file."""
_MOST_WAITS = 2000


def reading_options(path: Path) -> str:
    """How to read a file that may be closed, open in a program, or left behind by one that died: without
    writing beside it where that is possible.
    """
    return "mode=ro" if side_file(path, "-wal").exists() else "mode=ro&immutable=1"


@contextmanager
def copied(source: Path, to: Path, cipher: Cipher | None, go_on: GoOn) -> Iterator[Path]:
    """A private copy of ``source`` beside ``to``, under a hidden name; ``publish_copy`` gives it that of
    ``to``. It is gone when the block is left. Raises ``FileProblem``, ``BackupStopped``.
    """
    making = to.with_name(f".{to.name}.{uuid4().hex}")
    try:
        with told_of(to):
            os.close(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with told_of(source):
            reading = connect(source, reading_options(source), cipher)
        with closing(reading):
            _copy(source, reading, making, cipher, go_on)
        yield making
    except FileProblem as problem:
        # Nobody knows the hidden name.
        named = to if problem.path == making else problem.path
        raise FileProblem(problem.kind, named, problem.detail) from problem
    finally:
        with told_of(to):
            remove_database(making)


def publish_copy(making: Path, to: Path) -> None:
    """Durable on return. Raises ``FileProblem``: ``EXISTS`` where there is a file already."""
    with told_of(to):
        publish(making, to)


@contextmanager
def checking(making: Path, named: Path, cipher: Cipher | None) -> Iterator[Database]:
    """The copy, opened for reading, its pages checked. What is found is told of the file that was copied: a
    copy has the faults of its source. Raises ``FileProblem`` (``DAMAGED``).
    """
    try:
        with closing(opened(making, "mode=ro&immutable=1", cipher)) as database:
            check_pages(database)
            yield database
    except FileProblem as problem:
        if problem.path != making:
            raise
        raise FileProblem(problem.kind, named, problem.detail) from problem


def _copy(
    source: Path, reading: sqlite3.Connection, making: Path, cipher: Cipher | None, go_on: GoOn
) -> None:
    with told_of(source):
        written_ahead = reading.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        if written_ahead:
            # One state from here to the end; who writes is not held up. Without a -wal it would be.
            reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
    with told_of(making), closing(connect(making, "mode=rw", cipher)) as writing:
        # It has no name yet: nothing of it needs to last before all of it does.
        writing.execute("PRAGMA synchronous = OFF")
        writing.execute("PRAGMA journal_mode = MEMORY")
        reading.backup(writing, pages=_PAGES, progress=_watch(source, go_on), sleep=_PAUSE)
        # All in one file, which a medium that can't be written can hold.
        writing.execute("PRAGMA journal_mode = DELETE")


def _watch(source: Path, go_on: GoOn) -> Callable[[int, int, int], None]:
    waits = 0

    def step(status: int, left: int, total: int) -> None:
        nonlocal waits
        if not go_on(total - left, total):
            raise BackupStopped
        if status not in {sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE}:
            waits += 1
            if waits > _MOST_WAITS:
                raise FileProblem(ProblemKind.BUSY, source, "the file could not be read in time")

    return step
