"""All files of one exam are found, and no other's."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.removal import SqliteRemoval
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_plan, make_session
from tests.storage.small_disks import unprivileged_folder


def make(path: Path) -> Path:
    """An exam file with one oral, closed."""
    path.parent.mkdir(exist_ok=True)
    office = create_file(Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock()), path, make_session())
    office.plan(make_plan(), "essai")
    office.close()
    return path


def identity(path: Path) -> bytes:
    file = SqliteExamFiles().open(path)
    try:
        return file.proofs.origin()
    finally:
        file.close()


def backup(path: Path, to: Path) -> Path:
    with sqlite3.connect(path) as source, sqlite3.connect(to) as target:
        source.backup(target)
    source.close()
    target.close()
    return to


def test_copies_are_told_by_their_content_whatever_their_names(tmp_path: Path) -> None:
    path = make(tmp_path / "session.btsjury")
    folder = tmp_path / "clé USB" / "sauvegardes"
    folder.mkdir(parents=True)
    copies = [backup(path, folder / "2027-05-18.btsjury"), backup(path, folder.parent / "vieille.bak")]
    later = Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock())
    office = create_file(later, folder / "session.btsjury", make_session())
    office.close()
    (folder / "notes.txt").write_text("rien à voir " * 40, encoding="utf-8")
    (folder / "vide.btsjury").touch()
    (folder / "lien.btsjury").symlink_to(path)
    found = SqliteRemoval().targets(path, identity(path), (tmp_path / "clé USB",))
    assert set(found) == {path, path.with_name(f".{path.name}.lock"), *copies}
    assert found[0] == path


def test_what_stands_beside_goes_too(tmp_path: Path) -> None:
    path = make(tmp_path / "session.btsjury")
    mark = identity(path)
    beside = [
        path.with_name(name)
        for name in (
            "session.btsjury-wal",
            "session.btsjury-shm",
            "session.btsjury.avant-migration",
            ".session.btsjury.0123",
            ".session.btsjury.0123-wal",
        )
    ]
    for each in beside:
        each.touch()
    other = [tmp_path / "session.btsjury.pdf", tmp_path / "session2.btsjury-wal", tmp_path / "grille.pdf"]
    for each in other:
        each.touch()
    removal = SqliteRemoval()
    targets = removal.targets(path, mark, (tmp_path,))
    assert set(beside) < set(targets)
    assert removal.remove(path, targets) == ()
    assert set(tmp_path.iterdir()) == set(other)


def test_a_trial_that_was_cut_short_goes_with_its_file_and_no_other_one(tmp_path: Path) -> None:
    path = make(tmp_path / "session.btsjury")
    trial = Path(shutil.copy(path, tmp_path / f".{'0a' * 16}.essai"))
    beside = trial.with_name(f"{trial.name}-wal")
    beside.write_bytes(b"x")
    later = Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock())
    create_file(later, tmp_path / "autre.btsjury", make_session()).close()
    Path(shutil.copy(tmp_path / "autre.btsjury", tmp_path / f".{'0b' * 16}.essai"))
    found = SqliteRemoval().targets(path, identity(path), ())
    assert set(found) == {path, path.with_name(f".{path.name}.lock"), trial, beside}


def test_copies_of_an_encrypted_file_share_its_salt_whatever_their_name(tmp_path: Path) -> None:
    path, folder = tmp_path / "session.btsjury", tmp_path / "copies"
    folder.mkdir()
    desk = Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock())
    key = passphrase_key("trois petits chats à l’Œuvre")
    office = create_file(desk, path, make_session(), key)
    mark = office.file.proofs.origin()
    office.close()
    copy = Path(shutil.copy(path, folder / "avant.bak"))
    create_file(desk, folder / "autre.btsjury", make_session(), key).close()
    lock = path.with_name(f".{path.name}.lock")
    assert set(SqliteRemoval().targets(path, mark, (folder,))) == {path, lock, copy}


def test_a_plain_copy_of_what_is_encrypted_now_is_found_by_its_identity(tmp_path: Path) -> None:
    plain = make(tmp_path / "copies" / "avant.btsjury")
    mark = identity(plain)
    path = tmp_path / "session.btsjury"
    path.write_bytes(bytes(range(256)) * 16)
    lock = plain.with_name(f".{plain.name}.lock")
    assert set(SqliteRemoval().targets(path, mark, (plain.parent,))) == {path, plain, lock}


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    path = make(tmp_path / "session.btsjury")
    with pytest.raises(FileProblem) as caught:
        SqliteRemoval().targets(path, identity(path), (tmp_path / "absent",))
    assert caught.value.kind is ProblemKind.NOT_FOUND


def test_a_file_that_another_has_open_stays(tmp_path: Path) -> None:
    path = make(tmp_path / "session.btsjury")
    removal = SqliteRemoval()
    targets = removal.targets(path, identity(path), ())
    held = SqliteExamFiles().open(path)
    with pytest.raises(FileProblem) as caught:
        removal.remove(path, targets)
    assert caught.value.kind is ProblemKind.BUSY
    assert path.exists()
    held.close()


def test_a_copy_that_can_not_be_removed_is_told_and_the_rest_goes() -> None:
    with unprivileged_folder() as folder:
        path = make(folder / "session.btsjury")
        kept = folder / "copies"
        kept.mkdir()
        copy = Path(shutil.copy(path, kept / "copie.btsjury"))
        kept.chmod(0o555)
        failed = SqliteRemoval().remove(path, (path, copy))
        kept.chmod(0o755)
        assert [(each.path, each.kind) for each in failed] == [(copy, ProblemKind.PERMISSION)]
        assert (path.exists(), copy.exists()) == (False, True)


def test_nothing_of_another_exam_goes_whatever_its_name(tmp_path: Path) -> None:
    path = make(tmp_path / "session.btsjury")
    mark = identity(path)
    neighbour = make(tmp_path / "session.btsjury.2.btsjury")
    before_migration = make(tmp_path / "x" / "y.btsjury").rename(tmp_path / "session.btsjury.avant-migration")
    aside = tmp_path / "session.btsjury-wal – écarté le 2026-11-28 08h00m00"
    aside.touch()
    found = SqliteRemoval().targets(path, mark, ())
    assert set(found) == {path, path.with_name(f".{path.name}.lock"), aside}
    assert neighbour.exists()
    assert before_migration.exists()
