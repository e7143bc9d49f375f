"""Creating exam files, whole or not at all, and opening them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, insert, text

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Holder
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.events import Entry
from btstc_jury.domain.session import ExamSession
from btstc_jury.storage import cipher as ciphers
from btstc_jury.storage import companions, probe, rekeying
from btstc_jury.storage.cipher import Cipher, library, new_cipher
from btstc_jury.storage.companions import reading_options
from btstc_jury.storage.copying import copied
from btstc_jury.storage.database import Database, check_pages, connect, opened, speak_through, was_under_way
from btstc_jury.storage.durable import (
    WAL,
    WriterLock,
    keep_private,
    make_private,
    publish,
    read_holder,
    real_path,
    remove_database,
    side_file,
)
from btstc_jury.storage.exam_file import SqliteExamFile
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.held import HeldFile
from btstc_jury.storage.index import file_values
from btstc_jury.storage.journals import NO_ROW, SESSION, check_heads, seal_all
from btstc_jury.storage.probe import SCHEMA, Schema
from btstc_jury.storage.salvage import open_damaged
from btstc_jury.storage.schema import check_acting, create_tables
from btstc_jury.storage.tables import APPLICATION_ID, FILE, JOURNAL


class SqliteExamFiles:
    """See ``application.ports.ExamFiles``. ``schema``: another than the program's own only in tests."""

    def __init__(self, schema: Schema = SCHEMA) -> None:
        self._schema = schema

    @property
    def can_encrypt(self) -> bool:
        return library() is not None

    def is_encrypted(self, path: Path) -> bool:
        probe.check_is_file(path)
        return ciphers.is_encrypted(path)

    def create(
        self, path: Path, entry: Entry, session: ExamSession, key: FileKey | None = None
    ) -> SqliteExamFile:
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
            create(path, entry, session, cipher)
            database = self._opened_or_removed(path, cipher)
            with told_of(path):
                lock.take_file()
            lock.sign()
            return SqliteExamFile(path, database, "", lock, aside=aside)
        except BaseException:
            lock.discard()
            raise

    def open(self, path: Path, key: FileKey | None = None) -> SqliteExamFile:
        """Raises ``FileProblem``; a file that can't be opened is left as it is, byte for byte."""
        with told_of(path):
            path = real_path(path)
        probe.check_is_file(path)
        cipher = ciphers.unlock(path, key)
        lock = WriterLock(path)
        try:
            reason = self._why_read_only(path, lock, cipher)
            if not reason:
                rekeying.clear_away(path)
                aside = companions.settle(path, cipher)
                database = open_writable(path, self._schema, cipher)
                lock.sign()
                return SqliteExamFile(path, database, "", lock, aside=aside)
        except FileProblem as problem:
            lock.release()
            if problem.kind not in NOT_ALLOWED:
                raise
            reason = PERMISSION
        except BaseException:
            lock.release()
            raise
        lock.release()
        return self._shown(path, reason, cipher)

    def _shown(self, path: Path, reason: str, cipher: Cipher | None) -> SqliteExamFile:
        held = None
        if reason == BUSY:
            with told_of(path):
                held = HeldFile.show(path)
        try:
            database = open_readable(path, self._schema, reason, cipher)
        except BaseException:
            if held is not None:
                held.release()
            raise
        return SqliteExamFile(path, database, reason, None, shown=held)

    def holder(self, path: Path) -> Holder | None:
        return read_holder(path)

    def open_damaged(self, path: Path, key: FileKey | None = None) -> SqliteExamFile:
        """Raises ``FileProblem``."""
        path, cipher = _unlocked(path, key)
        return open_damaged(path, self._schema, cipher)

    @contextmanager
    def to_read(self, path: Path, key: FileKey | None = None) -> Iterator[SqliteExamFile]:
        """Read-only and as far as it can be read, whatever version wrote it: one of an earlier format on a
        hidden copy beside it, brought up to date and gone afterwards. Raises ``FileProblem``.
        """
        path, cipher = _unlocked(path, key)
        with ExitStack() as stack:
            readable = path
            if self._is_older(path, cipher):
                readable = stack.enter_context(copied(path, path, cipher, lambda _done, _total: True))
                # Alembic is imported only when there is something to migrate.
                from btstc_jury.storage.migration import migrate  # noqa: PLC0415

                migrate(readable, self._schema, cipher)
            yield stack.enter_context(closing(open_damaged(readable, self._schema, cipher)))

    def _is_older(self, path: Path, cipher: Cipher | None) -> bool:
        with closing(opened(path, reading_options(path, cipher), cipher)) as database:
            return probe.current_revision(database, self._schema) != self._schema.head

    def _opened_or_removed(self, path: Path, cipher: Cipher | None) -> Database:
        """Open a file just made; one that can't be opened (the disk is full by now) is not left behind."""
        try:
            return open_writable(path, self._schema, cipher)
        except BaseException:
            with told_of(path):
                remove_database(path)
            raise

    def _why_read_only(self, path: Path, lock: WriterLock, cipher: Cipher | None) -> str:
        """Take the lock, unless there is a reason not to. Raises ``FileProblem`` as ``open``."""
        # The file itself first: one that isn't ours shall get nothing beside it.
        reason = _take(path, lock.acquire if lock.file.exists() else lock.take_file)
        if reason == BUSY:
            return reason
        probe.check_header(path, cipher)
        probe.check_revision(path, self._schema, cipher)
        if not (reason or lock.held):
            reason = _take(path, lock.acquire)
        if not reason and not os.access(path.parent, os.W_OK, effective_ids=EFFECTIVE):
            return PERMISSION
        return reason


