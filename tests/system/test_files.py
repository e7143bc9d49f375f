"""A file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.system.files import atomic_write, export_write, read_whole
from tests.storage.small_disks import mounted, read_only_disk, unprivileged_folder


def test_a_file_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "grille d’été.pdf"
    for content in (b"first", b"", b"second" * 100_000):
        atomic_write(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_written_is_read_and_what_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "certificat.p12"
    with pytest.raises(FileProblem) as told:
        read_whole(path)
    assert told.value.kind is ProblemKind.NOT_FOUND
    atomic_write(path, b"x")
    assert read_whole(path) == b"x"


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind there")
def test_it_is_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "grille.pdf"
    atomic_write(path, b"x")
    assert path.stat().st_mode & 0o777 == 0o600


def check_refused(path: Path, kind: ProblemKind) -> None:
    """Refused, with all that was in the folder left alone."""
    before = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(FileProblem) as caught:
        atomic_write(path, b"x" * 100_000)
    assert (caught.value.kind, caught.value.path) == (kind, path)
    assert caught.value.detail
    after = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    assert after == before


def test_a_full_disk(tmp_path: Path) -> None:
    with mounted(tmp_path, "64k") as disk:
        path = disk / "grille.pdf"
        atomic_write(path, b"before")
        check_refused(path, ProblemKind.DISK_FULL)


def test_a_read_only_disk(tmp_path: Path) -> None:
    with mounted(tmp_path, "64k") as disk:
        atomic_write(disk / "grille.pdf", b"before")
        with read_only_disk(disk):
            check_refused(disk / "grille.pdf", ProblemKind.READ_ONLY)


def test_a_read_only_folder() -> None:
    with unprivileged_folder() as folder:
        atomic_write(folder / "grille.pdf", b"before")
        folder.chmod(0o555)
        check_refused(folder / "grille.pdf", ProblemKind.PERMISSION)
        folder.chmod(0o755)


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "grille.pdf").mkdir()
    check_refused(tmp_path / "grille.pdf", ProblemKind.EXISTS)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as caught:
        atomic_write(tmp_path / "nowhere" / "grille.pdf", b"x")
    assert caught.value.kind is ProblemKind.NOT_FOUND


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind there")
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_an_export_has_the_permissions_of_any_file(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        export_write(tmp_path / "grille.pdf", b"x")
        atomic_write(tmp_path / "reglages.json", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "grille.pdf").stat().st_mode & 0o777 == 0o666 & ~mask
    assert (tmp_path / "reglages.json").stat().st_mode & 0o777 == 0o600
    assert {each.name for each in tmp_path.iterdir()} == {"grille.pdf", "reglages.json"}


def test_the_longest_name_that_the_disk_takes(tmp_path: Path) -> None:
    path = tmp_path / f"{'g' * 251}.pdf"
    export_write(path, b"x")
    assert path.read_bytes() == b"x"
    check_refused(tmp_path / f"{'g' * 252}.pdf", ProblemKind.NAME_TOO_LONG)


def test_a_link_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "grille.pdf", tmp_path / "lien.pdf"
    target.write_bytes(b"first")
    link.symlink_to(target)
    export_write(link, b"second")
    assert link.is_symlink()
    assert target.read_bytes() == b"second"


def test_a_protected_file_is_not_replaced() -> None:
    with unprivileged_folder() as folder:
        path = folder / "grille.pdf"
        path.write_bytes(b"signed")
        path.chmod(0o444)
        check_refused(path, ProblemKind.PERMISSION)
