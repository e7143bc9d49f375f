"""``btstc-jury verify``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from btstc_jury.application.verification import WORDS, Verdict
from btstc_jury.application.views.export import index_view
from btstc_jury.cli import main
from btstc_jury.cli.verify import _JSON_VERSION, _STATUS
from btstc_jury.documents.export_index import index_pdf
from btstc_jury.documents.signing.authority import certificate_pem, new_authority
from btstc_jury.documents.signing.identity import fingerprint
from btstc_jury.domain.session import FileKind
from tests.documents.signing.signers import NOW, authority
from tests.documents.signing.verification.grids import der, evaluation, ready, usual
from tests.forms_for_tests import make_session

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
    assert "Signée le 18/05/2027 à 15\u202fh\u202f12 à l’horloge du signataire, sans horodatage" in said
    assert (
        "Garantie par\u202f: BTS TC Jury – autorité interne du fichier · Lycée Jean-Monnet, session 2027,"
        f" commission 3 — empreinte {fingerprint(authority().certificate)}" in said
    )
    assert "Pages et données\u202f: concordent" in said


def test_without_trust_it_is_told_that_nobody_vouches(grid: str, capsys: Output) -> None:
    assert main(["verify", grid]) == 4
    said = capsys.readouterr().out
    assert "Autorité non fournie\u202f: son certificat n’est pas dans ce fichier" in said
    assert "comparez son empreinte avec celle de la page remise par la commission" in said


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
    assert main(["verify", grid, str(text), str(tmp_path / "rien.pdf")]) == 2
    said = capsys.readouterr().out
    assert "Ce fichier n’est pas un PDF." in said
    assert "Ce fichier n’existe pas." in said


def test_all_pdfs_of_a_folder_are_verified(tmp_path: Path, trust: str, capsys: Output) -> None:
    inside = tmp_path / "grilles" / "lundi"
    inside.mkdir(parents=True)
    (inside / "une.PDF").write_bytes(usual())
    (inside.parent / "autre.pdf").write_bytes(usual())
    (inside.parent / "index.csv").write_text("rien")
    assert main(["verify", str(inside.parent), "--trust", trust]) == 0
    heads = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert heads == [
        f"{inside.parent / 'autre.pdf'}\u202f: valide",
        f"{inside / 'une.PDF'}\u202f: valide",
        "2 fichiers\u202f: 2 valides.",
    ]
    (inside / "une.PDF").write_bytes(usual() + b"\n")
    assert main(["verify", str(inside.parent), "--trust", trust]) == 1


def test_a_folder_without_a_pdf_is_told(tmp_path: Path, capsys: Output) -> None:
    assert main(["verify", str(tmp_path)]) == 2
    assert "Ce dossier ne contient aucun PDF" in capsys.readouterr().out


def test_the_index_of_a_sound_export_spoils_nothing(
    grid: str, trust: str, tmp_path: Path, capsys: Output
) -> None:
    index = tmp_path / "index.pdf"
    index.write_bytes(index_pdf(index_view(make_session(FileKind.EXAM), (), None)))
    assert main(["verify", str(tmp_path), "--trust", trust]) == 0
    said = capsys.readouterr().out
    assert f"{index}\u202f: pas une grille signée" in said
    assert "il ne compte pas parmi les grilles vérifiées" in said
    assert main(["verify", str(index)]) == 7
    Path(grid).write_bytes(usual() + b"\n")
    assert main(["verify", str(tmp_path), "--trust", trust]) == 1


def test_a_certificate_that_is_none_gives_2(grid: str, capsys: Output) -> None:
    assert main(["verify", grid, "--trust", grid]) == 2
    assert "n’est pas un certificat lisible" in capsys.readouterr().err


def test_json_says_the_same(grid: str, trust: str, capsys: Output) -> None:
    assert main(["verify", "--json", grid, "--trust", trust]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["schema_version"]) == ("btstc-jury/verification", 3)
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
    assert "DURAND Élodie" in one["claims"]


def test_json_has_a_value_for_what_was_not_examined(tmp_path: Path, trust: str, capsys: Output) -> None:
    path = tmp_path / "grille.pdf"
    path.write_bytes(usual()[:-20])
    assert main(["verify", "--json", str(path), "--trust", trust]) == 1
    (one,) = json.loads(capsys.readouterr().out)["files"]
    assert [each["trust"] for each in one["signatures"]] == ["trusted", "trusted", "not_examined"]


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
    for each in Verdict:
        assert re.search(rf"^\| \d \| `{each}` \| « {WORDS[each]} »", page, re.MULTILINE)
    assert f'"btstc-jury/verification", "schema_version": {_JSON_VERSION}' in page


def test_the_guide_has_the_words_and_the_statuses_of_the_screen() -> None:
    """Both pages: each verdict with its word, on one of them with its exit status too."""
    guide = Path(__file__).parents[2] / "resources" / "help"
    screen = re.findall(r"^\| ([^|]+?) \|", (guide / "verifier.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(screen[1:]) == sorted(WORDS.values())
    command = (guide / "informatique.md").read_text("utf-8").partition("## Vérifier des grilles")[2]
    told = re.findall(r"^\| (\d) \| ([^|]+?) \|", command.partition("\n## ")[0], re.MULTILINE)
    assert sorted(told) == sorted((str(_STATUS[each]), WORDS[each]) for each in Verdict)
