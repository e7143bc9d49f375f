"""Questions wait while the candidate may not be interrupted, and are put in the interview."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from btstc_jury.application.sessions import Desk
from btstc_jury.domain.assessment import Sign
from btstc_jury.ui.live.remark_lists import QuestionList, QuestionQueue
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, listed, make_file

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def quiet(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    """An E6 in its first phase, with two questions and a remark."""
    make_file(desk, path, ("e6-ponctuel",))
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    for line in ("? Pourquoi ce panel ?", "Contexte clair", "? #4 Coût réel ?", "? Qui a validé ?"):
        hands.pass_time(seconds=10)
        hands.remark(line)
    return hands


@pytest.fixture
def interview(quiet: Hands) -> Hands:
    """The same in the interview."""
    for _ in range(2):
        quiet.key("Ctrl+Return")
    return quiet


def queue(hands: Hands) -> QuestionQueue:
    return hands.live.remarks.queue


def waiting(hands: Hands) -> list[str]:
    """The texts in the queue, from top to bottom."""
    return [line.split("? ", 1)[1].split(", critère")[0] for line in listed(queue(hands).list)]


def row_middle(questions: QuestionList, row: int) -> QPoint:
    return questions.visualRect(questions.model().index(row, 0)).center()


def box(questions: QuestionList, row: int) -> QPoint:
    area = questions.visualRect(questions.model().index(row, 0))
    return questions._delegate.box_of(area).center()


def test_questions_wait_apart_from_the_remarks(quiet: Hands) -> None:
    assert waiting(quiet) == ["Pourquoi ce panel ?", "Coût réel ?", "Qui a validé ?"]
    assert listed(quiet.live.remarks.list) == ["1 · 00:20 Contexte clair"]
    assert "Questions en attente · 3" in quiet.texts(queue(quiet))
    assert not queue(quiet).ask.isVisible()
    quiet.key("Ctrl+J")
    assert quiet.oral.proceedings.asked == frozenset()


def test_a_key_makes_a_question_of_the_line_being_typed(quiet: Hands) -> None:
    quiet.pass_time(seconds=5)
    quiet.write("- impact du retard")
    quiet.pass_time(seconds=9)
    quiet.key("Ctrl+K")
    assert quiet.live.remarks.field.text() == "? impact du retard"
    assert "? garde la question pour l’entretien" in quiet.texts(quiet.live.remarks)
    quiet.key("Return")
    remark = max(quiet.oral.remarks.values(), key=lambda each: each.number)
    assert (remark.content.text, remark.content.sign) == ("impact du retard", Sign.QUESTION)
    assert remark.at.whole_seconds == 45
    quiet.write("une remarque")
    quiet.key("Ctrl+K", 2)
    assert quiet.live.remarks.field.text() == "une remarque"


def test_in_the_interview_the_next_is_put_without_leaving_the_field(interview: Hands) -> None:
    assert queue(interview).ask.isVisible()
    interview.write("réponse en cours")
    interview.key("Ctrl+J")
    assert interview.has_focus(interview.live.remarks.field)
    assert waiting(interview) == ["Coût réel ?", "Qui a validé ?"]
    assert "1 · 00:10 ? Pourquoi ce panel ? (posée)" in listed(interview.live.remarks.list)
    assert interview.live.remarks.field.text() == "réponse en cours"
    interview.click(queue(interview).ask)
    assert waiting(interview) == ["Qui a validé ?"]
    interview.key("Ctrl+J")
    assert not queue(interview).isVisible()
    interview.key("Ctrl+J")
    assert len(interview.oral.proceedings.asked) == 3


def test_the_queue_is_worked_through_by_keys(interview: Hands) -> None:
    interview.key("F8")
    assert interview.has_focus(queue(interview).list)
    interview.key("Down")
    interview.key("Alt+Up")
    assert waiting(interview) == ["Coût réel ?", "Pourquoi ce panel ?", "Qui a validé ?"]
    interview.key("Alt+Down", 2)
    assert waiting(interview) == ["Pourquoi ce panel ?", "Qui a validé ?", "Coût réel ?"]
    interview.key("Space")
    assert waiting(interview) == ["Pourquoi ce panel ?", "Qui a validé ?"]
    interview.key("Return")
    assert waiting(interview) == ["Pourquoi ce panel ?"]
    interview.key("Delete")
    assert not queue(interview).isVisible()
    assert interview.has_focus(interview.live.remarks.field)
    assert sorted(remark.content.text for remark in interview.oral.remarks.values()) == [
        "Contexte clair",
        "Coût réel ?",
        "Qui a validé ?",
    ]


def test_the_end_of_the_queue_gives_the_keys_back(interview: Hands) -> None:
    interview.key("F8")
    interview.key("Space", 3)
    assert interview.has_focus(interview.live.remarks.field)
    interview.key("F8")
    assert interview.has_focus(interview.live.remarks.field)


def test_a_question_is_linked_to_a_criterion(interview: Hands) -> None:
    interview.key("F8")
    interview.key("F4")
    assert interview.live.remarks.field.text() == "? Pourquoi ce panel ?"
    interview.key("Home")
    interview.key("Right", 2)
    interview.write("#11 ")
    interview.key("Return")
    remark = min(interview.oral.remarks.values(), key=lambda each: each.number)
    assert (remark.content.criterion, remark.content.sign) == (11, Sign.QUESTION)
    assert waiting(interview)[0] == "Pourquoi ce panel ?"


def test_ticked_and_moved_with_the_mouse(interview: Hands) -> None:
    questions = queue(interview).list
    view = questions.viewport()
    QTest.mouseClick(view, LEFT, NONE, box(questions, 1))
    assert waiting(interview) == ["Pourquoi ce panel ?", "Qui a validé ?"]
    QTest.mouseClick(view, LEFT, NONE, row_middle(questions, 0))
    assert len(waiting(interview)) == 2
    start, end = row_middle(questions, 0), QPoint(60, questions.viewport().height() - 1)
    QTest.mousePress(view, LEFT, NONE, start)
    QTest.mouseMove(view, end)
    interview.window.grab()
    QTest.mouseRelease(view, LEFT, NONE, end)
    assert waiting(interview) == ["Qui a validé ?", "Pourquoi ce panel ?"]


def test_a_question_asked_too_soon_waits_again(interview: Hands) -> None:
    interview.key("Ctrl+J")
    interview.live.remarks.list.setFocus()
    interview.key("Home")
    interview.key("Space")
    assert waiting(interview)[0] == "Pourquoi ce panel ?"
    interview.key("Escape")
    interview.key("Ctrl+Z")
    assert waiting(interview) == ["Coût réel ?", "Qui a validé ?"]


def test_what_was_not_asked_is_said_once_the_oral_is_over(interview: Hands) -> None:
    interview.key("Ctrl+J")
    interview.key("Ctrl+Shift+Return")
    interview.workspace.show_live(interview.live.oral)
    assert "Questions non posées · 2" in interview.texts(queue(interview))
    assert not queue(interview).ask.isVisible()


def test_the_latest_remark_is_whole_whatever_waits_above_it(interview: Hands) -> None:
    interview.window.resize(1280, 720)
    for line in ("? Et le délai ?", "Chiffre juste", "Écoute"):
        interview.remark(line)
    notes = interview.live.remarks.list
    last = notes.model().index(notes.model().rowCount() - 1, 0)

    def whole() -> bool:
        row = notes.visualRect(last)
        return row.isValid() and notes.viewport().rect().contains(row)

    assert len(listed(interview.live.remarks.queue.list)) == 4
    interview.wait(whole)
    interview.key("Ctrl+P")
    interview.wait(whole)
    interview.key("Ctrl+P")
    interview.window.resize(1366, 768)
    interview.wait(whole)
    interview.window.resize(1280, 720)
    interview.wait(whole)
