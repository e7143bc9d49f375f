"""What lies beside a centre file under SQLite's names: taken only where the file needs it.

An act that a crash cut short waits in a ``-journal``, which takes it back. One left over from another file or
state would be merged into a sound one: each is tried first, on a copy.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from glob import escape
from pathlib import Path
from uuid import uuid4

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.centre.data import FileData
from btstc_jury.storage.centre.rows import check_whole, read_centre
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.companions import ALONE, TRIAL
from btstc_jury.storage.database import check_sound, opened
from btstc_jury.storage.durable import JOURNAL, WAL, hidden, is_loaded, is_written, put_aside, side_file
from btstc_jury.storage.failures import told_of


def private_copy(path: Path) -> Path:
    """A name beside the centre file for a copy of what it received; ``clear_copies`` knows it."""
    return path.with_name(f".{path.name}.{uuid4().hex}{TRIAL}")


def clear_copies(path: Path) -> None:
    """Take away the private copies that a program which was killed left beside the file: candidates' data,
    of which nobody knows. The lock is held. One that something still reads, where that keeps it, is left.
    """
    for each in path.parent.glob(f".{escape(path.name)}.{'[0-9a-f]' * 32}{TRIAL}*"):
        if each.is_file() and not each.is_symlink():
            with suppress(OSError):
                each.unlink()


def settle(path: Path, cipher: Cipher | None) -> tuple[Path, ...]:
    """Before the file is opened to be written, the lock held: what isn't of it is set aside, under the names
    that are told. Raises ``FileProblem``: ``DAMAGED`` where it is whole neither with nor without.
    """
    aside = []
    with told_of(path):
        for suffix in (WAL, JOURNAL):
            companion = side_file(path, suffix)
            if not os.path.lexists(companion):
                continue
            # A centre file is never written through a -wal.
            if suffix == WAL or (is_loaded(path, suffix) and not needs(path, cipher)):
                aside.append(put_aside(companion))
        side_file(path, "-shm").unlink(missing_ok=True)
    return tuple(aside)


def strangers(path: Path, cipher: Cipher | None) -> tuple[Path, ...]:
    """What lies beside a file that nobody writes and would be set aside. Raises ``FileProblem``."""
    with told_of(path):
        if is_written(path):
            return ()
        wal, journal = side_file(path, WAL), side_file(path, JOURNAL)
        found = [wal] if os.path.lexists(wal) else []
        if is_loaded(path, JOURNAL) and not needs(path, cipher):
            found.append(journal)
    return tuple(found)


def reading_options(path: Path, cipher: Cipher | None) -> str:
    """How to read the file without writing beside it. Raises ``FileProblem``: ``UNFINISHED`` where only a
    writer can make it whole.
    """
    with told_of(path):
        if is_written(path):
            return "mode=ro"
        if is_loaded(path, JOURNAL) and needs(path, cipher):
            raise FileProblem(ProblemKind.UNFINISHED, path, side_file(path, JOURNAL).name)
    return ALONE


def needs(path: Path, cipher: Cipher | None) -> bool:
    """Whether the file is whole only with its ``-journal``. Raises ``FileProblem`` (``DAMAGED``)."""
    companion = side_file(path, JOURNAL)
    alone = _identity(path, ALONE, cipher)
    if alone is not None:
        return False
    with hidden(path.with_name(f".{uuid4().hex}{TRIAL}"), path) as making:
        with told_of(path):
            shutil.copyfile(path, making)
            shutil.copyfile(companion, side_file(making, JOURNAL))
        joined = _identity(making, "mode=rw", cipher)
    if joined is None:
        raise FileProblem(ProblemKind.DAMAGED, path, told(Fault.COMPANION, name=companion.name))
    return True


def _identity(path: Path, options: str, cipher: Cipher | None) -> str | None:
    """Of the centre, ``None`` where the file isn't whole. Raises ``FileProblem`` for any other reason."""
    try:
        with closing(opened(path, options, cipher)) as database, told_of(path):
            check_sound(database.raw)
            data = FileData(database)
            check_whole(data)
            return str(read_centre(data)["identity"])
    except FileProblem as problem:
        if problem.kind not in {ProblemKind.DAMAGED, ProblemKind.NEWER}:
            raise
        return None
