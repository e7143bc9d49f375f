"""What is heard over the whole program: that nobody is there, and keys while a menu is open."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class _Listener(QObject):
    """An event filter of the windows that have the focus, not of the whole application: there it would pass
    every event of every widget through Python.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = cast("QGuiApplication", QGuiApplication.instance())
        app.focusWindowChanged.connect(self._on_window)
        self._on_window(app.focusWindow())

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            # Installing it again only moves it to the front.
            window.installEventFilter(self)


class IdleWatch(_Listener):
    """``idle``: after that many minutes, again and again as long as nobody touches anything."""

    idle = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.idle)

    def set_minutes(self, minutes: int) -> None:
        """0: never."""
        if minutes:
            self._timer.start(minutes * 60_000)
        else:
            self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        if self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False


class KeyOverMenus(_Listener):
    """``pressed``: the key, while a menu is open: shortcuts are dead then."""

    pressed = Signal()

    def __init__(self, keys: str, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = QKeySequence(keys)

    def set_keys(self, keys: str) -> None:
        self._keys = QKeySequence(keys)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or QApplication.activePopupWidget() is None:
            return False
        if QKeySequence(cast("QKeyEvent", event).keyCombination()) != self._keys:
            return False
        self.pressed.emit()
        return True
