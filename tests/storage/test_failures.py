"""What SQLite and the system report becomes the right problem; a fault of ours stays one."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind, cause
from btstc_jury.domain import events as ev
from btstc_jury.storage.exam_file import SqliteExamFile
from btstc_jury.storage.failures import problem_of, told_of
from tests.storage.keyed import library_of, raw

SQLITE_IOERR_FSYNC = sqlite3.SQLITE_IOERR | 4 << 8


def failure(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("said by SQLite")
    error.sqlite_errorcode = code
    error.sqlite_errorname = "NAME"
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, ProblemKind.DISK_FULL),
        (sqlite3.SQLITE_IOERR, ProblemKind.INPUT_OUTPUT),
        (SQLITE_IOERR_FSYNC, ProblemKind.INPUT_OUTPUT),
        (sqlite3.SQLITE_READONLY, ProblemKind.READ_ONLY),
        (sqlite3.SQLITE_BUSY, ProblemKind.BUSY),
        (sqlite3.SQLITE_LOCKED, ProblemKind.BUSY),
        (sqlite3.SQLITE_CORRUPT, ProblemKind.DAMAGED),
        (sqlite3.SQLITE_NOTADB, ProblemKind.DAMAGED),
        (sqlite3.SQLITE_CANTOPEN, ProblemKind.PERMISSION),
        (sqlite3.SQLITE_CONSTRAINT, ProblemKind.DAMAGED),
    ],
)
def test_an_error_of_sqlite(tmp_path: Path, code: int, kind: ProblemKind) -> None:
    path = tmp_path / "a.btsjury"
    path.touch()
    damaged = kind is ProblemKind.DAMAGED
    for error in (failure(code), OperationalError("SELECT 1", {}, failure(code))):
        problem = problem_of(path, error)
        assert problem is not None
        words = "les données ne se lisent pas" if damaged else "réponse de SQLite\u202f: NAME"
        assert (problem.kind, problem.path, problem.detail) == (kind, path, words)


def test_a_file_that_is_gone_is_not_found(tmp_path: Path) -> None:
    problem = problem_of(tmp_path / "a.btsjury", failure(sqlite3.SQLITE_CANTOPEN))
    assert problem is not None
    assert problem.kind is ProblemKind.NOT_FOUND


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, ProblemKind.DISK_FULL),
        (errno.EROFS, ProblemKind.READ_ONLY),
        (errno.EACCES, ProblemKind.PERMISSION),
        (errno.ENOENT, ProblemKind.NOT_FOUND),
        (errno.EIO, ProblemKind.INPUT_OUTPUT),
    ],
)
def test_an_error_of_the_system(tmp_path: Path, number: int, kind: ProblemKind) -> None:
    problem = problem_of(tmp_path, OSError(number, os.strerror(number)))
    assert problem is not None
    assert (problem.kind, problem.detail) == (kind, cause(OSError(number, "")))


def test_a_fault_of_the_program_is_no_problem_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.ProgrammingError), told_of(tmp_path):
        raise sqlite3.ProgrammingError("closed")
    with pytest.raises(ValueError, match="ours"), told_of(tmp_path):
        raise ValueError("ours")


def test_a_file_that_another_program_holds_is_busy_until_it_lets_go(
    office: Office, path: Path, key: FileKey | None
) -> None:
    assert isinstance(office.file, SqliteExamFile)
    office.file._database.pragma("busy_timeout = 0")
    before = office.history(1)
    with closing(raw(path, key, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileProblem) as caught:
            office.act(1, ev.Rated(1, "S"))
        assert caught.value.kind is ProblemKind.BUSY
        assert office.file.entries(1) == before.entries
        other.execute("ROLLBACK")
        assert office.act(1, ev.Rated(1, "S"))


def test_a_closed_file_is_a_fault_of_the_program(office: Office, key: FileKey | None) -> None:
    office.close()
    with pytest.raises(library_of(key).ProgrammingError):
        office.act(1, ev.Rated(1, "S"))
