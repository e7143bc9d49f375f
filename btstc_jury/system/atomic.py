"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from btstc_jury.application.problems import FileProblem, ProblemKind

_KINDS = {
    errno.ENOSPC: ProblemKind.DISK_FULL,
    errno.EDQUOT: ProblemKind.DISK_FULL,
    errno.EROFS: ProblemKind.READ_ONLY,
    errno.EACCES: ProblemKind.PERMISSION,
    errno.EPERM: ProblemKind.PERMISSION,
    errno.ENOENT: ProblemKind.NOT_FOUND,
    errno.ENOTDIR: ProblemKind.NOT_FOUND,
    errno.EEXIST: ProblemKind.EXISTS,
    errno.EISDIR: ProblemKind.EXISTS,
}


def atomic_write(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content``, durably; readable by the user alone.

    Raises ``FileProblem``: then what was there before is intact and nothing is left beside it.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        temporary = None
        sync_folder(path.parent)
    except OSError as error:
        raise problem_of(path, error) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()


def read_whole(path: Path) -> bytes:
    """Raises ``FileProblem``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise problem_of(path, error) from error


def problem_of(path: Path, error: OSError) -> FileProblem:
    """What the user is told of an error of the system."""
    kind = _KINDS.get(error.errno or 0, ProblemKind.INPUT_OUTPUT)
    return FileProblem(kind, path, error.strerror or str(error))


def sync_folder(folder: Path) -> None:
    """Make a new or renamed entry of a folder durable, where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
