"""The rows of the criteria list: headings of competences and criteria, and how they are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QToolTip

from btstc_jury.application.views import formats
from btstc_jury.application.views.criteria import (
    CriteriaView,
    CriterionGroup,
    CriterionLine,
    LevelBox,
    describe,
)
from btstc_jury.domain.standing import Symbol
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, RADIUS, SMALL
from btstc_jury.ui.widgets.basics import plain_tip
from btstc_jury.ui.widgets.lists import ROW, Index, RowDelegate, RowsModel
from btstc_jury.ui.widgets.painting import (
    LEFT,
    is_selected,
    lines_height,
    paint_chip,
    paint_selected,
    write,
    write_lines,
)
from btstc_jury.ui.widgets.symbols import draw_symbol

Row = CriterionGroup | CriterionLine


class CriteriaModel(RowsModel[Row]):
    """Headings can't be selected. ``opinions``: how many stand beside each criterion."""

    def __init__(self) -> None:
        super().__init__(self._words, _number, shape=_shape)
        self.boxes: tuple[LevelBox, ...] = ()
        self.opinions = 0

    def show_view(self, view: CriteriaView) -> None:
        rows: list[Row] = []
        for group in view.groups:
            # Lines that nothing stands above have no gap above them either.
            heading = (group,) if group.codes or group.label else ()
            rows += (*heading, *group.lines)
        opinions = max((len(r.opinions) for r in rows if isinstance(r, CriterionLine)), default=0)
        if (view.boxes, opinions) != (self.boxes, self.opinions):
            self.show(())
            self.boxes, self.opinions = view.boxes, opinions
        self.show(tuple(rows))

    def numbers(self) -> frozenset[int]:
        return frozenset(line.number for line in self._lines())

    def line_at(self, position: int) -> CriterionLine | None:
        row = self.rows[position] if 0 <= position < len(self.rows) else None
        return row if isinstance(row, CriterionLine) else None

    def nearest(self, position: int) -> int | None:
        """Number of the criterion at a row or after it, or else of the last one."""
        numbers = [line.number for line in self._lines(position)]
        if numbers:
            return numbers[0]
        last = self.line_at(len(self.rows) - 1)
        return last.number if last else None

    def first_unrated(self, after: int | None) -> int | None:
        """Number of the next criterion not yet rated, round the end of the list."""
        lines = self._lines()
        start = next((i for i, line in enumerate(lines) if line.number == after), -1) + 1
        around = (*lines[start:], *lines[:start])
        return next((line.number for line in around if line.level is None), None)

    def _lines(self, start: int = 0) -> list[CriterionLine]:
        return [row for row in self.rows[start:] if isinstance(row, CriterionLine)]

    def _words(self, row: Row) -> str:
        if isinstance(row, CriterionGroup):
            return f"{row.codes} {row.label}".strip()
        labels = {box.letters: box.label for box in self.boxes}
        level = labels.get(row.level or "", row.masked or "pas encore évalué")
        opinions = f" — {row.spread.words}" if row.spread else ""
        linked = f" — {formats.count(row.remarks, 'remarque')}" if row.remarks else ""
        return f"{row.number}. {row.text} — {level}{opinions}{linked}"


def _number(row: Row) -> int | None:
    return row.number if isinstance(row, CriterionLine) else None


def _shape(row: Row) -> object:
    return (row.number, row.text) if isinstance(row, CriterionLine) else row.codes


_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

_REACH = 12
"""Pixels above and below a box that still count as the box."""

_NARROW = 470
"""Width (at 100 % text) under which the boxes go below the text."""

_TWO_LINES = 1.7
"""Widths of a line that two hold, whose ends are left where a word doesn't fit."""


