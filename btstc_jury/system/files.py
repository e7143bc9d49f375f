"""Writing a file whole or not at all, and reading one that the user points at."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from btstc_jury.application.problems import NOT_ORDINARY, OF_SYSTEM, FileProblem, ProblemKind, cause

_PRIVATE = 0o600
_USUAL = 0o666
_LARGEST = 64 << 20
"""Bytes of a certificate or a seal: a hundred times more than any."""

_KINDS = {**OF_SYSTEM, errno.EISDIR: ProblemKind.EXISTS}


def atomic_write(path: Path, content: bytes) -> None:
    """Replace a file of the program's own by ``content``, durably; readable by the user alone.

    Raises ``FileProblem``: then what was there before is intact and nothing is left beside it.
    """
    _write(path, content, _PRIVATE)


def export_write(path: Path, content: bytes) -> None:
    """The same for what goes where the user says, with the permissions that any program would give it."""
    _write(path, content, _USUAL)


def export_made(path: Path, make: Callable[[BinaryIO], object]) -> None:
    """The same of what is too long to be held, as ``make`` writes it; when that raises, nothing is left."""
    _put(path, lambda temporary: _make_new(temporary, make, _USUAL))


def _write(path: Path, content: bytes, mode: int) -> None:
    _put(path, lambda temporary: write_new(temporary, content, mode))


def _put(path: Path, write: Callable[[Path], object]) -> None:
    try:
        # A link stays one, and a file that its user protected is not replaced.
        path = _target(path)
        # Short, so that the longest name that the disk takes can be given.
        temporary = path.with_name(f".{os.urandom(8).hex()}")
        try:
            write(temporary)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise problem_of(path, error) from error


def _target(path: Path) -> Path:
    """What a link leads to. Raises ``OSError`` where it can't be written, ``FileProblem`` for a device."""
    path = Path(os.path.realpath(path))
    if path.is_symlink():
        raise OSError(errno.ELOOP, "")
    if path.is_file():
        os.close(os.open(path, os.O_WRONLY))
    elif path.exists() and not path.is_dir():
        raise FileProblem(ProblemKind.INPUT_OUTPUT, path, NOT_ORDINARY)
    return path


def write_new(path: Path, content: bytes, mode: int = _PRIVATE) -> None:
    """Durably, where there is nothing yet; ``mode`` is what the system's mask leaves of it.

    Raises ``OSError``.
    """
    _make_new(path, lambda file: file.write(content), mode)


def _make_new(path: Path, make: Callable[[BinaryIO], object], mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        make(file)
        file.flush()
        os.fsync(file.fileno())


def read_whole(path: Path) -> bytes:
    """Raises ``FileProblem``, also for what is no ordinary file: a pipe would be waited for."""
    try:
        if path.exists() and not path.is_file():
            raise FileProblem(ProblemKind.INPUT_OUTPUT, path, NOT_ORDINARY)
        if path.stat().st_size > _LARGEST:
            raise FileProblem(ProblemKind.INPUT_OUTPUT, path, cause(OSError(errno.EFBIG, "")))
        return path.read_bytes()
    except OSError as error:
        raise problem_of(path, error) from error


def read_seal(path: Path) -> bytes:
    """The centre's seal, as the settings name it. Raises ``UnusableIdentity``."""
    from btstc_jury.application.signing import UnusableIdentity  # noqa: PLC0415 - settings need none of it

    try:
        return read_whole(path)
    except FileProblem as problem:
        raise UnusableIdentity(
            f"Le sceau du centre («\u202f{path.name}\u202f») n’a pas pu être lu\u202f: rien n’a été signé. "
            "Vérifiez son emplacement dans les réglages, ou laissez son mot de passe vide."
        ) from problem


def read_at_most(path: Path, limit: int) -> bytes:
    """The content, or its first ``limit`` + 1 bytes. Raises ``UnreadableFile``."""
    from btstc_jury.application.verification import UnreadableFile  # noqa: PLC0415 - settings need none of it

    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            # To open a pipe or a device might wait for ever.
            raise UnreadableFile("Ce n’est pas un fichier ordinaire.")
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError as problem:
        raise UnreadableFile("Ce fichier n’existe pas.") from problem
    except IsADirectoryError as problem:
        raise UnreadableFile("C’est un dossier, non un fichier.") from problem
    except PermissionError as problem:
        raise UnreadableFile(
            "Ce fichier ne peut pas être lu\u202f: vous n’en avez pas le droit."
        ) from problem
    except OSError as problem:
        raise UnreadableFile(f"Ce fichier ne peut pas être lu\u202f: {cause(problem)}.") from problem
    except ValueError as problem:
        raise UnreadableFile("Ce nom de fichier est impossible.") from problem


def problem_of(path: Path, error: OSError) -> FileProblem:
    """What the user is told of an error of the system."""
    kind = _KINDS.get(error.errno or 0, ProblemKind.INPUT_OUTPUT)
    return FileProblem(kind, path, cause(error))


def sync_folder(folder: Path) -> None:
    """Make a new or renamed entry of a folder durable, where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_file(path: Path) -> None:
    """Whether it is there or not. Raises ``FileProblem``."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise problem_of(path, error) from error
