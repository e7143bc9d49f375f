"""Putting a file under another key, on a copy that takes its place at once."""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from btstc_jury.application.faults import Fault
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.cipher import Cipher, library, new_cipher
from btstc_jury.storage.database import Database, check_sound, connect, uri_of
from btstc_jury.storage.durable import make_private, remove_database, sync_file, sync_folder
from btstc_jury.storage.failures import Damage, told_of

_log = logging.getLogger(__name__)

_BLOCK = 1 << 20


def change_key(database: Database, new: FileKey | None) -> None:
    """``new``: ``None`` for a plain file. The writer's lock must be held. Raises ``FileProblem``: then the
    file is as before and open, unless it could not be opened again.
    """
    path, before = database.path, database.cipher
    if before is None and new is None:
        return
    if library() is None:
        raise FileProblem(ProblemKind.NO_CIPHER, path)
    after = None if new is None else new_cipher(new)
    current = before
    try:
        database.close()
        with told_of(path):
            _copy(path, before, after)
            _keep_earlier(path)
            _making(path).replace(path)
            current = after
            try:
                sync_folder(path.parent)
            except OSError:
                if _earlier(path).exists():
                    _earlier(path).replace(path)
                    current = before
                raise
    finally:
        with told_of(path):
            database.take(connect(path, "mode=rw", current), current)
        database.begin_writing()
        clear_away(path)


def clear_away(path: Path) -> None:
    """Remove what a change of key leaves, done or cut short; what can't be now is at the next opening."""
    earlier = _earlier(path)
    try:
        remove_database(_making(path))
        if not earlier.exists():
            return
        # Where the file still bears this name too, the change was not made.
        if not earlier.samefile(path):
            _overwrite(earlier)
        earlier.unlink()
    except OSError as error:
        _log.info("the remains of a change of key can't be removed yet: %s", error.strerror)


def _making(path: Path) -> Path:
    return path.with_name(f".{path.name}.autre-cle")


def _earlier(path: Path) -> Path:
    return path.with_name(f".{path.name}.ancienne-cle")


def _copy(path: Path, before: Cipher | None, after: Cipher | None) -> None:
    making = _making(path)
    remove_database(making)
    make_private(making)
    with closing(connect(path, "mode=ro", before, keyed=True)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(
            "ATTACH DATABASE ? AS target KEY ?", (uri_of(making, "mode=rw"), after.literal if after else "")
        )
        raw.execute("SELECT sqlcipher_export('target')").fetchall()
        (kind,) = raw.execute("PRAGMA main.application_id").fetchone()
        raw.execute(f"PRAGMA target.application_id = {kind}")
        _compare(raw)
        raw.execute("DETACH DATABASE target")
    sync_file(making)


def _compare(raw: sqlite3.Connection) -> None:
    """Raises ``Damage`` unless the copy is sound and has all that the file has."""
    check_sound(raw, "target")
    named = "SELECT type, name, sql FROM {}.sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    schema = raw.execute(named.format("main")).fetchall()
    if raw.execute(named.format("target")).fetchall() != schema:
        raise Damage(Fault.OTHER_SCHEMA)
    # A virtual table has no rows of its own, and is not known here before the copy is opened.
    for name in (name for kind, name, sql in schema if kind == "table" and " VIRTUAL " not in sql):
        counts = [
            raw.execute(f'SELECT count(*) FROM {each}."{name}"').fetchall()  # noqa: S608 - names of ours
            for each in ("main", "target")
        ]
        if counts[0] != counts[1]:
            raise Damage(Fault.ROWS_NOT_COPIED, table=name, copied=counts[1][0][0], there=counts[0][0][0])


def _keep_earlier(path: Path) -> None:
    """A second name for the file as it is, to overwrite it when it is replaced."""
    try:
        _earlier(path).hardlink_to(path)
    except OSError as error:
        # No links on the file systems of USB sticks, where overwriting would promise nothing anyway.
        _log.info("the earlier content will not be overwritten: %s", error.strerror)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        file.flush()
        os.fsync(file.fileno())
