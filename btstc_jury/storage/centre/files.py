"""Creating centre files, whole or not at all, and opening them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, insert, text

from btstc_jury.application.centre import CentreAct
from btstc_jury.application.faults import Fault, told
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Holder
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.storage import cipher as ciphers
from btstc_jury.storage import companions, probe
from btstc_jury.storage.centre import leftovers, rows
from btstc_jury.storage.centre.file import SqliteCentreFile
from btstc_jury.storage.centre.tables import ACT, CENTRE, METADATA
from btstc_jury.storage.cipher import Cipher, library, new_cipher
from btstc_jury.storage.companions import ALONE
from btstc_jury.storage.database import Database, Values, check_pages, connect, opened, speak_through, summed
from btstc_jury.storage.durable import (
    JOURNAL,
    WriterLock,
    is_loaded,
    is_written,
    keep_private,
    make_private,
    publish,
    read_holder,
    real_path,
    remove_database,
)
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.probe import CENTRE_ID, REVISION, Schema
from btstc_jury.storage.schema import VERSION_TABLE

CENTRE_SCHEMA = Schema(("0001", "0002", "0003"), Path(__file__).parent / "migrations")


class SqliteCentreFiles:
    """See ``application.centre.CentreFiles``. ``schema``: another than the program's own only in tests."""

    def __init__(self, schema: Schema = CENTRE_SCHEMA) -> None:
        self._schema = schema

    @property
    def can_encrypt(self) -> bool:
        return library() is not None

    def is_encrypted(self, path: Path) -> bool:
        probe.check_is_file(path)
        return ciphers.is_encrypted(path)

    def holder(self, path: Path) -> Holder | None:
        return read_holder(path)

    def create(
        self, path: Path, centre: Centre, act: CentreAct, key: FileKey | None = None
    ) -> SqliteCentreFile:
        path = path.absolute()
        if os.path.lexists(path):
            raise FileProblem(ProblemKind.EXISTS, path)
        with told_of(path):
            if not path.parent.is_dir():
                raise FileProblem(ProblemKind.NOT_FOUND, path, told(Fault.NO_FOLDER))
        if key is not None and not self.can_encrypt:
            raise FileProblem(ProblemKind.NO_CIPHER, path)
        cipher = None if key is None else new_cipher(key)
        lock = WriterLock(path)
        with told_of(path):
            _take(path, lock.acquire())
        try:
            with told_of(path):
                aside = companions.clear_name(path)
            _create(path, centre, act, cipher)
            database = self._opened_or_removed(path, cipher)
            with told_of(path):
                lock.take_file()
            lock.sign()
            return SqliteCentreFile(path, database, lock, aside)
        except BaseException:
            lock.discard()
            raise

    def _opened_or_removed(self, path: Path, cipher: Cipher | None) -> Database:
        try:
            return self._writable(path, cipher)
        except BaseException:
            with told_of(path):
                remove_database(path)
            raise

    def open(self, path: Path, key: FileKey | None = None) -> SqliteCentreFile:
        """A file that can't be opened is left as it is, byte for byte, with nothing beside it."""
        path, cipher = _unlocked(path, key)
        lock = WriterLock(path)
        try:
            with told_of(path):
                _take(path, lock.take_file())
            self._check_kind(path, cipher)
            with told_of(path):
                _take(path, lock.acquire())
            aside = leftovers.settle(path, cipher)
            database = self._writable(path, cipher)
            lock.sign()
            return SqliteCentreFile(path, database, lock, aside)
        except BaseException:
            lock.release()
            raise

    @contextmanager
    def to_read(self, path: Path, key: FileKey | None = None) -> Iterator[SqliteCentreFile]:
        path, cipher = _unlocked(path, key)
        with told_of(path):
            written = is_written(path)
        if not written:
            self._check_kind(path, cipher)
        with closing(opened(path, leftovers.reading_options(path, cipher), cipher)) as database:
            revision = _revision(database, self._schema)
            if revision != self._schema.head:
                raise FileProblem(ProblemKind.OLDER, path, told(Fault.OLDER_REVISION, revision=revision))
            _check(database)
            yield SqliteCentreFile(path, database, None)

    def _check_kind(self, path: Path, cipher: Cipher | None) -> None:
        """Raises ``FileProblem`` for what isn't a centre file of a version that is known, before anything is
        written. An act cut short may have left it so that only its journal tells.
        """
        probe.check_header(path, cipher, CENTRE_ID)
        try:
            with closing(opened(path, ALONE, cipher)) as database:
                _revision(database, self._schema)
        except FileProblem as problem:
            with told_of(path):
                if problem.kind is not ProblemKind.DAMAGED or not is_loaded(path, JOURNAL):
                    raise

    def _writable(self, path: Path, cipher: Cipher | None) -> Database:
        """The lock is held. Migrates."""
        with told_of(path):
            keep_private(path)
        database = opened(path, "mode=rw", cipher)
        try:
            if _revision(database, self._schema) != self._schema.head:
                database.close()
                # Alembic is imported only when there is something to migrate.
                from btstc_jury.storage.migration import migrate  # noqa: PLC0415

                migrate(path, self._schema, cipher)
                database = opened(path, "mode=rw", cipher)
            _check(database)
            database.begin_writing()
        except BaseException:
            database.close()
            raise
        return database


