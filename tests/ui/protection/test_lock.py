"""The lock hides what the cover hides, and only the passphrase brings it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import delete

from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.settings import Settings
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.privacy.cover import Cover
from btstc_jury.ui.privacy.guard import PrivacyGuard
from btstc_jury.ui.protection.key_entry import LockPanel
from btstc_jury.ui.shell.questions import Question
from tests.ui.conftest import ShowWindow
from tests.ui.finding import heard_in
from tests.ui.hands import Hands, make_file
from tests.ui.protection.conftest import PASSPHRASE

SECRET = "prix-secret"
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def oral(show_window: ShowWindow, recovery: str, path: Path) -> Hands:
    """An E4 under way in an encrypted file."""
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.open_path(path)
    hands.write(PASSPHRASE)
    hands.key("Return")
    hands.key("Return")
    hands.key("Ctrl+Return")
    assert hands.oral.stage is Stage.RUNNING
    return hands


def guard_of(hands: Hands) -> PrivacyGuard:
    assert hands.window.bench.guard is not None
    return hands.window.bench.guard


def panel(window: QWidget) -> LockPanel:
    (only,) = [each for each in window.findChildren(LockPanel) if each.isVisible()]
    return only


def cover(window: QWidget) -> Cover:
    (only,) = [each for each in window.findChildren(Cover) if each.isVisible()]
    return only


def test_the_key_locks_in_mid_oral_and_the_passphrase_brings_all_back(oral: Hands) -> None:
    oral.remark(f"#1=TS {SECRET}")
    oral.write("une note commen")
    before = oral.focus
    oral.key("Ctrl+L")
    assert guard_of(oral).locked
    assert oral.at(panel(oral.window).entry.editor)
    shown = oral.texts(cover(oral.window))
    assert SECRET not in shown
    heard = heard_in(oral.window)
    assert SECRET not in heard
    assert "une note commen" not in heard
    assert "Phrase de passe" in heard
    assert "session.btsjury" in shown
    assert "F9" not in shown
    oral.write(PASSPHRASE)
    oral.key("Return")
    assert not guard_of(oral).locked
    assert not guard_of(oral).covered
    assert oral.focus is before
    oral.write("cée")
    assert oral.live.remarks.field.text() == "une note commencée"


def test_no_other_key_and_no_click_takes_the_lock_away(oral: Hands) -> None:
    length = len(oral.office.history(1).entries)
    oral.key("Ctrl+L")
    for keys in ("F9", "Ctrl+L", "Ctrl+Return", "Ctrl+W", "Alt+Left", "F1", "Escape", "Tab", "F9", "Ctrl+P"):
        oral.key(keys)
        assert cover(oral.window).isAncestorOf(oral.focus), keys
    for x in range(10, 1300, 97):
        for y in range(10, 700, 61):
            if not panel(oral.window).geometry().contains(x, y):
                QTest.mouseClick(cover(oral.window), Qt.MouseButton.LeftButton, NONE, QPoint(x, y))
    guard_of(oral).uncover()
    assert guard_of(oral).locked
    assert guard_of(oral).covered
    assert len(oral.office.history(1).entries) == length
    assert oral.page is oral.live


def test_tab_goes_round_within_the_panel(oral: Hands) -> None:
    oral.key("Ctrl+L")
    shown = panel(oral.window)
    for expected in (shown.entry.show_box, shown.button, shown.other, shown.entry.editor):
        oral.key("Tab")
        assert oral.at(expected)
    oral.key("Shift+Tab")
    assert oral.at(shown.other)


def test_the_recovery_key_takes_the_lock_away_too(oral: Hands, recovery: str) -> None:
    oral.key("Ctrl+L")
    shown = panel(oral.window)
    oral.click(shown.other)
    assert oral.at(shown.entry.editor)
    assert shown.entry.editor.accessibleName() == "Clé de secours"
    oral.write(recovery[:-1])
    oral.key("Return")
    assert guard_of(oral).locked
    assert "treize groupes" in oral.texts(shown)
    oral.write(recovery[-1])
    oral.key("Return")
    assert not guard_of(oral).locked
    assert not guard_of(oral).covered
    assert "La clé de secours a rouvert l’écran." in oral.texts()


def test_one_comes_back_from_the_recovery_key_to_the_passphrase(oral: Hands) -> None:
    oral.key("Ctrl+L")
    shown = panel(oral.window)
    oral.click(shown.other)
    oral.write("AAAAA")
    oral.click(shown.other)
    assert shown.entry.editor.accessibleName() == "Phrase de passe"
    assert shown.entry.editor.text() == ""
    assert shown.entry.editor.echoMode() is QLineEdit.EchoMode.Password
    oral.write(PASSPHRASE)
    oral.key("Return")
    assert not guard_of(oral).locked


def test_wrong_passphrases_wait_and_the_clock_of_the_oral_goes_on(oral: Hands) -> None:
    oral.key("Ctrl+L")
    for _ in range(3):
        oral.write("une mauvaise phrase")
        oral.key("Return")
    assert "attendez encore 5 s" in oral.texts(panel(oral.window))
    oral.clock.advance(Duration.minutes(4))
    companions = oral.window.bench.opened.surroundings
    assert companions is not None
    companions._cover_feed.refresh()
    assert "06:00" in cover(oral.window)._face.accessibleName()
    panel(oral.window).entry.refresh()
    oral.write(PASSPHRASE)
    oral.key("Return")
    assert not guard_of(oral).locked


def test_the_recovery_key_unlocks_too(oral: Hands, recovery: str) -> None:
    oral.key("Ctrl+L")
    oral.write(recovery)
    oral.key("Return")
    assert not guard_of(oral).covered


def test_a_covered_screen_can_be_locked(oral: Hands) -> None:
    oral.key("F9")
    oral.key("Ctrl+L")
    assert guard_of(oral).locked
    oral.key("F9")
    assert guard_of(oral).covered
    oral.write(PASSPHRASE)
    oral.key("Return")
    assert not guard_of(oral).covered


def test_a_dialog_that_waits_is_locked_and_unlocks(oral: Hands) -> None:
    dialog = QDialog(oral.window)
    dialog.setModal(True)
    field = QLineEdit(SECRET, dialog)
    QVBoxLayout(dialog).addWidget(field)
    dialog.show()
    oral.wait(lambda: QApplication.activeWindow() is dialog)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert guard_of(oral).locked
    shown = panel(dialog)
    QApplication.processEvents()
    assert dialog.rect().contains(shown.geometry())
    assert oral.at(shown.entry.editor)
    oral.write(PASSPHRASE)
    oral.key("Return")
    assert not guard_of(oral).covered
    assert dialog.isVisible()
    assert field.text() == SECRET
    dialog.close()


def test_a_question_too_small_for_it_grows(oral: Hands) -> None:
    question = Question(oral.theme, "Question", SECRET, "Fermer", oral.window)
    question.open()
    oral.wait(lambda: QApplication.activeWindow() is question)
    oral.key("Ctrl+L")
    QApplication.processEvents()
    shown = panel(question)
    for each in (shown.entry.editor, shown.button):
        assert question.rect().contains(each.mapTo(question, each.rect().bottomRight()))
    oral.write(PASSPHRASE)
    oral.key("Return")
    assert not guard_of(oral).covered
    question.reject()


def test_closing_a_locked_window_asks_nothing_and_loses_nothing(oral: Hands, desk: Desk, path: Path) -> None:
    oral.write("+ tapée avant")
    oral.key("Ctrl+L")
    oral.window.close()
    office, under_way = open_file(desk, path, passphrase_key(PASSPHRASE))
    assert [remark.content.text for remark in office.oral(1).remarks.values()] == ["tapée avant"]
    assert under_way == 1
    office.close()


def test_the_candidates_screen_stays(oral: Hands) -> None:
    companions = oral.window.bench.opened.surroundings
    assert companions is not None
    companions.screen.float_above(oral.window.screen())
    oral.window.activateWindow()
    oral.live.remarks.field.setFocus()
    oral.key("Ctrl+L")
    shown = companions.screen.window
    assert shown is not None
    assert shown.isVisible()
    assert not [each for each in shown.findChildren(Cover) if each.isVisible()]


def idle(hands: Hands) -> None:
    assert hands.window.bench.opened.protection is not None
    hands.window.bench.opened.protection.idle.idle.emit()


def test_an_idle_laptop_locks_itself_but_never_while_an_oral_runs(oral: Hands) -> None:
    idle(oral)
    assert not guard_of(oral).locked
    oral.key("Ctrl+P")
    idle(oral)
    assert guard_of(oral).locked


def test_the_setting_of_the_lock_is_its_own(oral: Hands) -> None:
    smith = oral.window.bench.opened.protection
    assert smith is not None
    assert (smith.idle._timer.isActive(), smith.idle._timer.interval()) == (True, 30 * 60_000)
    preferences = oral.window.preferences
    preferences.put(preferences.value._replace(auto_lock=0))
    assert not smith.idle._timer.isActive()
    assert oral.window.bench.opened.surroundings is not None
    assert oral.window.bench.opened.surroundings.idle._timer.isActive()


def test_another_key_locks_once_it_is_chosen(show_window: ShowWindow, recovery: str, path: Path) -> None:
    hands = show_window(settings=Settings(keys={"window.lock": "Ctrl+F9"}))
    hands.window.open_path(path)
    hands.write(PASSPHRASE)
    hands.key("Return")
    hands.key("Ctrl+L")
    assert not guard_of(hands).covered
    hands.key("Ctrl+F9")
    assert guard_of(hands).locked


def test_a_plain_file_is_only_covered_and_says_why(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    make_file(desk, path)
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Ctrl+L")
    assert guard_of(hands).covered
    assert not guard_of(hands).locked
    assert "Ce fichier n’a pas de phrase de passe" in hands.texts(cover(hands.window))
    idle(hands)
    hands.key("F9")
    assert not guard_of(hands).covered


def test_the_keys_can_change_after_a_dialog_is_gone(oral: Hands) -> None:
    dialog = QDialog(oral.window)
    QVBoxLayout(dialog).addWidget(QLineEdit())
    dialog.show()
    oral.wait(lambda: QApplication.activeWindow() is dialog)
    dialog.close()
    delete(dialog)
    oral.back()
    preferences = oral.window.preferences
    preferences.put(preferences.value._replace(keys={"window.lock": "Ctrl+F9"}))
    oral.key("Ctrl+F9")
    assert guard_of(oral).locked
