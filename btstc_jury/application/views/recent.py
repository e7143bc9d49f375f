"""The exam files opened lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RecentFile:
    """``used``: « 18/05/2027 à 14:02 », when it was last written; "" for a file that isn't there."""

    path: Path
    name: str
    folder: str
    used: str
    missing: bool


def recent_files(paths: Sequence[Path]) -> tuple[RecentFile, ...]:
    """In the order given; a file that can't be reached is told, not dropped."""
    return tuple(_recent(path) for path in paths)


def _recent(path: Path) -> RecentFile:
    try:
        written = path.stat().st_mtime
    except OSError:
        return RecentFile(path, path.stem, _folder(path), "", missing=True)
    moment = datetime.fromtimestamp(written, tz=UTC).astimezone()
    used = moment.strftime("%d/%m/%Y à %H:%M")
    return RecentFile(path, path.stem, _folder(path), used, missing=False)


def _folder(path: Path) -> str:
    """The folder as people know it: their own is « ~ »."""
    parent = path.parent
    home = Path.home()
    return f"~/{parent.relative_to(home)}".removesuffix("/.") if parent.is_relative_to(home) else str(parent)
