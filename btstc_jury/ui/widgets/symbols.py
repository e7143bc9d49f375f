"""The signs of the states, drawn so that they look the same whatever fonts the machine has."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.theme.tokens import Palette


def tone_color(palette: Palette, tone: Tone) -> QColor:
    return QColor(
        {
            Tone.DONE: palette.done,
            Tone.WARNING: palette.warning,
            Tone.NOW: palette.accent,
            Tone.QUIET: palette.muted,
            Tone.ALERT: palette.overrun,
        }[tone]
    )


def draw_symbol(painter: QPainter, symbol: Symbol, box: QRectF, color: QColor) -> None:
    """Draw the sign inside ``box``, which should be square."""
    unit = box.width() / 16
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(unit, unit)
    painter.setPen(QPen(color, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWINGS[symbol](painter)
    painter.restore()


def _planned(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8, 8), 4, 4)


def _preparing(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8, 8), 6.5, 6.5)
    painter.drawPolyline([QPointF(8, 4.5), QPointF(8, 8), QPointF(10.5, 9.5)])


def _ready(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8, 8), 6, 6)
    painter.setBrush(painter.pen().color())
    painter.drawEllipse(QPointF(8, 8), 2, 2)


def _running(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF([QPointF(4, 3), QPointF(13, 8), QPointF(4, 13)]))


def _paused(painter: QPainter) -> None:
    painter.fillRect(QRectF(3.5, 2.5, 3, 11), painter.pen().color())
    painter.fillRect(QRectF(9.5, 2.5, 3, 11), painter.pen().color())


def _deliberating(painter: QPainter) -> None:
    pen = QPainterPath(QPointF(3, 13))
    pen.lineTo(4, 9.5)
    pen.lineTo(11, 2.5)
    pen.lineTo(13.5, 5)
    pen.lineTo(6.5, 12)
    pen.closeSubpath()
    painter.drawPath(pen)


def _to_sign(painter: QPainter) -> None:
    _deliberating(painter)
    painter.drawLine(QPointF(8.5, 14), QPointF(14, 14))


def _done(painter: QPainter) -> None:
    painter.drawPolyline([QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4)])


def _absent(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8, 8), 6, 6)
    painter.drawLine(QPointF(5, 8), QPointF(11, 8))


def _justified(painter: QPainter) -> None:
    painter.drawPolygon(
        QPolygonF([QPointF(3.5, 2), QPointF(10, 2), QPointF(12.5, 4.5), QPointF(12.5, 14), QPointF(3.5, 14)])
    )
    painter.drawLine(QPointF(6, 9), QPointF(10, 9))


def _not_validated(painter: QPainter) -> None:
    painter.drawLine(QPointF(3.5, 3.5), QPointF(12.5, 12.5))
    painter.drawLine(QPointF(12.5, 3.5), QPointF(3.5, 12.5))


def _reserved(painter: QPainter) -> None:
    painter.drawPolygon(QPolygonF([QPointF(8, 2), QPointF(14.5, 13.5), QPointF(1.5, 13.5)]))
    painter.drawLine(QPointF(8, 6.5), QPointF(8, 8.5))
    painter.drawPoint(QPointF(8, 11.2))


def _withheld(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(3, 7.5, 10, 6.5), 1, 1)
    shackle = QPainterPath(QPointF(5, 7.5))
    shackle.lineTo(5, 5.5)
    shackle.arcTo(QRectF(5, 2.5, 6, 6), 180, -180)
    shackle.lineTo(11, 7.5)
    painter.drawPath(shackle)


def _damaged(painter: QPainter) -> None:
    """A leaf torn in two."""
    painter.drawPolyline([QPointF(3.5, 6.5), QPointF(3.5, 2), QPointF(12.5, 2), QPointF(12.5, 5)])
    painter.drawPolyline([QPointF(3.5, 6.5), QPointF(6.5, 8), QPointF(9.5, 5), QPointF(12.5, 5)])
    painter.drawPolyline([QPointF(3.5, 10), QPointF(6.5, 11.5), QPointF(9.5, 8.5), QPointF(12.5, 8.5)])
    painter.drawPolyline([QPointF(3.5, 10), QPointF(3.5, 14), QPointF(12.5, 14), QPointF(12.5, 8.5)])


_DRAWINGS = {
    Symbol.PLANNED: _planned,
    Symbol.PREPARING: _preparing,
    Symbol.READY: _ready,
    Symbol.RUNNING: _running,
    Symbol.PAUSED: _paused,
    Symbol.DELIBERATING: _deliberating,
    Symbol.TO_SIGN: _to_sign,
    Symbol.DONE: _done,
    Symbol.ABSENT: _absent,
    Symbol.JUSTIFIED: _justified,
    Symbol.NOT_VALIDATED: _not_validated,
    Symbol.RESERVED: _reserved,
    Symbol.WITHHELD: _withheld,
    Symbol.DAMAGED: _damaged,
}
