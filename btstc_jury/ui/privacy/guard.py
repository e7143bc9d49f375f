"""One key covers everything that a candidate must not read; the same key, or a passphrase, brings it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QWidget
from shiboken6 import isValid

from btstc_jury.application.views.candidate import WAITING, CandidateFace
from btstc_jury.ui.candidate_screen.candidate_window import CandidateWindow
from btstc_jury.ui.privacy.cover import Cover
from btstc_jury.ui.privacy.watching import KeyOverMenus
from btstc_jury.ui.protection.key_entry import LockPanel
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme

_FLEETING = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip})


MakePanel = Callable[[], LockPanel]


class PrivacyGuard(QObject):
    """Covers the window and each dialog over it, also those that appear meanwhile; the candidate's screen
    stays. ``toggled(covered)``; ``lock_asked``: the key that locks was pressed.
    """

    toggled = Signal(bool)
    lock_asked = Signal()

    def __init__(self, theme: Theme, window: QMainWindow) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._keys = default_keys("window.cover")
        self._lock_keys = default_keys("window.lock")
        self._make_panel: MakePanel | None = None
        self._covers: list[Cover] = []
        self._main: Cover | None = None
        self._focus: QWidget | None = None
        self._identity = ""
        self._app = cast("QApplication", QApplication.instance())
        self._shortcuts: list[tuple[QShortcut, QShortcut]] = []
        self._guard_keys(window)
        self._over_menus = KeyOverMenus(self._keys, self)
        self._over_menus.pressed.connect(self.cover)
        self._lock_over_menus = KeyOverMenus(self._lock_keys, self)
        self._lock_over_menus.pressed.connect(self.lock_asked)
        self._app.focusChanged.connect(self._on_focus)

    @property
    def covered(self) -> bool:
        return self._main is not None

    @property
    def locked(self) -> bool:
        return self._make_panel is not None

    def set_keys(self, keys: str, lock_keys: str) -> None:
        """Other keys cover and lock from now on."""
        self._keys, self._lock_keys = keys, lock_keys
        self._over_menus.set_keys(keys)
        self._lock_over_menus.set_keys(lock_keys)
        # A dialog takes its own shortcuts away with it.
        self._shortcuts = [each for each in self._shortcuts if isValid(each[0])]
        for cover, lock in self._shortcuts:
            cover.setKey(QKeySequence(keys))
            lock.setKey(QKeySequence(lock_keys))

    def show_identity(self, words: str) -> None:
        """What may stay in sight of who is examined."""
        self._identity = words
        if self._main is not None:
            self._main.show_identity(words)

    def show_face(self, face: CandidateFace) -> None:
        if self._main is not None:
            self._main.show_face(face)

    def lock(self, make_panel: MakePanel) -> None:
        """Cover until one of the panels says ``opened``: one stands on each cover, since a dialog that waits
        for an answer leaves the others no key.
        """
        if self.locked:
            return
        self._make_panel = make_panel
        for each in self._covers:
            self._hold(each, make_panel)
        if self.covered:
            self._focus_cover()
        else:
            self.cover()

    def unlock(self) -> None:
        """The passphrase was given, or the file is closed: nothing is left to hide."""
        if self.locked:
            self._make_panel = None
            self.uncover()

    def cover(self, words: str = "") -> None:
        """``words``: why it is only covered, said on the cover."""
        if self.covered:
            return
        self._focus = QApplication.focusWidget()
        self._drop_fleeting()
        for each in self._others():
            self._lay(each)
        self._main = self._lay(self._window)
        self._main.show_identity(self._identity)
        self._main.show_face(WAITING)
        if words:
            self._main.say(words)
        self._enable_menus(on=False)
        self._app.installEventFilter(self)
        self.toggled.emit(True)
        self._focus_cover()

    def uncover(self) -> None:
        if not self.covered or self.locked:
            return
        self._app.removeEventFilter(self)
        covers, self._covers, self._main = self._covers, [], None
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            # Before the cover goes: the keys would pass to the next field as by Tab, its text selected.
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        for each in covers:
            each.lift()
        self._enable_menus(on=True)
        self.toggled.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only while covered: windows that appear are covered too, those that change size stay so."""
        if event.type() not in {QEvent.Type.Show, QEvent.Type.Resize} or not isinstance(watched, QWidget):
            return False
        if not watched.isWindow() or isinstance(watched, CandidateWindow):
            return False
        if watched.windowType() in _FLEETING:
            watched.hide()
            return False
        (self._covering(watched) or self._lay(watched)).lay()
        return False

    def _lay(self, window: QWidget) -> Cover:
        made = Cover(self._theme, window, self._keys, self._lock_keys)
        made.lifted.connect(self.uncover)
        made.lock_asked.connect(self.lock_asked)
        self._covers.append(made)
        if self._make_panel is not None:
            self._hold(made, self._make_panel)
        made.lay()
        return made

    def _hold(self, cover: Cover, make_panel: MakePanel) -> None:
        panel = make_panel()
        panel.opened.connect(self.unlock)
        cover.hold(panel)

    def _focus_cover(self) -> None:
        cover = self._covering(QApplication.activeWindow()) or self._main
        if cover is not None:
            cover.setFocus()

    def _covering(self, window: QWidget | None) -> Cover | None:
        return next((each for each in self._covers if each.window_covered is window), None)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or isinstance(new.window(), CandidateWindow):
            return
        self._guard_keys(new.window())
        cover = self._covering(new.window())
        if cover is not None and new is not cover and not cover.isAncestorOf(new):
            cover.raise_()
            cover.setFocus()

    def _guard_keys(self, window: QWidget) -> None:
        """The keys work in every window of the program: a modal dialog keeps those of the others back."""
        self._shortcuts = [each for each in self._shortcuts if isValid(each[0])]
        if any(each.parent() is window for each, _ in self._shortcuts):
            return
        cover = QShortcut(QKeySequence(self._keys), window)
        lock = QShortcut(QKeySequence(self._lock_keys), window)
        for made in (cover, lock):
            made.setAutoRepeat(False)
        cover.activated.connect(self.cover)
        lock.activated.connect(self.lock_asked)
        self._shortcuts.append((cover, lock))

    def _others(self) -> list[QWidget]:
        return [
            each
            for each in QApplication.topLevelWidgets()
            if each.isVisible() and each is not self._window and not isinstance(each, CandidateWindow)
        ]

    def _drop_fleeting(self) -> None:
        """Menus and lists that drop down, and tooltips, are not covered but closed."""
        QToolTip.hideText()
        for each in QApplication.topLevelWidgets():
            if each.isVisible() and each.windowType() in _FLEETING:
                each.close()

    def _enable_menus(self, *, on: bool) -> None:
        for action in self._window.menuBar().actions():
            action.setEnabled(on)
