"""A text that changes every second."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel

_LOOKS = frozenset({QEvent.Type.StyleChange, QEvent.Type.FontChange})


class FiguresLabel(QLabel):
    """A time: while its figures take the same room, only itself is painted, nothing is laid out anew."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def setText(self, text: str) -> None:
        super().setText(text)
        hold(self, self.sizeHint())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS:
            hold(self, self.sizeHint())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        hold(self, self.sizeHint())


def hold(held: QLabel, size: QSize) -> None:
    """Keep a label at a size: another text of the same size then asks nothing of the layouts around it."""
    if held.minimumSize() != size or held.maximumSize() != size:
        held.setFixedSize(size)
