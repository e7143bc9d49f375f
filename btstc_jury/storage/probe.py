"""What a file is, found out without writing anything: neither in it nor beside it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.journal import genuine
from btstc_jury.storage.cipher import PAGE, Cipher
from btstc_jury.storage.codec import decode, known
from btstc_jury.storage.database import Database, connect
from btstc_jury.storage.durable import JOURNAL, WAL, is_loaded
from btstc_jury.storage.failures import Damage, Newer, told_of
from btstc_jury.storage.tables import APPLICATION_ID

MAGIC = b"SQLite format 3\x00"
HEADER = 100
REVISION = "SELECT version_num FROM alembic_version"
_NAMED = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'kind'"
_KINDS = "SELECT name FROM kind"
_KINDS_BEFORE = "SELECT DISTINCT kind FROM journal"
_HELD = "SELECT 1 FROM journal WHERE kind = ? LIMIT 1"
_SESSION = "SELECT kind, salt, payload, digest FROM journal WHERE journal = 'session'"
CENTRE_ID = 0x42545343
"""« BTSC » in the header of a centre file."""
_DRAWN_FROM = slice(16, 18), slice(28, 32), slice(68, 72)
"""Page size, number of pages, application id in the header (SQLite's file format, 1.3)."""


def check_is_file(path: Path) -> None:
    """Raises ``FileProblem`` unless there is a file at ``path``."""
    with told_of(path):
        path.stat()
    if not path.is_file():
        raise FileProblem(ProblemKind.FOREIGN, path, told(Fault.NOT_ORDINARY))


def check_may_stand(path: Path) -> None:
    """Raises ``FileProblem`` where something is at ``path`` that no exam file may replace."""
    with told_of(path):
        path.parent.stat()
        if os.path.lexists(path) and not path.is_file():
            raise FileProblem(ProblemKind.FOREIGN, path, told(Fault.NOT_ORDINARY))


def check_header(path: Path, cipher: Cipher | None, expected_id: int = APPLICATION_ID) -> None:
    """Raises ``FileProblem`` unless the file begins as one of ours and is as long as it says.

    Not for a file that this process has open: closing it here would drop SQLite's locks.
    """
    with told_of(path):
        size = path.stat().st_size
    if cipher is not None:
        if size % PAGE and not _pending(path):
            raise FileProblem(ProblemKind.DAMAGED, path, told(Fault.CUT_PAGE, size=size))
        return
    header = _beginning(path)
    if len(header) < HEADER:
        raise FileProblem(ProblemKind.DAMAGED, path, told(Fault.CUT_HEADER))
    page, pages, application = (int.from_bytes(header[part], "big") for part in _DRAWN_FROM)
    check_ours(path, [application], expected_id)
    expected = pages * (65536 if page == 1 else page)
    if size < expected and not _pending(path):
        raise FileProblem(ProblemKind.DAMAGED, path, told(Fault.CUT, size=size, expected=expected))


def check_begins(path: Path) -> None:
    """Raises ``FileProblem`` for a plain file that is empty, or no database; as ``check_header``, not of a
    file that this process has open.
    """
    _beginning(path)


def _beginning(path: Path) -> bytes:
    with told_of(path), path.open("rb") as file:
        header = file.read(HEADER)
    if not header:
        raise FileProblem(ProblemKind.DAMAGED, path, told(Fault.EMPTY))
    if not MAGIC.startswith(header[: len(MAGIC)]):
        raise FileProblem(ProblemKind.FOREIGN, path, told(Fault.NOT_A_DATABASE))
    return header


def _pending(path: Path) -> bool:
    with told_of(path):
        return any(is_loaded(path, suffix) for suffix in (WAL, JOURNAL))


def check_revision(path: Path, schema: Schema, cipher: Cipher | None) -> None:
    """Raises ``FileProblem`` unless this program knows the file's revision and all that is written in it, as
    far as can be told without reading every journal: ``NEWER``, ``FOREIGN``.

    Read without SQLite creating its side files. Changes still waiting in the -wal are not seen; a revision
    never waits there, since migrations are made without one.
    """
    try:
        with told_of(path), closing(connect(path, "mode=ro&immutable=1", cipher)) as connection:
            check_ours(path, [row[0] for row in connection.execute("PRAGMA application_id")])
            known_revision(path, connection.execute(REVISION).fetchall(), schema)
            _check_understood(connection)
    except FileProblem as problem:
        # A crash in the middle of an act leaves pages that only the journal makes whole.
        if problem.kind is not ProblemKind.DAMAGED or not _pending(path):
            raise


def check_application(database: Database) -> None:
    """Raises ``FileProblem`` (``FOREIGN``) for a database that is no exam file."""
    check_ours(database.path, database.pragma("application_id"))


def current_revision(database: Database, schema: Schema) -> str:
    """The schema revision of an open file. Raises as ``check_revision``."""
    check_application(database)
    with told_of(database.path):
        rows = [tuple(row) for row in database.connection.exec_driver_sql(REVISION)]
        revision = known_revision(database.path, rows, schema)
        check_understood(database)
    return revision


def check_understood(database: Database) -> None:
    """Raises ``FileProblem`` (``NEWER``) for an open file, of any schema, that holds a kind of event or a
    format that isn't known.
    """
    with told_of(database.path):
        _check_understood(database.raw)


def _check_understood(raw: sqlite3.Connection) -> None:
    # Without its table, every row is looked at: once, before the file is migrated.
    named = raw.execute(_NAMED).fetchone()[0]
    for (name,) in raw.execute(_KINDS if named else _KINDS_BEFORE).fetchall():
        try:
            known(str(name))
        except Newer:
            # No journal holds what a damaged page of the table says.
            if raw.execute(_HELD, (name,)).fetchone() is None:
                raise Damage(Fault.NO_KIND, kind=name) from None
            raise
    for kind, salt, payload, digest in raw.execute(_SESSION):
        # What is damaged is told when it is read; an unknown field is told before anything is written.
        with suppress(Damage, TypeError):
            if genuine(salt, payload, digest):
                decode(kind, payload)


def check_ours(path: Path, application: list[object], expected: int = APPLICATION_ID) -> None:
    """``application``: what the file says of itself. Raises ``FileProblem`` (``FOREIGN``)."""
    if application != [expected]:
        fault = _OURS.get(application[0] if application else None, Fault.OTHER_APPLICATION)
        raise FileProblem(ProblemKind.FOREIGN, path, told(fault))


_OURS: Mapping[object, Fault] = {APPLICATION_ID: Fault.EXAM_FILE, CENTRE_ID: Fault.CENTRE_FILE}


def is_centre(path: Path, cipher: Cipher | None) -> bool:
    """Whether it says that it is a centre file; not of a file that this process has open. Raises
    ``FileProblem``.
    """
    if cipher is None:
        with told_of(path), path.open("rb") as file:
            header = file.read(HEADER)
        return header.startswith(MAGIC) and int.from_bytes(header[_DRAWN_FROM[2]], "big") == CENTRE_ID
    try:
        with told_of(path), closing(connect(path, "mode=ro&immutable=1", cipher)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchall() == [(CENTRE_ID,)])
    except FileProblem as problem:
        if problem.kind is not ProblemKind.DAMAGED:
            raise
        return path.suffix == ".btscentre"


def check_current(database: Database, schema: Schema, kind: ProblemKind) -> None:
    """Raises ``FileProblem`` of this kind for a file of an older version."""
    revision = current_revision(database, schema)
    if revision != schema.head:
        raise FileProblem(kind, database.path, told(Fault.OLDER_REVISION, revision=revision))


def known_revision(path: Path, rows: list[tuple[object, ...]], schema: Schema) -> str:
    """``rows``: of Alembic's table. Raises ``FileProblem``: ``DAMAGED``, ``NEWER``."""
    revisions = [row[0] for row in rows]
    if len(revisions) != 1 or not isinstance(revisions[0], str):
        raise FileProblem(ProblemKind.DAMAGED, path, told(Fault.REVISION))
    if revisions[0] not in schema.revisions:
        raise FileProblem(ProblemKind.NEWER, path, told(Fault.NEWER_REVISION, revision=revisions[0]))
    return revisions[0]


@dataclass(frozen=True, slots=True)
class Schema:
    """``revisions``: oldest first; ``scripts``: the folder of their migrations."""

    revisions: tuple[str, ...]
    scripts: Path

    @property
    def head(self) -> str:
        return self.revisions[-1]


SCHEMA = Schema(("0001", "0002", "0003", "0004", "0005", "0006"), Path(__file__).parent / "migrations")
