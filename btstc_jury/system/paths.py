"""Where the program's own data folders are, from a checkout and once installed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_SYSTEM: str = sys.platform
_PACKAGE = Path(__file__).resolve().parents[1]


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
