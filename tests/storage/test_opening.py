"""Files that can't be opened are told apart, and left as they are."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.storage.cipher import PAGE
from btstc_jury.storage.tables import APPLICATION_ID
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session
from tests.storage.conftest import Refused
from tests.storage.keyed import raw


def folder_of(path: Path) -> dict[str, bytes]:
    """Everything in the folder, byte for byte."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


@pytest.fixture
def closed(office: Office, path: Path) -> Path:
    office.close()
    # So that a lock file that comes is seen.
    path.with_name(f".{path.name}.lock").unlink()
    return path


def test_a_missing_file(refused: Refused, path: Path) -> None:
    assert refused(path).kind is ProblemKind.NOT_FOUND
    assert refused(path.parent / "nowhere" / path.name).kind is ProblemKind.NOT_FOUND
    assert folder_of(path) == {}


def test_a_folder_is_no_exam_file(refused: Refused, path: Path) -> None:
    path.mkdir()
    assert refused(path).kind is ProblemKind.FOREIGN


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", ProblemKind.DAMAGED),
        (b"SQLite format 3", ProblemKind.DAMAGED),
        (b"SQLite format 3\x00" + b"\x10", ProblemKind.DAMAGED),
        (b"SQLite format 3\x00" + bytes(1000), ProblemKind.FOREIGN),
        (b"%PDF-1.7 not a database at all", ProblemKind.FOREIGN),
        (b"x", ProblemKind.FOREIGN),
        (bytes(8192), ProblemKind.FOREIGN),
    ],
)
def test_what_is_no_exam_file_is_left_alone(
    refused: Refused, path: Path, content: bytes, kind: ProblemKind
) -> None:
    path.write_bytes(content)
    assert refused(path).kind is kind
    assert folder_of(path) == {path.name: content}


@pytest.mark.parametrize("journal_mode", ["delete", "wal"])
def test_the_database_of_another_application_is_left_alone(
    refused: Refused, path: Path, key: FileKey | None, journal_mode: str
) -> None:
    with closing(raw(path, key)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal_mode}")
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.commit()
    before = folder_of(path)
    assert refused(path).kind is ProblemKind.FOREIGN
    assert folder_of(path) == before


def alter(path: Path, key: FileKey | None, *statements: str) -> None:
    with closing(raw(path, key)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_newer_file_is_left_alone(refused: Refused, closed: Path, key: FileKey | None) -> None:
    alter(closed, key, "UPDATE alembic_version SET version_num = '0999'", "CREATE TABLE future (x)")
    before = folder_of(closed)
    problem = refused(closed)
    assert problem.kind is ProblemKind.NEWER
    assert "0999" in problem.detail
    assert folder_of(closed) == before == {closed.name: before[closed.name]}


def test_a_newer_file_left_by_a_crash_is_left_alone(
    refused: Refused, closed: Path, tmp_path: Path, key: FileKey | None
) -> None:
    alter(closed, key, "UPDATE alembic_version SET version_num = '0999'")
    with closing(raw(closed, key)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE future (x)")
        crashed = tmp_path / "crashed"
        shutil.copytree(closed.parent, crashed, ignore=shutil.ignore_patterns("*-shm"))
    before = folder_of(crashed / closed.name)
    assert len(before[f"{closed.name}-wal"]) > 0
    assert refused(crashed / closed.name).kind is ProblemKind.NEWER
    assert folder_of(crashed / closed.name) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM alembic_version",
        "DROP TABLE alembic_version",
        "INSERT INTO alembic_version VALUES ('0001')",
        "UPDATE alembic_version SET version_num = x'00'",
    ],
)
def test_a_file_that_does_not_say_its_revision_is_damaged(
    damaged: Callable[[Path], str], closed: Path, key: FileKey | None, statement: str
) -> None:
    alter(closed, key, statement)
    before = folder_of(closed)
    assert damaged(closed)
    assert folder_of(closed) == before


@pytest.mark.parametrize("table", ["journal", "oral", "form", "file"])
def test_a_file_without_one_of_its_tables_is_damaged(
    desk: Desk, closed: Path, key: FileKey | None, table: str
) -> None:
    alter(closed, key, f"DROP TABLE {table}")
    with pytest.raises(FileProblem) as caught:
        open_file(desk, closed)[0].history(1)
    assert caught.value.kind is ProblemKind.DAMAGED


@pytest.mark.parametrize("kept", [99, 100, 4095, 4096, 10_000, 0.5, 0.99])
def test_a_truncated_file_is_damaged(
    refused: Refused, closed: Path, key: FileKey | None, kept: float
) -> None:
    content = closed.read_bytes()
    shorter = content[: kept if isinstance(kept, int) else int(len(content) * kept)]
    closed.write_bytes(shorter)
    # Less than a page of an encrypted file looks like nothing known.
    unknown = key is not None and len(shorter) < PAGE
    assert refused(closed).kind is (ProblemKind.FOREIGN if unknown else ProblemKind.DAMAGED)
    assert folder_of(closed) == {closed.name: shorter}


def test_a_file_opens_again_after_all_that(desk: Desk, closed: Path) -> None:
    whole = closed.read_bytes()
    closed.write_bytes(whole[:-1])
    with pytest.raises(FileProblem):
        desk.files.open(closed)
    closed.write_bytes(whole)
    office, running = open_file(desk, closed)
    try:
        assert running == 1
        assert not office.read_only
    finally:
        office.close()


@pytest.mark.parametrize("key", [None])
def test_an_exam_file_bears_its_mark(closed: Path) -> None:
    assert closed.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big") == b"BTSJ"


def test_a_new_file_never_replaces_another(desk: Desk, path: Path) -> None:
    path.write_text("précieux", encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        create_file(desk, path, make_session())
    assert caught.value.kind is ProblemKind.EXISTS
    assert folder_of(path) == {path.name: "précieux".encode()}


def test_a_new_file_needs_its_folder(desk: Desk, path: Path) -> None:
    with pytest.raises(FileProblem) as caught:
        create_file(desk, path.parent / "nowhere" / path.name, make_session())
    assert caught.value.kind is ProblemKind.NOT_FOUND


def test_a_new_file_is_whole_at_once(desk: Desk, path: Path, clock: FakeClock) -> None:
    office = create_file(desk, path, make_session())
    try:
        assert office.session == make_session()
        assert not office.read_only
        assert {each.name for each in path.parent.iterdir()} == {path.name, f".{path.name}.lock"}
    finally:
        office.close()
