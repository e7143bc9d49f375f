"""Bringing an older exam file up to the present schema, a copy kept beside it until that succeeded."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.database import check_sound, connect, speak_through
from btstc_jury.storage.durable import (
    make_private,
    remove_database,
    remove_side_files,
    side_file,
    sync_file,
    sync_folder,
)
from btstc_jury.storage.failures import Damage, problem_of, told_of
from btstc_jury.storage.probe import Schema

COPY_SUFFIX = ".avant-migration"


def migrate(path: Path, schema: Schema, cipher: Cipher | None) -> None:
    """The writer's lock must be held and the file be closed.

    Raises ``FileProblem``: ``MIGRATION``, or the environment's own kind where the copy can't be made. The
    file is then as it was before.
    """
    copy = side_file(path, COPY_SUFFIX)
    with told_of(path):
        _copy(path, copy, cipher)
    try:
        _upgrade(path, schema, cipher)
    except Exception as error:
        with told_of(path):
            # SQLite has undone the transaction; the copy holds whatever the migration may have done.
            remove_side_files(path)
            copy.replace(path)
            sync_folder(path.parent)
        problem = problem_of(path, error)
        why = type(error).__name__ if problem is None else problem.detail
        raise FileProblem(ProblemKind.MIGRATION, path, told(Fault.NOT_MIGRATED, error=why)) from error
    with told_of(path):
        copy.unlink()
        sync_folder(path.parent)


def _copy(path: Path, copy: Path, cipher: Cipher | None) -> None:
    """Under another name first: a file that bears the name of the copy is whole."""
    making = side_file(copy, ".tmp")
    try:
        remove_database(making)
        make_private(making)
        with (
            closing(connect(path, "mode=rw", cipher)) as source,
            closing(connect(making, "mode=rw", cipher)) as target,
        ):
            source.backup(target)
        sync_file(making)
        making.replace(copy)
        sync_folder(path.parent)
    finally:
        remove_database(making)


def _upgrade(path: Path, schema: Schema, cipher: Cipher | None) -> None:
    with closing(connect(path, "mode=rw", cipher)) as raw:
        # So that a revision never waits in a -wal, where a program that only looks would not see it.
        raw.execute("PRAGMA journal_mode = DELETE")
        # Tables are made anew under their old names; what they refer to is checked below.
        raw.execute("PRAGMA foreign_keys = OFF")
        with speak_through(raw) as connection:
            # Through SQLAlchemy, so that Alembic sees a transaction that isn't its own to end.
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
            config = Config()
            config.set_main_option("script_location", str(schema.scripts).replace("%", "%%"))
            config.set_main_option("path_separator", "os")
            config.attributes["connection"] = connection
            command.upgrade(config, schema.head)
            _check(raw)
            raw.execute("COMMIT")


def _check(raw: sqlite3.Connection) -> None:
    check_sound(raw)
    broken = raw.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise Damage(Fault.NO_SUCH_ROW, table=broken[0][0], other=broken[0][2])
