"""The right side of the deliberation: the criterion in question over a column that scrolls."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label

_ROOMY = 190
"""Height from which on the criterion is told in full."""


class SidePanel(QFrame):
    """``parts`` stand under each other in ``area``."""

    def __init__(self, theme: Theme, parts: Iterable[QWidget]) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "side")
        self.subject = label(role="muted small")
        self.criterion = label(role="strong", wrap=True)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        for each in parts:
            self._column.addWidget(each)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setMinimumHeight(1)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = frame("banner")
        self._head = QVBoxLayout(head)
        self._head.addWidget(self.subject)
        self._head.addWidget(self.criterion)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.area, 1)
        theme.changed.connect(self._space)
        self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, the list alone has the words of the criterion."""
        super().resizeEvent(event)
        self.criterion.setVisible(self.height() >= self._theme.px(_ROOMY))

    def _space(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(16), space(12), space(16), space(16))
        self._column.setSpacing(space(14))
        self._head.setContentsMargins(space(16), space(8), space(16), space(8))
        self._head.setSpacing(space(2))
