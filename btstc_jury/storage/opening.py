"""Opening the database of an exam file that is known to be one."""

from __future__ import annotations

from pathlib import Path

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage import probe
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.database import Database, connect
from btstc_jury.storage.durable import keep_private, side_file
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.integrity import check_pages
from btstc_jury.storage.schema import Schema

BUSY = "busy"
PERMISSION = "permission"

NOT_ALLOWED = frozenset({ProblemKind.PERMISSION, ProblemKind.READ_ONLY})


def open_writable(path: Path, schema: Schema, cipher: Cipher | None) -> Database:
    """To be called with the lock held; migrates. Raises ``FileProblem``."""
    with told_of(path):
        keep_private(path)
    database = _open(path, "mode=rw", cipher)
    try:
        if probe.current_revision(database, schema) != schema.head:
            database.close()
            # Alembic is imported only when there is something to migrate.
            from btstc_jury.storage.migration import migrate  # noqa: PLC0415

            migrate(path, schema, cipher)
            database = _open(path, "mode=rw", cipher)
        database.begin_wal()
        check_pages(database)
    except BaseException:
        database.close()
        raise
    return database


def open_readable(path: Path, schema: Schema, reason: str, cipher: Cipher | None) -> Database:
    """``reason``: ``BUSY`` or ``PERMISSION``. Raises ``FileProblem``."""
    database = _open(path, "mode=ro", cipher) if reason == BUSY else _without_permission(path, cipher)
    try:
        _check_current(database, schema, reason)
        check_pages(database)
    except BaseException:
        database.close()
        raise
    return database


def _without_permission(path: Path, cipher: Cipher | None) -> Database:
    written_ahead = side_file(path, "-wal")
    if written_ahead.exists():
        try:
            return _open(path, "mode=ro", cipher)
        except FileProblem as problem:
            if problem.kind not in NOT_ALLOWED:
                raise
            if written_ahead.stat().st_size:
                detail = f"acts are still waiting in {written_ahead.name}: the folder must be writable once"
                raise FileProblem(ProblemKind.READ_ONLY, path, detail) from problem
    # Nobody writes the file. Otherwise SQLite would leave side files that can't be written either.
    return _open(path, "mode=ro&immutable=1", cipher)


def _check_current(database: Database, schema: Schema, reason: str) -> None:
    if probe.current_revision(database, schema) != schema.head:
        kind = ProblemKind.BUSY if reason == BUSY else ProblemKind.READ_ONLY
        raise FileProblem(kind, database.path, "of an older version, and can't be migrated now")


def _open(path: Path, options: str, cipher: Cipher | None) -> Database:
    """Open, and read enough to be sure that SQLite can."""
    with told_of(path):
        raw = connect(path, options, cipher)
        try:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            raw.close()
            raise
        return Database(path, raw, cipher)
