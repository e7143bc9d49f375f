"""Files that are on the disk for good when a function returns."""

from __future__ import annotations

import logging
import os
from pathlib import Path

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
