"""An undo leaves the hidden opinion of somebody else alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.decide import owner
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session

FORM = make_form()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_file(
        Desk(SqliteExamFiles(), FakeLibrary(FORM), FakeClock()), tmp_path / "f.btsjury", make_session()
    )
    made.plan(make_plan(), FORM.key)
    for command in (do.Open(JURORS), do.Start(), ev.ModeChosen(OpinionMode.SEPARATE)):
        made.act(1, command)
    yield made
    made.close()


def remark(office: Office, *, personal: bool) -> int:
    office.act(1, do.AddRemark(office.now(), RemarkText("texte", author="b", personal=personal)))
    return office.history(1).last_sequence


def test_a_level_of_an_opinion_is_its_authors(office: Office) -> None:
    assert owner(office.history(1), do.Undo()) is None
    office.act(1, ev.OpinionRated("b", 1, "S"))
    assert owner(office.history(1), do.Undo()) == "b"
    office.act(1, do.Undo())
    assert owner(office.history(1), do.Redo()) == "b"
    assert owner(office.history(1), do.Undo()) is None


def test_a_shared_remark_is_everybodys(office: Office) -> None:
    number = remark(office, personal=False)
    assert owner(office.history(1), do.Undo()) is None
    office.act(1, ev.RemarkRemoved(number))
    assert owner(office.history(1), do.Undo()) is None


def test_a_personal_remark_is_its_authors_even_when_removed(office: Office) -> None:
    number = remark(office, personal=True)
    assert owner(office.history(1), do.Undo()) == "b"
    office.act(1, do.ChangeRemark(number, RemarkText("autre", author="b", personal=True)))
    assert owner(office.history(1), do.Undo()) == "b"
    office.act(1, ev.RemarkRemoved(number))
    assert owner(office.history(1), do.Undo()) == "b"


def test_nothing_is_anybodys_once_revealed(office: Office) -> None:
    office.act(1, ev.OpinionRated("b", 1, "S"))
    office.act(1, ev.Revealed("sans attendre"))
    assert owner(office.history(1), do.Undo()) is None
    assert owner(office.history(1), do.Redo()) is None


def test_what_came_from_a_laptop_is_taken_back_by_whoever_brought_it(office: Office) -> None:
    """With the personal remarks that came along: nothing of it was ever seen."""
    office.act(1, ev.JurorInvited("b", "jeton", "00" * 32))
    opinion = ev.OpinionBrought("b", "jeton", 1, "aa", "bb", office.now().utc, ((1, "S"),), None)
    remarks = (ev.RemarkAdded(office.now(), RemarkText("texte", author="b", personal=True)),)
    office.act(1, do.BringOpinion(opinion, remarks))
    assert owner(office.history(1), do.Undo()) is None
    office.act(1, do.Undo())
    assert office.oral(1).remarks == {}
    assert owner(office.history(1), do.Redo()) is None
