"""Every command answers a program by ``--json``: one object under its schema, the same exit status, and
nothing else on standard output.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from btstc_jury import bootstrap
from btstc_jury.cli import command_parser
from btstc_jury.cli.restore import DONE
from btstc_jury.storage.centre import SqliteCentreFiles
from tests.centre_days import CENTRE
from tests.centres import MADE, a_pictured_centre
from tests.cli.conftest import make_exam
from tests.cli.printed import Printed
from tests.collected_files import brought
from tests.exchange.form_folder import OFFICIAL_FORMS
from tests.laptops import Laptop

Run = Callable[..., Printed]
DOCUMENT = Path(__file__).parents[2] / "docs" / "command-line.md"
WITHOUT = {"demo"}
"""It plays, and what it plays is what it is asked for."""


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    below = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    if not below:
        yield parser
    for action in below:
        for each in action.choices.values():
            yield from leaves(each)


def test_every_command_has_it() -> None:
    commands = {each.prog.removeprefix("btstc-jury "): each for each in leaves(command_parser())}
    lacking = {name for name, each in commands.items() if "--json" not in each.format_usage()}
    assert lacking == WITHOUT
    assert len(commands) > 35


def answer(printed: Printed, schema: str) -> dict[str, Any]:
    printed.check()
    told: dict[str, Any] = json.loads(printed.out)
    assert (told["schema"], told["schema_version"]) == (f"btstc-jury/{schema}", 1)
    keys = re.findall(rf"^\| `{schema}` \|.*$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert len(keys) == 1, f"{schema} stands once in {DOCUMENT.name}"
    assert not [
        each for each in told if each not in {"schema", "schema_version"} and f"`{each}`" not in keys[0]
    ]
    return told


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    return make_exam(tmp_path / "session.btsjury")


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    file = a_pictured_centre(tmp_path)
    file.close()
    return file.path


@pytest.fixture(autouse=True)
def _own_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(bootstrap, "form_folders", lambda: (OFFICIAL_FORMS,))
    monkeypatch.setattr(bootstrap, "centre_folder", lambda: tmp_path / "formes")


def test_grids(exam: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "grilles"
    said = run(["export", "grids", str(exam), "--out", str(out), "--unsigned", "--json"])
    assert said.status == 1, said.errors
    told = answer(said, "grids-export")
    (oral,) = told["orals"]
    assert re.fullmatch(r"\d\d:\d\d", oral["time"])
    assert not oral["complete"]
    assert oral["missing"]
    assert (Path(told["folder"]) / oral["file"]).is_file()
    assert all((out / each).is_file() for each in told["index"])


@pytest.mark.parametrize("what", [["attendance"], ["conformity"], ["person", "--number", "0012"]])
def test_papers_of_an_exam(what: list[str], exam: Path, tmp_path: Path, run: Run) -> None:
    said = run(["export", what[0], str(exam), *what[1:], "--out", str(tmp_path / "out"), "--json"])
    assert said.status == 0, said.errors
    written = answer(said, "written")["files"]
    assert written
    assert all(Path(each).is_file() for each in written)


def test_the_index_anew(exam: Path, run: Run) -> None:
    said = run(["rebuild-index", str(exam), "--json"])
    assert said.status == 0, said.errors
    told = answer(said, "rebuild-index")
    assert (told["orals"], told["findings"]) == (1, [])
    assert Path(told["kept"]).is_file()


def test_copies_and_one_of_them_back(exam: Path, tmp_path: Path, run: Run) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    (copies / exam.name).write_bytes(exam.read_bytes())
    (copies / "abîmé.btsjury").write_bytes(exam.read_bytes()[:9000])
    listed = run(["restore", "--list", str(copies), "--json"])
    assert listed.status == 0, listed.errors
    told = {Path(each["file"]).name: each for each in answer(listed, "backups")["copies"]}
    assert told[exam.name]["held"]["orals"] == 1
    assert not told["abîmé.btsjury"]["usable"]
    assert told["abîmé.btsjury"]["reason"]
    asking = ["restore", str(copies / exam.name), "--to", str(exam), "--json"]
    before = exam.read_bytes()
    refused = run(asking)
    assert (refused.status, refused.out, exam.read_bytes()) == (2, b"", before)
    assert "--yes" in refused.errors
    done = run([*asking, "--yes"])
    assert done.status == DONE, done.errors
    back = answer(done, "restore")
    assert back["file"] == str(exam)
    assert Path(back["kept"]).read_bytes() == before


def test_a_purge_tried_then_done(exam: Path, tmp_path: Path, run: Run) -> None:
    purge = ["purge", str(exam), "--receipt", str(tmp_path), "--json"]
    tried = run([*purge, "--dry-run"])
    assert tried.status == 0, tried.errors
    told = answer(tried, "purge")
    assert (told["dry_run"], told["over"], told["receipt"]) == (True, True, None)
    assert str(exam) in {each["file"] for each in told["files"]}
    unasked = run(purge)
    assert (unasked.status, unasked.out) == (1, b"")
    assert exam.is_file()
    done = run([*purge, "--yes"])
    assert done.status == 0, done.errors
    told = answer(done, "purge")
    assert Path(told["receipt"]).is_file()
    assert not exam.exists()


def test_before_the_term_a_person_confirms(exam: Path, tmp_path: Path, run: Run) -> None:
    said = run(["purge", str(exam), "--receipt", str(tmp_path), "--json", "--yes", "--before-term", "motif"])
    assert (said.status, said.out) == (1, b"")
    assert exam.is_file()


def test_forms(tmp_path: Path, run: Run) -> None:
    listed = answer(run(["forms", "list", "--json"]), "forms")
    keys = [each["key"] for each in listed["forms"]]
    assert "e4-ponctuel" in keys
    assert listed["problems"] == []
    out = tmp_path / "mienne.toml"
    made = run(["forms", "export", "e4-ponctuel", "--out", str(out), "--json"])
    assert answer(made, "written")["files"] == [str(out)]
    grid = tmp_path / "grille.xlsx"
    assert answer(run(["forms", "export", "--out", str(grid), "--json"]), "written")["files"] == [str(grid)]
    page = tmp_path / "mémento.pdf"
    assert answer(run(["forms", "memento", "e4-ponctuel", "--out", str(page), "--json"]), "written")
    proposed = run(["forms", "import", str(grid), "--out", str(tmp_path / "neuve.toml"), "--json"])
    told = answer(proposed, "forms-import")
    assert told["key"] == "neuve"
    assert told["lacking"]
    kept = answer(run(["forms", "import", str(out), "--json"]), "forms-import")
    assert Path(kept["file"]).is_file()
    differ = answer(run(["forms", "diff", "e4-ponctuel", "e6-ponctuel", "--json"]), "forms-diff")
    assert {"place", "first", "second"} == set(differ["differences"][0])
    assert (
        answer(run(["forms", "diff", "e4-ponctuel", "e4-ponctuel", "--json"]), "forms-diff")["differences"]
        == []
    )
    (tmp_path / "fautive.toml").write_text("nom = 1", encoding="utf-8")
    checked = run(["forms", "check", str(out), str(tmp_path / "fautive.toml"), "--json"])
    assert checked.status == 1
    sound, faulty = answer(checked, "forms-check")["files"]
    assert (sound["usable"], faulty["usable"]) == (True, False)
    assert faulty["problems"]


def test_settings(tmp_path: Path, run: Run) -> None:
    out = tmp_path / "poste.toml"
    assert answer(run(["settings", "export", str(out), "--json"]), "settings-export")["files"] == [str(out)]


def test_an_invitation(tmp_path: Path, run: Run) -> None:
    from btstc_jury.application.sessions import create_file
    from tests.forms_for_tests import make_plan, make_session
    from tests.laptops import sit

    laptop = Laptop.at(tmp_path / "main")
    path, out = laptop.folder / "examen.btsjury", tmp_path / "avis.btsjury"
    office = create_file(laptop.desk, path, make_session())
    office.plan(make_plan(), "essai")
    sit(office)
    office.close()
    invite = ["invite", str(path), "--oral", "1", "--juror", "dominique", "--out", str(out)]
    said = run([*invite, "--plain", "--json"])
    assert said.status == 0, said.errors
    told = answer(said, "invite")
    assert (told["file"], told["oral"], told["encrypted"]) == (str(out), 1, False)


def test_a_centre_made(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "neuf.btscentre"
    make = ["centre", "create", str(path), "--session", "2027", "--name", "Lycée"]
    told = answer(run([*make, "--no-passphrase", "--json"]), "centre-created")
    assert (told["place"], told["encrypted"]) == (str(path), False)


def test_a_centre_called_otherwise(centre: Path, tmp_path: Path, run: Run) -> None:
    run(["centre", "papers", str(centre), "--out", str(tmp_path / "papiers")])
    run(["centre", "files", str(centre), "--out", str(tmp_path), "--no-passphrase"])
    rename = ["centre", "rename", str(centre), "--uai", "", "--json"]
    told = answer(run(rename), "centre-renamed")
    assert (told["name"], told["uai"], told["changed"]) == ("Lycée Fictif", None, True)
    assert told["papers"]
    assert told["files"] == ["1", "2", "3"]
    again = answer(run(rename), "centre-renamed")
    assert (again["changed"], again["papers"], again["files"]) == (False, [], [])


def test_files_of_a_centre(centre: Path, tmp_path: Path, run: Run) -> None:
    stick, seal = tmp_path / "clé", tmp_path / "plis.pdf"
    stick.mkdir()
    hand_out = ["centre", "files", str(centre), "--out", str(stick), "--json", "--seal"]
    told = answer(run([*hand_out, str(seal)]), "centre-files")
    assert len(told["files"]) == told["asked"] == 3
    assert all(Path(each["file"]).is_file() and each["encrypted"] for each in told["files"])
    assert told["seal"] == str(seal)
    again = answer(run([*hand_out, str(tmp_path / "encore.pdf")]), "centre-files")
    assert (again["files"], again["seal"]) == ([], None)


def test_papers_of_a_centre(centre: Path, tmp_path: Path, run: Run) -> None:
    papers = ["centre", "papers", str(centre), "--out", str(tmp_path / "papiers"), "--json"]
    made = run(papers)
    assert made.status == 0, made.errors
    told = answer(made, "centre-papers")["files"]
    assert told
    assert all(Path(each["file"]).is_file() and each["documents"] for each in told)
    same = run([*papers, "--only-changed"])
    assert (same.status, answer(same, "centre-papers")["files"]) == (0, [])


@pytest.mark.parametrize("act", ["slips", "grids", "ccf"])
def test_what_goes_out_of_a_centre(act: str, centre: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "evening.btsjury").write_bytes(brought().evening)
    run(["collect", str(centre), str(tmp_path / "evening.btsjury")])
    out = tmp_path / "out"
    said = run(["centre", act, str(centre), "--out", str(out), "--json"])
    told = answer(said, "centre-outputs")
    assert said.status == 1
    assert told["lacking"]
    assert {each.name for each in Path(told["folder"]).rglob("*") if each.is_file()} >= {
        Path(each).name for each in told["files"]
    }
    empty = tmp_path / "vide.btscentre"
    SqliteCentreFiles().create(empty, CENTRE, MADE).close()
    nothing = run(["centre", act, str(empty), "--out", str(tmp_path / "rien"), "--json"])
    told = answer(nothing, "centre-outputs")
    assert (nothing.status, told["folder"], told["files"]) == (1, None, [])
