"""Reading a file that the user points at, as far as a limit."""

from __future__ import annotations

from pathlib import Path

from btstc_jury.application.verification import UnreadableFile


def read_at_most(path: Path, limit: int) -> bytes:
    """The content, or its first ``limit`` + 1 bytes. Raises ``UnreadableFile``."""
    try:
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
        raise UnreadableFile(f"Ce fichier ne peut pas être lu ({problem.strerror}).") from problem
