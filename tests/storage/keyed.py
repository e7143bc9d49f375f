"""The same tests on plain and on encrypted files: a key that costs no derivation, and what takes it along."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.domain.events import Entry
from btstc_jury.domain.session import ExamSession
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.cipher import SALT, needed_library
from btstc_jury.storage.database import Database
from btstc_jury.storage.exam_file import SqliteExamFile
from btstc_jury.storage.probe import SCHEMA, Schema

KEY = FileKey(raw=bytes(range(32)))
_VARIABLE = "BTSTC_JURY_TESTED_KEY"


class KeyedFiles(SqliteExamFiles):
    """Exam files that are all made and opened with one key, unless another is given."""

    def __init__(self, key: FileKey | None, schema: Schema = SCHEMA) -> None:
        super().__init__(schema)
        self._key = key

    def create(
        self, path: Path, entry: Entry, session: ExamSession, key: FileKey | None = None
    ) -> SqliteExamFile:
        return super().create(path, entry, session, key or self._key)

    def open(self, path: Path, key: FileKey | None = None) -> SqliteExamFile:
        return super().open(path, key or self._key)


def library_of(key: FileKey | None) -> ModuleType:
    return sqlite3 if key is None else needed_library()


def raw(path: Path, key: FileKey | None, *, isolation_level: str | None = "") -> sqlite3.Connection:
    """A connection of a test's own, to a file or to one that it makes."""
    connection: sqlite3.Connection = library_of(key).connect(str(path), isolation_level=isolation_level)
    if key is not None:
        salt = path.read_bytes()[:SALT] if path.exists() and path.stat().st_size else b""
        literal = key.raw.hex() + (salt or secrets.token_bytes(SALT)).hex()
        connection.execute(f"PRAGMA key = \"x'{literal}'\"")
    return connection


@contextmanager
def earlier_version() -> Iterator[None]:
    """Files opened meanwhile are written as they were before: acts wait in a -wal, the file bears no mark."""

    def begin(database: Database) -> None:
        assert database.pragma("journal_mode = WAL") == ["wal"]
        database._marked = True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "begin_writing", begin)
        yield


def interrupted(office: Office, path: Path, to: Path) -> None:
    """``to`` and what lies beside it: as a kill leaves them while SQLite has a transaction half written."""
    database = office.file._database  # type: ignore[attr-defined]
    database.pragma("cache_size = 1")
    database.raw.execute("BEGIN IMMEDIATE")
    # More than the cache holds goes to the file before the end of the transaction.
    for number in range(30):
        database.raw.execute(
            "INSERT INTO draft (oral, place, juror, text, digest) VALUES (1, ?, '', ?, x'00')",
            (f"place {number}", "é" * 2000),
        )
    for table in ("form", "journal", "oral"):
        database.raw.execute(f"SELECT * FROM {table}").fetchall()
    shutil.copy(path, to)
    shutil.copy(f"{path}-journal", f"{to}-journal")
    database.raw.execute("ROLLBACK")
    database.pragma("cache_size = 2000")


_PAGE = 4096
_MAGIC = bytes.fromhex("d9d505f920a163d7")


def undo_journal(earlier: bytes, now: bytes) -> bytes:
    """The rollback journal that brings a file back from ``now`` to ``earlier``, as SQLite writes one."""
    assert len(earlier) % _PAGE == len(now) % _PAGE == 0
    nonce, pages = 20270601, len(earlier) // _PAGE
    records = []
    for number in range(pages):
        page = earlier[number * _PAGE : (number + 1) * _PAGE]
        if page != now[number * _PAGE : (number + 1) * _PAGE]:
            checksum = nonce + sum(page[place] for place in range(_PAGE - 200, 0, -200))
            records.append((number + 1).to_bytes(4, "big") + page + (checksum % 2**32).to_bytes(4, "big"))
    numbers = (len(records), nonce, pages, 512, _PAGE)
    header = _MAGIC + b"".join(each.to_bytes(4, "big") for each in numbers)
    return header.ljust(512, b"\0") + b"".join(records)


def told_to_another(key: FileKey | None) -> dict[str, str]:
    """The environment that tells another process of the test which key to use."""
    return {} if key is None else {_VARIABLE: key.raw.hex()}


def key_told() -> FileKey | None:
    told = os.environ.get(_VARIABLE)
    return FileKey(raw=bytes.fromhex(told)) if told else None
