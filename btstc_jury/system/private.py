"""What the program keeps for itself is for its user alone, where the system has permissions."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from btstc_jury.system.files import problem_of

FILE = 0o600
_FOLDER = 0o700
_OTHERS = 0o077
_DEMONSTRATIONS = 3
"""Kept at most."""


def private_folder(folder: Path) -> Path:
    """Make a folder of the program's own, or close to others the one that is there. Raises ``OSError``."""
    folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    keep_private(folder)
    return folder


def private_opener(path: str, flags: int) -> int:
    """For ``open``: a new file is the user's alone, and one from before becomes so."""
    handle = os.open(path, flags, FILE)
    keep_private(Path(path))
    return handle


def keep_private(path: Path) -> None:
    if sys.platform == "win32":
        # There, the folders of the user's profile are closed to others as they are.
        return
    status = path.stat()
    if status.st_uid == os.geteuid() and status.st_mode & _OTHERS:
        path.chmod(status.st_mode & 0o7777 & ~_OTHERS)


def forbid_core_dumps() -> None:
    """A crash leaves no image of the memory, with names and keys in it, on the disk."""
    if sys.platform == "win32":
        # Error reporting is the administrator's to set; it keeps no whole image unless told to.
        return
    import resource  # noqa: PLC0415 - not on Windows

    _, hardest = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hardest))


def demonstration_folder() -> Path:
    """A new folder for one demonstration, apart from exam files; only the latest few are kept.

    Raises ``FileProblem``.
    """
    import shutil  # noqa: PLC0415 - the first window needs none of these
    import tempfile  # noqa: PLC0415

    from platformdirs import user_data_path  # noqa: PLC0415

    root = user_data_path("btstc-jury", appauthor=False) / "demonstrations"
    try:
        private_folder(root)
        earlier = sorted(root.iterdir(), key=lambda each: each.stat().st_mtime)
        for folder in earlier[: max(0, len(earlier) - _DEMONSTRATIONS + 1)]:
            shutil.rmtree(folder, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix="demonstration-", dir=root))
    except OSError as error:
        raise problem_of(root, error) from error
