"""Marks, levels and times drawn in the lines of a table: told by shape, whatever the colours; the same stands
in words beside them.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from btstc_jury.application.views.centre.harmony import Drawing, Estimate, Line, Section, Shares, Spread
from btstc_jury.ui.centre.rows_table import Heading, Index, RowsModel, RowsTable, UnderHeading
from btstc_jury.ui.theme.theme import Theme

_PAD, _DEEP = 8, 18
_TICKS = 4
"""Steps of the scale of a distribution."""
_PATTERNS = (
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.SolidPattern,
)
"""Of levels, the lowest first; steps between are taken at the nearest."""


def heading_of(section: Section, place: int) -> Heading:
    column = section.columns[place]
    return Heading(
        column.title,
        lambda line: line.cells[place].text,
        column.share,
        column.least,
        lambda line: _comparable(line.cells[place].order),
    )


def _comparable(order: float | str) -> tuple[int, float, str]:
    return (1, 0.0, order) if isinstance(order, str) else (0, order, "")


class HarmonyTable(RowsTable[Line]):
    """One part. Enter or a double click on a line that is about an oral asks for it (``chosen``)."""

    def __init__(self, theme: Theme, section: Section) -> None:
        headings = [heading_of(section, place) for place in range(len(section.columns))]
        model = RowsModel[Line](headings, lambda line: tuple(each.text for each in line.cells[:2]))
        self._drawn = section.drawn
        super().__init__(theme, section.part.facts.label, model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_Drawn(theme, self, section.drawn))
        self.show_section(section)

    def show_section(self, section: Section) -> None:
        self.rows.show(section.lines)

    def measure(self) -> None:
        super().measure()
        if self._drawn >= 0:
            deep = self.fontMetrics().height() + self._theme.px(_DEEP)
            self.verticalHeader().setDefaultSectionSize(deep)


class _Drawn(UnderHeading):
    """``column``: of the drawings, -1 for none."""

    def __init__(self, theme: Theme, table: HarmonyTable, column: int) -> None:
        super().__init__(theme, table)
        self._table, self._column = table, column

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if self._table.rows.rows[index.row()].flagged:
            option.font.setBold(True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        drawing = self._table.rows.rows[index.row()].drawing if index.column() == self._column else None
        if drawing is None:
            super().paint(painter, option, index)
            return
        self._paint_ground(painter, option, index)
        pad = self._theme.px(_PAD)
        area = QRectF(option.rect).adjusted(pad, self._theme.px(4), -pad, -self._theme.px(4))
        painter.save()
        painter.setClipRect(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, self._theme, drawing, area)
        painter.restore()


def draw(painter: QPainter, theme: Theme, drawing: Drawing, area: QRectF) -> None:
    match drawing:
        case Spread():
            _draw_spread(painter, theme, drawing, area)
        case Shares():
            _draw_shares(painter, theme, drawing, area)
        case Estimate():
            _draw_estimate(painter, theme, drawing, area)


def _at(area: QRectF, low: float, high: float, value: float) -> float:
    return area.left() + area.width() * (value - low) / (high - low)


def _scale(painter: QPainter, theme: Theme, area: QRectF) -> None:
    painter.setPen(QPen(QColor(theme.palette.line), 1))
    for step in range(_TICKS + 1):
        x = area.left() + area.width() * step / _TICKS
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))


def _draw_spread(painter: QPainter, theme: Theme, drawn: Spread, area: QRectF) -> None:
    _scale(painter, theme, area)
    at = partial(_at, area, drawn.low, drawn.high)
    palette, middle = theme.palette, area.center().y()
    if drawn.limit is not None:
        painter.setPen(QPen(QColor(palette.warning), theme.px(2), Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(at(drawn.limit), area.top()), QPointF(at(drawn.limit), area.bottom()))
    most = max(drawn.bars, default=0)
    painter.setPen(Qt.PenStyle.NoPen)
    for step, count in enumerate(drawn.bars):
        left, right = at(drawn.low + step), min(at(drawn.low + step + 1), area.right() + 1)
        deep = area.height() * count / most if most else 0.0
        bar = QRectF(left + 0.5, area.bottom() - deep, max(right - left - 1, 1), deep)
        painter.fillRect(bar, QColor(palette.line))
    pen = QPen(QColor(palette.text), max(theme.px(1), 1))
    painter.setPen(pen)
    if drawn.box is not None and drawn.whiskers is not None:
        first, second, third = map(at, drawn.box)
        low, high = map(at, drawn.whiskers)
        half = area.height() * 0.22
        painter.drawLine(QPointF(low, middle), QPointF(first, middle))
        painter.drawLine(QPointF(third, middle), QPointF(high, middle))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(first, middle - half, max(third - first, 1), 2 * half))
        painter.setPen(QPen(QColor(palette.text), theme.px(3)))
        painter.drawLine(QPointF(second, middle - half), QPointF(second, middle + half))
        painter.setPen(pen)
    _draw_points(painter, theme, drawn, area)


def _draw_points(painter: QPainter, theme: Theme, drawn: Spread, area: QRectF) -> None:
    """Full where they are all that there is, rings where they lie far from the rest; equal ones one above
    the other.
    """
    side = theme.px(6)
    far = drawn.box is not None
    painter.setPen(QPen(QColor(theme.palette.text), max(theme.px(1.5), 1)))
    painter.setBrush(QColor(theme.palette.surface) if far else QColor(theme.palette.text))
    seen = Counter[float]()
    for value in drawn.points:
        x = _at(area, drawn.low, drawn.high, value)
        y = area.center().y() if far else area.bottom() - side / 2 - 1
        y -= seen[value] * (side + 1)
        seen[value] += 1
        painter.drawEllipse(QPointF(x, max(y, area.top() + side / 2)), side / 2, side / 2)


def _draw_shares(painter: QPainter, theme: Theme, drawn: Shares, area: QRectF) -> None:
    """One after the other, « non évalué » behind a gap; each has its pattern and its letters."""
    palette = theme.palette
    total = sum(drawn.counts) + drawn.apart
    gap = theme.px(6) if drawn.apart else 0
    width = area.width() - gap
    left = area.left()
    steps = max(len(drawn.counts) - 1, 1)
    for place, count in enumerate(drawn.counts):
        part = QRectF(left, area.top(), width * count / total, area.height())
        pattern = _PATTERNS[round(place * (len(_PATTERNS) - 1) / steps)]
        color = palette.levels[round(place * (len(palette.levels) - 1) / steps)]
        _draw_share(painter, theme, part, QBrush(QColor(color), pattern), drawn.letters[place])
        left += part.width()
    if drawn.apart:
        part = QRectF(left + gap, area.top(), width * drawn.apart / total, area.height())
        _draw_share(painter, theme, part, QBrush(Qt.BrushStyle.NoBrush), "NE")


def _draw_share(painter: QPainter, theme: Theme, part: QRectF, brush: QBrush, letters: str) -> None:
    if part.width() < 1:
        return
    painter.setPen(QPen(QColor(theme.palette.text), 1))
    painter.setBrush(brush)
    painter.drawRect(part)
    need = painter.fontMetrics().horizontalAdvance(letters) + theme.px(6)
    if part.width() < need:
        return
    words = QRectF(0, 0, need, painter.fontMetrics().height())
    words.moveCenter(part.center())
    painter.fillRect(words, QColor(theme.palette.surface))
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, letters)


def _draw_estimate(painter: QPainter, theme: Theme, drawn: Estimate, area: QRectF) -> None:
    at = partial(_at, area, drawn.low, drawn.high)
    palette, middle = theme.palette, area.center().y()
    painter.setPen(QPen(QColor(palette.line), 1))
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
    painter.setPen(QPen(QColor(palette.border), 1, Qt.PenStyle.DashLine))
    for step in (0.0, *drawn.steps):
        painter.drawLine(QPointF(at(step), area.top()), QPointF(at(step), area.bottom()))
    painter.setPen(QPen(QColor(palette.text), theme.px(2)))
    if drawn.interval is not None:
        low, high = (at(max(each, drawn.low)) for each in drawn.interval)
        end = area.height() * 0.2
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        for x in (low, high):
            painter.drawLine(QPointF(x, middle - end), QPointF(x, middle + end))
    painter.setBrush(QColor(palette.text))
    painter.drawEllipse(QPointF(at(max(drawn.value, drawn.low)), middle), theme.px(4), theme.px(4))
