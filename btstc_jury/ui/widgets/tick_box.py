"""A box to tick whose words go on to the next line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_SIDE = 16
_GAP = 8


class TickBox(QCheckBox):
    """The words are part of what can be clicked."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - self._left(), 1), 10_000)
        words = self.fontMetrics().boundingRect(room, _WRAP, self.text()).height()
        return max(words, self._theme.px(_SIDE)) + self._theme.px(4)

    def sizeHint(self) -> QSize:
        width = self._left() + self.fontMetrics().horizontalAdvance(self.text()) + 1
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._theme.px(120), self.sizeHint().width()), self._theme.px(_SIDE + 4))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, colors = self._theme.px, self._theme.palette
        enabled, ticked = self.isEnabled(), self.isChecked()
        edge = colors.accent if ticked or self.hasFocus() else colors.muted
        painter.setPen(QPen(QColor(edge if enabled else colors.muted), 2 if self.hasFocus() else 1))
        fill = colors.accent if ticked and enabled else colors.surface
        painter.setBrush(QColor(fill if enabled else colors.sunken))
        box = QRectF(1, 1 + px(2), px(_SIDE) - 2, px(_SIDE) - 2)
        painter.drawRoundedRect(box, px(RADIUS - 2), px(RADIUS - 2))
        if ticked:
            pen = QPen(QColor(colors.on_accent if enabled else colors.muted), max(px(2), 2))
            painter.setPen(pen)
            points = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.3))
            place = box.topLeft()
            painter.drawPolyline([place + QPointF(x * box.width(), y * box.height()) for x, y in points])
        painter.setPen(QColor(colors.text if enabled else colors.muted))
        painter.drawText(self.rect().adjusted(self._left(), px(2), 0, 0), _WRAP, self.text())

    def _left(self) -> int:
        return self._theme.px(_SIDE + _GAP)
