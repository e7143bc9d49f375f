"""Creating and opening exam files."""

from __future__ import annotations

from pathlib import Path

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.events import Entry
from btstc_jury.domain.session import ExamSession
from btstc_jury.storage import creation, headers, probe, rekeying
from btstc_jury.storage.cipher import Cipher, library, new_cipher
from btstc_jury.storage.database import Database
from btstc_jury.storage.durable import remove_database
from btstc_jury.storage.exam_file import SqliteExamFile
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.opening import BUSY, NOT_ALLOWED, PERMISSION, open_readable, open_writable
from btstc_jury.storage.salvage import open_damaged
from btstc_jury.storage.schema import SCHEMA, Schema
from btstc_jury.storage.writer_lock import WriterLock


class SqliteExamFiles:
    """See ``application.ports.ExamFiles``. ``schema``: another than the program's own only in tests."""

    def __init__(self, schema: Schema = SCHEMA) -> None:
        self._schema = schema

    @property
    def can_encrypt(self) -> bool:
        return library() is not None

    def is_encrypted(self, path: Path) -> bool:
        probe.check_is_file(path)
        return headers.is_encrypted(path)

    def create(
        self, path: Path, entry: Entry, session: ExamSession, key: FileKey | None = None
    ) -> SqliteExamFile:
        path = path.absolute()
        creation.check_free(path)
        if key is not None and not self.can_encrypt:
            raise FileProblem(ProblemKind.NO_CIPHER, path)
        cipher = None if key is None else new_cipher(key)
        lock = WriterLock(path)
        with told_of(path):
            if not lock.acquire():
                raise FileProblem(ProblemKind.BUSY, path, "another instance holds this name")
        try:
            creation.create(path, entry, session, cipher)
            return SqliteExamFile(path, self._opened_or_removed(path, cipher), "", lock)
        except BaseException:
            lock.discard()
            raise

    def open(self, path: Path, key: FileKey | None = None) -> SqliteExamFile:
        """Raises ``FileProblem``; a file that can't be opened is left as it is, byte for byte."""
        with told_of(path):
            path = path.resolve(strict=True)
        probe.check_is_file(path)
        cipher = headers.unlock(path, key)
        lock = WriterLock(path)
        try:
            reason = self._why_read_only(path, lock, cipher)
            if not reason:
                rekeying.clear_away(path)
                return SqliteExamFile(path, open_writable(path, self._schema, cipher), "", lock)
        except FileProblem as problem:
            lock.release()
            if problem.kind not in NOT_ALLOWED:
                raise
            reason = PERMISSION
        except BaseException:
            lock.release()
            raise
        lock.release()
        return SqliteExamFile(path, open_readable(path, self._schema, reason, cipher), reason, None)

    def open_damaged(self, path: Path, key: FileKey | None = None) -> SqliteExamFile:
        """Raises ``FileProblem``."""
        with told_of(path):
            path = path.resolve(strict=True)
        probe.check_is_file(path)
        return open_damaged(path, self._schema, headers.unlock(path, key))

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
        # Where there is no lock file nobody writes, and a file that isn't ours shall get none beside it.
        reason = _take(path, lock) if lock.file.exists() else ""
        if reason == BUSY:
            return reason
        probe.check_header(path, cipher)
        probe.check_revision(path, self._schema, cipher)
        return reason or _take(path, lock)


def _take(path: Path, lock: WriterLock) -> str:
    """Why the file can't be written; "" once it can and the lock is ours."""
    try:
        with told_of(path):
            if not (lock.held or lock.acquire()):
                return BUSY
            # SQLite would open it for reading only, without a word.
            path.open("r+b").close()
    except FileProblem as problem:
        if problem.kind in NOT_ALLOWED:
            return PERMISSION
        raise
    return ""
