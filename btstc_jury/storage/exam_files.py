"""Creating exam files, whole or not at all, and opening them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, insert

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.events import Entry
from btstc_jury.domain.session import ExamSession
from btstc_jury.storage import companions, probe, rekeying
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.companions import reading_options
from btstc_jury.storage.copying import copied
from btstc_jury.storage.database import Database, check_pages, opened, was_under_way
from btstc_jury.storage.durable import WAL, WriterLock, side_file
from btstc_jury.storage.exam_file import SqliteExamFile
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.held import HeldFile
from btstc_jury.storage.index import file_values
from btstc_jury.storage.journals import NO_ROW, SESSION, check_heads, seal_all
from btstc_jury.storage.making import SqliteFiles, opened_surely, unlocked
from btstc_jury.storage.probe import SCHEMA, Schema
from btstc_jury.storage.salvage import open_damaged
from btstc_jury.storage.schema import LAYOUT
from btstc_jury.storage.tables import APPLICATION_ID, FILE, JOURNAL


class SqliteExamFiles(SqliteFiles):
    """See ``application.ports.ExamFiles``."""

    def __init__(self, schema: Schema = SCHEMA) -> None:
        super().__init__(schema, LAYOUT, APPLICATION_ID)

    def create(
        self, path: Path, entry: Entry, session: ExamSession, key: FileKey | None = None
    ) -> SqliteExamFile:
        def fill(connection: Connection) -> None:
            rows, head = seal_all(SESSION, (entry,), NO_ROW)
            connection.execute(insert(JOURNAL), rows)
            connection.execute(insert(FILE), file_values(session, entry.reading.utc.us, head))

        made = self._make(path, key, fill)
        return SqliteExamFile(made.path, made.database, "", made.lock, aside=made.aside)

    def open(self, path: Path, key: FileKey | None = None) -> SqliteExamFile:
        """Raises ``FileProblem``; a file that can't be opened is left as it is, byte for byte."""
        path, cipher = unlocked(path, key)
        lock = WriterLock(path)
        try:
            reason = self._why_read_only(path, lock, cipher)
            if not reason:
                rekeying.clear_away(path)
                aside = companions.settle(path, cipher)
                database = self._writable(path, cipher)
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

    def open_damaged(self, path: Path, key: FileKey | None = None) -> SqliteExamFile:
        """Raises ``FileProblem``."""
        path, cipher = unlocked(path, key)
        return open_damaged(path, self._schema, cipher)

    @contextmanager
    def to_read(self, path: Path, key: FileKey | None = None) -> Iterator[SqliteExamFile]:
        """Read-only and as far as it can be read, whatever version wrote it: one of an earlier format on a
        hidden copy beside it, brought up to date and gone afterwards. Raises ``FileProblem``.
        """
        path, cipher = unlocked(path, key)
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

    def _revision(self, database: Database) -> str:
        return probe.current_revision(database, self._schema)

    def _check(self, database: Database) -> None:
        """``APART`` where it isn't whole because a part lies under another name."""
        try:
            ahead = database.pragma("journal_mode") == ["wal"]
            check_pages(database)
            with told_of(database.path):
                LAYOUT.check_acting(database.raw)
            if ahead or was_under_way(database):
                # Not closed since it was written: the end may have been cut off.
                check_heads(database, ())
                if ahead:
                    companions.check_none_apart(database.path, database.cipher)
        except FileProblem as problem:
            if problem.kind is ProblemKind.DAMAGED:
                companions.check_none_apart(database.path, database.cipher)
            raise


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


BUSY = "busy"
PERMISSION = "permission"

NOT_ALLOWED = frozenset({ProblemKind.PERMISSION, ProblemKind.READ_ONLY})


def open_readable(path: Path, schema: Schema, reason: str, cipher: Cipher | None) -> Database:
    """``reason``: ``BUSY`` or ``PERMISSION``. Raises ``FileProblem``."""
    database = opened_surely(path, "mode=ro", cipher) if reason == BUSY else _without_permission(path, cipher)
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
        return opened_surely(path, companions.reading_options(path, cipher), cipher)
    except FileProblem as problem:
        written_ahead = side_file(path, WAL)
        if problem.kind not in NOT_ALLOWED or not written_ahead.exists():
            raise
        raise FileProblem(ProblemKind.UNFINISHED, path, written_ahead.name) from problem
