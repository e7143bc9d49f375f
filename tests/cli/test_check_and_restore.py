"""``check``, ``rebuild-index`` and ``restore`` as they are typed: what they say, and the exit status."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from btstc_jury.application.backups import Order
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.cli import main
from btstc_jury.domain import events as ev
from btstc_jury.storage.backup import SqliteBackups
from tests.forms_for_tests import make_session
from tests.storage.conftest import clock, desk, office, path
from tests.storage.keyed import undo_journal
from tests.storage.test_damage import content, tamper

__all__ = ["clock", "content", "desk", "office", "path"]

NOW = datetime(2026, 11, 21, 23, 10, 5)  # noqa: DTZ001 - wall time
OLD = Path(__file__).parents[1] / "storage/data/schema-0004.btsjury"
BROKEN = "UPDATE journal SET utc = utc + 1 WHERE journal = 'oral-1' AND sequence = 5"


@pytest.fixture
def key() -> FileKey | None:
    """Plain, so that a test can change a file behind the program's back; encrypted ones have their own."""
    return None


def test_check(path: Path, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(path)]) == 0
    assert "sain (3 interrogations)" in capsys.readouterr().out
    damaged = tmp_path / "abîmé.btsjury"
    damaged.write_bytes(content)
    tamper(damaged, None, BROKEN)
    assert main(["check", str(path), str(damaged)]) == 1
    said = capsys.readouterr().out
    assert "abîmé.btsjury\u202f: endommagé." in said
    assert "interrogation 1, journal\u202f: oral-1, ligne 5\u202f: l’empreinte ne suit plus celle" in said
    damaged.write_bytes(content[:9000])
    assert main(["check", str(damaged)]) == 1
    (tmp_path / "autre.txt").write_text("rien")
    assert main(["check", str(damaged), str(tmp_path / "autre.txt")]) == 2
    assert main(["check", str(tmp_path / "absent.btsjury")]) == 2
    assert "introuvable" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "rebuild-index"])
