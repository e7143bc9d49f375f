"""What the class sees of an attempt: the time, the phase, and if wanted what the student does in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from btstc_jury.domain.standing import Stage
from btstc_jury.ui.candidate_screen.candidate_window import CandidateWindow
from tests.ui.rehearsal.conftest import Teacher


def shown(playing: Teacher) -> CandidateWindow:
    """The small window, opened by its key."""
    hands = playing.hands
    hands.key("Ctrl+E")
    (menu,) = hands.see(QMenu)
    assert menu.accessibleName() == "Écran de la classe"
    next(each for each in menu.actions() if "Petite fenêtre" in each.text()).trigger()
    menu.close()
    window = hands.window.bench.opened.surroundings.screen.window
    assert window is not None
    return window


def choose(playing: Teacher, words: str) -> None:
    playing.hands.window.bench.opened.surroundings.show_menu()
    (menu,) = playing.hands.see(QMenu)
    next(each for each in menu.actions() if words in each.text()).trigger()
    menu.close()


def test_the_class_sees_time_and_phase_and_never_the_card(playing: Teacher) -> None:
    window = shown(playing)
    face = window.view.face
    assert (face.title, face.time, face.told) == ("Présentation de la situation", "10:00", "")
    assert face.position == "ENTRAÎNEMENT · phase 1 sur 4"
    choose(playing, "ce que fait l’étudiant")
    face = window.view.face
    assert face.told == playing.state.form.phases[0].candidate
    playing.hands.key("Alt+A")
    told = f"{window.view.accessibleName()} {window.windowTitle()}"
    for secret in ("Roux", "118", "8 %", "chariots"):
        assert secret not in told
    choose(playing, "ce que fait l’étudiant")
    assert window.view.face.told == ""
    screen = playing.hands.window.bench.opened.surroundings.screen
    screen.fill(playing.hands.window.screen().name())
    playing.hands.key("Ctrl+Shift+Return")
    assert window.view.face.title == "Entraînement\u202f: la séance est terminée"
    choose(playing, "Fermer l’écran de la classe")


def test_on_the_only_screen_it_is_a_window_like_any_other(playing: Teacher) -> None:
    window = shown(playing)
    assert not window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert not window.windowFlags() & Qt.WindowType.FramelessWindowHint
    QTest.keyClick(window, Qt.Key.Key_Escape)
    screen = playing.hands.window.bench.opened.surroundings.screen
    assert screen.window is None
    shown(playing)
    playing.hands.key("Ctrl+Space")
    assert screen.window is not None
    playing.hands.key("Ctrl+Shift+Return")
    assert playing.state.stage is Stage.ENDED
    assert screen.window is None


def test_one_key_hides_the_card_as_it_hides_all_else(playing: Teacher) -> None:
    hands = playing.hands
    assert playing.live.buyer.isVisible()
    hands.key("F9")
    assert hands.window.bench.guard.covered
    hands.key("F9")
    assert not hands.window.bench.guard.covered
