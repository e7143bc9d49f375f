"""One key hides everything that a candidate must not read; the same key brings it back as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QVBoxLayout, QWidget

from btstc_jury.domain.moments import Duration
from btstc_jury.ui.privacy.cover import Cover
from btstc_jury.ui.privacy.guard import PrivacyGuard
from tests.ui.finding import heard_in
from tests.ui.hands import Hands

SECRET = "prix-secret"
NONE = Qt.KeyboardModifier.NoModifier
SMOOTHING = 32


def guard_of(hands: Hands) -> PrivacyGuard:
    assert hands.window.bench.guard is not None
    return hands.window.bench.guard


def covers(window: QWidget) -> list[Cover]:
    return [each for each in window.findChildren(Cover) if each.isVisible()]


def cover_of(window: QWidget) -> Cover:
    (only,) = covers(window)
    return only


def picture(widget: QWidget) -> bytes:
    QApplication.processEvents()
    image = widget.grab().toImage()
    return bytes(image.constBits())


def farthest(one: bytes, other: bytes) -> int:
    assert len(one) == len(other)
    return max(abs(first - second) for first, second in zip(one, other, strict=True))


def test_the_cover_hides_remarks_levels_menus_and_notices_and_the_key_brings_them_back(
    started: Hands,
) -> None:
    started.remark(f"#1=TS {SECRET}")
    started.write("une note commen")
    before = started.focus
    started.key("F9")
    assert guard_of(started).covered
    cover = cover_of(started.window)
    assert cover.rect() == started.window.rect()
    assert started.window.childAt(started.window.rect().center()) is cover
    assert started.window.childAt(QPoint(5, 5)) is cover
    assert started.window.childAt(started.window.rect().bottomRight() - QPoint(5, 5)) is cover
    shown = started.texts(cover)
    assert SECRET not in shown
    assert "MOREAU-LEFEBVRE" in shown
    assert "F9" in shown
    started.key("F9")
    assert not guard_of(started).covered
    assert started.focus is before
    started.write("cée")
    assert started.live.remarks.field.text() == "une note commencée"


@pytest.mark.parametrize("keys", ["F9", "Ctrl+L"])
def test_a_screen_reader_finds_nothing_beneath(started: Hands, keys: str) -> None:
    started.remark(f"#1=TS {SECRET}")
    started.write("une note commen")
    before = heard_in(started.window)
    for words in (SECRET, "une note commen", "Critères d’évaluation", "Présentation"):
        assert words in before
    started.key(keys)
    beneath = heard_in(started.window)
    for words in (SECRET, "une note commen", "Critères d’évaluation", "Remarques", "Fichier"):
        assert words not in beneath
    assert "Écran masqué" in beneath
    started.key("F9")
    started.wait(lambda: heard_in(started.window) == before)


@pytest.mark.parametrize("keys", ["F9", "Ctrl+Shift+F8"])
def test_an_open_menu_does_not_keep_the_key_to_itself(started: Hands, keys: str) -> None:
    guard_of(started).set_keys(keys, "Ctrl+L")
    menu = QMenu(started.window)
    menu.addAction("Petite fenêtre")
    menu.popup(started.window.mapToGlobal(QPoint(40, 40)))
    QApplication.processEvents()
    window = started.window.windowHandle()
    assert window is not None
    QTest.keyClick(window, Qt.Key.Key_F7)
    assert menu.isVisible()
    pressed = QKeySequence(keys)[0]  # type: ignore[index]
    QTest.keyClick(window, pressed.key(), pressed.keyboardModifiers())
    assert guard_of(started).covered
    assert not menu.isVisible()


def test_a_line_that_changes_a_remark_waits_beneath_and_changes_it_afterwards(started: Hands) -> None:
    started.remark("une note")
    started.key("Up")
    started.write(" plus longue")
    for _ in range(2):
        started.key("F9")
        assert [each.content.text for each in started.oral.remarks.values()] == ["une note"]
    started.write(" encore")
    started.key("Return")
    assert [each.content.text for each in started.oral.remarks.values()] == ["une note plus longue encore"]


def test_what_is_beneath_changes_no_pixel_of_the_cover(started: Hands) -> None:
    started.key("F9")
    plain = picture(started.window)
    started.key("F9")
    started.remark(f"#1=TS {SECRET}")
    started.window.notices.inform(SECRET)
    started.write(SECRET)
    started.key("F9")
    assert farthest(picture(started.window), plain) <= SMOOTHING
    started.key("F9")
    assert farthest(picture(started.window), plain) > 3 * SMOOTHING


def test_a_remark_or_a_notice_that_comes_while_covered_stays_beneath(started: Hands) -> None:
    started.key("F9")
    plain = picture(started.window)
    started.window.notices.inform(SECRET)
    started.workspace.day.setFocus()
    started.live.remarks.field.setFocus()
    assert farthest(picture(started.window), plain) <= SMOOTHING
    assert isinstance(started.focus, Cover)


def test_typing_goes_nowhere_while_covered(started: Hands) -> None:
    version, draft = started.oral.version, started.live.remarks.field.text()
    started.key("F9")
    started.write("abc13")
    for keys in (
        "Return",
        "Ctrl+Return",
        "Ctrl+Shift+Return",
        "Ctrl+P",
        "Ctrl+Z",
        "Ctrl+W",
        "Tab",
        "Shift+Tab",
    ):
        started.key(keys)
    for keys in ("Alt+Left", "F1", "F2", "Ctrl+E", "Escape", "Alt+F", "Space", "Shift+F9"):
        started.key(keys)
    assert guard_of(started).covered
    assert isinstance(started.focus, Cover)
    assert started.page is started.live
    started.key("F9")
    assert (started.oral.version, started.live.remarks.field.text()) == (version, draft)


def test_the_mouse_alone_covers_but_never_uncovers(started: Hands) -> None:
    (button,) = [each for each in started.see(QWidget) if each.toolTip().startswith("masquer")] or [
        each for each in started.see(QWidget) if "F9" in each.toolTip()
    ]
    started.click(button)
    cover = cover_of(started.window)
    for x in range(10, cover.width(), 97):
        for y in range(10, cover.height(), 61):
            QTest.mouseClick(cover, Qt.MouseButton.LeftButton, NONE, QPoint(x, y))
    QTest.mouseDClick(cover, Qt.MouseButton.LeftButton, NONE, cover.rect().center())
    assert guard_of(started).covered


def test_the_key_held_down_does_not_flicker(started: Hands) -> None:
    started.key("F9")
    cover = cover_of(started.window)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F9, NONE, "", autorep=True)
    QApplication.sendEvent(cover, held)
    assert guard_of(started).covered


def test_time_goes_on_beneath_and_upon_the_cover(started: Hands) -> None:
    started.key("F9")
    assert "10:00" in cover_of(started.window)._face.accessibleName()
    started.clock.advance(Duration.minutes(4))
    companions = started.window.bench.opened.surroundings
    assert companions is not None
    companions._cover_feed.refresh()
    assert "06:00" in cover_of(started.window)._face.accessibleName()


def test_the_cover_follows_the_size_of_the_window(started: Hands) -> None:
    started.key("F9")
    started.window.resize(1500, 900)
    QApplication.processEvents()
    assert cover_of(started.window).rect() == started.window.rect()


@pytest.fixture
def dialog(started: Hands) -> QDialog:
    """A modal dialog over the window, with a field."""
    made = QDialog(started.window)
    made.setModal(True)
    field = QLineEdit(SECRET, made)
    QVBoxLayout(made).addWidget(field)
    return made


def test_a_dialog_is_covered_with_the_window_and_stays_open(started: Hands, dialog: QDialog) -> None:
    dialog.show()
    started.wait(lambda: QApplication.activeWindow() is dialog)
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_F9)
    assert covers(started.window)
    over = cover_of(dialog)
    assert over.rect() == dialog.rect()
    assert SECRET not in heard_in(dialog)
    QTest.keyClicks(dialog.focusWidget(), "abc")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_F9)
    assert not guard_of(started).covered
    assert dialog.isVisible()
    assert field.text() == SECRET
    assert dialog.focusWidget() is field
    dialog.close()


def test_a_dialog_that_appears_while_covered_is_covered(started: Hands, dialog: QDialog) -> None:
    started.key("F9")
    dialog.show()
    QApplication.processEvents()
    assert cover_of(dialog).rect() == dialog.rect()
    dialog.close()


def test_menus_that_dropped_down_close(started: Hands) -> None:
    menu = QMenu(started.window)
    menu.addAction(SECRET)
    menu.popup(QPoint(10, 10))
    guard_of(started).cover()
    assert not menu.isVisible()
    menu.popup(QPoint(10, 10))
    assert not menu.isVisible()
    assert not any(each.isEnabled() for each in started.window.menuBar().actions())
    guard_of(started).uncover()
    assert all(each.isEnabled() for each in started.window.menuBar().actions())


def test_the_candidates_screen_stays(started: Hands) -> None:
    companions = started.window.bench.opened.surroundings
    assert companions is not None
    companions.screen.float_above(started.window.screen())
    started.window.activateWindow()
    started.live.remarks.field.setFocus()
    started.key("F9")
    shown = companions.screen.window
    assert shown is not None
    assert covers(shown) == []


def idle(hands: Hands) -> None:
    """The time of the setting passes without a touch."""
    assert hands.window.bench.opened.surroundings is not None
    hands.window.bench.opened.surroundings.idle.idle.emit()


def test_an_idle_laptop_covers_itself_but_never_while_an_oral_runs(started: Hands) -> None:
    idle(started)
    assert not guard_of(started).covered
    started.key("Ctrl+P")
    idle(started)
    assert guard_of(started).covered


def test_the_keys_come_back_to_where_they_were_before_an_idle_cover(hands: Hands) -> None:
    arrival = QApplication.focusWidget()
    idle(hands)
    hands.key("Down")
    hands.key("F9")
    assert QApplication.focusWidget() is arrival is not None
    hands.key("Alt+Left")
    listed = QApplication.focusWidget()
    idle(hands)
    hands.key("F9")
    assert QApplication.focusWidget() is listed is not None
    hands.key("Return")
    assert hands.live.isVisible()


class CountingTimer(QTimer):
    """Says how often it was started."""

    starts = 0

    def start(self, *interval: int) -> None:
        self.starts += 1
        super().start(*interval)


def test_the_setting_decides_and_each_touch_starts_anew(started: Hands) -> None:
    companions = started.window.bench.opened.surroundings
    assert companions is not None
    assert (companions.idle._timer.isActive(), companions.idle._timer.interval()) == (True, 10 * 60_000)
    timer = companions.idle._timer = CountingTimer()
    companions.idle.set_minutes(3)
    assert timer.interval() == 3 * 60_000
    handle = started.window.windowHandle()
    for touch in range(3):
        QTest.keyClick(handle, Qt.Key.Key_F11)
        QTest.mouseMove(handle, QPoint(40 + touch, 40))
    assert timer.starts == 7
    companions.idle.set_minutes(0)
    QTest.keyClick(handle, Qt.Key.Key_F11)
    assert (timer.starts, timer.isActive()) == (7, False)


def test_another_key_can_be_chosen(started: Hands) -> None:
    guard_of(started).set_keys("Ctrl+F7", "Ctrl+L")
    started.key("F9")
    assert not guard_of(started).covered
    started.key("Ctrl+F7")
    assert guard_of(started).covered
    assert "Ctrl+F7" in started.texts(cover_of(started.window))
    started.key("F9")
    assert guard_of(started).covered
    started.key("Ctrl+F7")
    assert not guard_of(started).covered
