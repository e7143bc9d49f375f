"""An encrypted file opens with its passphrase or its recovery key, and no other way."""

from __future__ import annotations

import hashlib
import random
import secrets
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey, passphrase_key, recovery_key
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.cipher import PAGE, needed_library, new_cipher
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session
from tests.storage.keyed import earlier_version

PASSPHRASE = "trois petits chats à l’Œuvre"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def files() -> SqliteExamFiles:
    return SqliteExamFiles()


@pytest.fixture
def desk(files: SqliteExamFiles, clock: FakeClock) -> Desk:
    return Desk(files, FakeLibrary(make_form()), clock)


@pytest.fixture
def office(desk: Desk, path: Path) -> Iterator[Office]:
    office = create_file(desk, path, make_session(), passphrase_key(PASSPHRASE))
    office.plan(make_plan(), "essai")
    office.act(1, do.Open(JURORS))
    yield office
    office.close()


@pytest.fixture
def closed(office: Office, path: Path) -> Path:
    office.close()
    path.with_name(f".{path.name}.lock").unlink()
    return path


def folder_of(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


def refusal(files: SqliteExamFiles, path: Path, key: FileKey | None) -> ProblemKind:
    with pytest.raises(FileProblem) as caught:
        files.open(path, key)
    return caught.value.kind


def test_the_official_tools_open_it_with_the_passphrase(closed: Path) -> None:
    with closing(needed_library().connect(str(closed))) as connection:
        connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
        assert connection.execute("SELECT last_name FROM oral").fetchall() == [("Durand",)]
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []


def test_sqlite_alone_reads_nothing_of_it(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_master")


def test_passphrase_and_recovery_key_both_open_it(office: Office, desk: Desk, path: Path) -> None:
    spare = office.file.protection.recovery_key()
    assert office.file.protection.encrypted
    office.close()
    for key in (passphrase_key(PASSPHRASE), recovery_key(spare)):
        again, _ = open_file(desk, path, key)
        try:
            assert not again.read_only
            assert again.file.protection.recovery_key() == spare
            assert again.oral(1).plan.candidate.last_name == "Durand"
        finally:
            again.close()


def test_the_lock_screen_knows_the_key(office: Office) -> None:
    protection = office.file.protection
    assert protection.accepts(passphrase_key(PASSPHRASE))
    assert protection.accepts(recovery_key(protection.recovery_key()))
    assert not protection.accepts(passphrase_key(PASSPHRASE.upper()))
    assert not protection.accepts(FileKey(raw=bytes(32)))


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (None, ProblemKind.LOCKED),
        (passphrase_key("trois petits chats"), ProblemKind.WRONG_KEY),
        (FileKey(raw=bytes(32)), ProblemKind.WRONG_KEY),
    ],
    ids=["none", "passphrase", "recovery key"],
)
def test_without_the_key_nothing_is_written(
    files: SqliteExamFiles, closed: Path, key: FileKey | None, kind: ProblemKind
) -> None:
    before = folder_of(closed)
    assert files.is_encrypted(closed)
    assert refusal(files, closed, key) is kind
    assert folder_of(closed) == before == {closed.name: before[closed.name]}


def test_a_wrong_key_is_refused_while_the_file_is_open(office: Office, files: SqliteExamFiles) -> None:
    path = office.file.path
    assert files.is_encrypted(path)
    assert refusal(files, path, None) is ProblemKind.LOCKED
    assert refusal(files, path, passphrase_key("autre")) is ProblemKind.WRONG_KEY
    code = "import sys; from filelock import FileLock; print(FileLock(sys.argv[1], timeout=0).acquire())"
    lock = path.with_name(f".{path.name}.lock")
    other = subprocess.run([sys.executable, "-c", code, lock], capture_output=True, text=True, check=False)
    assert "Timeout" in other.stderr
    office.act(1, do.Start())


