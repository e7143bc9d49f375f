"""What files of any kind have in common: made whole or not at all, opened to be written, migrated."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Holder
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage import cipher as ciphers
from btstc_jury.storage import companions, probe
from btstc_jury.storage.cipher import Cipher, library, new_cipher
from btstc_jury.storage.database import Database, connect, speak_through
from btstc_jury.storage.durable import (
    WriterLock,
    keep_private,
    make_private,
    publish,
    read_holder,
    real_path,
    remove_database,
)
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.probe import Schema
from btstc_jury.storage.schema import Layout

Fill = Callable[[Connection], None]
"""Puts the first rows in, in a transaction."""


class Made(NamedTuple):
    """``aside``: what lay under the new names, as it is named now."""

    path: Path
    database: Database
    lock: WriterLock
    aside: tuple[Path, ...]


class SqliteFiles(ABC):
    """``application_id``: in the header of a file; ``schema``: another than the program's own only in
    tests.
    """

    def __init__(self, schema: Schema, layout: Layout, application_id: int) -> None:
        self._schema = schema
        self._layout = layout
        self._application_id = application_id

    @property
    def can_encrypt(self) -> bool:
        return library() is not None

    def is_encrypted(self, path: Path) -> bool:
        probe.check_is_file(path)
        return ciphers.is_encrypted(path)

    def holder(self, path: Path) -> Holder | None:
        return read_holder(path)

    @abstractmethod
    def _revision(self, database: Database) -> str:
        """Raises ``FileProblem`` for what isn't a file of this kind, of a version that is known."""

    @abstractmethod
    def _check(self, database: Database) -> None:
        """Raises ``FileProblem`` for one that isn't whole, before it is written."""

    def _make(self, path: Path, key: FileKey | None, fill: Fill) -> Made:
        """A new file, open, plain without a key; never over another. Raises ``FileProblem``."""
        path = path.absolute()
        if os.path.lexists(path):
            raise FileProblem(ProblemKind.EXISTS, path)
        with told_of(path):
            is_there = path.parent.is_dir()
        if not is_there:
            raise FileProblem(ProblemKind.NOT_FOUND, path, told(Fault.NO_FOLDER))
        if key is not None and not self.can_encrypt:
            raise FileProblem(ProblemKind.NO_CIPHER, path)
        cipher = None if key is None else new_cipher(key)
        lock = WriterLock(path)
        with told_of(path):
            if not lock.acquire():
                raise FileProblem(ProblemKind.BUSY, path, told(Fault.HELD))
        try:
            with told_of(path):
                aside = companions.clear_name(path)
            self._create(path, cipher, fill)
            database = self._opened_or_removed(path, cipher)
            with told_of(path):
                lock.take_file()
            lock.sign()
            return Made(path, database, lock, aside)
        except BaseException:
            lock.discard()
            raise

    def _create(self, path: Path, cipher: Cipher | None, fill: Fill) -> None:
        """Raises ``FileProblem`` (``EXISTS`` where a file came there meanwhile) and leaves nothing behind."""
        making = path.with_name(f".{path.name}.{uuid4().hex}")
        with told_of(path):
            try:
                make_private(making)
                with closing(connect(making, "mode=rw", cipher)) as raw:
                    raw.execute(f"PRAGMA application_id = {self._application_id}")
                    with speak_through(raw) as connection:
                        raw.execute("BEGIN IMMEDIATE")
                        self._layout.create(connection)
                        fill(connection)
                        raw.execute("COMMIT")
                publish(making, path)
            finally:
                remove_database(making)

    def _opened_or_removed(self, path: Path, cipher: Cipher | None) -> Database:
        """Open a file just made; one that can't be opened (the disk is full by now) is not left behind."""
        try:
            return self._writable(path, cipher)
        except BaseException:
            with told_of(path):
                remove_database(path)
            raise

    def _writable(self, path: Path, cipher: Cipher | None) -> Database:
        """To be called with the lock held; migrates. Raises ``FileProblem``."""
        with told_of(path):
            keep_private(path)
        database = opened_surely(path, "mode=rw", cipher)
        try:
            if self._revision(database) != self._schema.head:
                database.close()
                # Alembic is imported only when there is something to migrate.
                from btstc_jury.storage.migration import migrate  # noqa: PLC0415

                migrate(path, self._schema, cipher)
                database = opened_surely(path, "mode=rw", cipher)
            self._check(database)
            database.begin_writing()
        except BaseException:
            database.close()
            raise
        return database


def unlocked(path: Path, key: FileKey | None) -> tuple[Path, Cipher | None]:
    """A file that there is, under its own name, and what reads it. Raises ``FileProblem``."""
    with told_of(path):
        path = real_path(path)
    probe.check_is_file(path)
    return path, ciphers.unlock(path, key)


def opened_surely(path: Path, options: str, cipher: Cipher | None) -> Database:
    """Open, and read enough to be sure that SQLite can."""
    with told_of(path):
        raw = connect(path, options, cipher)
        try:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            raw.close()
            raise
        return Database(path, raw, cipher)
