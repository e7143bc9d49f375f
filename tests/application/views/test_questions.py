"""The queue of questions, and what stands among the notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.note_syntax import is_question, turned
from btstc_jury.application.office import Office
from btstc_jury.application.views.live import (
    InterruptionLine,
    NoteLine,
    QuestionsView,
    questions_view,
    timeline,
)
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import NoteText, Sign
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.presence import Interruption
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS, make_plan


@pytest.fixture
def oral(office: Office, clock: FakeClock) -> int:
    """In its first phase, which is not to be interrupted, with three questions."""
    number = office.plan(make_plan(), "essai")[0]
    office.act(number, do.Open(JURORS))
    office.act(number, do.Start())
    for text in ("un", "deux", "trois"):
        clock.advance(Duration.seconds(10))
        office.act(number, do.AddNote(clock.now(), NoteText(text, Sign.QUESTION)))
    return number


def texts(view: QuestionsView) -> list[str]:
    return [line.text for line in view.waiting]


def test_questions_wait_in_the_order_chosen_then_as_they_came(
    office: Office, clock: FakeClock, oral: int
) -> None:
    view = questions_view(office, oral)
    assert (view.title, view.askable, texts(view)) == (
        "Questions en attente · 3",
        False,
        ["un", "deux", "trois"],
    )
    office.act(oral, ev.QuestionsOrdered(view.moved(view.order[2], 0)))
    clock.advance(Duration.seconds(10))
    office.act(oral, do.AddNote(clock.now(), NoteText("quatre", Sign.QUESTION)))
    assert texts(questions_view(office, oral)) == ["trois", "un", "deux", "quatre"]
    office.act(oral, ev.QuestionTicked(view.order[0], asked=True))
    assert texts(questions_view(office, oral)) == ["trois", "deux", "quatre"]
    office.act(oral, do.ChangeNote(view.order[2], NoteText("trois, noté")))
    assert texts(questions_view(office, oral)) == ["deux", "quatre"]


def test_they_may_be_asked_in_the_interview_and_no_more_after_it(office: Office, oral: int) -> None:
    office.act(oral, do.NextPhase())
    assert questions_view(office, oral).askable
    office.act(oral, ev.Paused("alarme"))
    assert questions_view(office, oral).askable
    office.act(oral, ev.Ended())
    view = questions_view(office, oral)
    assert (view.title, view.askable, view.editable) == ("Questions non posées · 3", False, True)


def test_interruptions_stand_among_the_notes_where_they_began(
    office: Office, clock: FakeClock, oral: int
) -> None:
    began = clock.now()
    clock.advance(Duration.seconds(15))
    office.act(oral, do.AddNote(clock.now(), NoteText("après")))
    office.act(oral, do.NextPhase())
    office.act(oral, ev.Interrupted(Interruption("M. Tiers", "bruit"), began))
    office.act(oral, ev.Interrupted(Interruption("Mme Tierce", "")))
    lines = timeline(office, oral)
    assert [(type(line), line.stamp, line.text) for line in lines] == [
        (InterruptionLine, "1 · 00:30", "Interruption par M. Tiers\u202f: bruit"),
        (NoteLine, "1 · 00:45", "après"),
        (InterruptionLine, "2 · 00:00", "Interruption par Mme Tierce"),
    ]


def test_a_question_asked_is_ticked_among_the_notes(office: Office, oral: int) -> None:
    first = questions_view(office, oral).order[0]
    office.act(oral, ev.QuestionTicked(first, asked=True))
    (line,) = timeline(office, oral)
    assert isinstance(line, NoteLine)
    assert (line.text, line.asked) == ("un", True)


@given(st.lists(st.integers(), unique=True, min_size=1), st.integers(-3, 30), st.data())
def test_moving_keeps_every_question_once(numbers: list[int], place: int, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(numbers))
    lines = tuple(NoteLine(number, "", Sign.QUESTION, "", None, "", None) for number in numbers)
    order = QuestionsView("", lines, askable=True, editable=True).moved(chosen, place)
    assert sorted(order) == sorted(numbers)
    assert [number for number in order if number != chosen] == [n for n in numbers if n != chosen]
    assert order.index(chosen) == min(max(place, 0), len(numbers) - 1)


@pytest.mark.parametrize(
    ("typed", "question"),
    [("coût", "? coût"), ("- coût", "? coût"), ("+ #4 coût", "? #4 coût"), ("", "? "), ("-5 %", "? -5 %")],
)
def test_a_line_becomes_a_question_and_plain_again(typed: str, question: str) -> None:
    assert turned(typed) == question
    assert is_question(question)
    assert not is_question(turned(question))
