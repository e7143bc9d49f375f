"""A level is given, and an undo touches an opinion, for the juror in turn alone while opinions are hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import NoteText
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.refusals import Refusal
from btstc_jury.domain.whose import in_turn, owner
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


def note(office: Office, *, personal: bool) -> int:
    office.act(1, do.AddNote(office.now(), NoteText("texte", author="b", personal=personal)))
    return office.history(1).last_sequence


def test_a_level_of_an_opinion_is_its_authors(office: Office) -> None:
    assert owner(office.history(1), do.Undo()) is None
    office.act(1, ev.OpinionRated("b", 1, "S"))
    assert owner(office.history(1), do.Undo()) == "b"
    office.act(1, do.Undo())
    assert owner(office.history(1), do.Redo()) == "b"
    assert owner(office.history(1), do.Undo()) is None


def test_a_shared_note_is_everybodys(office: Office) -> None:
    number = note(office, personal=False)
    assert owner(office.history(1), do.Undo()) is None
    office.act(1, ev.NoteRemoved(number))
    assert owner(office.history(1), do.Undo()) is None


def test_a_personal_note_is_its_authors_even_when_removed(office: Office) -> None:
    number = note(office, personal=True)
    assert owner(office.history(1), do.Undo()) == "b"
    office.act(1, do.ChangeNote(number, NoteText("autre", author="b", personal=True)))
    assert owner(office.history(1), do.Undo()) == "b"
    office.act(1, ev.NoteRemoved(number))
    assert owner(office.history(1), do.Undo()) == "b"


def test_nothing_is_anybodys_once_revealed(office: Office) -> None:
    office.act(1, ev.OpinionRated("b", 1, "S"))
    office.act(1, ev.Revealed("sans attendre"))
    assert owner(office.history(1), do.Undo()) is None
    assert owner(office.history(1), do.Redo()) is None


def test_a_level_or_a_mark_is_the_opinion_of_the_juror_in_turn(office: Office) -> None:
    oral = office.oral(1)
    assert in_turn(oral, "b", ev.Rated(1, "S")) == ev.OpinionRated("b", 1, "S")
    assert in_turn(oral, "b", ev.MarkProposed(None)) == ev.OpinionMarked("b", None)
    assert in_turn(oral, None, ev.Rated(1, "S")) == ev.OpinionRated("", 1, "S")
    assert in_turn(oral, "b", do.Undo()) == do.Undo()


def test_a_line_rates_for_its_author_in_turn_and_for_nobody_else(office: Office) -> None:
    oral, now = office.oral(1), office.now()
    own = do.AddNote(now, NoteText("texte", criterion=1, author="b"), "S")
    assert in_turn(oral, "b", own) is own
    plain = do.AddNote(now, NoteText("texte", author="a"))
    assert in_turn(oral, "b", plain) is plain
    for juror in ("a", None):
        assert in_turn(oral, juror, own) == ev.OpinionRated("", 1, "S")
        with pytest.raises(Refusal):
            office.act(1, in_turn(oral, juror, own))


def test_the_commissions_level_stays_its_own_where_nothing_is_hidden(office: Office) -> None:
    office.act(1, ev.Revealed("sans attendre"))
    level = ev.Rated(1, "S")
    assert in_turn(office.oral(1), "b", level) is level
