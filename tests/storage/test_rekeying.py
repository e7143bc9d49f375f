"""Another passphrase, a first one, or none any more; whatever fails, the file stays under one whole key."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session
from tests.storage.keyed import raw
from tests.storage.test_disk_full import problem_of, state

ROOT = Path(__file__).resolve().parents[2]
ONE = FileKey(raw=bytes(range(32)))
TWO = FileKey(raw=bytes(range(32, 64)))
CHANGES = pytest.mark.parametrize(
    ("before", "after"), [(ONE, TWO), (None, ONE), (ONE, None)], ids=["another", "a first", "none"]
)


@pytest.fixture
def desk(clock: FakeClock) -> Desk:
    return Desk(SqliteExamFiles(), FakeLibrary(make_form()), clock)


def make(desk: Desk, path: Path, key: FileKey | None) -> Office:
    office = create_file(desk, path, make_session(), key)
    office.plan(make_plan(), "essai")
    office.act(1, do.Open(JURORS))
    office.act(1, do.Start())
    office.file.heart.beat(office.now())
    return office


def alone(path: Path) -> bool:
    """Whether the closed file is all there is in its folder."""
    return {each.name for each in path.parent.iterdir()} == {path.name, f".{path.name}.lock"}


def schema(path: Path, key: FileKey | None) -> list[tuple[Any, ...]]:
    connection = raw(path, key)
    try:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        pragmas = [
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        ]
        return [*rows, *pragmas]
    finally:
        connection.close()


@CHANGES
def test_a_file_changes_its_key_and_nothing_else(
    desk: Desk, path: Path, before: FileKey | None, after: FileKey | None
) -> None:
    office = make(desk, path, before)
    whole = state(office)
    office.file.protection.change(after)
    assert state(office) == whole
    assert office.file.protection.encrypted == (after is not None)
    office.act(1, ev.Rated(1, "S"))
    whole = state(office)
    office.close()
    assert alone(path)
    assert desk.files.is_encrypted(path) == (after is not None)
    again, _ = open_file(desk, path, after)
    try:
        assert state(again) == whole
    finally:
        again.close()
    if after is not None:
        for wrong in (before, None):
            with pytest.raises(FileProblem):
                desk.files.open(path, wrong)


@CHANGES
def test_the_schema_stays_to_the_letter(
    desk: Desk, path: Path, before: FileKey | None, after: FileKey | None
) -> None:
    make(desk, path, before).close()
    expected = schema(path, before)
    office, _ = open_file(desk, path, before)
    office.file.protection.change(after)
    office.close()
    assert schema(path, after) == expected


P = ParamSpec("P")
R = TypeVar("R")

STEPS = ("open", "link", "replace", "rename", "fsync", "unlink", "mkdir")


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, at: int) -> Iterator[Callable[[], int]]:
    """The system refuses the call number ``at`` among those that change files; tells how many were made."""
    calls = count(1)
    made = [0]

    def wrap(real: Callable[P, R]) -> Callable[P, R]:
        def call(*arguments: P.args, **options: P.kwargs) -> R:
            made[0] = next(calls)
            if made[0] == at:
                raise OSError(errno.EIO, "Input/output error")
            return real(*arguments, **options)

        return call

    with monkeypatch.context() as patched:
        for name in STEPS:
            patched.setattr(os, name, wrap(getattr(os, name)))
        yield lambda: made[0]


@CHANGES
def test_whatever_step_fails_the_file_is_whole_under_one_key(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch, before: FileKey | None, after: FileKey | None
) -> None:
    office = make(desk, path, before)
    whole = state(office)
    kept = changed = 0
    for at in count(1):
        with failing(monkeypatch, at) as made:
            failed = problem_of(lambda: office.file.protection.change(after))
        assert state(office) == whole
        # A failure that is told left the key of before.
        now = after if failed is None else before
        assert office.file.protection.encrypted == (now is not None)
        if failed is not None:
            assert failed.kind is ProblemKind.INPUT_OUTPUT
            kept += 1
        else:
            changed += 1
            office.file.protection.change(before)
        if made() < at:
            break
    assert kept >= 3
    assert changed >= 1
    office.close()
    open_file(desk, path, before)[0].close()
    assert alone(path)


KILLED = """
import os, shutil, sys
from itertools import count
from pathlib import Path
from btstc_jury.application.passphrases import FileKey
from btstc_jury.storage import SqliteExamFiles
before, after = (FileKey(raw=bytes.fromhex(text)) if text else None for text in sys.argv[2:])
path = Path(sys.argv[1])
def kill(number):
    calls = count(1)
    def killing(real):
        def call(*arguments, **options):
            if next(calls) == number:
                os._exit(9)
            return real(*arguments, **options)
        return call
    for name in ("open", "link", "replace", "rename", "fsync", "unlink"):
        setattr(os, name, killing(getattr(os, name)))
