"""A consistent copy of a database, whoever writes it meanwhile, checked and durable."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from uuid import uuid4

from btstc_jury.application.backups import BackupStopped
from btstc_jury.application.faults import Fault, told
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.companions import ALONE, reading_options
from btstc_jury.storage.database import Database, check_pages, connect, in_memory, opened
from btstc_jury.storage.durable import hidden, publish
from btstc_jury.storage.failures import told_of

GoOn = Callable[[int, int], bool]
Options = Callable[[Path, Cipher | None], str]

_PAGES = 256
"""Copied at a time: one megabyte, some milliseconds."""
_PAUSE = 0.005
"""Seconds, while another connection holds the file."""
_MOST_WAITS = 2000


@contextmanager
def copied(
    source: Path, to: Path, cipher: Cipher | None, go_on: GoOn, options: Options = reading_options
) -> Iterator[Path]:
    """A private copy of ``source`` beside ``to``, under a hidden name; ``publish_copy`` gives it that of
    ``to``. It is gone when the block is left. ``options``: how it is read without writing beside it. Raises
    ``FileProblem``, ``BackupStopped``.
    """
    with _beside(to) as making:
        with told_of(source):
            reading = connect(source, options(source, cipher), cipher)
        with closing(reading):
            _copy(source, reading, making, cipher, go_on)
        yield making


@contextmanager
def keeping(reading: sqlite3.Connection, to: Path, cipher: Cipher | None) -> Iterator[Path]:
    """The same of a file that is open, whatever has become of its name."""
    with _beside(to) as making:
        _copy(to, reading, making, cipher, lambda _done, _total: True)
        yield making


def _beside(to: Path) -> AbstractContextManager[Path]:
    return hidden(to.with_name(f".{to.name}.{uuid4().hex}"), to)


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
        with closing(opened(making, ALONE, cipher)) as database:
            check_pages(database)
            yield database
    except FileProblem as problem:
        if problem.path != making:
            raise
        raise FileProblem(problem.kind, named, problem.detail) from problem


def _copy(
    source: Path, reading: sqlite3.Connection, making: Path, cipher: Cipher | None, go_on: GoOn
) -> None:
    with closing(in_memory(cipher)) as held:
        # All of one state at once: who writes waits for the reading, not for the medium of the copy.
        with told_of(source):
            reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
            reading.backup(held, progress=_patience(source), sleep=_PAUSE)
        with told_of(making), closing(connect(making, "mode=rw", cipher)) as writing:
            # It has no name yet: nothing of it needs to last before all of it does.
            writing.execute("PRAGMA synchronous = OFF")
            writing.execute("PRAGMA journal_mode = MEMORY")
            held.backup(writing, pages=_PAGES, progress=_watch(go_on))
            # All in one file, closed, which a medium that can't be written can hold.
            writing.execute("PRAGMA journal_mode = DELETE")
            writing.execute("PRAGMA user_version = 0")


def _watch(go_on: GoOn) -> Callable[[int, int, int], None]:
    def step(_status: int, left: int, total: int) -> None:
        if not go_on(total - left, total):
            raise BackupStopped

    return step


def _patience(source: Path) -> Callable[[int, int, int], None]:
    waits = 0

    def step(status: int, _left: int, _total: int) -> None:
        nonlocal waits
        if status not in {sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE}:
            waits += 1
            if waits > _MOST_WAITS:
                raise FileProblem(ProblemKind.BUSY, source, told(Fault.NOT_READ_IN_TIME))

    return step
