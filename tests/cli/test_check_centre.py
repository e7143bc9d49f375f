"""``check`` of centre files: what they hold, and what is wrong with them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from btstc_jury.application.problems import FileProblem
from btstc_jury.cli import main
from btstc_jury.storage.centre.examination import examine_centre
from btstc_jury.storage.cipher import unlock
from tests.centres import a_pictured_centre
from tests.storage.keyed import KEY

OLD = Path(__file__).parents[1] / "storage" / "centre" / "data" / "schema-0001.btscentre"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = a_pictured_centre(tmp_path)
    file.close()
    return file.path


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)


def test_a_sound_one_says_what_it_holds(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    assert main(["check", str(path)]) == 0
    said = capsys.readouterr().out
    assert said == f"{path}\u202f: sain (13 candidats, 3 commissions, 14 créneaux, 0 dépôt, 3 actes).\n"
    assert path.read_bytes() == before


def test_an_encrypted_one_too(tmp_path: Path) -> None:
    file = a_pictured_centre(tmp_path, KEY)
    file.close()
    found = examine_centre(file.path, unlock(file.path, KEY))
    assert (found.findings, found.held["slots"]) == ((), 14)


def test_what_is_wrong_is_told_in_words_and_in_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(path, "UPDATE slot SET oral = 'hier' WHERE candidate = 3")
    spoil(path, "UPDATE act SET words = 'rien' WHERE sequence = 2")
    spoil(path, "DELETE FROM candidate WHERE id = 5")
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr().out
    assert "endommagé" in said
    for each in (
        "journée\u202f: créneau 3 E4",
        "actes du centre\u202f: acte 2",
        "ligne qui décrit le fichier",
    ):
        assert each in said
    assert main(["check", "--json", str(path)]) == 1
    (found,) = json.loads(capsys.readouterr().out)["files"]
    assert found["state"] == "damaged"
    assert {each["part"] for each in found["findings"]} == {"days", "act", "file"}
    assert found["centre"] == {"candidates": 12, "commissions": 3, "slots": 14, "receipts": 0, "acts": 3}


def test_what_was_added_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(path, "CREATE TABLE autre (x)")
    assert main(["check", str(path)]) == 1
    assert "structure du fichier" in capsys.readouterr().out


def test_what_lies_beside_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(f"{path}-wal").write_bytes(b"x" * 100)
    assert main(["check", str(path)]) == 0
    assert f"{path.name}-wal" in capsys.readouterr().out


def test_every_flipped_byte_is_found_or_is_of_no_page(path: Path) -> None:
    whole = path.read_bytes()
    spoiled = path.with_name("abîmé.btscentre")
    found = 0
    for place in range(100, len(whole), 1021):
        spoiled.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            found += bool(examine_centre(spoiled).findings)
        except FileProblem:
            found += 1
    assert found > 10


def test_an_older_one_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ancien.btscentre"
    shutil.copy(OLD, path)
    assert main(["check", str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_there_is_no_index_to_rebuild(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    assert main(["rebuild-index", str(path)]) == 2
    assert "fichier de centre" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_centre_is_not_purged(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["purge", str(path), "--receipt", str(tmp_path)]) == 1
    assert "ne se purge pas ici" in capsys.readouterr().err
    assert path.exists()
