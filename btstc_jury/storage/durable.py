"""Files that last, private to their user, and held by one writer."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from getpass import getuser
from pathlib import Path
from socket import gethostname
from time import time_ns

import msgspec
from filelock import FileLock, Timeout

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.ports import Holder
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.moments import Instant
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.held import HeldFile, is_held

_log = logging.getLogger(__name__)

PRIVATE = 0o600
OTHERS = 0o077
"""The permissions of those who are not the user."""


def publish(made: Path, path: Path) -> None:
    """Give a finished file its name, never over another one. Raises ``OSError`` and has done nothing.

    ``made`` is in the same folder; it may stay beside, as a second name of the same file.
    """
    sync_file(made)
    if os.name == "nt":
        # Windows refuses to rename over a file; elsewhere that would replace it.
        made.rename(path)
    else:
        _take_name(made, path)
    try:
        sync_folder(path.parent)
    except OSError:
        path.unlink()
        raise


def _take_name(made: Path, path: Path) -> None:
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:
        # No links on the file systems of USB sticks: reserve the name first.
        path.touch(exist_ok=False)
        made.replace(path)


def make_private(path: Path) -> None:
    """An empty file that its user alone may read; SQLite gives its side files the same permissions.

    Raises ``FileExistsError``.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def keep_private(path: Path) -> None:
    """Take from others the permissions that the user's own file gave them, where the system has some."""
    status = path.stat()
    if os.name == "nt" or status.st_uid != os.geteuid() or not status.st_mode & OTHERS:
        return
    try:
        path.chmod(status.st_mode & ~OTHERS)
    except OSError as error:
        # The disks of USB sticks have no permissions: the file is no less usable.
        _log.info("the permissions of the file can't be changed: %s", error.strerror)


def sync_file(path: Path) -> None:
    # Windows flushes only what is open for writing.
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make names given in a folder last. Windows has no such call and does it by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def hidden(making: Path, named: Path) -> Iterator[Path]:
    """An empty private file under a name that nobody knows, gone with its side files when the block is left.
    What is wrong with it is told of ``named``. Raises ``FileProblem``.
    """
    try:
        with told_of(named):
            make_private(making)
        yield making
    except FileProblem as problem:
        told = named if problem.path == making else problem.path
        raise FileProblem(problem.kind, told, problem.detail) from problem
    finally:
        with told_of(named):
            remove_database(making)


WAL, JOURNAL = "-wal", "-journal"


def is_loaded(path: Path, suffix: str) -> bool:
    """Whether SQLite would take something from the companion of that suffix. Raises ``OSError``."""
    companion = side_file(path, suffix)
    if not companion.exists():
        return False
    if not companion.is_file():
        # A pipe would be waited for, here or by SQLite.
        raise FileProblem(ProblemKind.INPUT_OUTPUT, companion, told(Fault.NOT_ORDINARY))
    with companion.open("rb") as file:
        # A journal that begins with a zero is of a transaction that is over.
        return file.read(1) not in ({b""} if suffix == WAL else {b"", b"\x00"})


def real_path(path: Path) -> Path:
    """Without links. Raises ``OSError``, for links that go in a circle too, unlike ``Path.resolve``."""
    return Path(os.path.realpath(path, strict=True))


def side_file(path: Path, suffix: str) -> Path:
    """The file of the same name with ``suffix`` added, such as SQLite's ``-wal``."""
    return path.with_name(path.name + suffix)


def remove_database(path: Path) -> None:
    """Remove a database and its side files, as far as they exist."""
    path.unlink(missing_ok=True)
    remove_side_files(path)


def remove_side_files(path: Path) -> None:
    """Remove what SQLite left beside a database that nobody has open."""
    for suffix in ("-wal", "-shm", "-journal"):
        side_file(path, suffix).unlink(missing_ok=True)


def read_holder(path: Path) -> Holder | None:
    """Who holds the exam file at ``path``, as far as its hidden file tells."""
    try:
        with WriterLock(path).file.open("rb") as file:
            file.seek(1)
            told = msgspec.json.decode(file.read(_LONGEST_NAME), type=_Told)
    except (OSError, msgspec.MsgspecError) as error:
        _log.info("the holder can't be read: %s", type(error).__name__)
        return None
    return Holder(told.host, told.user, Instant(told.since))


class _Told(msgspec.Struct):
    """``since``: UTC microseconds."""

    host: str
    user: str
    since: int


