"""Rows of two lines: what it is and what there is to say of it, how it stands at the right."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.lists import ROW, RowDelegate, RowsModel, TallList
from btstc_jury.ui.widgets.painting import is_selected, paint_selected, write

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TwoLines:
    """``strong``: it goes on now."""

    key: Hashable
    title: str
    detail: str
    state: str
    more: str
    spoken: str
    strong: bool = False


class TwoLineDelegate(RowDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        theme = self._theme
        lines = QFontMetrics(theme.font(BODY, bold=True)).height() + QFontMetrics(theme.font(SMALL)).height()
        return QSize(self._width(), lines + theme.px(16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: TwoLines = index.data(ROW)
        theme, colors, box, px = self._theme, self._theme.palette, option.rect, self._theme.px
        painter.save()
        if is_selected(option):
            paint_selected(theme, painter, box, bar=3)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(colors.sunken))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(colors.line))
        if is_selected(option) and self._view.hasFocus():
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))
        bold, small = theme.font(BODY, bold=True), theme.font(SMALL)
        inner, first = box.adjusted(px(16), px(7), -px(16), -px(8)), QFontMetrics(bold).height()
        upper = QRect(inner.left(), inner.top(), inner.width(), first)
        lower = QRect(inner.left(), inner.top() + first, inner.width(), inner.height() - first)
        state = bold if row.strong else theme.font(BODY)
        ink = colors.accent if row.strong else colors.text
        _line(painter, upper, (row.title, bold, colors.text), (row.state, state, ink), px(12))
        _line(painter, lower, (row.detail, small, colors.muted), (row.more, small, colors.muted), px(12))
        painter.restore()


_Said = tuple[str, QFont, str]


def _line(painter: QPainter, box: QRect, left: _Said, right: _Said, gap: int) -> None:
    """What stands at the right is cut last."""
    # A pixel more: what just fits would be cut.
    wide = min(QFontMetrics(right[1]).horizontalAdvance(right[0]) + 2, box.width() * 2 // 3)
    write(painter, QRect(box.right() + 1 - wide, box.top(), wide, box.height()), *right)
    free = box.width() - wide - gap if right[0] else box.width()
    write(painter, QRect(box.left(), box.top(), free, box.height()), *left)


class TwoLineList(TallList):
    """``chosen``: by Enter or a double click; ``moved``: another row is selected, or none."""

    chosen = Signal(object)
    moved = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme)
        self._rows: RowsModel[TwoLines] = RowsModel(_spoken, _key, tip=_tip)
        self.setModel(self._rows)
        self.setItemDelegate(TwoLineDelegate(theme, self))
        self.setAccessibleName(name)
        self.selectionModel().currentChanged.connect(self._on_moved)
        self.doubleClicked.connect(lambda _index: self._choose())

    @property
    def current(self) -> Hashable | None:
        row = self._rows.row(self.currentIndex())
        return None if row is None else row.key

    def show_rows(self, rows: tuple[TwoLines, ...]) -> None:
        """The selected one stays selected; else the first is."""
        kept = self.current
        self._rows.show(rows)
        place = self._rows.place(kept) if kept is not None else QModelIndex()
        if not place.isValid() and rows:
            place = self._rows.index(0)
        if place != self.currentIndex():
            self.setCurrentIndex(place)
        self.moved.emit()

    def select(self, key: Hashable) -> None:
        place = self._rows.place(key)
        if place.isValid():
            self.setCurrentIndex(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)

    def _on_moved(self, *_indexes: Callable[..., object]) -> None:
        self.moved.emit()


def _spoken(row: TwoLines) -> str:
    return row.spoken


def _key(row: TwoLines) -> Hashable:
    return row.key


def _tip(row: TwoLines) -> str:
    return "\n".join(filter(None, (row.title, row.detail)))
