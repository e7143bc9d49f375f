"""The exam files opened lately."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RecentFile:
    """``used``: « 18/05/2027 à 14:02 », when it was last written; "" for a file that isn't there.
    ``encrypted``: a passphrase is asked for.
    """

    path: Path
    name: str
    folder: str
    used: str
    missing: bool
    encrypted: bool


def recent_files(paths: Sequence[Path], encrypted: Collection[Path] = ()) -> tuple[RecentFile, ...]:
    """In the order given; a file that can't be reached is told, not dropped. ``encrypted``: those known to be
    so; none is opened to find out, which would drop the lock of one that is open.
    """
    return tuple(_recent(path, encrypted=path in encrypted) for path in paths)


def _recent(path: Path, *, encrypted: bool) -> RecentFile:
    try:
        written = path.stat().st_mtime
    except OSError:
        return RecentFile(path, path.stem, _folder(path), "", missing=True, encrypted=encrypted)
    moment = datetime.fromtimestamp(written, tz=UTC).astimezone()
    used = moment.strftime("%d/%m/%Y à %H:%M")
    return RecentFile(path, path.stem, _folder(path), used, missing=False, encrypted=encrypted)


def _folder(path: Path) -> str:
    """The folder as people know it: their own is « ~ »."""
    parent = path.parent
    home = Path.home()
    return f"~/{parent.relative_to(home)}".removesuffix("/.") if parent.is_relative_to(home) else str(parent)
