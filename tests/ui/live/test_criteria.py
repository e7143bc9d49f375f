"""The criteria of the live screen: two keystrokes a level, and the remark field keeps the typing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.criteria import CriterionGroup, CriterionLine
from btstc_jury.ui.widgets.criteria_list import CriteriaList
from btstc_jury.ui.widgets.level_prompt import PaneFrame
from btstc_jury.ui.widgets.lists import ROW
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


def rated(hands: Hands) -> CriteriaList:
    return hands.live.criteria.list


def shown(hands: Hands) -> list[CriterionLine]:
    """The criteria on screen, from top to bottom."""
    model = rated(hands).model()
    every = [model.data(model.index(row, 0), ROW) for row in range(model.rowCount())]
    return [row for row in every if not isinstance(row, CriterionGroup)]


def numbers(hands: Hands) -> list[int]:
    return [line.number for line in shown(hands)]


def box(hands: Hands, criterion: int, place: int) -> QPoint:
    """The middle of a level box, ``place`` from the left."""
    view = rated(hands)
    row = next(
        row
        for row in range(view.model().rowCount())
        if getattr(view.model().data(view.model().index(row, 0), ROW), "number", 0) == criterion
    )
    area = view.visualRect(view.model().index(row, 0))
    boxes = len(hands.oral.form.levels) + 1
    return QPoint(area.right() - 16 - (boxes - place) * 37 + 20, area.center().y())


def press_filter(hands: Hands, beginning: str) -> None:
    buttons = hands.see(QPushButton, hands.live.criteria)
    hands.click(next(button for button in buttons if button.text().startswith(beginning)))


def test_a_number_then_a_level(started: Hands) -> None:
    started.key("F2")
    started.write("34")
    started.write("5ts")
    started.write("6ne")
    started.write("70")
    assert started.oral.ratings == {3: "TS", 5: "TS", 6: "NE", 7: "NE"}
    assert started.at(rated(started))
    started.key("F2")
    assert started.at(started.live.remarks.field)


def test_a_two_digit_number_of_another_phase_is_within_reach(started: Hands) -> None:
    assert numbers(started) == [1, 2, 3, 4, 5, 6, 7]
    started.key("F2")
    started.write("133")
    assert started.oral.ratings == {13: "S"}
    assert (rated(started).current(), numbers(started)) == (13, list(range(1, 18)))


def test_an_ambiguous_number_is_taken_after_a_short_wait(started: Hands) -> None:
    started.key("F2")
    started.key("Down", 2)
    started.key("F2")
    started.key("F2")
    started.write("1")
    assert rated(started).current() == 3
    assert "Critère 1…" in started.texts(started.live.criteria)
    started.wait(lambda: rated(started).current() == 1)
    assert "n°\u202f1\u202f: niveau 1 à 4" in started.texts(started.live.criteria)
    started.write("2")
    assert started.oral.ratings == {1: "I"}


def test_a_letter_right_after_an_ambiguous_number_rates_that_criterion(started: Hands) -> None:
    started.key("F2")
    started.write("3s")
    started.write("1s")
    assert started.oral.ratings == {3: "S", 1: "S"}


def test_enter_ends_the_wait(started: Hands) -> None:
    started.key("F2")
    started.write("1")
    started.key("Return")
    assert rated(started).current() == 1
    started.write("T")
    started.key("Return")
    assert started.oral.ratings == {}
    started.write("TI")
    assert started.oral.ratings == {1: "TI"}


def test_arrows_choose_and_letters_rate(started: Hands) -> None:
    started.key("F2")
    started.key("Down")
    started.write("t")
    assert not started.oral.ratings
    started.write("s")
    started.key("Down")
    started.write("2")
    assert started.oral.ratings == {2: "TS", 3: "I"}


def test_backspace_clears_and_undo_brings_the_level_back(started: Hands) -> None:
    started.key("F2")
    started.write("3s")
    started.key("Backspace")
    assert started.oral.ratings == {}
    started.key("Ctrl+Z")
    assert started.oral.ratings == {3: "S"}
    started.key("Ctrl+Z")
    assert started.oral.ratings == {}
    assert started.at(rated(started))


def test_space_does_nothing_and_escape_goes_back_to_the_remarks(started: Hands) -> None:
    started.key("F2")
    started.write("3")
    before = started.office.history(started.live.oral)
    started.key("Space", 3)
    assert started.office.history(started.live.oral) == before
    assert rated(started).current() == 3
    started.key("Esc")
    assert started.at(started.live.remarks.field)


def test_tab_goes_to_and_fro(started: Hands) -> None:
    started.key("Tab")
    assert started.at(rated(started))
    started.key("Tab")
    assert started.at(started.live.remarks.field)


def test_the_mouse_rates_and_the_typing_goes_on_in_the_remarks(started: Hands) -> None:
    started.write("à moitié ")
    started.click(rated(started).viewport(), box(started, 2, 3))
    assert started.oral.ratings == {2: "TS"}
    started.write("tapée")
    assert started.live.remarks.field.text() == "à moitié tapée"
    started.click(rated(started).viewport(), box(started, 2, 0))
    started.click(rated(started).viewport(), box(started, 4, 4))
    assert started.oral.ratings == {2: "TI", 4: "NE"}
    started.click(rated(started).viewport(), box(started, 4, 4))
    assert started.oral.ratings == {2: "TI"}
    assert started.at(started.live.remarks.field)


def test_f3_goes_to_the_next_without_a_level_beyond_the_phase_too(started: Hands) -> None:
    started.key("F3")
    for level in "4321430":
        started.write(level)
        started.key("F3")
    assert started.oral.ratings == {1: "TS", 2: "S", 3: "I", 4: "TI", 5: "TS", 6: "S", 7: "NE"}
    assert rated(started).current() == 8
    started.write("s")
    started.key("Return")
    assert started.oral.ratings[8] == "S"


def test_right_shows_the_remarks_of_a_criterion(started: Hands) -> None:
    started.remark("#3 première")
    started.remark("#3 seconde")
    started.remark("sans rapport")
    started.key("F2")
    started.write("3")
    started.key("Right")
    remarks = started.live.remarks.list
    assert started.at(remarks)
    assert "seconde" in str(remarks.currentIndex().data())
    assert {line.number: line.remarks for line in shown(started)}[3] == 2


def test_filters_by_mouse(started: Hands) -> None:
    started.remark("#2=S vu")
    press_filter(started, "Tous · 17")
    assert numbers(started) == list(range(1, 18))
    press_filter(started, "À évaluer · 16")
    assert numbers(started) == [1, *range(3, 18)]
    press_filter(started, "Pour cette phase")
    assert numbers(started) == list(range(1, 8))
    assert started.at(started.live.remarks.field)
    assert "1 évalué sur 17" in started.texts(started.live.criteria)


def test_filters_by_key(started: Hands) -> None:
    for expected in (17, 17, 7):
        started.key("F6")
        assert len(shown(started)) == expected
    started.key("F6")
    started.key("Shift+F6")
    choice = started.see(QComboBox, started.live.criteria)[0]
    started.wait(lambda: choice.view().isVisible())
    started.key("Down", 2)
    started.key("Return")
    assert numbers(started) == [5, 6, 7]
    assert choice.currentText().startswith("C1.1.2 ")
    assert started.at(started.live.remarks.field)


def test_a_criterion_rated_among_those_not_rated_gives_way_to_the_next(started: Hands) -> None:
    press_filter(started, "À évaluer")
    started.key("F2")
    started.write("5s")
    assert 5 not in numbers(started)
    assert rated(started).current() == 6


def test_the_next_phase_shows_its_own_criteria(started: Hands) -> None:
    started.key("Ctrl+Return")
    assert numbers(started) == [8, 9, 10, 11, 12, 13, 14, 15]
    started.key("Ctrl+Z")
    assert numbers(started) == [1, 2, 3, 4, 5, 6, 7]


def test_the_next_phase_is_shown_from_its_first_criterion(started: Hands) -> None:
    view = rated(started)
    started.window.resize(1100, 620)
    started.key("F2")
    started.key("Down", 6)
    started.wait(lambda: view.current() == 7 and view.verticalScrollBar().value() > 0)
    started.key("F2")
    started.key("Ctrl+Return")
    assert numbers(started)[0] == 8
    started.wait(lambda: view.verticalScrollBar().value() == 0)
    assert view.current() == 8


def test_compact_shows_more_at_once(started: Hands) -> None:
    press_filter(started, "Tous")
    view = rated(started)
    started.wait(lambda: view.verticalScrollBar().maximum() > 0)
    full = view.verticalScrollBar().maximum()
    started.key("F7")
    started.wait(lambda: view.verticalScrollBar().maximum() < full)
    started.click(view.viewport(), box(started, 2, 2))
    assert started.oral.ratings == {2: "S"}


def test_the_words_of_a_criterion_are_whole_and_verbatim(started: Hands) -> None:
    press_filter(started, "Tous")
    form = started.oral.form
    assert [line.text for line in shown(started)] == [each.text for each in form.criteria]


def test_another_oral_begins_at_its_first_criterion(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    make_file(desk, path, ("e6-ponctuel", "e6-ponctuel"))
    hands = show_window()
    hands.window.resize(1280, 720)
    hands.window.open_path(path)
    hands.open(1)
    hands.key("Ctrl+Return")
    hands.key("F6")
    hands.key("F2")
    hands.write("28")
    assert rated(hands).verticalScrollBar().value() > 0
    hands.key("Esc")
    hands.key("Ctrl+P")
    hands.key("Esc")
    hands.day()
    hands.open(2)
    assert (rated(hands).current(), rated(hands).verticalScrollBar().value()) == (None, 0)


SENTENCE = "bonne écoute du client"


def test_a_sentence_typed_in_the_criteria_is_a_remark_from_its_first_letter(started: Hands) -> None:
    started.key("F2")
    started.write("13TS")
    started.write(SENTENCE)
    assert started.oral.ratings == {13: "TS"}
    assert started.at(started.live.remarks.field)
    assert started.live.remarks.field.text() == SENTENCE
    started.key("Return")
    assert [each.content.text for each in started.oral.remarks.values()] == [SENTENCE]
    assert started.oral.ratings == {13: "TS"}


@pytest.mark.parametrize(
    "sentence",
    [
        "son écoute est réelle",
        "s’exprime bien",
        "énergie chère",
        "à revoir",
        "ça hésite",
        "Ne cède pas",
        "+ net",
        "- té",
    ],
)
@pytest.mark.parametrize("moves", [0, 2])
def test_no_level_changes_by_a_sentence(started: Hands, sentence: str, moves: int) -> None:
    started.remark("#3=TI vu")
    started.key("F2")
    started.key("Down", moves)
    started.write(sentence)
    assert started.oral.ratings == {3: "TI"}
    assert started.live.remarks.field.text() == sentence
    assert started.at(started.live.remarks.field)


def test_what_is_being_written_goes_on_with_the_sentence(started: Hands) -> None:
    started.write("déjà")
    started.key("F2")
    started.write("bien")
    assert started.live.remarks.field.text() == "déjà bien"


def test_the_mode_can_not_be_missed(started: Hands) -> None:
    prompt = started.live.criteria.prompt
    assert not prompt.isVisible()
    started.key("F2")
    started.write("13")
    assert prompt.isVisible()
    assert prompt.asked.text() == "Critère 13 → niveau\u202f?"
    frames = started.see(PaneFrame, started.live.criteria)
    assert [each.geometry() for each in frames] == [started.live.criteria.rect()]
    started.write("s")
    assert prompt.asked.text() == "Critère n°\u202f?"
    started.key("F2")
    assert not prompt.isVisible()
    assert not started.see(PaneFrame, started.live.criteria)


def test_a_number_does_not_wait_for_its_level_for_ever(started: Hands) -> None:
    started.remark("#11=TS vu")
    started.key("F2")
    started.write("11")
    prompt = started.live.criteria.prompt
    started.wait(lambda: "délai passé" in prompt.asked.text())
    assert prompt.asked.text() == "Critère 11\u202f: délai passé, rien n’a changé"
    started.write("13")
    assert prompt.asked.text() == "Critère 13 → niveau\u202f?"
    assert started.oral.ratings == {11: "TS"}
    rated(started).keys.lapse()
    started.write("son avis")
    assert started.oral.ratings == {11: "TS"}
    assert started.live.remarks.field.text() == "son avis"


def test_a_number_or_a_level_that_is_none_is_said(started: Hands) -> None:
    started.key("F2")
    started.write("37")
    assert "«\u202f7\u202f» n’est ni un critère ni un niveau" in started.texts(started.live.criteria)
    assert started.oral.ratings == {}
    started.write("4")
    assert started.oral.ratings == {3: "TS"}


def test_backspace_takes_back_a_number_begun_not_a_level(started: Hands) -> None:
    started.key("F2")
    started.write("3s")
    started.write("1")
    started.key("Backspace")
    assert started.oral.ratings == {3: "S"}


def test_levels_without_shift(started: Hands) -> None:
    started.key("F2")
    for keys in ("\"'", "(&", "_à"):
        started.write(keys)
    started.key("Return")
    assert started.oral.ratings == {3: "TS", 5: "TI", 8: "NE"}


def test_a_level_that_waits_for_letters_is_not_lost_with_the_page(started: Hands) -> None:
    started.key("F2")
    started.key("Down")
    started.write("s")
    assert started.oral.ratings == {}
    started.key("Ctrl+Shift+Return")
    assert started.oral.ratings == {2: "S"}


def test_accents_that_are_composed_begin_a_sentence(started: Hands) -> None:
    started.key("F2")
    event = QInputMethodEvent()
    event.setCommitString("ê")
    QApplication.sendEvent(rated(started), event)
    assert started.live.remarks.field.text() == "ê"


def test_before_the_start_a_sentence_is_said_to_have_no_place(hands: Hands) -> None:
    rated(hands).setFocus()
    hands.write("b")
    assert "«\u202fb\u202f» n’est pas gardé" in hands.window.notices.text()
    assert hands.live.remarks.field.text() == ""
    assert hands.oral.ratings == {}
