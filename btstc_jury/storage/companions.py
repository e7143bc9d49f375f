"""What lies beside an exam file under SQLite's names: taken only where it fits the file.

SQLite takes any ``-wal`` or ``-journal`` that bears the name for a part of the file. One left over from
another state would be merged into a sound file. So each is tried first on a copy.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any
from uuid import uuid4

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.database import check, check_sound, connect
from btstc_jury.storage.durable import JOURNAL, WAL, hidden, is_loaded, is_written, put_aside, side_file
from btstc_jury.storage.failures import Damage, errors_of_sqlite, told_of
from btstc_jury.storage.journals import SESSION, chains, journal_of

TRIAL = ".essai"
"""End of the hidden name of a copy on which a companion is tried."""
ALONE = "mode=ro&immutable=1"
"""SQLite then looks at nothing beside the file."""


class Fit(Enum):
    """``NEEDED``: the file is whole with it; ``FOREIGN``: of another file or state, or all that it holds is
    in the file; ``UNKNOWN``: the file is broken with it and without.
    """

    NEEDED = auto()
    FOREIGN = auto()
    UNKNOWN = auto()


def settle(path: Path, cipher: Cipher | None) -> tuple[Path, ...]:
    """Before the file is opened to be written, with the writer's lock held: what doesn't fit is set aside
    under other names, which are told. Raises ``FileProblem``: ``DAMAGED`` where the file is whole neither
    with nor without.
    """
    aside = []
    path = _true(path)
    for suffix in (WAL, JOURNAL):
        with told_of(path):
            companion = side_file(path, suffix)
            if not is_loaded(path, suffix):
                if suffix == WAL:
                    # SQLite would write ahead into it.
                    companion.unlink(missing_ok=True)
                continue
            match judge(path, companion, cipher):
                case Fit.NEEDED:
                    continue
                case Fit.FOREIGN:
                    aside.append(put_aside(companion))
                case Fit.UNKNOWN:
                    detail = told(Fault.COMPANION, name=companion.name)
                    raise FileProblem(ProblemKind.DAMAGED, path, detail)
            side_file(path, "-shm").unlink(missing_ok=True)
    return tuple(aside)


def clear_name(path: Path) -> tuple[Path, ...]:
    """Before a file is made: SQLite would take what lies beside for its own. The names under which that was
    set aside. Raises ``OSError``.
    """
    beside = (side_file(path, suffix) for suffix in (WAL, JOURNAL))
    aside = tuple(put_aside(each) for each in beside if os.path.lexists(each))
    side_file(path, "-shm").unlink(missing_ok=True)
    return aside


def strangers(path: Path, cipher: Cipher | None) -> tuple[Path, ...]:
    """What lies beside a file that nobody writes and would be set aside. Raises ``FileProblem``."""
    path = _true(path)
    with told_of(path):
        if is_written(path):
            return ()
        loaded = [side_file(path, suffix) for suffix in (WAL, JOURNAL) if is_loaded(path, suffix)]
    return tuple(each for each in loaded if not _fits(path, each.name.removeprefix(path.name), cipher))


def spent(path: Path) -> tuple[str, ...]:
    """Names of what a program that died left beside the file, and nothing is to be taken from. Raises
    ``FileProblem``.
    """
    path = _true(path)
    with told_of(path):
        journal = side_file(path, JOURNAL)
        if is_written(path) or not journal.is_file() or is_loaded(path, JOURNAL):
            return ()
    return (journal.name,)


def reading_options(path: Path, cipher: Cipher | None) -> str:
    """How to read a file that may be closed, open in a program, or left behind by one that died: without
    writing beside it. Raises ``FileProblem``: ``UNFINISHED`` where only a writer can make it whole.
    """
    path = _true(path)
    with told_of(path):
        if is_written(path):
            return "mode=ro"
        if is_loaded(path, WAL) and _fits(path, WAL, cipher):
            return "mode=ro"
        if is_loaded(path, JOURNAL) and _fits(path, JOURNAL, cipher):
            raise FileProblem(ProblemKind.UNFINISHED, path, side_file(path, JOURNAL).name)
    return ALONE


def _true(path: Path) -> Path:
    """Where a symbolic link leads: there SQLite looks for what lies beside. Raises ``FileProblem``."""
    with told_of(path):
        return path.resolve(strict=True)


def _fits(path: Path, suffix: str, cipher: Cipher | None) -> bool:
    try:
        found = judge(path, side_file(path, suffix), cipher)
    except FileProblem as problem:
        if problem.kind not in {ProblemKind.PERMISSION, ProblemKind.READ_ONLY}:
            raise
        # No copy can be made: nothing is left out then.
        return True
    return found is Fit.NEEDED or (found is Fit.UNKNOWN and suffix == WAL)


def check_none_apart(path: Path, cipher: Cipher | None) -> None:
    """Raises ``FileProblem`` (``APART``) where what the file needs lies in its folder under another name,
    which the file had before.
    """
    with told_of(path):
        for suffix in (WAL, JOURNAL):
            for companion in sorted(path.parent.glob(f"*{suffix}")):
                of = companion.with_name(companion.name.removesuffix(suffix))
                if of.exists() or not is_loaded(of, suffix):
                    continue
                if judge(path, companion, cipher, adds=True) is Fit.NEEDED:
                    raise FileProblem(ProblemKind.APART, path, of.name)


def judge(path: Path, companion: Path, cipher: Cipher | None, *, adds: bool = False) -> Fit:
    """``companion``: of any name; ``adds``: it is needed only where it tells more than the file does. Tried
    on a copy beside. Raises ``FileProblem``.
    """
    suffix = WAL if companion.name.endswith(WAL) else JOURNAL
    alone = _read(path, ALONE, cipher)
    with _copy(path) as making:
        ahead = _writes_ahead(making, cipher)
        with told_of(path):
            shutil.copyfile(companion, side_file(making, suffix))
        joined = _read(making, "mode=rw", cipher)
        mended = False
        if suffix == JOURNAL and not (alone.broken or joined.broken):
            added = [row for table, *row in alone.kept - joined.kept if table == _DOCUMENT]
            mended = _is_torn(path, ALONE, cipher, added) and not _is_torn(making, "mode=ro", cipher, ())
    if joined.broken or (alone.origin and joined.origin != alone.origin):
        return Fit.UNKNOWN if alone.broken and joined.broken else Fit.FOREIGN
    if alone.broken:
        return Fit.NEEDED
    if suffix == WAL:
        if ahead and joined.extends(alone) and not (adds and alone.extends(joined)):
            return Fit.NEEDED
        return Fit.FOREIGN
    # A journal only takes back, and where the file is whole that may have been acknowledged.
    return Fit.NEEDED if mended and alone.extends(joined) else Fit.FOREIGN


@dataclass(frozen=True, slots=True)
class _State:
    """What a file tells. ``hashes``: of every row, by journal; ``kept``: digests of what is only ever added
    to. ``broken``: it isn't whole; ``origin`` is then what could be read.
    """

    origin: bytes
    hashes: Mapping[str, tuple[bytes, ...]]
    kept: frozenset[tuple[object, ...]]
    beat: int
    broken: bool

    def extends(self, other: _State) -> bool:
        return (
            all(self.hashes.get(name, ())[: len(rows)] == rows for name, rows in other.hashes.items())
            and self.kept >= other.kept
            and self.beat >= other.beat
        )


_BROKEN = _State(b"", {}, frozenset(), 0, broken=True)
_ORIGIN = "SELECT hash FROM journal WHERE journal = ? AND sequence = 1"
_HEADS = "SELECT oral, head_sequence, head FROM oral"
_FILE = "SELECT head_sequence, head FROM file"
_BEAT = "SELECT utc FROM heartbeat"
_DOCUMENT = "document"
_ADDED = {
    "form": "SELECT hash FROM form",
    _DOCUMENT: "SELECT oral, version, revision, digest FROM document",
    "authority": "SELECT digest FROM authority",
}
_CONTENT = "SELECT content FROM document WHERE oral = ? AND version = ? AND revision = ?"
_SUMMED = {"oral", "file", "heartbeat", "authority", "identity", "draft"}
"""Each row ends with a checksum of the others."""
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def _read(path: Path, options: str, cipher: Cipher | None) -> _State:
    """Raises ``FileProblem`` for what has nothing to do with the content."""
    try:
        with told_of(path), closing(connect(path, options, cipher)) as raw:
            return _state(raw)
    except FileProblem as problem:
        if problem.kind not in {ProblemKind.DAMAGED, ProblemKind.NEWER}:
            raise
        return _BROKEN


def _state(raw: sqlite3.Connection) -> _State:
    origin = _origin(raw)
    try:
        check_sound(raw)
        hashes = {}
        for name, rows in chains(raw):
            if isinstance(rows, Damage):
                raise rows
            hashes[name] = tuple(row.hash for row in rows)
        for oral, sequence, head in raw.execute(_HEADS):
            _ends(hashes, journal_of(oral), sequence, head)
        for sequence, head in raw.execute(_FILE):
            _ends(hashes, SESSION, sequence, head)
        tables = {name for (name,) in raw.execute(_TABLES)}
        kept = {
            (table, *row) for table, query in _ADDED.items() if table in tables for row in raw.execute(query)
        }
        beat = next((utc for (utc,) in raw.execute(_BEAT)), 0)
    except _unreadable():
        return _State(origin, {}, frozenset(), 0, broken=True)
    return _State(origin, hashes, frozenset(kept), beat, broken=False)


def _is_torn(path: Path, options: str, cipher: Cipher | None, documents: Iterable[list[Any]]) -> bool:
    """Whether something isn't there to its end: SQLite doesn't look into its pages. ``documents``: their
    keys and digests.
    """
    with told_of(path), closing(connect(path, options, cipher)) as raw:
        try:
            tables = {name for (name,) in raw.execute(_TABLES)}
            for table in _SUMMED & tables:
                for row in raw.execute(f"SELECT * FROM {table}"):  # noqa: S608  # Of our own.
                    check(table, row[:-1], row[-1])
            return any(
                hashlib.sha256(content).digest() != digest
                for *key, digest in documents
                for (content,) in raw.execute(_CONTENT, key)
            )
        except _unreadable():
            return True


def _ends(hashes: Mapping[str, tuple[bytes, ...]], name: str, sequence: int, head: bytes) -> None:
    rows = hashes.get(name, ())
    if len(rows) != sequence or (rows and rows[-1] != head):
        raise Damage(Fault.HEAD, name)


def _unreadable() -> tuple[type[Exception], ...]:
    return (Damage, UnicodeDecodeError, *errors_of_sqlite())


def _origin(raw: sqlite3.Connection) -> bytes:
    try:
        row = raw.execute(_ORIGIN, (SESSION,)).fetchone()
    except _unreadable():
        return b""
    return bytes(row[0]) if row is not None and isinstance(row[0], bytes) else b""


def _writes_ahead(making: Path, cipher: Cipher | None) -> bool:
    """Whether the file says of itself that it is written by a -wal, as those of earlier versions do."""
    try:
        with told_of(making), closing(connect(making, "mode=rw", cipher)) as raw:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return bool(raw.execute("PRAGMA journal_mode").fetchone() == ("wal",))
    except FileProblem as problem:
        if problem.kind is not ProblemKind.DAMAGED:
            raise
        # Torn: only a companion can tell.
        return True


@contextmanager
def _copy(path: Path) -> Iterator[Path]:
    with hidden(path.with_name(f".{uuid4().hex}{TRIAL}"), path) as making:
        with told_of(path):
            shutil.copyfile(path, making)
        yield making
