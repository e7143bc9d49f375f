"""A closed padlock, drawn: it needs no font."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.ui.theme.theme import Theme


class LockSign(QWidget):
    """``size``: side in pixels of the design. It has no words: what it stands beside says them."""

    def __init__(self, theme: Theme, size: int) -> None:
        super().__init__()
        self._theme = theme
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 16, self.height() / 16)
        ink = self._theme.color(self._theme.palette.muted)
        pen = QPen(ink, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        shackle = QPainterPath(QPointF(5, 7.5))
        shackle.lineTo(5, 5.2)
        shackle.arcTo(QRectF(5, 2.2, 6, 6), 180, -180)
        shackle.lineTo(11, 7.5)
        painter.drawPath(shackle)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(3.2, 7.5, 9.6, 6.3), 1.2, 1.2)
