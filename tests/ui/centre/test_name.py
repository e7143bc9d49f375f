"""« Nom et UAI du centre… », from the menu of any page, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from btstc_jury.application.centre.office import CentreDesk, open_centre
from btstc_jury.ui.centre.name_dialog import NameDialog
from tests.ui.centre.conftest import CENTRE, frame_of
from tests.ui.finding import called, fill, press, words
from tests.ui.hands import Hands

KEYS = Qt.Key
OLD = "Lycée des Bords de Marne (0941234A)"


def ask(hands: Hands) -> NameDialog:
    """By the menu « Centre »."""
    (menu,) = (
        found
        for each in hands.window.menuBar().actions()
        if each.text() == "&Centre" and isinstance(found := each.menu(), QMenu)
    )
    menu.aboutToShow.emit()
    (act,) = (each for each in menu.actions() if each.text().replace("&", "") == "Nom et UAI du centre…")
    act.trigger()
    (dialog,) = hands.window.findChildren(NameDialog)
    assert QTest.qWaitForWindowActive(dialog)
    QApplication.processEvents()
    return dialog


def test_it_is_corrected_shown_everywhere_and_taken_back(hands: Hands, centre_desk: CentreDesk) -> None:
    frame = frame_of(hands)
    dialog = ask(hands)
    assert dialog.focusWidget() is called(dialog, "Nom du centre")
    fill(dialog, "Nom du centre", "Lycée Bords de Seine")
    fill(dialog, "UAI, facultatif", "0751234b")
    press(dialog, KEYS.Key_Return)
    hands.wait(lambda: not hands.window.findChildren(NameDialog))
    assert "Lycée Bords de Seine (0751234B)" in hands.texts(frame.head)
    assert hands.window.windowTitle() == "Lycée Bords de Seine, session 2027 — BTS TC Jury"
    assert "Centre renommé : Lycée Bords de Seine." in frame.echo.text().replace("\u202f", " ")
    # Offscreen, no window manager gives the focus back when a dialog closes.
    hands.window.activateWindow()
    assert QTest.qWaitForWindowActive(hands.window)
    frame.page.setFocus()
    hands.key("Ctrl+Z")
    assert OLD in hands.texts(frame.head)
    assert hands.window.windowTitle().startswith("Lycée des Bords de Marne, ")
    hands.key("Ctrl+Shift+Z")
    path = frame.presenter.office.file.path
    hands.key("Ctrl+W")
    again = open_centre(centre_desk, path)
    assert (again.centre.name, again.centre.uai) == ("Lycée Bords de Seine", "0751234B")
    again.close()


def test_what_names_no_centre_is_refused_where_it_stands(hands: Hands) -> None:
    dialog = ask(hands)
    fill(dialog, "UAI, facultatif", "094")
    press(dialog, KEYS.Key_Return)
    assert "Un UAI a sept chiffres et une lettre" in words(dialog)
    assert dialog.focusWidget() is called(dialog, "UAI, facultatif")
    fill(dialog, "UAI, facultatif", "0941234A")
    fill(dialog, "Nom du centre", "")
    press(dialog, KEYS.Key_Return)
    assert "Indiquez le nom du centre." in words(dialog)
    # As it was: nothing is written.
    acts = frame_of(hands).presenter.office.file.acts()
    fill(dialog, "Nom du centre", CENTRE.name)
    press(dialog, KEYS.Key_Return)
    hands.wait(lambda: not hands.window.findChildren(NameDialog))
    assert frame_of(hands).presenter.office.file.acts() == acts
