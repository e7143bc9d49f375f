"""One writer per exam file, among all processes and within this one."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from btstc_jury.storage.durable import PRIVATE


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

    def release(self) -> None:
        """The hidden file stays: removing it could let two programs each hold one of the same name."""
        self._lock.release()

    def discard(self) -> None:
        """Release where there is no exam file: the hidden one is removed, while it is still held."""
        if os.name != "nt":
            self.file.unlink(missing_ok=True)
        self._lock.release()
