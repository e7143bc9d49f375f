"""A text that changes every second."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QLabel

_LOOKS = frozenset({QEvent.Type.StyleChange, QEvent.Type.FontChange})


class FiguresLabel(QLabel):
    """A time: while its figures take the same room, only itself is painted, nothing is laid out anew."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._measured: tuple[QFont, int] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._hold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS:
            self._hold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hold()

    def _hold(self) -> None:
        self.ensurePolished()
        measured = self.font(), self.fontMetrics().horizontalAdvance(self.text())
        if measured != self._measured:
            self._measured = measured
            # What a label asks for is never less than its minimum, which is that of the text before.
            self.setMinimumSize(0, 0)
            hold(self, self.sizeHint())


def hold(held: QLabel, size: QSize) -> None:
    """Keep a label at a size: another text of the same size then asks nothing of the layouts around it."""
    if held.minimumSize() != size or held.maximumSize() != size:
        held.setFixedSize(size)
