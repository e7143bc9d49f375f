"""Hands for the demonstration: keys on the real widgets, time that passes, pictures of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from btstc_jury.demonstration.seed import ShiftedClock
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.shell.workspace import Workspace
from btstc_jury.ui.theme.theme import Theme

_PATIENCE_MS = 20_000
_STEP = Duration.seconds(8)
"""Time passes by steps shorter than what would be taken for a sleep of the machine."""

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class DemonstrationFailed(Exception):
    """A step of the demonstration did not give what it should; the message says in French which."""


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
        QTest.keyClick(QApplication.focusWidget() or self.workspace.page, key, modifiers)
        QApplication.processEvents()

    def pass_time(self, length: Duration) -> None:
        """Let time pass, with the program alive all along."""
        left = length
        while left.us > 0:
            step = min(left, _STEP)
            self._clock.advance(step)
            left = left - step
            self.workspace.signs.give()
        self.workspace.live.refresh_clock()
        QApplication.processEvents()

    def expect(self, what: str, condition: Callable[[], bool]) -> None:
        """Wait until ``condition`` holds; raises ``DemonstrationFailed`` when it never does."""
        deadline = QDeadlineTimer(_PATIENCE_MS)
        while not condition():
            if deadline.hasExpired():
                raise DemonstrationFailed(f"{what} : rien n’est venu")
            loop = QEventLoop()
            QTimer.singleShot(5, loop, loop.quit)
            loop.exec()

    def picture(self, name: str) -> None:
        """A PNG of the window in light and in dark, the present look first: a change of look takes time."""
        self.pictures += 1
        self._take(name)
        self._theme.set("light" if self._theme.palette.dark else "dark")
        self._take(name)

    def _take(self, name: str) -> None:
        QApplication.processEvents()
        path = self._out / f"{self.pictures:02d}-{name}-{self._theme.palette.name}.png"
        if not self.window.grab().save(str(path)):
            raise DemonstrationFailed(f"l’image {path.name} n’a pas été écrite")