class CriteriaDelegate(RowDelegate):
    """``compact``: one line for each criterion, or two small ones in a narrow list. ``focused``: the list
    takes the keys.
    """

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view)
        self.compact = False
        self.focused = False

    def box_at(self, model: CriteriaModel, row: QRect, x: int, y: int) -> LevelBox | None:
        """The level box under a point of a row."""
        for box, area in zip(model.boxes, self._boxes(model, row), strict=True):
            if area.adjusted(-1, -_REACH, 1, _REACH).contains(x, y):
                return box
        return None

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A level under the mouse is told with its descriptor."""
        row, model = index.data(ROW), index.model()
        said = ""
        if isinstance(row, CriterionLine) and isinstance(model, CriteriaModel):
            box = self.box_at(model, option.rect, event.pos().x(), event.pos().y())
            said = describe(model.boxes, row, box) if box is not None else ""
        if not said:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), plain_tip(said), view)
        return True

    def level_places(self, model: CriteriaModel, row: QRect) -> tuple[tuple[LevelBox, QRect], ...]:
        """The level boxes of a row and where they are."""
        return tuple(zip(model.boxes, self._boxes(model, row), strict=True))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = self._theme.px
        row = index.data(ROW)
        width = self._width()
        if isinstance(row, CriterionGroup):
            return QSize(width, px(30))
        model = index.model()
        if self.compact or not isinstance(model, CriteriaModel):
            small = QFontMetrics(self._theme.font(SMALL)).height()
            return QSize(width, 2 * small + px(6) if self._narrow(width) else px(32))
        free = self._text_area(model, QRect(0, 0, width, px(36))).width()
        height = max(px(38), lines_height(row.text, self._theme.font(BODY), free) + px(10))
        return QSize(width, height + px(28) if self._stacked(width) else height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, CriterionGroup):
            self._paint_heading(painter, area, row)
        else:
            self._paint_line(painter, area, row, index.model(), selected=is_selected(option))
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, group: CriterionGroup) -> None:
        px, colors = self._theme.px, self._theme.palette
        text = area.adjusted(px(16), px(8), -px(16), 0)
        bold = self._theme.font(SMALL, bold=True)
        write(painter, text, group.codes, bold, colors.muted)
        if group.codes:
            text.setLeft(text.left() + QFontMetrics(bold).horizontalAdvance(group.codes) + px(10))
        write(painter, text, group.label, self._theme.font(SMALL), colors.muted)

    def _paint_line(
        self, painter: QPainter, area: QRect, line: CriterionLine, model: object, *, selected: bool
    ) -> None:
        if not isinstance(model, CriteriaModel):
            return
        px, colors = self._theme.px, self._theme.palette
        self._paint_ground(painter, area, line)
        if selected:
            paint_selected(self._theme, painter, area, bar=4 if self.focused else 2)
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(colors.line))
        painter.setPen(QColor(colors.muted))
        painter.setFont(self._theme.font(BODY, bold=True))
        text = self._text_area(model, area)
        number = QRect(area.left() + px(8), text.top(), px(30), text.height())
        painter.drawText(number, _RIGHT, str(line.number))
        self._paint_text(painter, text, line)
        self._paint_remarks(painter, model, area, line)
        if line.masked:
            self._paint_masked(painter, self._boxes(model, area), line.masked)
        else:
            self._paint_levels(painter, model, area, line)
        self._paint_beside(painter, model, area, line)

    def _paint_levels(
        self, painter: QPainter, model: CriteriaModel, area: QRect, line: CriterionLine
    ) -> None:
        for box, place in zip(model.boxes, self._boxes(model, area), strict=True):
            fill = self._theme.level(box.rank) if box.letters == line.level else None
            paint_chip(self._theme, painter, place, box.letters, fill)

    def _paint_masked(self, painter: QPainter, boxes: list[QRect], words: str) -> None:
        """In the place of the levels, a lock: they are there, and not to be seen."""
        px, colors = self._theme.px, self._theme.palette
        place = boxes[0].united(boxes[-1])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.sunken))
        painter.drawRoundedRect(place, px(RADIUS), px(RADIUS))
        side = px(14)
        lock = QRect(place.left() + px(10), place.center().y() - side // 2, side, side)
        draw_symbol(painter, Symbol.WITHHELD, QRectF(lock), QColor(colors.muted))
        text = place.adjusted(px(10) + side + px(8), 0, -px(6), 0)
        write(painter, text, words, self._theme.font(SMALL), colors.muted)

    def _paint_ground(self, painter: QPainter, area: QRect, line: CriterionLine) -> None:
        """What lies under a row that isn't the current one."""

    def _paint_beside(
        self, painter: QPainter, model: CriteriaModel, area: QRect, line: CriterionLine
    ) -> None:
        """What a screen shows beside the levels."""

    def _paint_text(self, painter: QPainter, area: QRect, line: CriterionLine) -> None:
        font, ink = self._theme.font(BODY), self._theme.palette.text
        if self.compact and self._narrow(self._width()):
            small = self._theme.font(SMALL)
            most = round(area.width() * _TWO_LINES)
            cut = QFontMetrics(small).elidedText(line.text, Qt.TextElideMode.ElideRight, most)
            write_lines(painter, area, cut, small, ink, at=LEFT)
        elif self.compact:
            write(painter, area, line.text, font, ink)
        else:
            write_lines(painter, area, line.text, font, ink, at=LEFT)

    def _paint_remarks(
        self, painter: QPainter, model: CriteriaModel, area: QRect, line: CriterionLine
    ) -> None:
        if not line.remarks:
            return
        px = self._theme.px
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(QColor(self._theme.palette.muted))
        box = self._boxes(model, area)[0]
        side = px(11)
        place = QRect(box.left() - px(50), box.top(), px(38) - side, box.height())
        painter.drawText(place, _RIGHT, str(line.remarks))
        pen = QRectF(box.left() - px(10) - side, box.center().y() - side / 2, side, side)
        draw_symbol(painter, Symbol.DELIBERATING, pen, QColor(self._theme.palette.muted))

    def _boxes(self, model: CriteriaModel, row: QRect) -> list[QRect]:
        px = self._theme.px
        width, height, gap = px(34), px(26), px(3)
        count = len(model.boxes)
        left = row.right() - px(16) - count * width - (count - 1) * gap
        top = row.top() + (row.height() - height) // 2
        if self._stacked(row.width()):
            top = row.bottom() - height - px(5)
        return [QRect(left + i * (width + gap), top, width, height) for i in range(count)]

    def _text_area(self, model: CriteriaModel, row: QRect) -> QRect:
        px = self._theme.px
        left = row.left() + px(48)
        if self._stacked(row.width()):
            width = row.right() - px(16) - left
            return QRect(left, row.top(), width, max(row.height() - px(32), px(24)))
        right = self._boxes(model, row)[0].left() - px(54) if model.boxes else row.right() - px(16)
        return QRect(left, row.top(), max(right - left, px(80)), row.height())

    def _stacked(self, width: int) -> bool:
        return not self.compact and self._narrow(width)

    def _narrow(self, width: int) -> bool:
        return width < self._theme.px(_NARROW)
