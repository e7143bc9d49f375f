"""Creating and opening exam files."""

from __future__ import annotations

import os
from pathlib import Path

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.journal import Entry
from btstc_jury.domain.session import ExamSession
from btstc_jury.storage import creation, probe
from btstc_jury.storage.exam_file import SqliteExamFile
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.opening import BUSY, NOT_ALLOWED, PERMISSION, open_readable, open_writable
from btstc_jury.storage.schema import SCHEMA, Schema
from btstc_jury.storage.writer_lock import WriterLock


class SqliteExamFiles:
    """See ``application.ports.ExamFiles``. ``schema``: another than the program's own only in tests."""

    def __init__(self, schema: Schema = SCHEMA) -> None:
        self._schema = schema

    def create(self, path: Path, entry: Entry, session: ExamSession) -> SqliteExamFile:
        path = path.absolute()
        creation.check_free(path)
        lock = WriterLock(path)
        with told_of(path):
            if not lock.acquire():
                raise FileProblem(ProblemKind.BUSY, path, "another instance holds this name")
        try:
            creation.create(path, entry, session)
            return SqliteExamFile(path, open_writable(path, self._schema), "", lock)
        except BaseException:
            lock.release()
            raise

    def open(self, path: Path) -> SqliteExamFile:
        """Raises ``FileProblem``; a foreign, damaged or newer file is left as it is, byte for byte."""
        with told_of(path):
            path = path.resolve(strict=True)
        probe.check_is_file(path)
        lock = WriterLock(path)
        try:
            reason = self._why_read_only(path, lock)
            if not reason:
                return SqliteExamFile(path, open_writable(path, self._schema), "", lock)
        except FileProblem as problem:
            lock.release()
            if problem.kind not in NOT_ALLOWED:
                raise
            reason = PERMISSION
        except BaseException:
            lock.release()
            raise
        lock.release()
        return SqliteExamFile(path, open_readable(path, self._schema, reason), reason, None)

    def _why_read_only(self, path: Path, lock: WriterLock) -> str:
        """Take the lock, unless there is a reason not to. Raises ``FileProblem`` as ``open``."""
        # Where there is no lock file nobody writes, and a file that isn't ours shall get none beside it.
        reason = _take(path, lock) if lock.file.exists() else ""
        if reason == BUSY:
            return reason
        probe.check_header(path)
        probe.revision_of(path, self._schema)
        if reason or not os.access(path, os.W_OK):
            return PERMISSION
        return "" if lock.held else _take(path, lock)


def _take(path: Path, lock: WriterLock) -> str:
    try:
        with told_of(path):
            return "" if lock.acquire() else BUSY
    except FileProblem as problem:
        if problem.kind in NOT_ALLOWED:
            return PERMISSION
        raise
