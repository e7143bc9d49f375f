"""``btstc-jury verify``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from btstc_jury.cli import main
from btstc_jury.cli.verify import _JSON_VERSION, _STATUS
from btstc_jury.documents.signing.authority import certificate_pem, new_authority
from btstc_jury.documents.signing.identity import fingerprint
from tests.documents.signing.signers import NOW, authority
from tests.documents.signing.verification.grids import der, evaluation, ready, usual

Output = pytest.CaptureFixture[str]


@pytest.fixture
def grid(tmp_path: Path) -> str:
    path = tmp_path / "grille.pdf"
    path.write_bytes(usual())
    return str(path)


@pytest.fixture
def trust(tmp_path: Path) -> str:
    path = tmp_path / "autorité.crt"
    path.write_bytes(certificate_pem(der(authority().certificate)))
    return str(path)


def test_a_valid_grid_is_told_in_french_and_gives_0(grid: str, trust: str, capsys: Output) -> None:
    assert main(["verify", grid, "--trust", trust]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{grid}\u202f: valide\n")
    assert "Camille Fictif (signature 1)\u202f: valide\n" in said
    assert "Signée le 18/05/2027 à 15:12 à l’horloge du signataire, sans horodatage" in said
    assert (
        "Garantie par\u202f: BTS TC Jury – autorité interne du fichier · Lycée Jean-Monnet, session 2027,"
        f" commission 3 — empreinte {fingerprint(authority().certificate)}" in said
    )
    assert "Pages et données\u202f: concordent" in said


def test_without_trust_the_fingerprints_are_told(grid: str, capsys: Output) -> None:
    assert main(["verify", grid]) == 4
    assert "Autorité non fournie\u202f: empreinte " in capsys.readouterr().out


def test_another_authority_gives_1(grid: str, tmp_path: Path, capsys: Output) -> None:
    other = tmp_path / "autre.crt"
    other.write_bytes(der(new_authority("Lycée fictif", 2027, "3", now=NOW).certificate))
    assert main(["verify", grid, "--trust", str(other)]) == 1
    assert "autorité à laquelle vous vous fiez" in capsys.readouterr().out


def test_a_grid_that_nobody_signed_gives_1(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "grille.pdf"
    path.write_bytes(ready(evaluation()))
    assert main(["verify", str(path)]) == 1
    assert "Aucune signature." in capsys.readouterr().out


def test_the_worst_file_gives_the_status(grid: str, tmp_path: Path, capsys: Output) -> None:
    text = tmp_path / "lisezmoi.pdf"
    text.write_text("bonjour")
    assert main(["verify", grid, str(text), str(tmp_path / "rien.pdf"), str(tmp_path)]) == 2
    said = capsys.readouterr().out
    assert "Ce fichier n’est pas un PDF." in said
    assert "Ce fichier n’existe pas." in said
    assert "C’est un dossier" in said


def test_a_certificate_that_is_none_gives_2(grid: str, capsys: Output) -> None:
    assert main(["verify", grid, "--trust", grid]) == 2
    assert "n’est pas un certificat lisible" in capsys.readouterr().err


def test_json_says_the_same(grid: str, trust: str, capsys: Output) -> None:
    assert main(["verify", "--json", grid, "--trust", trust]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["schema_version"]) == ("btstc-jury/verification", 2)
    (one,) = told["files"]
    assert (one["file"], one["verdict"]) == (grid, "valid")
    assert [each["valid"] for each in one["signatures"]] == [True] * 3
    assert one["accord"] == {"accord": "agree", "details": []}
    assert one["evaluation"]["verdict"]["mark"] == "12.5"


def test_json_gives_no_data_of_a_grid_that_isnt_valid(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "grille.pdf"
    path.write_bytes(usual() + b"\n")
    assert main(["verify", "--json", str(path)]) == 1
    (one,) = json.loads(capsys.readouterr().out)["files"]
    assert one["evaluation"] is None


def test_help_tells_the_statuses(capsys: Output) -> None:
    with pytest.raises(SystemExit):
        main(["verify", "--help"])
    assert "2 un fichier est illisible" in " ".join(capsys.readouterr().out.split())


def test_the_documented_verdicts_are_those_of_the_json_and_of_the_statuses() -> None:
    page = (Path(__file__).parents[2] / "docs" / "verification.md").read_text("utf-8")
    told = {
        verdict: int(status) for status, verdict in re.findall(r"^\| (\d) \| `(\w+)` \|", page, re.MULTILINE)
    }
    assert told == {each.value: status for each, status in _STATUS.items()}
    assert f'"btstc-jury/verification", "schema_version": {_JSON_VERSION}' in page
