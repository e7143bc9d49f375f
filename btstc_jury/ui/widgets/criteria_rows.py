"""The rows of the criteria list and their painting."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from btstc_jury.application.views.criteria import CriteriaView, CriterionGroup, CriterionLine, LevelBox
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, RADIUS, SMALL

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class CriteriaRole(IntEnum):
    """``ROW``: the ``CriterionLine`` or, for a heading, the ``CriterionGroup``."""

    ROW = Qt.ItemDataRole.UserRole + 1


class CriteriaModel(QAbstractListModel):
    """Headings can't be selected."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[CriterionGroup | CriterionLine] = []
        self.boxes: tuple[LevelBox, ...] = ()
        self.opinions = 0
        """How many opinions stand beside each criterion."""

    def show(self, view: CriteriaView) -> None:
        """Keep the rows in place where only levels or counts changed."""
        rows: list[CriterionGroup | CriterionLine] = []
        for group in view.groups:
            rows.append(group)
            rows.extend(group.lines)
        same_shape = [_identity(r) for r in rows] == [_identity(r) for r in self._rows]
        opinions = max((len(r.opinions) for r in rows if isinstance(r, CriterionLine)), default=0)
        if same_shape and view.boxes == self.boxes and opinions == self.opinions:
            before, self._rows = self._rows, rows
            for position, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old != new and isinstance(new, CriterionLine):
                    self.dataChanged.emit(self.index(position), self.index(position))
            return
        self.beginResetModel()
        self._rows, self.boxes, self.opinions = rows, view.boxes, opinions
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == CriteriaRole.ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], CriterionGroup):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def position_of(self, criterion: int) -> int | None:
        """Row of a criterion number."""
        for position, row in enumerate(self._rows):
            if isinstance(row, CriterionLine) and row.number == criterion:
                return position
        return None

    def numbers(self) -> frozenset[int]:
        return frozenset(row.number for row in self._rows if isinstance(row, CriterionLine))

    def line_at(self, position: int) -> CriterionLine | None:
        row = self._rows[position] if 0 <= position < len(self._rows) else None
        return row if isinstance(row, CriterionLine) else None

    def nearest(self, position: int) -> int | None:
        """Number of the criterion at a row or after it, or else of the last one."""
        numbers = [row.number for row in self._rows[position:] if isinstance(row, CriterionLine)]
        if numbers:
            return numbers[0]
        last = self.line_at(len(self._rows) - 1)
        return last.number if last else None

    def first_unrated(self, after: int | None) -> int | None:
        """Number of the next criterion not yet rated, round the end of the list."""
        lines = [row for row in self._rows if isinstance(row, CriterionLine)]
        start = next((i for i, line in enumerate(lines) if line.number == after), -1) + 1
        for line in (*lines[start:], *lines[:start]):
            if line.level is None:
                return line.number
        return None

    def _words(self, row: CriterionGroup | CriterionLine) -> str:
        if isinstance(row, CriterionGroup):
            return f"{row.codes} {row.label}"
        labels = {box.letters: box.label for box in self.boxes}
        level = labels.get(row.level or "", "pas encore noté")
        opinions = f" — {row.spread.words}" if row.spread else ""
        return f"{row.number}. {row.text} — {level}{opinions}"


def _identity(row: CriterionGroup | CriterionLine) -> tuple[int, str]:
    return (row.number, row.text) if isinstance(row, CriterionLine) else (0, row.codes)


_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


_REACH = 12
"""Pixels above and below a box that still count as the box."""

_NARROW = 470
"""Width (at 100 % text) under which the boxes go below the text."""


