"""The schema's revisions, known without importing Alembic (a quarter of a second)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Schema:
    """``revisions``: oldest first; ``scripts``: the folder of their migrations."""

    revisions: tuple[str, ...]
    scripts: Path

    @property
    def head(self) -> str:
        return self.revisions[-1]


SCHEMA = Schema(("0001", "0002", "0003", "0004"), Path(__file__).parent / "migrations")
