"""``btstc-jury forms``: what it prints, where, and its exit status."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from shutil import copy

import pytest
import xlsxwriter

from btstc_jury import bootstrap, cli
from btstc_jury.application.form_content import encode_form
from btstc_jury.application.views.sources import source_of
from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.form_library import FormLibrary
from tests.exchange.form_folder import OFFICIAL_FORMS, FormFolder, fill_in, plain
from tests.forms.fictional import FICTIONAL

Run = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path) -> FormFolder:
    return FormFolder(tmp_path / "forms")


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """The centre's folder, which isn't there yet."""
    return tmp_path / "formes"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, centre: Path) -> Run:
    def run_forms(*words: str | Path, folder: Path = OFFICIAL_FORMS) -> int:
        monkeypatch.setattr(bootstrap, "form_folders", lambda: (folder,))
        monkeypatch.setattr(bootstrap, "centre_folder", lambda: centre)
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
        "forme",
    ]
    assert [row[0] for row in rows] == list(FormLibrary([OFFICIAL_FORMS]).keys())
    assert rows[7][1:] == ["E4 · ponctuel", "2006.2", "50:00", "50:00", "4", "17", "arrêté", "officielle"]
    assert rows[8][1:] == [
        "E4 · CCF situation 1",
        "2006.2",
        "—",
        "20:00",
        "2",
        "9",
        "circulaire",
        "officielle",
    ]
    assert rows[9][3:5] == ["à fixer", "à fixer (30:00)"]
    assert rows[11][4:-1] == ["à fixer", "2", "6", "défaut"]


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
    assert plain(printed.err) == (
        f"{missing}: fichier introuvable ; vérifiez son nom et son dossier, ou donnez une clé (btstc-jury"
        " forms list les montre)\n"
    )


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


def centre_form(folder: Path, name: str = "mf-oral", old: str = "", new: str = "") -> Path:
    """The invented diploma's form under that name."""
    text = FICTIONAL.read_text(encoding="utf-8").replace('key = "mf-oral"', f'key = "{name}"')
    assert old in text
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_form_of_the_centre_is_listed_and_shown(
    run: Run, centre: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre_form(centre)
    assert run("list") == 0
    rows = [re.split(r" {2,}", line) for line in capsys.readouterr().out.splitlines()]
    assert {row[0]: row[-1] for row in rows[1:]}["mf-oral"] == "du centre"
    assert run("show", "mf-oral") == 0
    assert "Conduite d’un chantier fictif" in capsys.readouterr().out


def test_faults_of_the_centre_hide_no_official_form(
    run: Run, centre: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre_form(centre, "e4-ponctuel")
    centre_form(centre, "autre", "step = 0.5", "step = 0.3")
    assert run("list") == 1
    printed = capsys.readouterr()
    assert re.search(r"^e4-ponctuel +E4 · ponctuel .* officielle$", printed.out, re.MULTILINE)
    assert next(plain(line).split(": ", 1)[1] for line in printed.err.splitlines()).startswith(
        "key: c’est la clé d’une forme officielle"
    )
    assert "mark.step" in printed.err
    assert run("show", "e4-ponctuel") == 0
    assert "E9" not in capsys.readouterr().out.splitlines()[0]


def test_a_form_taken_away_comes_back_the_same(
    run: Run, centre: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "e4-lycee.toml"
    assert run("export", "e4-ccf-2", "--out", out) == 0
    assert run("check", out) == 0
    assert run("diff", "e4-ccf-2", out) == 0
    told = plain(capsys.readouterr().out).splitlines()
    assert told[-1] == "Clé : « e4-ccf-2 » → « e4-lycee »"
    assert run("import", out) == 0
    assert (centre / "e4-lycee.toml").read_bytes() == out.read_bytes()
    assert run("diff", "e4-lycee", out) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Aucune différence."
    assert run("export", "e4-ccf-2", "--out", out) == 1
    assert "existe déjà" in capsys.readouterr().err


def test_a_form_is_brought_whatever_its_file_is_called(
    run: Run, centre: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = centre_form(tmp_path / "reçu").rename(tmp_path / "mf-oral (1).toml")
    assert run("import", sent) == 0
    assert (centre / "mf-oral.toml").read_text(encoding="utf-8").startswith("# Un diplôme inventé")
    assert run("import", sent) == 1
    assert "--replace" in capsys.readouterr().err
    assert run("import", sent, "--replace") == 0


def test_what_is_not_brought(
    run: Run, centre: Path, tmp_path: Path, folder: FormFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = centre_form(tmp_path / "a", "autre", "step = 0.5", "step = 0.3")
    for words, told in (
        (("import", faulty), "mark.step: le pas 0,3 ne divise pas"),
        (("import", folder.file("e4-ponctuel")), "est la clé d’une forme officielle"),
        (("import", tmp_path / "absent.toml"), "fichier introuvable"),
        (("import", tmp_path / "absent.xlsx", "--out", tmp_path / "x.toml"), "n’existe pas"),
        (("import", tmp_path / "absent.xlsx"), "--out FICHIER.toml dit où écrire"),
        (("import", faulty, "--out", tmp_path / "x.toml"), "--out est pour un classeur"),
        (("export", "e4-ponctuel", "--out", tmp_path / "x.txt"), "le nom doit finir par .toml"),
        (("export", "e4-ponctuel", "--out", tmp_path / "é è.toml"), "key: attendu"),
    ):
        assert run(*words) == 1
        assert told in plain(capsys.readouterr().err)
    assert not centre.exists()
    assert not (tmp_path / "x.toml").exists()


def test_a_form_from_another_folder_is_brought_whole(run: Run, centre: Path, folder: FormFolder) -> None:
    folder.edit("e6-ccf-1", 'key = "e6-ccf-1"', 'key = "e6-lycee"')
    assert run("import", folder.file("e6-ccf-1")) == 0
    kept = load_form(centre / "e6-lycee.toml")
    assert replace(kept, key="e6-ccf-1", hash="") == replace(
        load_form(OFFICIAL_FORMS / "e6-ccf-1.toml"), hash=""
    )


def test_a_workbook_becomes_a_form(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, out = tmp_path / "grille.xlsx", tmp_path / "grille.toml"
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet("Oral")
        for number, row in enumerate(
            [("Critères", "Insuffisant", "Acquis", "Points"), ("Un", "a", "b", 12), ("Deux", "c", "d", 8)]
        ):
            sheet.write_row(number, 0, row)
    assert run("import", book, "--out", out) == 0
    told = plain(capsys.readouterr().out).splitlines()
    assert told[:3] == [
        "Feuille « Oral », en-têtes à la ligne 1",
        "  colonne A, « Critères » : critère",
        "  colonne B, « Insuffisant » : niveau",
    ]
    assert told[5] == "2 critères, 0 bloc ; niveaux : I Insuffisant, A Acquis"
    assert told[-1] == (
        "Elle ne peut servir avant que soit rempli ce que le classeur ne dit pas :"
        " unit, exam, phases.1.candidate, phases.1.commission."
    )
    assert run("check", out) == 1
    assert f"{out}: exam: pas encore rempli (« À compléter »)" in plain(capsys.readouterr().err)
    assert run("check", fill_in(out)) == 0
    form = load_form(out)
    assert [each.points for each in form.criteria] == [12, 8]
    assert plain(source_of(form, "criteria")) == "d’après le classeur grille.xlsx, feuille Oral"
    assert run("show", out) == 0
    assert "criteria : d’après le classeur, grille.xlsx, feuille Oral" in plain(capsys.readouterr().out)


@pytest.mark.parametrize("command", [("show",), ("check",), ("diff", "e4-ponctuel")])
def test_what_is_no_form_is_told_with_the_way_out(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    book, renamed, absent = tmp_path / "grille.xlsx", tmp_path / "grille.toml", tmp_path / "absente.toml"
    with xlsxwriter.Workbook(book) as workbook:
        workbook.add_worksheet("Oral")
    copy(book, renamed)
    for path, words in (
        (book, "c’est un classeur, pas une forme ; pour en tirer une : btstc-jury forms import « grille"),
        (renamed, "c’est un classeur ou une archive, pas une forme TOML"),
        (absent, "fichier introuvable ; vérifiez son nom et son dossier, ou donnez une clé"),
    ):
        assert run(*command, path) == 1
        said = plain(capsys.readouterr().err)
        assert words in said
        assert said.count("\n") == 1, "and of no referential"


def test_points_that_do_not_make_the_mark_are_a_doubt(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = centre_form(tmp_path, "mf-oral", "maximum = 20", "maximum = 25")
    assert run("check", faulty) == 0
    assert plain(capsys.readouterr().out).splitlines()[1] == (
        "  à vérifier : mark.maximum : les points font 20, la note va jusqu’à 25 : le total calculé y sera"
        " ramené"
    )


def test_every_fault_is_told_at_once_sums_included(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = centre_form(tmp_path)
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ('version = "2027.1"', 'version = "é"'),
        ('candidate = "lit le plan et en dégage l’essentiel."', "candidate = 3"),
        ('title = "Présentation du chantier"', 'title = "Lecture du plan"'),
        ('maximum = "8:00"', 'maximum = "8 min"'),
        ('duration = "40:00"', 'duration = "25:00"'),
        ('"Conduire et rendre compte"\n', '"Conduire et rendre compte"\npoints = 13\n'),
        ("descriptors = [", "descriptors = [7, "),
        ("step = 0.5", "step = 0.3"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    assert run("check", path) == 1
    said = [line.split(": ", 1)[1] for line in plain(capsys.readouterr().err).splitlines()]
    assert {each.split(": ")[0] for each in said} == {
        "version",
        "phases.1.candidate",
        "phases.2.title",
        "phases.3.maximum",
        "phases",
        "blocks.2.points",
        "criteria.1.descriptors.1",
        "mark.step",
        "mark.rounding",
    }
    assert "phases: durées maximales : 27:00 ensemble, plus que le total (25:00)" in said
    assert "blocks.2.points: 13, mais ses critères font 12" in said
    assert "phases.2.title: « Lecture du plan » figure déjà dans la liste" in said


def test_a_memento_is_a_new_file(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "mémento.pdf"
    assert run("memento", "e4-ponctuel", "--out", out) == 0
    assert out.read_bytes().startswith(b"%PDF-")
    before = out.read_bytes()
    assert run("memento", "e4-ponctuel", "--out", out) != 0
    assert "existe déjà" in capsys.readouterr().err
    assert out.read_bytes() == before
    assert run("memento", "e9-rien", "--out", tmp_path / "autre.pdf") != 0
    assert not (tmp_path / "autre.pdf").exists()
