"""``btstc-jury forms``: what it prints, where, and its exit status."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from btstc_jury import bootstrap, cli
from btstc_jury.application.form_content import encode_form
from btstc_jury.exchange.form_library import FormLibrary
from tests.exchange.form_folder import OFFICIAL_FORMS, FormFolder, plain

Run = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path) -> FormFolder:
    return FormFolder(tmp_path / "forms")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def run_forms(*words: str | Path, folder: Path = OFFICIAL_FORMS) -> int:
        monkeypatch.setattr(bootstrap, "form_folders", lambda: (folder,))
        return cli.main(["forms", *map(str, words)])

    return run_forms


def test_list(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0
    heading, *rows = [re.split(r" {2,}", line) for line in capsys.readouterr().out.splitlines()]
    assert heading == [
        "clé",
        "nom",
        "version",
        "prép.",
        "total",
        "phases",
        "lignes",
        "origine du total",
    ]
    assert [row[0] for row in rows] == list(FormLibrary([OFFICIAL_FORMS]).keys())
    assert rows[7][1:] == ["E4 · ponctuel", "2006.2", "50:00", "50:00", "4", "17", "arrêté"]
    assert rows[8][1:] == ["E4 · CCF situation 1", "2006.2", "—", "20:00", "2", "9", "circulaire"]
    assert rows[9][3:5] == ["à fixer", "à fixer (30:00)"]
    assert rows[11][4:] == ["à fixer", "2", "6", "défaut"]


def test_show_gives_the_whole_form_and_its_origins(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "e6-ponctuel") == 0
    text = plain(capsys.readouterr().out)
    form = FormLibrary([OFFICIAL_FORMS]).get("e6-ponctuel")
    assert text.startswith("E6 Projet technico-commercial (E6 · ponctuel)\n")
    for line in [
        f"Clé e6-ponctuel, version 2006.2, empreinte {form.hash}",
        "Unité U6, coefficient 5 (arrêté, annexe V, E6)",
        "Préparation : aucun temps (arrêté, annexe IV)",
        "Total : 60:00 (arrêté, annexe IV)",
        (
            "  2. Missions préparatoires et projet [Missions et projet] : 15:00 au plus"
            " (arrêté, annexe V, E6, § 4.A)"
        ),
        "     Ne pas interrompre (arrêté, annexe V, E6, § 4.A)",
        "  3. Entretien avec la commission [Entretien] : ce qui reste du total (défaut)",
        "  C2.2.1  Entretenir la relation d’affaire",
        "   7  Des évaluations régulières de l’évolution de la satisfaction client [C2.2.1, C2.2.2]",
        "Pas : 0,5 (défaut)",
        "Professionnel absent : les deux enseignants conduisent seuls (arrêté, annexe V, E6, § 5)",
        "  candidat au titre de l’expérience : 10 pages au plus (arrêté, annexe V, E6, § 4.A)",
        "  candidat informé d’un doute de la commission : non",
        "  levels : défaut, échelle par défaut, non fixée par l’arrêté",
    ]:
        assert f"\n{line}\n" in text
    words = " ".join(text.split())
    for said in [*(each.text for each in form.criteria), *form.dossier.rubrics, form.secrecy, form.source]:
        assert plain(said) in words
    for path in form.origins:
        assert f"\n  {path} : " in text


def test_show_tells_how_a_time_is_set(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "e4-ccf-2") == 0
    text = plain(capsys.readouterr().out)
    assert "\nPréparation : fixé à l’ouverture (circulaire)\n" in text
    complement = "50:00 moins le temps utilisé par l’autre situation, 30:00 proposé"
    assert f"\nTotal : fixé à l’ouverture, {complement} (circulaire)\n" in text
    assert "Négociation simulée [Simulation] : sans durée propre (défaut)\n" in text


def test_show_json_is_the_canonical_content(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "e4-ponctuel", "--json") == 0
    content = json.loads(capsys.readouterr().out)
    form = FormLibrary([OFFICIAL_FORMS]).get("e4-ponctuel")
    assert content["hash"] == form.hash == sha256(encode_form(form)).hexdigest()
    assert content["phases"][1]["maximum"] == {"us": 25 * 60 * 1_000_000}
    assert {**content, "hash": ""} == json.loads(encode_form(form))


def test_show_tells_an_unknown_form(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "e2") == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert plain(printed.err).startswith("forme inconnue : « e2 » ; formes disponibles : e1-ccf-3, ")


def test_show_tells_the_faults_of_a_form(
    run: Run, folder: FormFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.edit("e4-ponctuel", "step = 0.5", "step = 0.3")
    assert run("show", "e4-ponctuel", folder=folder.path) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    message = "mark.step: le pas 0,3 ne divise pas la note maximale 20"
    assert plain(printed.err) == f"{folder.file('e4-ponctuel')}: {message}\n"


def test_check_accepts_the_official_folder(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", OFFICIAL_FORMS.parent) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    checked = [line.removeprefix("OK ") for line in printed.out.splitlines()]
    assert checked[0] == str(OFFICIAL_FORMS / "referential.toml")
    assert sorted(checked) == sorted(map(str, OFFICIAL_FORMS.glob("*.toml")))


def test_check_prints_every_fault_of_every_file(
    run: Run, folder: FormFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.edit("e4-ponctuel", 'maximum = "5:00"', "maximum = 0")
    folder.edit("e4-ponctuel", "guide = true", "guide = 1")
    folder.edit("e6-ponctuel", 'version = "2006.2"', "version =")
    assert run("check", folder.path) == 1
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 14
    faults = plain(printed.err).splitlines()
    assert [fault.split(": ")[:2] for fault in faults] == [
        [str(folder.file("e4-ponctuel")), "phases.3.maximum"],
        [str(folder.file("e4-ponctuel")), "mark.guide"],
        [str(folder.file("e6-ponctuel")), "ligne 5, colonne 10, syntaxe TOML "],
    ]


def test_check_tells_the_faults_of_a_referential_once(
    run: Run, folder: FormFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.edit("referential", "coefficient = 5", "coefficient = 5.0")
    assert run("check", folder.path) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert plain(printed.err) == (
        f"{folder.file('referential')}: exams.E6.coefficient: "
        "attendu : un nombre entier de 1 à 20 ; trouvé : 5,0\n"
    )


def test_check_takes_files_too(run: Run, folder: FormFolder, capsys: pytest.CaptureFixture[str]) -> None:
    missing = folder.path / "absente.toml"
    assert run("check", folder.file("referential"), folder.file("e4-ccf-1"), missing) == 1
    printed = capsys.readouterr()
    assert printed.out == f"OK {folder.file('referential')}\nOK {folder.file('e4-ccf-1')}\n"
    assert printed.err == f"{missing}: fichier introuvable\n"


def test_check_tells_a_folder_without_forms(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "vide"
    empty.mkdir()
    assert run("check", empty) == 1
    assert capsys.readouterr().err == f"{empty}: aucun fichier .toml dans ce dossier\n"


def test_a_sub_command_is_required(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        run()
    assert raised.value.code == 2
    assert "COMMANDE" in capsys.readouterr().err
