"""The signs of the states, drawn so that they look the same whatever fonts the machine has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.theme.theme import Theme
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


def drawn_icon(side: int, ratio: float, draw: Callable[[QPainter, QRectF], None]) -> QIcon:
    """What ``draw`` paints in a square of ``side`` pixels, ``ratio`` of the device for each. Selected or not
    to be pressed, it keeps its colours.
    """
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, QRectF(0, 0, side, side))
    painter.end()
    icon = QIcon(picture)
    for mode in (QIcon.Mode.Selected, QIcon.Mode.Disabled):
        icon.addPixmap(picture, mode)
    return icon


def symbol_icon(theme: Theme, ratio: float, symbol: Symbol, color: QColor, side: int = 16) -> QIcon:
    """``side``: pixels of the design."""
    return drawn_icon(theme.px(side), ratio, lambda painter, box: draw_symbol(painter, symbol, box, color))


class SymbolSign(QWidget):
    """``size``: side in pixels of the design. It has no words: what it stands beside says them."""

    def __init__(self, theme: Theme, symbol: Symbol, tone: Tone, size: int = 14) -> None:
        super().__init__()
        self._theme, self._symbol, self._tone, self._size = theme, symbol, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        # A line of text is higher than the sign, and both begin at its top.
        return QSize(self._theme.px(self._size), self._theme.px(self._size + 3))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self._theme.px(self._size)
        box = QRectF(0, self.height() - side, side, side)
        draw_symbol(QPainter(self), self._symbol, box, tone_color(self._theme.palette, self._tone))


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
