"""``centre slips``, ``grids`` and ``ccf``: status and files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from btstc_jury.storage.centre import SqliteCentreFiles
from tests.centre_days import CENTRE
from tests.centres import MADE, a_pictured_centre
from tests.cli.printed import Printed
from tests.collected_files import brought

Run = Callable[..., Printed]


@pytest.fixture
def centre(tmp_path: Path, run: Run) -> Path:
    file = a_pictured_centre(tmp_path)
    file.close()
    (tmp_path / "evening.btsjury").write_bytes(brought().evening)
    run(["collect", str(file.path), str(tmp_path / "evening.btsjury")])
    return file.path


def test_slips_by_commission(centre: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out"
    said = run(["centre", "slips", str(centre), "--out", str(out), "--by", "commission"])
    assert said.status == 1, said.errors
    assert "12 fichiers écrits" not in said.out.decode()
    assert "9 fichiers écrits" in said.out.decode()
    assert {each.suffix for each in out.iterdir()} == {".pdf", ".xlsx", ".csv"}
    assert "MOREAU Adèle, E4\u202f: interrogation non reçue" in said.out.decode()


def test_decided_marks_of_nobody_yet(centre: Path, tmp_path: Path, run: Run) -> None:
    said = run(["centre", "slips", str(centre), "--out", str(tmp_path / "out"), "--decided"])
    assert said.status == 1
    assert "aucune note" in said.out.decode()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("act", ["slips", "grids", "ccf"])
def test_nothing_came_back(act: str, tmp_path: Path, run: Run) -> None:
    """Status 0 would say that everything is there; no empty folder is left."""
    centre = tmp_path / "vide.btscentre"
    SqliteCentreFiles().create(centre, CENTRE, MADE).close()
    said = run(["centre", act, str(centre), "--out", str(tmp_path / "a" / "b")])
    assert (said.status, said.errors) == (1, "")
    assert "rien n’a été écrit" in said.words
    assert "arrêté" not in said.words
    assert not (tmp_path / "a").exists()


def test_grids_and_the_ccf_folder(centre: Path, tmp_path: Path, run: Run) -> None:
    grids = run(
        ["centre", "grids", str(centre), "--out", str(tmp_path / "g"), "--pattern", "{nom} {épreuve}"]
    )
    assert grids.status == 1
    assert (tmp_path / "g" / "JOLY E4.pdf").is_file()
    bad = run(["centre", "grids", str(centre), "--out", str(tmp_path / "h"), "--pattern", "{prénom}"])
    assert bad.status == 2
    assert not (tmp_path / "h").exists()
    ccf = run(["centre", "ccf", str(centre), "--out", str(tmp_path / "jury")])
    assert ccf.status == 1
    assert (tmp_path / "jury" / "bordereau récapitulatif.pdf").is_file()
