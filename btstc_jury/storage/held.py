"""A byte of a file, locked: one holder for the file itself, under whatever name it was opened."""

from __future__ import annotations

import errno
import os
import struct
import sys
from pathlib import Path

_WRITER = 0x7FFF0000
"""Past those that SQLite locks (0x40000000 and the 511 after it)."""
_READERS = _WRITER + 1
_FLOCK = struct.Struct("hhqqi0q")
"""``struct flock`` of the systems that have locks of one open file: type, whence, start, length, process."""
_TAKEN = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})

_Place = tuple[int, int]
_held: set[_Place] = set()
"""Those that this process writes, which it must not open and close once more: the system would drop the locks
of SQLite."""


class HeldFile:
    """Open as long as it is held. Where the system has no such locks, the file is open and nothing more."""

    def __init__(self, descriptor: int, place: _Place | None) -> None:
        self._descriptor = descriptor
        self._place = place
        if place is not None:
            _held.add(place)

    @classmethod
    def take(cls, path: Path) -> HeldFile | None:
        """To write it. ``None`` while anybody else does. Raises ``OSError`` where it can't be written."""
        if _place(path.stat()) in _held:
            return None
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            if not _lock(descriptor):
                os.close(descriptor)
                return None
            return cls(descriptor, _place(os.fstat(descriptor)))
        except OSError:
            os.close(descriptor)
            raise

    @classmethod
    def show(cls, path: Path) -> HeldFile:
        """As one of those who read it while somebody else writes. Raises ``OSError``."""
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        _share(descriptor)
        return cls(descriptor, None)

    @property
    def deleted(self) -> bool:
        """Whether it has no name any more."""
        return os.fstat(self._descriptor).st_nlink == 0

    def release(self) -> None:
        if self._place is not None:
            _held.discard(self._place)
        os.close(self._descriptor)


def is_held(path: Path) -> bool | None:
    """Whether somebody writes it; ``None`` where the system can't tell. Raises ``OSError``."""
    return True if _place(path.stat()) in _held else _asked_of(path, _WRITER)


def is_shown(path: Path) -> bool:
    """Whether somebody reads it while it is written, as far as the system can tell; not while this process is
    in the middle of an act. Raises ``OSError``.
    """
    return bool(_asked_of(path, _READERS))


def _asked_of(path: Path, byte: int) -> bool | None:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return _asked(descriptor, byte)
    finally:
        os.close(descriptor)


def _place(status: os.stat_result) -> _Place:
    return status.st_dev, status.st_ino


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _WRITER, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        return True

    def _share(_descriptor: int) -> None:
        """Nobody can put another file in the place of one that is open."""

    def _asked(_descriptor: int, _byte: int) -> bool | None:
        return None

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            _ask(descriptor, "F_OFD_SETLK", fcntl.F_WRLCK, _WRITER)
        except OSError as error:
            # A file system without locks: the hidden file remains.
            return error.errno not in _TAKEN
        return True

    def _share(descriptor: int) -> None:
        try:
            _ask(descriptor, "F_OFD_SETLK", fcntl.F_RDLCK, _READERS)
        except OSError as error:
            if error.errno in _TAKEN:
                raise

    def _asked(descriptor: int, byte: int) -> bool | None:
        try:
            told = _ask(descriptor, "F_OFD_GETLK", fcntl.F_WRLCK, byte)
        except OSError:
            return None
        return None if told is None else bool(_FLOCK.unpack(told)[0] != fcntl.F_UNLCK)

    def _ask(descriptor: int, call: str, kind: int, byte: int) -> bytes | None:
        """``None`` where the system has no locks of one open file; those of a process go with any close."""
        number: int | None = getattr(fcntl, call, None)
        if number is None or sys.maxsize < 1 << 32:
            return None
        asked = _FLOCK.pack(kind, os.SEEK_SET, byte, 1, 0)
        told: bytes = fcntl.fcntl(descriptor, number, asked)
        return told
