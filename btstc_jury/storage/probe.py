"""What a file is, found out without writing anything: neither in it nor beside it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.database import Database, connect
from btstc_jury.storage.durable import side_file
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.schema import Schema
from btstc_jury.storage.tables import APPLICATION_ID

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_REVISION = "SELECT version_num FROM alembic_version"
_DRAWN_FROM = slice(16, 18), slice(28, 32), slice(68, 72)
"""Page size, number of pages, application id in the header (SQLite's file format, 1.3)."""


def check_is_file(path: Path) -> None:
    """Raises ``FileProblem`` unless there is a file at ``path``."""
    with told_of(path):
        path.stat()
    if not path.is_file():
        raise FileProblem(ProblemKind.FOREIGN, path, "not a file")


def check_header(path: Path) -> None:
    """Raises ``FileProblem`` unless the file begins as an exam file and is as long as it says.

    Not for a file that this process has open: closing it here would drop SQLite's locks.
    """
    with told_of(path):
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(_HEADER)
        written_ahead = side_file(path, "-wal")
        pending = written_ahead.exists() and written_ahead.stat().st_size > 0
    if not header:
        raise FileProblem(ProblemKind.DAMAGED, path, "empty file")
    if not _MAGIC.startswith(header[: len(_MAGIC)]):
        raise FileProblem(ProblemKind.FOREIGN, path, "not a SQLite database")
    if len(header) < _HEADER:
        raise FileProblem(ProblemKind.DAMAGED, path, "truncated header")
    page, pages, application = (int.from_bytes(header[part], "big") for part in _DRAWN_FROM)
    if application != APPLICATION_ID:
        raise FileProblem(ProblemKind.FOREIGN, path, f"database of another application ({application:#x})")
    expected = pages * (65536 if page == 1 else page)
    if size < expected and not pending:
        raise FileProblem(ProblemKind.DAMAGED, path, f"{size} bytes instead of {expected}")


def revision_of(path: Path, schema: Schema) -> str:
    """Schema revision of an exam file, read without SQLite creating its side files.

    Changes still waiting in the -wal are not seen; a revision never waits there, since migrations are
    made without one. Raises ``FileProblem``; ``NEWER`` for a revision that this program doesn't know.
    """
    with told_of(path), closing(connect(path, "mode=ro&immutable=1")) as connection:
        return _known(path, connection.execute(_REVISION).fetchall(), schema)


def check_application(database: Database) -> None:
    """Raises ``FileProblem`` (``FOREIGN``) for a database that is no exam file."""
    if database.pragma("application_id") != [APPLICATION_ID]:
        raise FileProblem(ProblemKind.FOREIGN, database.path, "database of another application")


def current_revision(database: Database, schema: Schema) -> str:
    """As ``revision_of``, of an open file, once it is sure to be an exam file."""
    check_application(database)
    with told_of(database.path):
        rows = [tuple(row) for row in database.connection.exec_driver_sql(_REVISION)]
    return _known(database.path, rows, schema)


def check_current(database: Database, schema: Schema, kind: ProblemKind) -> None:
    """Raises ``FileProblem`` of this kind for a file of an older version."""
    revision = current_revision(database, schema)
    if revision != schema.head:
        raise FileProblem(kind, database.path, f"of an older version ({revision}), can't be migrated now")


def _known(path: Path, rows: list[tuple[object, ...]], schema: Schema) -> str:
    revisions = [row[0] for row in rows]
    if len(revisions) != 1 or not isinstance(revisions[0], str):
        raise FileProblem(ProblemKind.DAMAGED, path, f"schema revision {revisions!r}")
    if revisions[0] not in schema.revisions:
        raise FileProblem(ProblemKind.NEWER, path, f"schema revision {revisions[0]}")
    return revisions[0]
