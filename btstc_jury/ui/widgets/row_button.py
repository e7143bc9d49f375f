"""A button made of several words: a task, a recent file, a backup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QLayout

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS_LARGE


class RowButton(QAbstractButton):
    """It is as large as the layout of its words. Subclasses paint it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._over = False
        self._inside: QLayout | None = None

    def lay_out(self, layout: QLayout) -> None:
        """``layout``: made for this button, with its words."""
        self._inside = layout

    def sizeHint(self) -> QSize:
        return QSize() if self._inside is None else self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize() if self._inside is None else self._inside.minimumSize()

    def heightForWidth(self, width: int) -> int:
        return -1 if self._inside is None else self._inside.heightForWidth(width)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    def paint_card(self, *, ground: str, edge: str) -> None:
        """To be called by ``paintEvent``: a rounded card, its edge thicker with the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(RADIUS_LARGE)
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
