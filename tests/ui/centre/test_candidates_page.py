"""The candidates of a centre by keys and mouse."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from btstc_jury.domain.centre.candidates import CentreCandidate, Doubt
from btstc_jury.domain.centre.timetable import Wish
from btstc_jury.ui.centre.candidate_dialog import CandidateDialog
from btstc_jury.ui.centre.candidates_page import CandidatesPage
from tests.centres import some_candidates
from tests.ui.centre.conftest import PEOPLE, MakeCentre, chips, frame_of
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands


def page_of(hands: Hands) -> CandidatesPage:
    page = frame_of(hands).page
    assert isinstance(page, CandidatesPage)
    return page


def names(hands: Hands) -> list[str]:
    return [each.name for each in page_of(hands).table.rows.rows]


def dialog_of(hands: Hands) -> CandidateDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, CandidateDialog)
    found.activateWindow()
    hands.wait(lambda: found.isActiveWindow() and found.isAncestorOf(hands.focus))
    return found


def back_in_window(hands: Hands) -> None:
    """As a desktop does once a dialog is gone."""
    hands.window.activateWindow()
    hands.wait(hands.window.isActiveWindow)
    if QApplication.focusWidget() is None:
        page_of(hands).setFocus()


def said(hands: Hands) -> str:
    return frame_of(hands).echo.text()


def held(hands: Hands) -> list[CentreCandidate]:
    return [each.candidate for each in page_of(hands).office.candidates]


def test_they_are_listed_and_a_heading_sorts_them(hands: Hands) -> None:
    assert names(hands) == ["MOREAU Ana", "BENALI Karim", "DIALLO Sékou"]
    table = page_of(hands).table
    table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert names(hands) == ["BENALI Karim", "DIALLO Sékou", "MOREAU Ana"]
    table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert names(hands) == ["MOREAU Ana", "BENALI Karim", "DIALLO Sékou"]


def test_whose_list_says_no_exam_has_that_of_the_rules_in_its_column(hands: Hands) -> None:
    def exams() -> list[str]:
        return [each.exams for each in page_of(hands).table.rows.rows]

    assert exams() == ["E4, E6", "", ""]
    before = page_of(hands).office.timetable
    rules = replace(before.rules, exams=("E4",))
    wishes = {3: Wish(3, exams=("E6",))}
    assert page_of(hands).presenter.replan(replace(before, rules=rules, wishes=wishes), "Règles modifiées")
    assert exams() == ["E4, E6", "E4 (par défaut)", "E6"]
    frame_of(hands).undo.trigger()
    assert exams() == ["E4, E6", "", ""]


def test_a_search_knows_neither_accents_nor_the_order_of_words(hands: Hands) -> None:
    hands.key("Ctrl+F")
    hands.write("sekou sand")
    assert names(hands) == ["DIALLO Sékou"]
    assert "1 sur 3 candidats" in hands.texts(page_of(hands))
    hands.write(" zz")
    assert names(hands) == []
    assert "Personne ne répond à cette recherche." in hands.texts(page_of(hands))
    hands.key("Esc")
    assert len(names(hands)) == 3
    assert hands.at(page_of(hands).table)


def test_one_is_added_by_keys_taken_back_and_given_again(hands: Hands) -> None:
    hands.key("Ctrl+I")
    dialog = dialog_of(hands)
    hands.key("Return")
    assert dialog.fields["last_name"].error == "Indiquez le nom."
    hands.write("Kern")
    dialog.fields["birth"].line.setText("31/02/2005")
    dialog.extra.setCurrentIndex(3)
    dialog.fraction.line.setText("beaucoup")
    hands.key("Return")
    assert "une date qui existe" in dialog.fields["birth"].error
    assert dialog.fraction.error
    dialog.fields["birth"].line.setText("28/02/2005")
    dialog.fraction.line.setText("1/4")
    hands.key("Return")
    assert chips(hands)[0] == "Candidats 4"
    assert said(hands) == "Candidat ajouté\u202f: KERN"
    assert held(hands)[-1].extra_time == Fraction(1, 4)
    assert [each.name for each in page_of(hands).table.selected] == ["KERN"]
    back_in_window(hands)
    hands.key("Ctrl+Z")
    assert chips(hands)[0] == "Candidats 3"
    assert said(hands) == "Annulé\u202f: Candidat ajouté\u202f: KERN"
    hands.key("Ctrl+Shift+Z")
    assert chips(hands)[0] == "Candidats 4"


def test_one_is_corrected_and_what_was_doubted_is_so_no_more(
    show_window: ShowWindow, make_centre: MakeCentre
) -> None:
    hands = show_window()
    doubted = PEOPLE[0]._replace(doubts=frozenset({Doubt.NAMES}))
    hands.window.open_path(make_centre(doubted, PEOPLE[1]))
    page = page_of(hands)
    hands.click(page.doubtful)
    assert names(hands) == ["MOREAU Ana"]
    page.table.selectRow(0)
    page.table.setFocus()
    hands.key("Return")
    dialog = dialog_of(hands)
    assert "rien ne dit où finit le nom" in hands.texts(dialog).lower()
    dialog.fields["school"].line.setText("Lycée Sand")
    hands.key("Return")
    assert held(hands)[0] == PEOPLE[0]._replace(school="Lycée Sand")
    assert names(hands) == []


def test_some_are_withdrawn_and_come_back(hands: Hands) -> None:
    table = page_of(hands).table
    table.selectAll()
    table.setFocus()
    hands.key("Del")
    assert chips(hands)[0] == "Candidats 0"
    assert said(hands) == "3 candidats retirés"
    assert "Pas encore de candidats" in hands.texts(page_of(hands))
    hands.click(hands.button("Annuler", frame_of(hands).echo))
    assert [each.full_name for each in held(hands)] == ["MOREAU Ana", "BENALI Karim", "DIALLO Sékou"]


def test_an_empty_centre_says_what_to_do(show_window: ShowWindow, make_centre: MakeCentre) -> None:
    hands = show_window()
    hands.window.open_path(make_centre())
    words = hands.texts(page_of(hands))
    assert "Déposez la liste nationale ici" in words
    assert hands.focus.isVisible()


def test_ten_thousand_are_searched_and_sorted_without_delay(
    show_window: ShowWindow, make_centre: MakeCentre
) -> None:
    hands = show_window()
    hands.window.open_path(make_centre(*some_candidates(10_000)))
    page = page_of(hands)
    began = time.process_time()
    page.search.setText("9")
    page.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    page.search.setText("")
    assert time.process_time() - began < 2
    assert page.table.rows.rowCount() == 10_000