def test_acts_left_by_a_crash_are_read_though_the_first_page_was_being_written(
    office: Office, desk: Desk, tmp_path: Path
) -> None:
    # The file grows: its first page, which says how long it is, waits in the -wal.
    path = office.file.path
    office.close()
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with earlier_version():
        earlier, _ = open_file(desk, path, passphrase_key(PASSPHRASE))
        for number in range(20):
            earlier.act(1, do.AddRemark(earlier.now(), RemarkText(f"{number} " + "é" * 3000)))
        for suffix in ("", "-wal"):
            content = bytearray(path.with_name(path.name + suffix).read_bytes())
            if not suffix:
                content[PAGE // 2 : PAGE] = random.Random(1).randbytes(PAGE // 2)
            (crashed / (path.name + suffix)).write_bytes(content)
        earlier.close()
    with closing_office(open_file(desk, crashed / path.name, passphrase_key(PASSPHRASE))[0]) as again:
        assert len(again.history(1).entries) == 22


def test_without_the_library_an_encrypted_file_is_told_and_a_plain_one_serves(
    closed: Path, tmp_path: Path
) -> None:
    code = """
import sys
sys.modules["sqlcipher3"] = None
from pathlib import Path
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_session
desk = Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock())
print(desk.files.can_encrypt, desk.files.is_encrypted(Path(sys.argv[1])))
plain = create_file(desk, Path(sys.argv[2]), make_session())
for act in (
    lambda: desk.files.open(Path(sys.argv[1]), passphrase_key("x")),
    lambda: create_file(desk, Path(sys.argv[3]), make_session(), passphrase_key("x")),
    lambda: plain.file.protection.change(passphrase_key("x")),
):
    try:
        act()
    except FileProblem as problem:
        print(problem.kind)
print(plain.session.centre)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, closed, tmp_path / "plain.btsjury", tmp_path / "new.btsjury"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    no_cipher = [ProblemKind.NO_CIPHER.value] * 3
    assert done.stdout.splitlines() == ["False True", *no_cipher, make_session().centre]
    assert not (tmp_path / "new.btsjury").exists()


def test_a_plain_file_needs_no_key_and_minds_none(desk: Desk, path: Path) -> None:
    create_file(desk, path, make_session()).close()
    assert not desk.files.is_encrypted(path)
    for key in (None, passphrase_key(PASSPHRASE)):
        with closing_office(open_file(desk, path, key)[0]) as office:
            assert not office.file.protection.encrypted
            assert office.file.protection.recovery_key() == ""
            assert not office.file.protection.accepts(passphrase_key(""" """))


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7" + bytes(9000), b"text " * 2000, b"PK\x03\x04" + random.Random(1).randbytes(9000)],
    ids=["empty", "pdf", "text", "zip"],
)
def test_what_is_something_else_does_not_look_encrypted(
    files: SqliteExamFiles, path: Path, content: bytes
) -> None:
    path.write_bytes(content)
    assert not files.is_encrypted(path)
    assert refusal(files, path, passphrase_key(PASSPHRASE)) in {ProblemKind.FOREIGN, ProblemKind.DAMAGED}


def test_random_pages_always_look_encrypted(files: SqliteExamFiles, path: Path) -> None:
    for seed in range(300):
        path.write_bytes(hashlib.shake_256(bytes([seed % 256, seed // 256])).digest(2 * PAGE))
        assert files.is_encrypted(path)


def test_every_file_is_the_users_alone(office: Office, path: Path) -> None:
    office.act(1, do.Start())
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert set(modes) == {path.name, f"{path.name}-journal", f".{path.name}.lock"}
    assert set(modes.values()) == {0o600}


def test_a_file_that_others_could_read_is_closed_to_them(closed: Path, desk: Desk) -> None:
    closed.chmod(0o664)
    with closing_office(open_file(desk, closed, passphrase_key(PASSPHRASE))[0]):
        modes = {stat.S_IMODE(each.stat().st_mode) for each in closed.parent.iterdir()}
    assert modes == {0o600}


closing_office = closing[Office]


def test_no_file_is_made_that_begins_as_one_of_another_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    unlucky = iter([b"PK" + bytes(14), b"MZ" + bytes(14), b"ab" + bytes(14)])
    monkeypatch.setattr(secrets, "token_bytes", lambda _count: next(unlucky))
    assert new_cipher(FileKey(raw=bytes(32))).salt == b"ab" + bytes(14)
