"""The program's folders: those that it is delivered with, and its own, which are for its user alone where the
system has permissions.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from btstc_jury.system.files import atomic_write, problem_of

_SYSTEM: str = sys.platform
_PACKAGE = Path(__file__).resolve().parents[1]
_FILE = 0o600
_FOLDER = 0o700
_OTHERS = 0o077
_DEMONSTRATIONS = 3
"""Kept at most."""
_MARK = ".passing"
"""In a folder that goes by itself: the name of the file that it was made for."""


def private_folder(folder: Path) -> Path:
    """Make a folder of the program's own, or close to others the one that is there. Raises ``OSError``."""
    folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    keep_private(folder)
    return folder


def keep_in_own_folder(path: Path, content: bytes) -> None:
    """Write a file of the user's data, whole or not at all, in its folder, which is made. Raises
    ``FileProblem``.
    """
    try:
        if not path.parent.exists():
            private_folder(path.parent)
    except OSError as error:
        raise problem_of(path, error) from error
    atomic_write(path, content)


def private_opener(path: str, flags: int) -> int:
    """For ``open``: a new file is the user's alone, and one from before becomes so."""
    handle = os.open(path, flags, _FILE)
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


def passing_path(name: str) -> Path:
    """Where a file of that name can be made to be tried, in a new folder apart from exam files; only the
    latest few are kept, and those in which somebody put something of their own.

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
            if _passes(folder):
                shutil.rmtree(folder, ignore_errors=True)
        made = Path(tempfile.mkdtemp(prefix="demonstration-", dir=root))
        (made / _MARK).write_text(name, encoding="utf-8")
    except OSError as error:
        raise problem_of(root, error) from error
    return made / name


def _passes(folder: Path) -> bool:
    """Whether all that is in it is the file that it was made for, or lies beside that one."""
    mark = folder / _MARK
    if not mark.is_file():
        return False
    name = mark.read_text(encoding="utf-8")
    return all(each == mark or each.name.removeprefix(".").startswith(name) for each in folder.iterdir())


def centre_folder() -> Path:
    """Where the centre's own forms are, unless the settings name another folder; it may not be there."""
    from platformdirs import user_data_path  # noqa: PLC0415 - as above

    return user_data_path("btstc-jury", appauthor=False) / "formes"


def form_drafts() -> Path:
    """The folder of the forms that are being written; it may not be there."""
    return centre_folder().with_name("formes-en-cours")


def cases_folder() -> Path:
    """Where the cases to rehearse with are, unless the settings name another folder; it may not be there."""
    return centre_folder().with_name("cas")


def bank_file() -> Path:
    """The user's own objections and changes; it may not be there."""
    return centre_folder().with_name("banque.toml")


class DataFolderMissingError(RuntimeError):
    """The installation lacks one of the folders that the program is delivered with."""

    def __init__(self, name: str, searched: tuple[Path, ...]) -> None:
        self.name = name
        self.searched = searched
        places = ", ".join(str(path) for path in searched)
        super().__init__(
            f"Le dossier «\u202f{name}\u202f» livré avec le programme est introuvable. "
            "Vos fichiers d’examen ne sont pas touchés. Réinstallez BTS TC Jury. "
            f"Cherché dans\u202f: {places}."
        )


def config_folder() -> Path:
    """Where the user's settings are, as ``platformdirs`` says; on Linux without importing it, which the first
    window would wait for.
    """
    if _SYSTEM == "linux":
        chosen = Path(os.environ.get("XDG_CONFIG_HOME", ""))
        return (chosen if chosen.is_absolute() else Path.home() / ".config") / "btstc-jury"
    from platformdirs import user_config_path  # noqa: PLC0415

    return user_config_path("btstc-jury", appauthor=False)


def data_dir(name: str) -> Path:
    """Return the folder ``forms`` or ``resources``: the checkout's, else the one packed in the wheel.

    Raises DataFolderMissingError if neither exists.
    """
    packed = _PACKAGE / "_data" / name
    checkout = _PACKAGE.parent
    # Beside an installed package there may be folders of the same name that belong to others.
    in_checkout = (checkout / "pyproject.toml").is_file()
    candidates = (checkout / name, packed) if in_checkout else (packed,)
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise DataFolderMissingError(name, candidates)


def keep_text(path: Path, text: str) -> None:
    """As ``keep_in_own_folder``."""
    keep_in_own_folder(path, text.encode())
