"""The key that covers the screen, where a menu or a list that dropped down keeps every key to itself."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication


class KeyOverMenus(QObject):
    """``pressed``: the key, while a menu is open. Shortcuts are dead then, so it listens to the windows that
    have the focus.
    """

    pressed = Signal()

    def __init__(self, keys: str, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = QKeySequence(keys)
        app = cast("QGuiApplication", QGuiApplication.instance())
        app.focusWindowChanged.connect(self._on_window)
        self._on_window(app.focusWindow())

    def set_keys(self, keys: str) -> None:
        self._keys = QKeySequence(keys)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or QApplication.activePopupWidget() is None:
            return False
        if QKeySequence(cast("QKeyEvent", event).keyCombination()) != self._keys:
            return False
        self.pressed.emit()
        return True

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            # Installing it again only moves it to the front.
            window.installEventFilter(self)
