"""The menus of the window and of the screen one is on."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.hands import Hands


def titles(hands: Hands) -> list[str]:
    return [each.text().replace("&", "") for each in hands.window.menuBar().actions() if each.isVisible()]


def of_page(hands: Hands) -> list[str]:
    """The words of the menu of the screen shown."""
    return [each.text() for each in hands.window.menus._of_page.actions() if not each.isSeparator()]


def open_menu(hands: Hands, key: Qt.Key) -> QMenu:
    QTest.keyClick(hands.window, key, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_screen_shown_has_a_menu_of_its_own(hands: Hands) -> None:
    assert titles(hands) == ["Fichier", "Épreuve", "Affichage", "Aide"]
    assert "Historique de l’interrogation\tCtrl+H" in of_page(hands)
    hands.workspace.show_day()
    assert titles(hands)[1] == "Journée"
    hands.window.bench.leave_file()
    assert titles(hands) == ["Fichier", "Affichage", "Aide"]


def test_an_act_of_the_menu_works_with_its_key_after_the_screens_changed(started: Hands) -> None:
    for _ in range(2):
        started.workspace.show_day()
        started.workspace.show_live(1)
    started.key("Ctrl+H")
    assert started.live.drawers.history.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_R, Qt.Key.Key_A])
def test_escape_leaves_the_menus_for_the_field_in_use(started: Hands, key: Qt.Key) -> None:
    field = started.live.remarks.field
    assert started.at(field)
    menu = open_menu(started, key)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    started.back()
    started.wait(lambda: QApplication.focusWidget() is field)
    assert not menu.isVisible()
    assert started.window.menuBar().activeAction() is None
    started.write("après")
    assert field.text() == "après"


def test_what_needs_a_file_waits_for_one(hands: Hands) -> None:
    acts = hands.window.acts
    needing = (acts.home, acts.purge, acts.export, acts.cover, acts.lock, acts.candidate)
    assert all(each.isEnabled() for each in needing)
    hands.window.bench.leave_file()
    assert not any(each.isEnabled() for each in (*needing, acts.passphrase, acts.recovery, acts.back))


def test_each_letter_of_a_menu_has_one_meaning(hands: Hands) -> None:
    bar = hands.window.menuBar()
    menus = [action.menu() for action in bar.actions() if action.isVisible()]
    for actions in (bar.actions(), *(menu.actions() for menu in menus if isinstance(menu, QMenu))):
        letters = [letter(each.text()) for each in actions if each.isVisible() and not each.isSeparator()]
        doubled = {each for each in letters if each and letters.count(each) > 1}
        assert not doubled, [each.text() for each in actions]


def letter(text: str) -> str:
    """That Alt or the menu takes."""
    marked = re.search(r"&(\w)", text.replace("&&", ""))
    return marked.group(1).lower() if marked else ""
