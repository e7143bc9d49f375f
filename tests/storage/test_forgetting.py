"""Of a student who is forgotten nothing is left in the file, and the file stays what it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.rehearsing import Setup, add_students, begin, forget_student, grouped, set_up
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.session import FileKind
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_plan, make_session

FORM = make_form()
CLASS = (Candidate("", "Zygomatique", "Karim"), Candidate("", "Moreau", "Anaïs"))


@pytest.fixture
def desk() -> Desk:
    return Desk(SqliteExamFiles(), FakeLibrary(FORM), FakeClock())


def rehearsed(desk: Desk, path: Path, kind: FileKind = FileKind.TRAINING) -> Office:
    office = create_file(desk, path, replace(make_session(kind)))
    if kind is FileKind.TRAINING:
        list(add_students(office, CLASS, FORM.key))
        for number in grouped(office):
            oral, _ = set_up(office, Setup(number, FORM.key))
            list(begin(office, oral))
            office.act(oral, do.AddRemark(office.now(), RemarkText("remarque inoubliable")))
            office.act(oral, ev.Ended())
    return office


def test_attempts_are_known_from_the_kinds_of_their_events(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "classe.btsjury"
    office = rehearsed(desk, path)
    attempts = {each.oral for mine in grouped(office).values() for each in mine}
    oral, _ = office.plan(make_plan(), FORM.key)
    assert office.file.index.attempts() == attempts
    assert oral not in attempts
    for number in grouped(office):
        forget_student(office, number)
    assert office.file.index.attempts() == frozenset()
    office.close()
    exam = rehearsed(desk, tmp_path / "examen.btsjury", FileKind.EXAM)
    exam.plan(make_plan(), FORM.key)
    assert exam.file.index.attempts() == frozenset()
    exam.close()


def test_nothing_is_left_in_the_bytes_and_the_file_opens_whole(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "classe.btsjury"
    office = rehearsed(desk, path)
    number = next(n for n, each in grouped(office).items() if "Zygomatique" in str(each[0].state.plan))
    assert b"Zygomatique" in path.read_bytes()
    forget_student(office, number)
    office.close()
    for each in tmp_path.iterdir():
        content = each.read_bytes()
        assert b"Zygomatique" not in content, each
        assert b"zygomatique" not in content, each
        assert content.count(b"remarque inoubliable") == (each == path)
    again, _ = open_file(desk, path)
    assert not again.read_only
    (left,) = grouped(again).values()
    assert left[0].state.plan.candidate.last_name == "Moreau"
    list(add_students(again, CLASS[:1], FORM.key))
    assert len(grouped(again)) == 2
    again.close()


def test_the_rule_that_rows_stay_holds_again_afterwards(desk: Desk, tmp_path: Path) -> None:
    office = rehearsed(desk, tmp_path / "classe.btsjury")
    forget_student(office, next(iter(grouped(office))))
    raw = office.file._database.raw  # type: ignore[attr-defined]
    with pytest.raises(Exception, match="never removed"):
        raw.execute("DELETE FROM journal")
    office.close()


def test_no_oral_of_an_exam_is_removed(desk: Desk, tmp_path: Path) -> None:
    office = rehearsed(desk, tmp_path / "examen.btsjury", FileKind.EXAM)
    with pytest.raises(ValueError, match="proofs"):
        office.file.append_all((), forgotten=[1])
    office.close()
