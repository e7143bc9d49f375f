"""Files that last, private to their user, and held by one writer."""

from __future__ import annotations

import logging
import os
from getpass import getuser
from pathlib import Path
from socket import gethostname
from time import time_ns

import msgspec
from filelock import FileLock, Timeout

from btstc_jury.application.ports import Holder
from btstc_jury.domain.moments import Instant

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
    """Held through a hidden file beside the exam file; the system lets go of it when a process dies."""

    def __init__(self, path: Path) -> None:
        self.file = path.with_name(f".{path.name}.lock")
        self._lock = FileLock(self.file, timeout=0, blocking=False, thread_local=False, mode=PRIVATE)

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    def acquire(self) -> bool:
        """Whether the file is now ours; ``False`` when another instance has it. Raises ``OSError``."""
        try:
            self._lock.acquire()
        except Timeout:
            return False
        return True

    def sign(self) -> None:
        """Once the file is open to be written: say in the hidden one who does, after the byte that Windows
        locks.
        """
        told = {"host": gethostname(), "user": getuser(), "since": time_ns() // 1000}
        try:
            self.file.write_bytes(b" " + msgspec.json.encode(told))
        except OSError as error:
            # A second instance will say less; the lock holds all the same.
            _log.info("the holder can't be written: %s", error.strerror)

    def release(self) -> None:
        """The hidden file stays: removing it could let two programs each hold one of the same name."""
        self._lock.release()

    def discard(self) -> None:
        """Release where there is no exam file: the hidden one is removed, while it is still held."""
        if os.name != "nt":
            self.file.unlink(missing_ok=True)
        self._lock.release()
