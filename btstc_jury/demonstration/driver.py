"""Hands for the demonstration: keys on the real widgets, time that passes, pictures of the window."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QBuffer, QDeadlineTimer, QEvent, QEventLoop, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from btstc_jury.application.problems import cause
from btstc_jury.demonstration.seed import ShiftedClock
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.shell.workspace import Workspace
from btstc_jury.ui.theme.theme import Theme

_PATIENCE_MS = 20_000
_SAID = 600
"""Characters of a window's words."""
_SETTLING = 4
_STEP = Duration.seconds(8)
"""Time passes by steps shorter than what would be taken for a sleep of the machine."""

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

_Dialog = TypeVar("_Dialog", bound=QDialog)


class DemonstrationFailed(Exception):
    """A step of the demonstration did not give what it should; the message says in French which."""


def said() -> str:
    """What the window in front says, which is the reason more often than not."""
    front = QApplication.activeWindow()
    labels = () if front is None else front.findChildren(QLabel)
    return " · ".join(each.text() for each in labels if each.isVisible() and each.text())[:_SAID]


def _type_character(widget: QWidget, character: str) -> None:
    """A key with any letter: Qt's own helper knows ASCII only."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, none, character))


class Driver:
    """Drives one window. ``pictures`` counts those written so far."""

    def __init__(self, window: MainWindow, theme: Theme, clock: ShiftedClock, out: Path) -> None:
        self.window = window
        self._theme = theme
        self._clock = clock
        self._out = out
        self.pictures = 0

    @property
    def workspace(self) -> Workspace:
        if not self.window.bench.is_open:
            raise DemonstrationFailed("aucun fichier d’examen n’est ouvert")
        return self.window.bench.opened.workspace

    def type(self, widget: QWidget, text: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """Type on the keyboard, then Enter."""
        widget.setFocus()
        for character in text:
            _type_character(widget, character)
        if end is not None:
            QTest.keyClick(widget, end)

    def key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key where the focus is."""
        place = QApplication.activePopupWidget() or QApplication.focusWidget() or self.workspace.page
        QTest.keyClick(place, key, modifiers)
        QApplication.processEvents()

    def press(self, *keys: str) -> None:
        """Each as a menu names it, « Ctrl+Shift+Return », one after the other, where the focus is."""
        for each in keys:
            pressed = QKeySequence(each)[0]  # type: ignore[index] # A sequence gives its combinations.
            self.key(pressed.key(), pressed.keyboardModifiers())

    def write(self, text: str) -> None:
        """Type where the focus is."""
        widget = QApplication.focusWidget()
        if widget is None:
            raise DemonstrationFailed("aucun champ ne reçoit la frappe")
        self.type(widget, text, end=None)
        QApplication.processEvents()

    def dialog(self, kind: builtins.type[_Dialog], what: str) -> _Dialog:
        """The one of that kind that comes, with the keys."""
        self.expect(what, lambda: bool(_visible(kind)))
        found = _visible(kind)[-1]
        found.activateWindow()
        self.expect(what, found.isActiveWindow)
        return found

    def gone(self, what: str, dialog: QWidget) -> None:
        """The dialog was left."""
        self.expect(what, partial(_left, dialog))
        self.regain()

    def regain(self) -> None:
        """The window, or the dialog over it, gets the keys again, as a window manager gives them."""
        self.expect("fenêtre au premier plan", self._regained)

    def _regained(self) -> bool:
        # The dialog over it may go meanwhile, once its work is done.
        above: QWidget = next(reversed(_visible(QDialog)), self.window)
        if not above.isActiveWindow():
            above.activateWindow()
        return above.isActiveWindow()

    def choose_file(self, path: Path) -> None:
        """In the dialog that asks for one, its name written out."""
        what = f"choix du fichier {path.name}"
        asked = self.dialog(QFileDialog, what)
        name = asked.findChild(QLineEdit)
        if name is None:
            raise DemonstrationFailed(f"{what} : aucun champ pour le nom")
        # Typed letter by letter, it would be completed from what the folder holds.
        name.setText(str(path))
        name.setFocus()
        self.press("Return")
        self.gone(what, asked)

    def pass_time(self, length: Duration) -> None:
        """Let time pass, with the program alive all along."""
        left = length
        while left.us > 0:
            step = min(left, _STEP)
            self._clock.advance(step)
            left = left - step
            self.workspace.signs.give()
        room = self.workspace.room
        (self.workspace.live if room is None else room.live).refresh_clock()
        QApplication.processEvents()

    def expect(self, what: str, condition: Callable[[], bool]) -> None:
        """Wait until ``condition`` holds; raises ``DemonstrationFailed`` when it never does."""
        deadline = QDeadlineTimer(_PATIENCE_MS)
        while not condition():
            if deadline.hasExpired():
                raise DemonstrationFailed(f"{what} : rien n’est venu. À l’écran : {said()}")
            loop = QEventLoop()
            QTimer.singleShot(5, loop, loop.quit)
            loop.exec()

    def picture(self, name: str, shown: QWidget | None = None) -> None:
        """A PNG of the window and the dialogs over it in light and in dark, the present look first: a change
        of look takes time. ``shown``: of that window alone.
        """
        self.pictures += 1
        self.take(name, shown)
        self.turn_look()
        self.take(name, shown)

    def turn_look(self) -> None:
        self._theme.set("light" if self._theme.palette.dark else "dark")

    def take(self, name: str, shown: QWidget | None = None) -> None:
        """In the present look alone."""
        for _ in range(_SETTLING):
            # What a layout finds may have another one be laid out again.
            QApplication.processEvents()
        path = self._out / f"{self.pictures:02d}-{name}-{self._theme.palette.name}.png"
        seen = self._seen() if shown is None else shown.grab()
        # Not by Qt, which wouldn't say why it can't be written.
        content = QBuffer()
        seen.save(content, "PNG")
        try:
            path.write_bytes(content.data().data())
        except OSError as error:
            raise DemonstrationFailed(
                f"l’image {path.name} n’a pas été écrite\u202f: {cause(error)}"
            ) from error

    def _seen(self) -> QPixmap:
        """The window, and over it the dialogs where they stand."""
        seen = self.window.grab()
        for dialog in _visible(QDialog):
            at = dialog.geometry().translated(-self.window.geometry().topLeft())
            whole = QRect(seen.rect()).united(at)
            over = QPixmap(whole.size())
            over.fill(self._theme.palette.background)
            painter = QPainter(over)
            painter.drawPixmap(-whole.topLeft(), seen)
            painter.drawPixmap(at.topLeft() - whole.topLeft(), dialog.grab())
            # Its frame is the window manager's, which isn't there.
            painter.setPen(QColor(self._theme.palette.border))
            painter.drawRect(at.translated(-whole.topLeft()).adjusted(-1, -1, 0, 0))
            painter.end()
            seen = over
        return seen


def _visible(kind: type[_Dialog]) -> list[_Dialog]:
    """Each after the one that it stands over."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    return sorted(found, key=_depth)


def _depth(window: QWidget) -> int:
    above = window.parentWidget()
    return 0 if above is None else 1 + _depth(above.window())


def _left(dialog: QWidget) -> bool:
    return not isValid(dialog) or not dialog.isVisible()
