"""A private folder of this machine for what is read beside a server's centre,
gone when the centre is closed or, if the program was killed, when one is opened next.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX = "btstc-jury-"
_LOCK = ".lock"
_YOUNG = 60
"""Seconds during which a folder is left alone: whoever makes it may not hold it yet."""


class OwnFolder:
    """``path``: of this user alone. Raises ``OSError``."""

    def __init__(self) -> None:
        _clear_left()
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = FileLock(self.path / _LOCK, timeout=0, thread_local=False)
        self._lock.acquire()

    def remove(self) -> None:
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def _clear_left() -> None:
    """Those that nobody holds any more: candidates' data, of which nobody knows."""
    for each in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError, Timeout):
            # Anybody may make a folder here: only one's own, which holds what one wrote, is touched.
            if _is_own(each) and _is_own(each / _LOCK) and not _is_young(each / _LOCK):
                with FileLock(each / _LOCK, timeout=0):
                    pass
                shutil.rmtree(each)


def _is_own(path: Path) -> bool:
    found = path.lstat()
    return not stat.S_ISLNK(found.st_mode) and (os.name == "nt" or found.st_uid == os.getuid())


def _is_young(path: Path) -> bool:
    return abs(time.time() - path.lstat().st_mtime) < _YOUNG
