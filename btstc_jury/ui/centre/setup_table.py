"""A list of what was entered of a centre, in columns, with keys of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from btstc_jury.application.views.centre.setup import SetupRow
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import plain_tip

_KEY = Qt.ItemDataRole.UserRole
_AIR = 24
_WIDEST = 0.45
"""Of the width: a column that is longer ends with « … »."""


class SetupTable(QTreeWidget):
    """``asked``: one line is to be edited, by Enter, F2 or a double click; ``removed``, ``pasted``,
    ``doubled``: by Delete, Ctrl+V, Ctrl+D. ``wraps``: what is long goes on below instead of being cut.
    """

    asked = Signal()
    removed = Signal()
    pasted = Signal()
    doubled = Signal()

    def __init__(self, theme: Theme, name: str, headings: Sequence[str], *, wraps: bool = False) -> None:
        super().__init__()
        self._wraps = wraps
        self.setWordWrap(wraps)
        self._theme = theme
        self._headings = headings
        self.setAccessibleName(name)
        self.setHeaderLabels([*headings])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(not wraps)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setSectionsMovable(False)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.itemDoubleClicked.connect(lambda _item, _column: self.asked.emit())

    def show_rows(self, rows: Sequence[SetupRow], select: Sequence[int] = ()) -> None:
        """``select``: these; otherwise those that were, or the line that takes their place."""
        chosen = {*select} or {*self.chosen()}
        place = self.currentIndex().row()
        self.clear()
        for each in rows:
            item = QTreeWidgetItem([*each.cells])
            item.setData(0, _KEY, each.identity)
            for column, cell in enumerate(each.cells):
                item.setToolTip(column, plain_tip(cell))
                said = f"{self._headings[column]}\u202f: {cell or 'rien'}"
                item.setData(column, Qt.ItemDataRole.AccessibleTextRole, said)
            self.addTopLevelItem(item)
        found = [item for item in self._items() if int(item.data(0, _KEY)) in chosen]
        if not found and rows:
            found = [self._items()[min(max(place, 0), len(rows) - 1)]]
        for number, item in enumerate(found):
            if not number:
                self.setCurrentItem(item)
            item.setSelected(True)
        self._fit()

    def chosen(self) -> tuple[int, ...]:
        """In the order of the list."""
        return tuple(int(item.data(0, _KEY)) for item in self._items() if item.isSelected())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in {keys.Key_Return, keys.Key_Enter, keys.Key_F2}:
            self.asked.emit()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.removed.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif control and event.key() == keys.Key_D:
            self.doubled.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [each for each in items if each is not None]

    def _fit(self) -> None:
        """Each column as wide as its words, less where there is no room for all of them."""
        columns = self.columnCount()
        wanted = [self._wanted(each) for each in range(columns)]
        width = max(self.viewport().width(), 1)
        most = round(width * _WIDEST)
        given = [min(each, most) for each in wanted]
        over = sum(given) - width
        while over > 0:
            widest = max(range(columns), key=lambda each: given[each])
            cut = min(over, max(given[widest] // 8, 1))
            given[widest] -= cut
            over -= cut
        for place, each in enumerate(given[:-1]):
            self.setColumnWidth(place, each)
        if self._wraps:
            for item in self._items():
                item.setSizeHint(0, QSize(1, self._height(item)))

    def _height(self, item: QTreeWidgetItem) -> int:
        """Of a line whose cells wrap."""
        free = (
            QRect(0, 0, self.columnWidth(each) - self._theme.px(_AIR), 10_000)
            for each in range(self.columnCount())
        )
        words = (
            self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text(each)).height()
            for each, room in enumerate(free)
        )
        return max(words) + self._theme.px(_AIR) // 2

    def _wanted(self, column: int) -> int:
        texts = [self.headerItem().text(column), *(item.text(column) for item in self._items())]
        return max(map(self.fontMetrics().horizontalAdvance, texts)) + self._theme.px(_AIR)
