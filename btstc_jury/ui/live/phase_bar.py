"""The phases drawn to scale, with the position of now."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.application.views.clock import CellState, PhaseCell
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS, SMALL

_GAP = 3
_NARROWEST = 0.11
"""Share of the bar below which no phase falls, so that its title can be read."""


class PhaseBar(QWidget):
    """Paints ``PhaseCell`` values; nothing is clickable, so that nothing happens by accident."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cells: tuple[PhaseCell, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Phases de l’épreuve")
        theme.changed.connect(self._restyle)

    def show_cells(self, cells: tuple[PhaseCell, ...]) -> None:
        if cells == self._cells:
            return
        before, self._cells = self._cells, cells
        now = [f"{c.title} {c.time}" for c in cells if c.state is CellState.NOW]
        self.setAccessibleDescription(", ".join(now))
        if [each.width for each in before] != [each.width for each in cells]:
            self.update()
            return
        for old, new, area in zip(before, cells, self._areas(), strict=True):
            # Each second, one phase alone goes on.
            if old != new:
                self.update(area)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(600), self._theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for cell, area in zip(self._cells, self._areas(), strict=True):
            if event.rect().intersects(area):
                self._paint_cell(painter, cell, area)

    def _areas(self) -> list[QRect]:
        if not self._cells:
            return []
        gap = self._theme.px(_GAP)
        room = self.width() - gap * (len(self._cells) - 1)
        whole = sum(cell.width for cell in self._cells)
        shares = [max(cell.width / whole, _NARROWEST) for cell in self._cells]
        scale = room / sum(shares)
        areas: list[QRect] = []
        left = 0.0
        for share in shares:
            width = share * scale
            areas.append(QRect(round(left), 0, round(left + width) - round(left), self.height()))
            left += width + gap
        return areas

    def _paint_cell(self, painter: QPainter, cell: PhaseCell, area: QRect) -> None:
        colors = self._theme.palette
        radius = self._theme.px(RADIUS)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), radius, radius)
        now = cell.state is CellState.NOW
        painter.fillPath(shape, QColor(colors.surface if now else colors.sunken))
        painter.save()
        painter.setClipPath(shape)
        self._paint_used(painter, cell, area)
        painter.restore()
        if now:
            edge = colors.quiet if cell.uninterrupted else colors.accent
            painter.setPen(QPen(QColor(colors.overrun if cell.overrun else edge), self._theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shape)
        self._paint_words(painter, cell, area)

    def _paint_used(self, painter: QPainter, cell: PhaseCell, area: QRect) -> None:
        colors = self._theme.palette
        soft = colors.quiet_soft if cell.uninterrupted else colors.accent_soft
        used = QRectF(area)
        used.setWidth(area.width() * min(cell.filled, cell.limit))
        painter.fillRect(used, QColor(soft))
        if cell.overrun and cell.state is not CellState.FUTURE:
            over = QRectF(area)
            over.setLeft(area.left() + area.width() * cell.limit)
            over.setRight(area.left() + area.width() * cell.filled)
            painter.fillRect(over, QBrush(QColor(colors.overrun), Qt.BrushStyle.BDiagPattern))
        if cell.state is CellState.NOW:
            edge = colors.quiet if cell.uninterrupted else colors.accent
            x = area.left() + area.width() * cell.filled
            # Along the foot: a line through the whole height would strike the words out.
            foot = QRectF(area).adjusted(0, area.height() - self._theme.px(5), 0, 0)
            foot.setRight(x)
            painter.fillRect(foot, QColor(edge))

    def _paint_words(self, painter: QPainter, cell: PhaseCell, area: QRect) -> None:
        px, colors = self._theme.px, self._theme.palette
        inside = area.adjusted(px(9), px(4), -px(6), -px(4))
        now = cell.state is CellState.NOW
        title = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        time = QRect(inside.left(), title.bottom() + 1, inside.width(), inside.height() // 2)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        bold = self._theme.font(SMALL, bold=True)
        painter.setFont(bold)
        painter.setPen(QColor(colors.text if now else colors.muted))
        words = f"{cell.number} {cell.title}"
        elided = QFontMetrics(bold).elidedText(words, Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, flags, elided)
        plain = self._theme.font(SMALL, bold=cell.overrun)
        painter.setFont(plain)
        if cell.overrun:
            painter.setPen(QColor(colors.overrun))
        painter.drawText(time, flags, _shortened(cell.time, QFontMetrics(plain), time.width()))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


def _shortened(time: str, metrics: QFontMetrics, width: int) -> str:
    """« 8:52 » of « 8:52 / 13:20 », « 14:48 » of « reste 14:48 » where the whole doesn't fit."""
    for words in (time, time.partition(" / ")[0], time.removeprefix("reste ")):
        if metrics.horizontalAdvance(words) <= width:
            return words
    return metrics.elidedText(time, Qt.TextElideMode.ElideRight, width)
