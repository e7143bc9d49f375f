"""What can't be written is read, and says so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from tests.forms_for_tests import JURORS, make_plan, make_session
from tests.storage.keyed import earlier_version
from tests.storage.small_disks import mounted, read_only_disk, unprivileged_folder


def fill(desk: Desk, path: Path) -> None:
    office = create_file(desk, path, make_session())
    office.plan(make_plan(), "essai")
    office.act(1, do.Open(JURORS))
    office.close()


def content(folder: Path) -> dict[str, bytes]:
    """What lasts in a folder: SQLite's shared memory does not."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if not each.name.endswith("-shm")}


def check_readable(desk: Desk, path: Path, rows: int = 2) -> None:
    """Opened read-only, it tells all and refuses to write, and nothing is left beside it."""
    before = content(path.parent)
    office, _ = open_file(desk, path)
    try:
        assert office.read_only == "permission"
        assert len(office.history(1).entries) == rows
        assert [each.oral for each in office.file.index.search("durand", 5)] == [1]
        with pytest.raises(ReadOnlyFile, match="permission"):
            office.act(1, do.Start())
    finally:
        office.close()
    assert content(path.parent) == before


@pytest.fixture
def file(desk: Desk) -> Iterator[Path]:
    """An exam file in a folder whose permissions bind."""
    with unprivileged_folder() as folder:
        path = folder / "a.btsjury"
        fill(desk, path)
        yield path
        folder.chmod(0o755)


@pytest.mark.parametrize("mode", [0o644, 0o444])
@pytest.mark.parametrize("with_lock_file", [True, False])
def test_in_a_read_only_folder(desk: Desk, file: Path, mode: int, *, with_lock_file: bool) -> None:
    lock = file.with_name(f".{file.name}.lock")
    lock.chmod(mode)
    if not with_lock_file:
        lock.unlink()
    file.chmod(mode)
    file.parent.chmod(0o555)
    check_readable(desk, file)


def test_a_read_only_file_in_a_folder_that_is_not(desk: Desk, file: Path) -> None:
    file.chmod(0o444)
    office, _ = open_file(desk, file)
    try:
        assert office.read_only == "permission"
        assert len(office.history(1).entries) == 2
    finally:
        office.close()
    file.chmod(0o644)
    office, _ = open_file(desk, file)
    try:
        office.act(1, do.Start())
    finally:
        office.close()


def crashed(file: Path, desk: Desk, *, with_shm: bool) -> Path:
    """A copy of the file as a crash leaves it, its last act still in the -wal."""
    with earlier_version():
        office, _ = open_file(desk, file)
        office.act(1, do.Start())
        folder = file.parent / "crashed"
        folder.mkdir()
        for suffix in ("", "-wal", "-shm") if with_shm else ("", "-wal"):
            shutil.copy(f"{file}{suffix}", folder)
        office.close()
    return folder / file.name


def test_acts_left_in_the_wal_by_a_crash_are_read(desk: Desk, file: Path) -> None:
    copy = crashed(file, desk, with_shm=True)
    copy.parent.chmod(0o555)
    try:
        check_readable(desk, copy, rows=3)
    finally:
        copy.parent.chmod(0o755)


def test_acts_that_cannot_be_read_are_never_left_out(desk: Desk, file: Path) -> None:
    copy = crashed(file, desk, with_shm=False)
    copy.parent.chmod(0o555)
    try:
        with pytest.raises(FileProblem, match=f"{copy.name}-wal") as caught:
            desk.files.open(copy)
    finally:
        copy.parent.chmod(0o755)
    assert caught.value.kind is ProblemKind.UNFINISHED


def test_a_file_that_may_not_be_read(desk: Desk, file: Path) -> None:
    file.chmod(0o000)
    with pytest.raises(FileProblem) as caught:
        desk.files.open(file)
    assert caught.value.kind is ProblemKind.PERMISSION


def test_no_file_can_be_made_in_a_read_only_folder(desk: Desk, file: Path) -> None:
    file.parent.chmod(0o555)
    before = sorted(file.parent.iterdir())
    with pytest.raises(FileProblem) as caught:
        create_file(desk, file.with_name("new.btsjury"), make_session())
    assert caught.value.kind is ProblemKind.PERMISSION
    assert sorted(file.parent.iterdir()) == before


def test_on_a_read_only_disk(desk: Desk, tmp_path: Path) -> None:
    with mounted(tmp_path, "8m") as disk:
        path = disk / "a.btsjury"
        fill(desk, path)
        with read_only_disk(disk):
            check_readable(desk, path)
            with pytest.raises(FileProblem) as caught:
                create_file(desk, disk / "new.btsjury", make_session())
            assert caught.value.kind is ProblemKind.READ_ONLY
        office, _ = open_file(desk, path)
        try:
            office.act(1, do.Start())
        finally:
            office.close()
