"""The signs of the states, drawn so that they look the same whatever fonts the machine has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

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
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 16, box.width() / 16)
    painter.setPen(QPen(color, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    for draw, *numbers in _DRAWINGS[symbol]:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw(painter, *numbers)
    painter.restore()


def _circle(painter: QPainter, x: float, y: float, radius: float) -> None:
    painter.drawEllipse(QPointF(x, y), radius, radius)


def _disc(painter: QPainter, x: float, y: float, radius: float) -> None:
    painter.setBrush(painter.pen().color())
    _circle(painter, x, y, radius)


def _dot(painter: QPainter, x: float, y: float) -> None:
    painter.drawPoint(QPointF(x, y))


def _bar(painter: QPainter, *place: float) -> None:
    painter.fillRect(QRectF(*place), painter.pen().color())


def _box(painter: QPainter, *place: float) -> None:
    painter.drawRoundedRect(QRectF(*place), 1, 1)


def _line(painter: QPainter, *numbers: float) -> None:
    painter.drawPolyline(_points(numbers))


def _outline(painter: QPainter, *numbers: float) -> None:
    painter.drawPolygon(_points(numbers))


def _shape(painter: QPainter, *numbers: float) -> None:
    painter.setBrush(painter.pen().color())
    _outline(painter, *numbers)


def _shackle(painter: QPainter, left: float, right: float, foot: float, top: float) -> None:
    path = QPainterPath(QPointF(left, foot))
    path.lineTo(left, top + (right - left) / 2)
    path.arcTo(QRectF(left, top, right - left, right - left), 180, -180)
    path.lineTo(right, foot)
    painter.drawPath(path)


def _points(numbers: tuple[float, ...]) -> list[QPointF]:
    return [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


_PEN: Final = (_outline, 3, 13, 4, 9.5, 11, 2.5, 13.5, 5, 6.5, 12)

_DRAWINGS: Final[Mapping[Symbol, tuple[tuple[Any, ...], ...]]] = {
    Symbol.PLANNED: ((_circle, 8, 8, 4),),
    Symbol.PREPARING: ((_circle, 8, 8, 6.5), (_line, 8, 4.5, 8, 8, 10.5, 9.5)),
    Symbol.READY: ((_circle, 8, 8, 6), (_disc, 8, 8, 2)),
    Symbol.RUNNING: ((_shape, 4, 3, 13, 8, 4, 13),),
    Symbol.PAUSED: ((_bar, 3.5, 2.5, 3, 11), (_bar, 9.5, 2.5, 3, 11)),
    Symbol.DELIBERATING: (_PEN,),
    Symbol.TO_SIGN: (_PEN, (_line, 8.5, 14, 14, 14)),
    Symbol.DONE: ((_line, 3, 8.5, 6.5, 12, 13, 4),),
    Symbol.ABSENT: ((_circle, 8, 8, 6), (_line, 5, 8, 11, 8)),
    Symbol.JUSTIFIED: (
        (_outline, 3.5, 2, 10, 2, 12.5, 4.5, 12.5, 14, 3.5, 14),
        (_line, 6, 9, 10, 9),
    ),
    Symbol.NOT_VALIDATED: ((_line, 3.5, 3.5, 12.5, 12.5), (_line, 12.5, 3.5, 3.5, 12.5)),
    Symbol.RESERVED: ((_outline, 8, 2, 14.5, 13.5, 1.5, 13.5), (_line, 8, 6.5, 8, 8.5), (_dot, 8, 11.2)),
    Symbol.RESERVE_UPHELD: ((_shape, 8, 2, 14.5, 13.5, 1.5, 13.5),),
    Symbol.FRAUD_UPHELD: ((_shape, 3, 7.5, 13, 7.5, 13, 14, 3, 14), (_shackle, 5, 11, 7.5, 2.5)),
    Symbol.WITHHELD: ((_box, 3, 7.5, 10, 6.5), (_shackle, 5, 11, 7.5, 2.5)),
    # A leaf torn in two.
    Symbol.DAMAGED: (
        (_line, 3.5, 6.5, 3.5, 2, 12.5, 2, 12.5, 5),
        (_line, 3.5, 6.5, 6.5, 8, 9.5, 5, 12.5, 5),
        (_line, 3.5, 10, 6.5, 11.5, 9.5, 8.5, 12.5, 8.5),
        (_line, 3.5, 10, 3.5, 14, 12.5, 14, 12.5, 8.5),
    ),
}
"""In a square of sixteen: what draws, and its numbers."""
