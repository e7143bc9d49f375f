"""Lists of rows of several lines: their model, their view and what their painting begins with."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import plain_tip

ROW = Qt.ItemDataRole.UserRole + 1
"""The role under which a row's value is found."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_Row = TypeVar("_Row")


class RowsModel(QAbstractListModel, Generic[_Row]):
    """Frozen values as rows.

    ``spoken``: a row as a screen reader says it. ``key``: what a row is found by, ``None`` for a heading or
    the like, which can't be selected. ``shape``: what its height and the columns of the list depend on;
    while that stays, only the rows that changed are painted anew. ``tip``: a row's tooltip, or "".
    """

    def __init__(
        self,
        spoken: Callable[[_Row], str],
        key: Callable[[_Row], Hashable | None] = id,
        *,
        shape: Callable[[_Row], object] | None = None,
        tip: Callable[[_Row], str] | None = None,
    ) -> None:
        super().__init__()
        self.rows: tuple[_Row, ...] = ()
        self._spoken = spoken
        self._key = key
        self._shape = shape
        self._tip = tip

    def show(self, rows: tuple[_Row, ...]) -> None:
        """These rows, with as little told to the view as they ask for."""
        before = self.rows
        if rows == before:
            return
        if self._shape is not None and [*map(self._shape, rows)] == [*map(self._shape, before)]:
            self.rows = rows
            for place, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(place), self.index(place))
        elif rows[: len(before)] == before:
            self.beginInsertRows(_ROOT, len(before), len(rows) - 1)
            self.rows = rows
            self.endInsertRows()
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def place(self, key: Hashable) -> QModelIndex:
        """Where a row stands; not valid when it isn't in the list."""
        found = (place for place, row in enumerate(self.rows) if self._key(row) == key)
        return self.index(next(found, -1))

    def row(self, index: Index) -> _Row | None:
        return self.rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case _ if role == ROW:
                return row
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case Qt.ItemDataRole.ToolTipRole if self._tip is not None:
                return plain_tip(self._tip(row)) or None
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is None or self._key(row) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class TallList(QListView):
    """One row chosen at a time, none edited in place; rows as wide as the list, scrolled by the pixel, and
    measured anew when the width or the text size changes.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        theme.changed.connect(self.measure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.measure()
        if self.hasFocus() and event.size().height() < event.oldSize().height():
            # What comes below takes of its height: the row that the keys are on stays in sight whole.
            soon(self, lambda: self.scrollTo(self.currentIndex()))

    def measure(self) -> None:
        """Ask the rows again how high they are. To be extended where more depends on it."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class RowDelegate(QStyledItemDelegate):
    """Paints the rows of one list."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def _width(self) -> int:
        """That a row has."""
        return self._view.viewport().width()


class LinesList(QListWidget):
    """Lines to read, none to choose: as high as they need, up to ``most`` of text; it scrolls beyond."""

    def __init__(self, theme: Theme, name: str, most: int) -> None:
        super().__init__()
        self._most = most
        self.setProperty("role", "boxed")
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setSpacing(theme.px(2))
        for told in (self.model().rowsInserted, self.model().modelReset):
            told.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.doItemsLayout()
        most = self._most * (self.fontMetrics().lineSpacing() + self.spacing())
        around = self.height() - self.viewport().height()
        self.setFixedHeight(max(min(self.contentsSize().height(), most) + around, 0))


class _OneLine(QStyledItemDelegate):
    """A row is as wide as the list: what is longer ends with « … »."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(1, super().sizeHint(option, index).height())


class KeyedRows(QListWidget):
    """Rows that are written beside the list. ``pasted``, ``removed``, ``moved`` (by how much): by the keys of
    the list itself.
    """

    pasted = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_OneLine(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.removed.emit()
        elif control and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
