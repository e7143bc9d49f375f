"""``btstc-jury doctor``."""

from __future__ import annotations

import json
import sys
from getpass import getuser
from importlib import metadata
from pathlib import Path
from socket import gethostname

import pytest

from btstc_jury import __version__
from btstc_jury.cli import doctor, main

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "Zoé Élève-Noël"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    return folder


def test_it_says_in_french_what_is_there(capsys: Output) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert f"BTS TC Jury\u202f: {__version__}" in said
    assert f"Python\u202f: {sys.version.split()[0]}" in said
    assert "Écran 1\u202f: " in said
    assert "Réglages\u202f: ~/.config/btstc-jury, " in said
    assert "Page écrite, puis relue à part\u202f: oui" in said


def test_it_names_nobody_and_no_computer(home: Path, capsys: Output) -> None:
    main(["doctor"])
    main(["doctor", "--json"])
    said = capsys.readouterr().out
    assert home.name not in said
    assert gethostname() not in said
    assert f"/{getuser()}" not in said


def test_a_part_that_does_not_load_is_told(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files may be there, and what it needs not."""
    monkeypatch.setitem(sys.modules, "ortools.sat.python.cp_model", None)
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "présent, ne se charge pas (ortools.sat.python.cp_model)" in said


def test_what_is_missing_is_told_with_what_it_is_for(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    true = metadata.version

    def without(name: str) -> str:
        if name == "ortools":
            raise metadata.PackageNotFoundError(name)
        return true(name)

    monkeypatch.setattr(doctor, "version", without)
    monkeypatch.setitem(sys.modules, "ortools", None)
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "ortools\u202f: absent\n    → Facultatif, pour placer automatiquement" in said
    assert "point" in said.splitlines()[-1]


def test_a_folder_that_cannot_be_written_is_what_ends_with_1(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    assert main(["doctor", "--json"]) == 1
    lines = json.loads(capsys.readouterr().out)["lines"]
    amiss = [each for each in lines if each["needed"] and each["amiss"]]
    assert {each["part"] for each in amiss} == {"Dossiers"}
