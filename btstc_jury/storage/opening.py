"""Opening the database of an exam file that is known to be one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage import probe
from btstc_jury.storage.database import Database, connect
from btstc_jury.storage.durable import side_file
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.integrity import check_pages
from btstc_jury.storage.schema import Schema

BUSY = "busy"
PERMISSION = "permission"

NOT_ALLOWED = frozenset({ProblemKind.PERMISSION, ProblemKind.READ_ONLY})


def open_writable(path: Path, schema: Schema) -> Database:
    """To be called with the lock held; migrates. Raises ``FileProblem``."""
    database = _connected(path, "mode=rw")
    try:
        if probe.current_revision(database, schema) != schema.head:
            database.close()
            # Alembic is imported only when there is something to migrate.
            from btstc_jury.storage.migration import migrate  # noqa: PLC0415

            migrate(path, schema)
            database = _connected(path, "mode=rw")
        database.pragma("journal_mode = WAL")
        check_pages(database)
    except BaseException:
        database.close()
        raise
    return database


def open_readable(path: Path, schema: Schema, reason: str) -> Database:
    """``reason``: ``BUSY`` or ``PERMISSION``. Raises ``FileProblem``."""
    database = _connected(path, "mode=ro") if reason == BUSY else _without_permission(path)
    try:
        _check_current(database, schema, reason)
        check_pages(database)
    except BaseException:
        database.close()
        raise
    return database


def _without_permission(path: Path) -> Database:
    try:
        return _connected(path, "mode=ro")
    except FileProblem as problem:
        if problem.kind not in NOT_ALLOWED:
            raise
        pending = side_file(path, "-wal")
        if pending.exists() and pending.stat().st_size:
            detail = f"acts are still waiting in {pending.name}, which can only be read in a writable folder"
            raise FileProblem(ProblemKind.READ_ONLY, path, detail) from problem
    # Nobody writes the file, and SQLite may not create the side files that it reads with.
    return _connected(path, "mode=ro&immutable=1")


def _check_current(database: Database, schema: Schema, reason: str) -> None:
    if probe.current_revision(database, schema) != schema.head:
        kind = ProblemKind.BUSY if reason == BUSY else ProblemKind.READ_ONLY
        raise FileProblem(kind, database.path, "of an older version, and can't be migrated now")


def _connected(path: Path, options: str) -> Database:
    """Open, and read enough to be sure that SQLite can."""
    with told_of(path):
        raw = connect(path, options)
        try:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if options == "mode=rw":
                # SQLite opens for reading only, without a word, where it may not write.
                raw.execute("BEGIN IMMEDIATE")
                raw.execute("ROLLBACK")
        except sqlite3.Error:
            raw.close()
            raise
        return Database(path, raw)
