"""Finding all the files of one exam, copies included, and removing them."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.companions import TRIAL
from btstc_jury.storage.database import connect
from btstc_jury.storage.durable import ASIDE, WriterLock, is_written, real_path, side_file, sync_folder
from btstc_jury.storage.exam_files import BUSY, EFFECTIVE, PERMISSION
from btstc_jury.storage.failures import problem_of, told_of
from btstc_jury.storage.journals import SESSION
from btstc_jury.storage.probe import HEADER, MAGIC
from btstc_jury.storage.tables import APPLICATION_ID

_APPLICATION = slice(68, 72)
_FIRST = "SELECT hash FROM journal WHERE journal = ? AND sequence = 1"
_COPIES = ("", ".avant-migration", ".avant-migration.tmp")
_SIDES = ("-wal", "-shm", "-journal")
_SIDE = f"(?:{'|'.join(_SIDES)})"
_HIDDEN = r"(?:lock|autre-cle|ancienne-cle|[0-9a-f]+)"


class SqliteRemoval:
    """See ``application.purging.ExamRemoval``. What is removed is not overwritten first: on a USB stick or
    an SSD that would promise more than it does.
    """

    def targets(self, path: Path, identity: bytes, folders: Sequence[Path]) -> tuple[Path, ...]:
        with told_of(path):
            path = real_path(path)
            marks = frozenset({identity, _mark(path)})
        found = [path, *_beside(path, marks)]
        for folder in folders:
            with told_of(folder):
                found += [
                    each
                    for copy in _files_below(_folder(folder))
                    if copy not in found and _is_copy(copy, marks)
                    for each in (copy, *_beside(copy, marks))
                ]
        return tuple(dict.fromkeys(found))

    def read_only(self, path: Path) -> str:
        with told_of(path):
            path = real_path(path)
            if is_written(path):
                return BUSY
        allowed = (os.access(each, os.W_OK, effective_ids=EFFECTIVE) for each in (path, path.parent))
        return "" if all(allowed) else PERMISSION

    def remove(self, path: Path, targets: Sequence[Path]) -> tuple[FileProblem, ...]:
        with told_of(path):
            path = real_path(path)
        lock = WriterLock(path)
        with told_of(path):
            if not lock.acquire():
                raise FileProblem(ProblemKind.BUSY, path, told(Fault.HELD))
        try:
            # The exam file last: as long as it is there, the purge can be begun again.
            ordered = sorted(targets, key=lambda each: each == path)
            return tuple(
                problem for each in ordered if each != lock.file and (problem := _remove(each)) is not None
            )
        finally:
            lock.discard()


def _remove(path: Path) -> FileProblem | None:
    try:
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        return problem_of(path, error)
    return None


def _mark(path: Path) -> bytes | None:
    """What all copies of one exam share: of a plain file its identity, of an encrypted one the salt of its
    key, which no change of passphrase alters. ``None``: another database, or too short for an exam.
    """
    with path.open("rb") as file:
        header = file.read(HEADER)
    if len(header) < HEADER:
        return None
    if not header.startswith(MAGIC):
        return header[: len(MAGIC)]
    if int.from_bytes(header[_APPLICATION], "big") != APPLICATION_ID:
        return None
    with closing(connect(path, "mode=ro&immutable=1", None)) as raw:
        row = raw.execute(_FIRST, (SESSION,)).fetchone()
    return bytes(row[0]) if row is not None else None


def _is_copy(path: Path, marks: frozenset[bytes | None]) -> bool:
    """A copy that can't be read is not known to be one: whoever keeps it finds it in the folder."""
    try:
        with told_of(path):
            mark = _mark(path)
    except FileProblem:
        return False
    return mark is not None and mark in marks


def _beside(path: Path, marks: frozenset[bytes | None]) -> Iterator[Path]:
    """What the program and SQLite leave beside a file, unless it is of another exam."""
    name = re.escape(path.name)
    copies = "|".join(map(re.escape, _COPIES))
    ours = re.compile(rf"{name}(?:{copies}){_SIDE}?(?:{ASIDE}.*)?|\.{name}\.{_HIDDEN}{_SIDE}?", re.DOTALL)
    for each in _trials(path.parent, marks):
        yield each
        yield from (side for side in map(partial(side_file, each), _SIDES) if side.exists())
    for each in sorted(path.parent.iterdir()):
        if each.name != path.name and ours.fullmatch(each.name) and _is_plain(each):
            with told_of(each):
                mark = _mark_or_none(each)
            if mark is None or mark in marks:
                yield each


def _trials(folder: Path, marks: frozenset[bytes | None]) -> Iterator[Path]:
    """Copies that a program which died in the middle of a trial left behind: nobody knows their names."""
    for each in sorted(folder.glob(f".*{TRIAL}")):
        if _is_plain(each) and _is_copy(each, marks):
            yield each


def _mark_or_none(path: Path) -> bytes | None:
    """``None`` too for what is no whole database."""
    if re.search(rf"{_SIDE}$|\.lock$|{ASIDE}", path.name):
        return None
    try:
        with told_of(path):
            return _mark(path)
    except FileProblem:
        return None


def _folder(path: Path) -> Path:
    """Raises ``OSError`` for what is none: nobody must think that copies were looked for in it."""
    folder = real_path(path)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "")
    return folder


def _files_below(folder: Path) -> Iterator[Path]:
    """Plain files of a folder and of those in it; links are not followed."""
    for place, _, names in os.walk(folder):
        for name in sorted(names):
            each = Path(place) / name
            if _is_plain(each):
                yield each


def _is_plain(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)
