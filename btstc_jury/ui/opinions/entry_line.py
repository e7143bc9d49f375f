"""One line of words that Enter gives and Escape gives up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from btstc_jury.ui.widgets.fields import keeps_escape


class EntryLine(QLineEdit):
    """``entered``: Enter; ``given_up``: Escape, kept from the screen's own use of it."""

    entered = Signal()
    given_up = Signal()

    def __init__(self, name: str, limit: int) -> None:
        super().__init__()
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setMaxLength(limit)

    def event(self, event: QEvent) -> bool:
        return keeps_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape:
                self.given_up.emit()
            case _:
                super().keyPressEvent(event)
