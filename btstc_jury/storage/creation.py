"""Making a new exam file: whole, or not at all."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, insert, text

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.events import Entry
from btstc_jury.domain.session import ExamSession
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.database import connect, speak_through
from btstc_jury.storage.durable import make_private, publish, remove_database
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.file_row import file_values
from btstc_jury.storage.journals import NO_ROW, SESSION, seal_all
from btstc_jury.storage.schema import SCHEMA
from btstc_jury.storage.tables import APPLICATION_ID, FILE, JOURNAL, TRIGGERS, Base

# As Alembic would, whose import costs a quarter of a second.
_VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
_VERSION = "INSERT INTO alembic_version (version_num) VALUES (:revision)"


def check_free(path: Path) -> None:
    """Raises ``FileProblem`` where there is something at ``path`` or no folder to put it in."""
    if os.path.lexists(path):
        raise FileProblem(ProblemKind.EXISTS, path)
    if not path.parent.is_dir():
        raise FileProblem(ProblemKind.NOT_FOUND, path, "no such folder")


def create(path: Path, entry: Entry, session: ExamSession, cipher: Cipher | None) -> None:
    """Raises ``FileProblem`` (``EXISTS`` where a file came there meanwhile) and leaves nothing behind."""
    making = path.with_name(f".{path.name}.{uuid4().hex}")
    with told_of(path):
        try:
            make_private(making)
            _make(making, entry, session, cipher)
            publish(making, path)
        finally:
            remove_database(making)


def _make(making: Path, entry: Entry, session: ExamSession, cipher: Cipher | None) -> None:
    with closing(connect(making, "mode=rw", cipher)) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        with speak_through(raw) as connection:
            raw.execute("BEGIN IMMEDIATE")
            _fill(connection, entry, session)
            raw.execute("COMMIT")
        # Last, so that all of it is in the file itself and nothing in a -wal beside it.
        raw.execute("PRAGMA journal_mode = WAL")


def _fill(connection: Connection, entry: Entry, session: ExamSession) -> None:
    Base.metadata.create_all(connection, checkfirst=False)
    for trigger in TRIGGERS:
        connection.execute(text(trigger))
    connection.execute(text(_VERSION_TABLE))
    connection.execute(text(_VERSION), {"revision": SCHEMA.head})
    rows, head = seal_all(SESSION, (entry,), NO_ROW)
    connection.execute(insert(JOURNAL), rows)
    connection.execute(insert(FILE), file_values(session, entry.reading.utc.us, head))