def test_a_file_of_an_earlier_format_is_to_be_opened_once(
    command: str, tmp_path: Path, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    old = Path(shutil.copy(OLD, tmp_path))
    assert main([command, str(old)]) == 2
    told = capsys.readouterr()
    assert f"«\u202f{old.name}\u202f» est d’un format antérieur. Il n’a pas été modifié." in told.err
    assert "Ouvrez-le une fois pour le mettre à jour" in told.err
    assert old.read_bytes() == OLD.read_bytes()
    assert [each.name for each in tmp_path.iterdir() if not each.name.startswith(".")] == [old.name]
    open_file(desk, old)[0].close()
    assert main([command, str(old)]) == 0


def test_what_lies_beside_is_told_and_not_read(
    path: Path, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An undo of the last act, which SQLite by itself would take."""
    earlier = path.read_bytes()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA user_version = 9")
    beside = path.with_name(f"{path.name}-journal")
    beside.write_bytes(undo_journal(earlier, path.read_bytes()))
    now = path.read_bytes()
    assert main(["check", str(path)]) == 0
    assert f"à côté, {beside.name} n’est pas de ce fichier" in capsys.readouterr().out
    main(["check", "--json", str(path)])
    assert json.loads(capsys.readouterr().out)["files"][0]["beside"] == [beside.name]
    assert path.read_bytes() == now
    assert main(["rebuild-index", str(path)]) == 0
    assert f"gardé sous le nom «\u202f{beside.name} – écarté le " in capsys.readouterr().out


def test_restore_says_what_lay_in_the_place(
    backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "nouveau.btsjury"
    to.with_name(f"{to.name}-wal").write_bytes(b"reste")
    assert main(["restore", str(backup), "--to", str(to), "--yes"]) == 0
    assert f"gardé sous le nom «\u202f{to.name}-wal – écarté le " in capsys.readouterr().out


def test_rebuild_index(path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    tamper(path, None, "UPDATE oral SET mark = '20' WHERE oral = 2")
    assert main(["rebuild-index", str(path)]) == 0
    assert "3 interrogations, 1 ligne changée." in capsys.readouterr().out
    assert main(["check", str(path)]) == 0
    tamper(path, None, BROKEN)
    assert main(["rebuild-index", str(path)]) == 1
    assert "interrogation 1, journal" in capsys.readouterr().out
    assert main(["rebuild-index", str(path.with_name("absent.btsjury"))]) == 2


def test_rebuild_index_says_what_stays_damaged_beside_the_journals(
    path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(path, None, "UPDATE form SET content = x'00'")
    assert main(["rebuild-index", str(path)]) == 1
    said = capsys.readouterr().out
    assert "Le fichier reste endommagé" in said
    assert "forme d’épreuve" in said


def test_check_answers_in_json_for_every_file(
    path: Path, content: bytes, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    damaged, other = tmp_path / "abîmé.btsjury", tmp_path / "autre.txt"
    damaged.write_bytes(content)
    tamper(damaged, None, BROKEN)
    other.write_text("rien")
    assert main(["check", "--json", str(path), str(damaged), str(other)]) == 2
    printed = capfdbinary.readouterr()
    told = json.loads(printed.out.decode())
    assert (told["schema"], told["schema_version"]) == ("btstc-jury/check", 1)
    sound, broken, unread = told["files"]
    assert sound == {"file": str(path), "state": "sound", "orals": 3, "findings": [], "beside": []}
    assert (broken["file"], broken["state"]) == (str(damaged), "damaged")
    (finding,) = broken["findings"]
    why = "oral-1, ligne 5\u202f: l’empreinte ne suit plus celle de la ligne d’avant"
    assert finding == {"part": "journal", "label": "journal", "oral": 1, "detail": why}
    assert (unread["file"], unread["state"], unread["findings"]) == (str(other), "unreadable", [])
    assert "autre.txt" in printed.err.decode()


@pytest.fixture
def backup(office: Office, path: Path, tmp_path: Path) -> Path:
    """A backup, then one act more, then the file is closed."""
    made = SqliteBackups().make(Order(path, tmp_path, frozenset(), NOW), lambda _done, _total: True)
    office.act(1, ev.Rated(1, "S"))
    office.close()
    return made


def rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        found: int = connection.execute("SELECT count(*) FROM journal").fetchone()[0]
        return found


def test_restore_shows_before_it_replaces(
    backup: Path, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setattr("sys.stdin", io.StringIO("non\n"))
    assert main(["restore", str(backup), "--to", str(path)]) == 1
    said = capsys.readouterr().out
    assert "1 interrogation, 0 proposition validée, 0 signée" in said
    assert "Il y manque 1 ligne de journal." in said
    assert "Rien n’a été remplacé." in said
    assert path.read_bytes() == before
    monkeypatch.setattr("sys.stdin", io.StringIO("oui\n"))
    assert main(["restore", str(backup), "--to", str(path)]) == 0
    assert rows(path) == rows(backup)
    assert "remplacé le" in capsys.readouterr().out


def test_restore_lists_a_folder(
    backup: Path, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", "--list", str(tmp_path), "--to", str(path)]) == 0
    said = capsys.readouterr().out
    assert backup.name in said
    assert "Il y manque 1 ligne de journal." in said
    own = tmp_path / "sur ma clé"
    own.mkdir()
    (own / "mai.btsjury").write_bytes(backup.read_bytes())
    assert main(["restore", "--list", str(own)]) == 0
    said = capsys.readouterr().out
    assert "Aucune sauvegarde faite par le programme dans ce dossier." in said
    assert "\nmai.btsjury\n  Session 2026, commission 3 · 1 interrogation" in said
    assert main(["restore", "--list", str(tmp_path / "absent")]) == 2
    assert main(["restore"]) == 2


def test_restore_refuses_a_damaged_backup_and_an_open_file(
    backup: Path, desk: Desk, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, _ = open_file(desk, path)
    assert main(["restore", str(backup), "--to", str(path), "--yes"]) == 1
    assert "Fermez-le dans l’autre programme" in capsys.readouterr().err
    office.close()
    before = path.read_bytes()
    tamper(backup, None, "UPDATE journal SET utc = utc + 1 WHERE journal = 'oral-1' AND sequence = 1")
    assert main(["restore", str(backup), "--to", str(path), "--yes"]) == 2
    assert path.read_bytes() == before


def test_restore_finds_all_that_check_finds(
    backup: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    tamper(backup, None, "UPDATE form SET content = x'7b7d'")
    assert main(["restore", str(backup), "--to", str(path), "--yes"]) == 2
    assert "endommagé" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_restore_says_whose_both_files_are(
    backup: Path,
    desk: Desk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "autre.btsjury"
    theirs = replace(make_session(), centre="Lycée d’ailleurs", commission="9")
    create_file(desk, other, theirs).close()
    renamed = backup.rename(tmp_path / "renommée.btsjury")
    before = other.read_bytes()
    monkeypatch.setattr("sys.stdin", io.StringIO("non\n"))
    assert main(["restore", str(renamed), "--to", str(other)]) == 1
    said = capsys.readouterr().out
    ours = make_session()
    assert f"{ours.centre}, commission {ours.commission}, session {ours.year}" in said
    assert "Lycée d’ailleurs, commission 9" in said
    assert "C’est la sauvegarde d’un autre fichier d’examen." in said
    assert other.read_bytes() == before


def test_restore_makes_no_folder(backup: Path, tmp_path: Path) -> None:
    stick = tmp_path / "clé" / "absente"
    assert main(["restore", str(backup), "--to", str(stick / "a.btsjury"), "--yes"]) == 1
    assert not stick.parent.exists()


def test_one_odd_name_does_not_stop_the_listing(
    backup: Path, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a – 2031-05-05 10h00m00.btsjury").mkdir()
    (tmp_path / "b – 2031-05-05 10h00m00.btsjury").symlink_to(tmp_path / "nulle part")
    (tmp_path / "c – 2031-13-45 10h00m00.btsjury").write_bytes(b"x")
    (tmp_path / "d – 2031-05-05 10h00m00.btsjury").write_bytes(b"x")
    assert main(["restore", "--list", str(tmp_path), "--to", str(path)]) == 0
    said = capsys.readouterr().out
    assert backup.name in said
    assert "d – 2031-05-05 10h00m00.btsjury" in said
