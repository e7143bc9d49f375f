"""`btstc-jury export person`, as it is called."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from btstc_jury import cli
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.bootstrap import SystemFiles
from btstc_jury.domain.standing import Stage
from btstc_jury.storage import SqliteExamFiles
from tests.application.offices import bring
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_plan, make_session


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    """A closed file whose only oral, of candidate 0012, runs."""
    path = tmp_path / "session.btsjury"
    office = create_file(Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock()), path, make_session())
    office.plan(make_plan(), "essai")
    bring(office, 1, Stage.RUNNING)
    office.close()
    return path


def export(exam: Path, number: str, out: Path) -> int:
    return cli.main(("export", "person", str(exam), "--number", number, "--out", str(out)))


def test_two_files_for_the_user_alone(exam: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sortie"
    out.mkdir()
    before = exam.read_bytes()
    assert export(exam, "0012", out) == 0
    pdf, data = sorted(out.iterdir(), key=lambda each: each.suffix, reverse=True)
    assert capsys.readouterr().out.split() == [str(pdf), str(data)]
    assert pdf.read_bytes().startswith(b"%PDF")
    content = json.loads(data.read_text("utf-8"))
    person, (oral,) = content["person"], content["orals"]
    assert (person["number"], person["last_name"], person["birth"]) == ("0012", "Durand", "2004-02-29")
    assert oral["data"]["phases"][0] == {"title": "Présentation", "used_us": oral["data"]["used_us"]}
    assert [each["role"] for each in oral["data"]["jurors"]] == ["eg", "sti", "professional"]
    assert exam.read_bytes() == before, "a copy writes nothing in a journal"
    if os.name != "nt":
        assert {each.stat().st_mode & 0o777 for each in (pdf, data)} == {0o600}


@pytest.mark.parametrize("number", ["999", ""])
def test_nobody_has_that_number(
    exam: Path, tmp_path: Path, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(exam, number, tmp_path) == 1
    assert "Aucun candidat n’a le numéro" in capsys.readouterr().err
    assert not list(tmp_path.glob("données*"))


def test_a_folder_or_a_file_that_is_not_there(
    exam: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(exam, "0012", tmp_path / "neuf" / "dossier") == 0
    assert len(list((tmp_path / "neuf" / "dossier").iterdir())) == 2
    (tmp_path / "fichier").touch()
    assert export(exam, "0012", tmp_path / "fichier" / "dossier") == 1
    assert "n’a pas pu être créé" in capsys.readouterr().err
    assert export(tmp_path / "absent.btsjury", "0012", tmp_path) == 1
    assert "introuvable" in capsys.readouterr().err


def test_help_documents_the_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(("export", "person", "--help"))
    assert left.value.code == 0
    assert "code de sortie" in capsys.readouterr().out


def test_a_disk_that_fills_up_leaves_no_half(
    exam: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "sortie"
    out.mkdir()
    write = SystemFiles.write_private

    def full(self: SystemFiles, path: Path, content: bytes) -> None:
        if path.suffix == ".json":
            raise FileProblem(ProblemKind.DISK_FULL, path)
        write(self, path, content)

    monkeypatch.setattr(SystemFiles, "write_private", full)
    assert export(exam, "0012", out) == 1
    assert "Le disque est plein" in capsys.readouterr().err
    assert list(out.iterdir()) == []