for number in count(1):
    copy = path.parent.parent / f"killed {number}" / path.name
    shutil.copytree(path.parent, copy.parent)
    child = os.fork()
    if not child:
        file = SqliteExamFiles().open(copy, before)
        kill(number)
        file.protection.change(after)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(status, flush=True)
    if status != 9:
        break
"""


@pytest.mark.skipif(os.name == "nt", reason="no fork there")
@CHANGES
def test_a_program_killed_half_way_leaves_one_whole_file(
    desk: Desk, path: Path, before: FileKey | None, after: FileKey | None
) -> None:
    office = make(desk, path, before)
    entries = office.file.entries(1)
    office.close()
    keys = ["" if key is None else key.raw.hex() for key in (before, after)]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, path, *keys], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert len(done.stdout.split()) > 5
    assert set(done.stdout.split()[:-1]) == {"9"}
    assert done.stdout.split()[-1] == "0"
    under = []
    for number, _ in enumerate(done.stdout.split(), 1):
        killed = path.parent.parent / f"killed {number}" / path.name
        under.append(opens(desk, killed, before, after))
        file = desk.files.open(killed, under[-1])
        assert file.entries(1) == entries
        file.close()
        assert alone(killed)
    assert under[0] is before
    assert under[-1] is after


def opens(desk: Desk, path: Path, before: FileKey | None, after: FileKey | None) -> FileKey | None:
    if not desk.files.is_encrypted(path):
        return None
    for key in (before, after):
        if key is not None:
            problem = problem_of(lambda: desk.files.open(path, key).close())  # noqa: B023 - called at once
            if problem is None:
                return key
            assert problem.kind is ProblemKind.WRONG_KEY
    pytest.fail("no key opens the file")


def test_a_plain_file_that_is_encrypted_is_overwritten(desk: Desk, path: Path) -> None:
    office = make(desk, path, None)
    office.close()
    second_name = path.with_name("second name")
    second_name.hardlink_to(path)
    assert b"Durand" in second_name.read_bytes()
    office, _ = open_file(desk, path)
    office.file.protection.change(ONE)
    office.close()
    assert second_name.read_bytes().strip(b"\x00") == b""
    assert b"Durand" not in path.read_bytes()


def test_no_key_is_changed_while_another_reads(desk: Desk, path: Path) -> None:
    office = make(desk, path, ONE)
    reader, _ = open_file(desk, path, ONE)
    try:
        with pytest.raises(FileProblem) as caught:
            office.file.protection.change(TWO)
        assert caught.value.kind is ProblemKind.BUSY
        with pytest.raises(ReadOnlyFile):
            reader.file.protection.change(TWO)
        office.act(1, ev.Rated(1, "S"))
        assert reader.file.entries(1) == office.file.entries(1)
    finally:
        reader.close()
    office.file.protection.change(TWO)
    office.close()
    assert opens(desk, path, ONE, TWO) is TWO


def test_a_plain_file_stays_plain(desk: Desk, path: Path) -> None:
    office = make(desk, path, None)
    inode = path.stat().st_ino
    office.file.protection.change(None)
    office.close()
    assert path.stat().st_ino == inode