def _unlocked(path: Path, key: FileKey | None) -> tuple[Path, Cipher | None]:
    """A file that there is, under its own name, and what reads it. Raises ``FileProblem``."""
    with told_of(path):
        path = real_path(path)
    probe.check_is_file(path)
    return path, ciphers.unlock(path, key)


def _take(path: Path, taken: bool) -> None:  # noqa: FBT001 - what the lock answered
    if not taken:
        raise FileProblem(ProblemKind.BUSY, path, told(Fault.HELD))


def _revision(database: Database, schema: Schema) -> str:
    """Raises ``FileProblem``: ``FOREIGN``, ``DAMAGED``, ``NEWER``."""
    probe.check_ours(database.path, database.pragma("application_id"), CENTRE_ID)
    with told_of(database.path):
        found = [tuple(row) for row in database.connection.exec_driver_sql(REVISION)]
    return probe.known_revision(database.path, found, schema)


def _check(database: Database) -> None:
    check_pages(database)
    with told_of(database.path):
        rows.check_whole(database)


def _create(path: Path, centre: Centre, act: CentreAct, cipher: Cipher | None) -> None:
    """Raises ``FileProblem`` and leaves nothing behind."""
    making = path.with_name(f".{path.name}.{uuid4().hex}")
    with told_of(path):
        try:
            make_private(making)
            with closing(connect(making, "mode=rw", cipher)) as raw:
                raw.execute(f"PRAGMA application_id = {CENTRE_ID}")
                with speak_through(raw) as connection:
                    raw.execute("BEGIN IMMEDIATE")
                    create_tables(connection)
                    _fill(connection, centre, act)
                    raw.execute("COMMIT")
            publish(making, path)
        finally:
            remove_database(making)


def create_tables(connection: Connection) -> None:
    """To be called in a transaction."""
    METADATA.create_all(connection, checkfirst=False)
    connection.execute(text(VERSION_TABLE))


_VERSION = "INSERT INTO alembic_version (version_num) VALUES (:revision)"


def _fill(connection: Connection, centre: Centre, act: CentreAct) -> None:
    connection.execute(text(_VERSION), {"revision": CENTRE_SCHEMA.head})
    values: Values = {"id": 1, "identity": uuid4().hex, "name": centre.name, "uai": centre.uai}
    counts: Values = {"acts": 1, "candidates": 0, "versions": 0, "version": 1, "tally": ""}
    row = summed({**values, "year": centre.year, "created": act.utc, **counts})
    connection.execute(insert(CENTRE), row)
    connection.execute(insert(ACT), rows.act_values(1, act))