EFFECTIVE = os.access in os.supports_effective_ids


def _take(path: Path, take: Callable[[], bool]) -> str:
    """Why the file can't be written; "" once it is ours."""
    try:
        with told_of(path):
            return "" if take() else BUSY
    except FileProblem as problem:
        if problem.kind in NOT_ALLOWED:
            return PERMISSION
        raise


_VERSION = "INSERT INTO alembic_version (version_num) VALUES (:revision)"


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
            create_tables(connection)
            _fill(connection, entry, session)
            raw.execute("COMMIT")


def _fill(connection: Connection, entry: Entry, session: ExamSession) -> None:
    connection.execute(text(_VERSION), {"revision": SCHEMA.head})
    rows, head = seal_all(SESSION, (entry,), NO_ROW)
    connection.execute(insert(JOURNAL), rows)
    connection.execute(insert(FILE), file_values(session, entry.reading.utc.us, head))


BUSY = "busy"
PERMISSION = "permission"

NOT_ALLOWED = frozenset({ProblemKind.PERMISSION, ProblemKind.READ_ONLY})


def _unlocked(path: Path, key: FileKey | None) -> tuple[Path, Cipher | None]:
    """A file that there is, under its own name, and what reads it. Raises ``FileProblem``."""
    with told_of(path):
        path = real_path(path)
    probe.check_is_file(path)
    return path, ciphers.unlock(path, key)


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
        _check(database)
        database.begin_writing()
    except BaseException:
        database.close()
        raise
    return database


def _check(database: Database) -> None:
    """Raises ``FileProblem``: ``DAMAGED``; ``APART`` where that is because a part lies under another name."""
    try:
        ahead = database.pragma("journal_mode") == ["wal"]
        check_pages(database)
        with told_of(database.path):
            check_acting(database.raw)
        if ahead or was_under_way(database):
            # Not closed since it was written: the end may have been cut off.
            check_heads(database, ())
            if ahead:
                companions.check_none_apart(database.path, database.cipher)
    except FileProblem as problem:
        if problem.kind is ProblemKind.DAMAGED:
            companions.check_none_apart(database.path, database.cipher)
        raise


def open_readable(path: Path, schema: Schema, reason: str, cipher: Cipher | None) -> Database:
    """``reason``: ``BUSY`` or ``PERMISSION``. Raises ``FileProblem``."""
    database = _open(path, "mode=ro", cipher) if reason == BUSY else _without_permission(path, cipher)
    try:
        kind = ProblemKind.BUSY if reason == BUSY else ProblemKind.READ_ONLY
        probe.check_current(database, schema, kind)
        check_pages(database)
        if reason != BUSY and was_under_way(database):
            check_heads(database, ())
    except BaseException:
        database.close()
        raise
    return database


def _without_permission(path: Path, cipher: Cipher | None) -> Database:
    try:
        return _open(path, companions.reading_options(path, cipher), cipher)
    except FileProblem as problem:
        written_ahead = side_file(path, WAL)
        if problem.kind not in NOT_ALLOWED or not written_ahead.exists():
            raise
        raise FileProblem(ProblemKind.UNFINISHED, path, written_ahead.name) from problem


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
