"""A column that scrolls from top to bottom where its height ends."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea


class ColumnScroll(QScrollArea):
    """As wide as there is room; as high as its content needs at that width."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed in the content while it was hidden is measured now: Qt itself would not."""
        super().showEvent(event)
        if (content := self.widget()) is not None:
            QCoreApplication.postEvent(content, QEvent(QEvent.Type.LayoutRequest))
