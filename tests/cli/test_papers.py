"""`btstc-jury export attendance` and `export conformity`, as they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury import cli
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import COMPLIANT, make_form, make_plan, make_session


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    """A closed file with two candidates on the first of June 2026."""
    path = tmp_path / "session.btsjury"
    office = create_file(Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock()), path, make_session())
    office.plan(make_plan(), "essai")
    office.plan(make_plan("0013", "Martin", "Zoé"), "essai")
    office.act(1, COMPLIANT)
    office.close()
    return path


def export(*words: object) -> int:
    return cli.main(("export", *map(str, words)))


def test_one_attendance_sheet_a_day(exam: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sortie"
    before = exam.read_bytes()
    assert export("attendance", exam, "--out", out) == 0
    (made,) = out.iterdir()
    assert capsys.readouterr().out.strip() == str(made)
    assert made.name == "émargement_2026-06-01.pdf"
    assert made.read_bytes().startswith(b"%PDF")
    assert exam.read_bytes() == before
    assert export("attendance", exam, "--day", "01/06/2026", "--out", out) == 0
    assert [*out.iterdir()] == [made], "the same content is left as it is"


@pytest.mark.parametrize(
    ("day", "said"), [("02/06/2026", "Aucun candidat"), ("demain", "écrivez la date comme 18/05/2027")]
)
def test_a_day_without_candidates_is_told(
    exam: Path, tmp_path: Path, day: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("attendance", exam, "--day", day, "--out", tmp_path / "sortie") == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "sortie").exists()


def test_a_fiche_de_controle_for_each_or_for_one(
    exam: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every, one = tmp_path / "tous", tmp_path / "un"
    assert export("conformity", exam, "--out", every) == 0
    assert len([*every.iterdir()]) == 2
    assert export("conformity", exam, "--number", "0013", "--out", one) == 0
    (made,) = one.iterdir()
    assert "0013" in made.name
    assert made.read_bytes().startswith(b"%PDF")
    capsys.readouterr()
    assert export("conformity", exam, "--number", "999", "--out", tmp_path / "rien") == 1
    assert "Aucun candidat n’a le numéro" in capsys.readouterr().err
