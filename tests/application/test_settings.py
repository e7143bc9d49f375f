"""The exam files opened lately."""

from __future__ import annotations

from pathlib import Path

from btstc_jury.application.settings import recent_files


def test_files_keep_their_order_and_a_missing_one_is_told(tmp_path: Path) -> None:
    there = tmp_path / "juin.btsjury"
    there.touch()
    gone, found = recent_files((tmp_path / "mai.btsjury", there))
    assert (gone.name, gone.missing, gone.used) == ("mai", True, "")
    assert (found.name, found.missing, found.folder) == ("juin", False, str(tmp_path))
    assert " à " in found.used


def test_the_users_own_folder_is_short(tmp_path: Path) -> None:
    home = Path.home()
    inside, top = recent_files((home / "Examens" / "juin.btsjury", home / "mai.btsjury"))
    assert inside.folder == str(Path("dossier personnel", "Examens"))
    assert top.folder == "dossier personnel"


def test_a_name_that_no_disk_takes_is_only_missing(tmp_path: Path) -> None:
    assert recent_files((tmp_path / ("x" * 300),))[0].missing


def test_only_what_is_known_to_be_encrypted_is_said_to_be(tmp_path: Path) -> None:
    one, other = tmp_path / "mai.btsjury", tmp_path / "juin.btsjury"
    assert [each.encrypted for each in recent_files((one, other), (other,))] == [False, True]
