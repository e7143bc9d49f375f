"""A table of many rows of text: sorted, narrowed down, without delay at ten thousand of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import plain_tip
from btstc_jury.ui.widgets.painting import is_selected
from btstc_jury.ui.widgets.symbols import symbol_icon, tone_color

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_Row = TypeVar("_Row")


class Heading(NamedTuple):
    """``text``: of a row, in this column; ``share``: of the width; ``least``: pixels of the design;
    ``order``: by which it is sorted, the text when not given; ``ink``: another colour than that of text,
    which says no more than the words; ``sign``: drawn before them, for the eye that looks for it.
    """

    title: str
    text: Callable[[Any], str]
    share: int
    least: int
    order: Callable[[Any], Any] | None = None
    ink: Callable[[Any], str] | None = None
    sign: Callable[[Any], tuple[Symbol, Tone] | None] | None = None


class RowsModel(QAbstractTableModel, Generic[_Row]):
    """``rows``: those shown, in their order. ``key``: what a row is found by."""

    def __init__(self, headings: Sequence[Heading], key: Callable[[_Row], Hashable]) -> None:
        super().__init__()
        self.rows: tuple[_Row, ...] = ()
        self.headings = tuple(headings)
        self.key = key
        self._given: tuple[_Row, ...] = ()
        self._by: tuple[int, bool] | None = None

    def show(self, rows: Iterable[_Row]) -> None:
        """In the order given, or the one that the user chose."""
        self._given = tuple(rows)
        self.beginResetModel()
        self.rows = self._ordered()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._by = (column, order is Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.beginResetModel()
        self.rows = self._ordered()
        self.endResetModel()

    def place(self, key: Hashable) -> int:
        """-1 where it isn't shown."""
        return next((place for place, row in enumerate(self.rows) if self.key(row) == key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        heading = self.headings[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return heading.text(self.rows[index.row()])
            case Qt.ItemDataRole.ForegroundRole if heading.ink is not None:
                ink = heading.ink(self.rows[index.row()])
                return QColor(ink) if ink else None
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(heading.text(self.rows[index.row()])) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                told = heading.text(self.rows[index.row()])
                return f"{heading.title}\u202f: {told or 'rien'}"
            case _:
                return None

    def sign(self, index: Index) -> tuple[Symbol, Tone] | None:
        """To be drawn there."""
        sign = self.headings[index.column()].sign
        return None if sign is None else sign(self.rows[index.row()])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.headings[section].title
            case _:
                return None

    def _ordered(self) -> tuple[_Row, ...]:
        if self._by is None:
            return self._given
        column, backwards = self._by
        heading = self.headings[column]
        return tuple(sorted(self._given, key=heading.order or heading.text, reverse=backwards))


class UnderHeading(QStyledItemDelegate):
    """Words stand where those of their heading do."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.rect = option.rect.adjusted(self._theme.px(_INDENT), 0, 0, 0)
        model = index.model()
        sign = model.sign(index) if isinstance(model, RowsModel) else None
        if sign is not None:
            symbol, tone = sign
            chosen, colors = is_selected(option), self._theme.palette
            ink = QColor(colors.on_accent) if chosen else tone_color(colors, tone)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = symbol_icon(self._theme, option.widget.devicePixelRatioF(), symbol, ink, _SIDE)
            option.decorationSize = QSize(self._theme.px(_SIDE), self._theme.px(_SIDE))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A cell without its words, for what is drawn on it: signs and shapes keep their colours, which the
        ground of a selection would swallow.
        """
        self.initStyleOption(option, index)
        option.text = ""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        option.state &= ~QStyle.StateFlag.State_Selected
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if chosen:
            painter.fillRect(option.rect, QColor(self._theme.palette.accent_soft))


_INDENT = 5
_SIDE = 14


class RowsTable(QTableView, Generic[_Row]):
    """``chosen``: Enter or a double click on a row; ``removed``: Delete; ``moved``: another selection. Tab
    leaves it.
    """

    chosen = Signal()
    removed = Signal()
    moved = Signal()

    def __init__(self, theme: Theme, name: str, model: RowsModel[_Row]) -> None:
        super().__init__()
        self._theme = theme
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(UnderHeading(theme, self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        across.setSortIndicatorClearable(True)
        across.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        across.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._recall)
        self._kept: tuple[tuple[Hashable, ...], Hashable | None] = ((), None)
        self.doubleClicked.connect(lambda _index: self.chosen.emit())
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.moved.emit())
        theme.changed.connect(self.measure)
        self.measure()

    @property
    def selected(self) -> tuple[_Row, ...]:
        """From top to bottom."""
        chosen = self.selectionModel().selection()
        found = (chosen.at(place) for place in range(chosen.count()))
        ranges = sorted((each.top(), each.bottom()) for each in found)
        places = dict.fromkeys(place for top, bottom in ranges for place in range(top, bottom + 1))
        return tuple(self.rows.rows[each] for each in places)

    def go_to(self, key: Hashable) -> None:
        """Select that row alone."""
        self.go_to_row(self.rows.place(key))

    def go_to_row(self, place: int) -> None:
        """Where there is such a row. Not by ``selectRow``: keys that are still held would make it something
        else.
        """
        if 0 <= place < len(self.rows.rows):
            flags = QItemSelectionModel.SelectionFlag
            at = self.rows.index(place, 0)
            self.selectionModel().setCurrentIndex(at, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(at)

    def measure(self) -> None:
        """Each column its share of the width, and never less than it needs to be read."""
        px = self._theme.px
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + px(12))
        headings = self.rows.headings
        free = max(self.viewport().width() - sum(px(each.least) for each in headings), 0)
        shares = sum(each.share for each in headings)
        for place, each in enumerate(headings):
            self.setColumnWidth(place, px(each.least) + free * each.share // shares)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in {keys.Key_Return, keys.Key_Enter} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.chosen.emit()
        elif event.key() == keys.Key_Delete:
            self.removed.emit()
        elif event.key() == keys.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _remember(self) -> None:
        current = self.currentIndex()
        shown = self.rows.rows
        at = self.rows.key(shown[current.row()]) if current.isValid() else None
        self._kept = tuple(map(self.rows.key, self.selected)), at

    def _recall(self) -> None:
        """What was selected stays so, where it is still shown."""
        keys, at = self._kept
        if not keys and at is None:
            return
        wanted = {*keys}
        last = len(self.rows.headings) - 1
        found = QItemSelection()
        for place, row in enumerate(self.rows.rows):
            key = self.rows.key(row)
            if key in wanted:
                found.select(self.rows.index(place, 0), self.rows.index(place, last))
            if key == at:
                self.selectionModel().setCurrentIndex(
                    self.rows.index(place, 0), QItemSelectionModel.SelectionFlag.NoUpdate
                )
        self.selectionModel().select(found, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if found.isEmpty():
            self.moved.emit()