class CriteriaDelegate(QStyledItemDelegate):
    """``compact``: one line for each criterion. ``focused``: the list takes the keys."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.compact = False
        self.focused = False

    def box_at(self, model: CriteriaModel, row: QRect, x: int, y: int) -> LevelBox | None:
        """The level box under a point of a row."""
        for box, area in zip(model.boxes, self._boxes(model, row), strict=True):
            if area.adjusted(-1, -_REACH, 1, _REACH).contains(x, y):
                return box
        return None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        px = self._theme.px
        row = index.data(CriteriaRole.ROW)
        width = self._view_width()
        if isinstance(row, CriterionGroup):
            return QSize(width, px(30))
        model = index.model()
        if self.compact or not isinstance(model, CriteriaModel):
            return QSize(width, px(32))
        room = self._text_area(model, QRect(0, 0, width, px(36))).width()
        metrics = QFontMetrics(self._theme.font(BODY))
        text = metrics.boundingRect(QRect(0, 0, room, 10_000), int(_WRAP), row.text)
        height = max(px(38), text.height() + px(10))
        return QSize(width, height + px(28) if self._stacked(width) else height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(CriteriaRole.ROW)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, CriterionGroup):
            self._paint_heading(painter, area, row)
        else:
            state: QStyle.StateFlag = option.state
            selected = bool(state & QStyle.StateFlag.State_Selected)
            self._paint_line(painter, area, row, index.model(), selected=selected)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, group: CriterionGroup) -> None:
        px, colors = self._theme.px, self._theme.palette
        text = area.adjusted(px(16), px(8), -px(16), 0)
        painter.setPen(QColor(colors.muted))
        bold = self._theme.font(SMALL, bold=True)
        painter.setFont(bold)
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(text, flags, group.codes)
        text.setLeft(text.left() + QFontMetrics(bold).horizontalAdvance(group.codes) + px(10))
        font = self._theme.font(SMALL)
        painter.setFont(font)
        shown = QFontMetrics(font).elidedText(group.label, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, flags, shown)

    def _paint_line(
        self, painter: QPainter, area: QRect, line: CriterionLine, model: object, *, selected: bool
    ) -> None:
        if not isinstance(model, CriteriaModel):
            return
        px, colors = self._theme.px, self._theme.palette
        self._paint_ground(painter, area, line)
        if selected:
            painter.fillRect(area, QColor(colors.accent_soft))
            bar = px(4) if self.focused else px(2)
            painter.fillRect(QRect(area.left(), area.top(), bar, area.height()), QColor(colors.accent))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(colors.line))
        painter.setPen(QColor(colors.muted))
        painter.setFont(self._theme.font(BODY, bold=True))
        text = self._text_area(model, area)
        number = QRect(area.left() + px(8), text.top(), px(30), text.height())
        painter.drawText(
            number, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(line.number)
        )
        self._paint_text(painter, text, line)
        self._paint_notes(painter, model, area, line)
        for box, place in zip(model.boxes, self._boxes(model, area), strict=True):
            self._paint_box(painter, place, box, chosen=box.letters == line.level)
        self._paint_beside(painter, model, area, line)

    def _paint_ground(self, painter: QPainter, area: QRect, line: CriterionLine) -> None:
        """What lies under a row that isn't the current one."""

    def _paint_beside(
        self, painter: QPainter, model: CriteriaModel, area: QRect, line: CriterionLine
    ) -> None:
        """What a screen shows beside the levels."""

    def _paint_text(self, painter: QPainter, area: QRect, line: CriterionLine) -> None:
        font = self._theme.font(BODY)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.text))
        if self.compact:
            shown = QFontMetrics(font).elidedText(line.text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)
        else:
            painter.drawText(area, int(_WRAP), line.text)

    def _paint_notes(self, painter: QPainter, model: CriteriaModel, area: QRect, line: CriterionLine) -> None:
        if not line.notes:
            return
        px = self._theme.px
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(QColor(self._theme.palette.muted))
        right = self._boxes(model, area)[0].left() - px(10)
        box = self._boxes(model, area)[0]
        place = QRect(right - px(40), box.top(), px(40), box.height())
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(place, flags, f"{line.notes} ✎")

    def _paint_box(self, painter: QPainter, place: QRect, box: LevelBox, *, chosen: bool) -> None:
        colors = self._theme.palette
        radius = self._theme.px(RADIUS)
        fill = self._theme.level(box.rank) if chosen else QColor(colors.surface)
        painter.setPen(QPen(fill if chosen else QColor(colors.line)))
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        font: QFont = self._theme.font(SMALL, bold=chosen)
        painter.setFont(font)
        painter.setPen(QColor(colors.on_level if chosen else colors.muted))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), box.letters)

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
        return not self.compact and width < self._theme.px(_NARROW)

    def _view_width(self) -> int:
        view = self.parent()
        viewport = getattr(view, "viewport", None)
        return viewport().width() if viewport is not None else self._theme.px(600)