_LONGEST_NAME = 4096


class WriterLock:
    """Held through a hidden file beside the exam file, and through a byte of the file itself, which has one
    writer under whatever name (links); the system lets go of both when a process dies.
    """

    def __init__(self, path: Path) -> None:
        self.file = path.with_name(f".{path.name}.lock")
        self._path = path
        self._lock = FileLock(self.file, timeout=0, blocking=False, thread_local=False, mode=PRIVATE)
        self._held: HeldFile | None = None
        self._signed = False

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    def acquire(self) -> bool:
        """Whether the name, and the file where there is one, are now ours; ``False`` when another instance
        has either. Raises ``OSError``.
        """
        if not self._path.parent.is_dir():
            # The lock's library would make the folder of a stick that isn't there.
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._path.parent))
        if not self.take_file():
            return False
        try:
            self._lock.acquire()
        except Timeout:
            self.let_file_go()
            return False
        except BaseException:
            self.let_file_go()
            raise
        return True

    def take_file(self) -> bool:
        """The file alone, whatever its name; nothing is written. ``True`` too where there is none yet.

        Raises ``OSError``, where it can't be written.
        """
        if self._held is None and self._path.exists():
            self._held = HeldFile.take(self._path)
            return self._held is not None
        return True

    def let_file_go(self) -> None:
        """Of the file, not of the name: another one is about to take its place."""
        if self._held is not None:
            self._held.release()
            self._held = None

    @property
    def gone(self) -> bool:
        """Whether the file that was taken has no name any more."""
        return self._held is not None and self._held.deleted

    def sign(self) -> None:
        """Once the file is open to be written: say in the hidden one who does, after the byte that Windows
        locks.
        """
        told = {"host": gethostname(), "user": getuser(), "since": time_ns() // 1000}
        try:
            self.file.write_bytes(b" " + msgspec.json.encode(told))
            self._signed = True
        except OSError as error:
            # A second instance will say less; the lock holds all the same.
            _log.info("the holder can't be written: %s", error.strerror)

    def release(self) -> None:
        """The hidden file stays, empty: removing it could let two programs each hold one of the same name."""
        self.let_file_go()
        if self._signed and self._lock.is_locked:
            # Gone, or on a stick that is: nothing is left to be emptied.
            with suppress(OSError):
                os.truncate(self.file, 0)
        self._signed = False
        self._lock.release()

    def discard(self) -> None:
        """Release where there is no exam file, or one that nobody else knows of yet: the hidden one is
        removed, while it is still held.
        """
        self.let_file_go()
        if os.name != "nt":
            self.file.unlink(missing_ok=True)
            self._lock.release()
            return
        self._lock.release()
        # Windows keeps it where another program has it open.
        with suppress(OSError):
            self.file.unlink(missing_ok=True)


def clear_lock(path: Path) -> None:
    """Of a file just made and closed: nothing hidden stays beside it on the stick."""
    lock = WriterLock(path)
    with suppress(OSError):
        if lock.file.exists() and lock.acquire():
            lock.discard()


def is_written(path: Path) -> bool:
    """Whether some program has the file open to write it. Raises ``OSError``."""
    found = is_held(path)
    if found is not None:
        return found
    lock = WriterLock(path)
    if not lock.file.exists():
        return False
    try:
        mine = lock.acquire()
    except OSError:
        # Nobody without a right to write there writes there.
        return False
    lock.release()
    return not mine


def put_aside(companion: Path) -> Path:
    """Give a leftover file beside an exam file a name by which no program takes it for a part of it."""
    now = datetime.now()  # noqa: DTZ005 - wall time, as in every name
    aside = set_aside(companion, now)
    companion.rename(aside)
    sync_folder(companion.parent)
    _log.info("a leftover %s was set aside", companion.suffix)
    return aside


ASIDE = " – écarté le "


def set_aside(companion: Path, now: datetime) -> Path:
    words = f"{ASIDE}{now:%Y-%m-%d %Hh%Mm%S}"
    stem = companion.name
    while len(os.fsencode(stem + words)) + 4 > _LONGEST:
        stem = stem[1:]
    names = (f"{stem}{words}{again}" for again in ("", *(f" ({number})" for number in range(2, 100))))
    free = (companion.with_name(name) for name in names)
    return next(each for each in free if not os.path.lexists(each))


_LONGEST = 255
"""Bytes of a file's name."""
