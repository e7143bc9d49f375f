"""A small field in which someone signs, by mouse, finger or stylus."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.application.signing import Strokes
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS
from btstc_jury.ui.widgets.basics import fit_height

_SCALE = 1000
_SHAPE = 0.26
"""Height as a share of the width."""
_NEAREST = 3
"""Thousandths of the width: points closer together are one."""
_MOST = 6000
"""Points at most: a signature, not a drawing."""


class SignatureField(QWidget):
    """Strokes are runs of x, y in thousandths of the width. Qt makes mouse events of a finger's and a
    stylus's, so there is one way in. ``drawn``: a stroke was added. ``name``: as a screen reader says it;
    ``invitation``: stands in the empty field.
    """

    drawn = Signal()

    def __init__(self, theme: Theme, name: str, invitation: str) -> None:
        super().__init__()
        self._theme = theme
        self._invitation = invitation
        self._strokes: list[list[int]] = []
        self._drawing = False
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(name)
        fit_height(self, QSizePolicy.Policy.Fixed)

    @property
    def strokes(self) -> Strokes:
        return tuple(tuple(stroke) for stroke in self._strokes)

    def show_strokes(self, strokes: Strokes) -> None:
        if not self._drawing and strokes != self.strokes:
            self._strokes = [list(stroke) for stroke in strokes]
            self.update()

    def clear(self) -> None:
        self._strokes = []
        self._drawing = False
        self.update()

    def sizeHint(self) -> QSize:
        width = self._theme.px(320)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        return round(width * _SHAPE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._drawing = True
        self._strokes.append([])
        self._add(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._add(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._drawing = False
            self.drawn.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, px = self._theme.palette, self._theme.px
        painter.setPen(QColor(palette.border))
        painter.setBrush(QColor(palette.surface))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, px(RADIUS), px(RADIUS))
        base = self.height() * 0.78
        painter.setPen(QPen(QColor(palette.border), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(px(16), base), QPointF(self.width() - px(16), base))
        if not self._strokes:
            painter.setPen(QColor(palette.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._invitation)
        self._paint_strokes(painter)

    def _paint_strokes(self, painter: QPainter) -> None:
        pen = QPen(QColor(self._theme.palette.text), max(self._theme.px(2), 1))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        unit = self.width() / _SCALE
        for stroke in self._strokes:
            pairs = zip(stroke[::2], stroke[1::2], strict=True)
            points = [QPointF(x * unit, y * unit) for x, y in pairs]
            if len(points) == 1:
                painter.drawPoint(points[0])
            else:
                painter.drawPolyline(QPolygonF(points))

    def _add(self, point: QPointF) -> None:
        unit = _SCALE / max(self.width(), 1)
        tallest = round(_SCALE * self.height() / max(self.width(), 1))
        x = min(max(round(point.x() * unit), 0), _SCALE)
        y = min(max(round(point.y() * unit), 0), tallest)
        stroke = self._strokes[-1]
        far = not stroke or abs(stroke[-2] - x) + abs(stroke[-1] - y) >= _NEAREST
        if far and sum(len(each) for each in self._strokes) < 2 * _MOST:
            stroke.extend((x, y))
            self.update()
