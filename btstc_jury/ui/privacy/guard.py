"""One key covers everything that a candidate must not read; the same key brings it back."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QWidget
from shiboken6 import isValid

from btstc_jury.application.views.candidate import WAITING, CandidateFace
from btstc_jury.ui.candidate_screen.candidate_window import CandidateWindow
from btstc_jury.ui.privacy.cover import Cover
from btstc_jury.ui.privacy.key_over_menus import KeyOverMenus
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme

_FLEETING = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip})


class PrivacyGuard(QObject):
    """Covers the window and each dialog over it, also those that appear meanwhile; the candidate's screen
    stays. ``toggled(covered)``.
    """

    toggled = Signal(bool)

    def __init__(self, theme: Theme, window: QMainWindow, keys: str = default_keys("window.cover")) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._keys = keys
        self._covers: list[Cover] = []
        self._main: Cover | None = None
        self._focus: QWidget | None = None
        self._identity = ""
        self._app = cast("QApplication", QApplication.instance())
        self._shortcuts: list[QShortcut] = []
        self._guard_key(window)
        self._over_menus = KeyOverMenus(keys, self)
        self._over_menus.pressed.connect(self.cover)
        self._app.focusChanged.connect(self._on_focus)

    @property
    def covered(self) -> bool:
        return self._main is not None

    def set_keys(self, keys: str) -> None:
        """Another key covers from now on."""
        self._keys = keys
        self._over_menus.set_keys(keys)
        # A dialog takes its own shortcut away with it.
        for each in filter(isValid, self._shortcuts):
            each.setKey(QKeySequence(keys))

    def show_identity(self, words: str) -> None:
        """What may stay in sight of who is examined."""
        self._identity = words
        if self._main is not None:
            self._main.show_identity(words)

    def show_face(self, face: CandidateFace) -> None:
        if self._main is not None:
            self._main.show_face(face)

    def toggle(self) -> None:
        if self.covered:
            self.uncover()
        else:
            self.cover()

    def cover(self) -> None:
        if self.covered:
            return
        self._focus = QApplication.focusWidget()
        self._drop_fleeting()
        for each in self._others():
            self._lay(each)
        self._main = self._lay(self._window)
        self._main.show_identity(self._identity)
        self._main.show_face(WAITING)
        self._enable_menus(on=False)
        self._app.installEventFilter(self)
        self.toggled.emit(True)
        (self._covering(QApplication.activeWindow()) or self._main).setFocus()

    def uncover(self) -> None:
        if not self.covered:
            return
        self._app.removeEventFilter(self)
        covers, self._covers, self._main = self._covers, [], None
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            # Before the cover goes: the keys would pass to the next field as by Tab, its text selected.
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        for each in covers:
            each.hide()
            each.deleteLater()
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
        made = Cover(self._theme, window, self._keys)
        made.lifted.connect(self.uncover)
        self._covers.append(made)
        made.lay()
        return made

    def _covering(self, window: QWidget | None) -> Cover | None:
        return next((each for each in self._covers if each.window_covered is window), None)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or isinstance(new.window(), CandidateWindow):
            return
        self._guard_key(new.window())
        cover = self._covering(new.window())
        if cover is not None and new is not cover:
            cover.raise_()
            cover.setFocus()

    def _guard_key(self, window: QWidget) -> None:
        """The key works in every window of the program: a modal dialog keeps those of the others back."""
        self._shortcuts = [each for each in self._shortcuts if isValid(each)]
        if any(each.parent() is window for each in self._shortcuts):
            return
        made = QShortcut(QKeySequence(self._keys), window)
        made.setAutoRepeat(False)
        made.activated.connect(self.cover)
        self._shortcuts.append(made)

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
