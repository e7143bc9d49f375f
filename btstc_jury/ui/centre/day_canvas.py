"""The day of a centre as a picture: its orals are the rows of a list, which stand where they are on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from btstc_jury.application.views.day_board import Block, BoardView
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.ui.centre.day_layout import DayLayout
from btstc_jury.ui.centre.day_painting import DayPainting
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS
from btstc_jury.ui.widgets.basics import paint_ring
from btstc_jury.ui.widgets.lists import RowsModel, TallList

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = BoardView(date.min, (8, 18), (), (), None)


class DayCanvas(TallList):
    """``chosen``: another oral is current, or none, or it is told otherwise."""

    chosen = Signal()

    # The list asks what is where while it is being made.
    _layout: DayLayout | None = None
    _painting: DayPainting | None = None
    _room = QSize()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.view = _NOWHERE
        self.marked: frozenset[SlotKey] = frozenset()
        self._blocks: RowsModel[Block] = RowsModel(_words, _key, tip=_words)
        self.setModel(self._blocks)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Where both bars meet Qt would draw a box.
        self.setCornerWidget(QWidget())
        self.setMinimumSize(theme.px(320), theme.px(160))
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._restyle)

    @property
    def current(self) -> Block | None:
        return self._blocks.row(self.currentIndex())

    def show_view(self, view: BoardView, name: str) -> None:
        """The current oral stays so where it is still there, wherever it went. ``name``: of the day."""
        kept = self.current
        place = self.currentIndex().row()
        self.view = view
        self.setAccessibleName(name)
        with QSignalBlocker(self.selectionModel()):
            self._blocks.show(view.blocks)
            self._lay_out()
            found = self._blocks.place(kept.key) if kept is not None else QModelIndex()
            if not found.isValid() and view.blocks:
                found = self._blocks.index(min(max(place, 0), len(view.blocks) - 1))
        self.setCurrentIndex(found)
        self._on_current()

    def choose(self, key: SlotKey) -> bool:
        """Whether it is on this day."""
        found = self._blocks.place(key)
        if found.isValid():
            self.setCurrentIndex(found)
            self.scrollTo(found)
        return found.isValid()

    def mark(self, keys: Iterable[SlotKey]) -> None:
        """What a card speaks of; none for nothing."""
        self.marked = frozenset(keys)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(880), self._theme.px(480))

    def doItemsLayout(self) -> None:
        """Where rows stand isn't the list's to say."""
        self.updateGeometries()

    def updateGeometries(self) -> None:
        layout = self._layout
        if layout is None:
            return
        free = self._room
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(layout.size.width() + layout.names - free.width(), 0))
        across.setPageStep(max(free.width() - layout.names, 1))
        across.setSingleStep(self._theme.px(20))
        down.setRange(0, max(layout.size.height() + layout.head - free.height(), 0))
        down.setPageStep(max(free.height() - layout.head, 1))
        down.setSingleStep(self._theme.px(20))

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        self.viewport().update()

    def scrollTo(self, index: _Index, _hint: QAbstractItemView.ScrollHint | None = None) -> None:
        layout = self._layout
        if layout is None or not index.isValid():
            return
        oral = layout.places[index.row()].oral.toRect()
        line = layout.line_rect(self.view.blocks[index.row()].line)
        free = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(_within(across.value(), oral.left(), oral.right(), free.width() - layout.names))
        down.setValue(_within(down.value(), line.top(), line.bottom(), free.height() - layout.head))

    def visualRect(self, index: _Index) -> QRect:
        if self._layout is None or not 0 <= index.row() < len(self._layout.places):
            return QRect()
        return self._layout.places[index.row()].oral.toRect().translated(self._origin())

    def indexAt(self, point: QPoint) -> QModelIndex:
        layout = self._layout
        if layout is None or point.x() < layout.names or point.y() < layout.head:
            return QModelIndex()
        inside = point - self._origin()
        for place, each in enumerate(layout.places):
            if each.oral.contains(inside) or each.preparation.contains(inside):
                return self._blocks.index(place)
        return QModelIndex()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._painting is not None and self._painting.ratio != self.devicePixelRatioF():
            # On another screen now.
            self._restyle()
        layout, painting = self._layout, self._painting
        if layout is None or painting is None:
            return
        painter = QPainter(self.viewport())
        shown = self.viewport().rect()
        inside = shown.adjusted(layout.names, layout.head, 0, 0)
        painter.save()
        painter.setClipRect(inside)
        painter.fillRect(inside, QColor(self._theme.palette.background))
        painter.translate(self._origin())
        painting.lines(painter, self.verticalOffset(), self.verticalOffset() + inside.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.marks(painter, self.marked)
        current = self.currentIndex().row()
        if current >= 0:
            painting.ring(painter, layout.places[current], strong=self.hasFocus())
        self._paint_over(painter, painting, layout)
        painter.restore()
        chosen = self.current
        painting.names(
            painter, self.verticalOffset(), shown.height(), None if chosen is None else chosen.line
        )
        painting.head(painter, self.horizontalOffset(), shown.width())
        if self.hasFocus():
            paint_ring(painter, shown, self._theme.px(RADIUS))

    def _paint_over(self, painter: QPainter, painting: DayPainting, layout: DayLayout) -> None:
        """What lies on the picture for a while."""

    def _origin(self) -> QPoint:
        """Where the day begins in the viewport."""
        layout = self._layout
        if layout is None:
            return QPoint()
        return QPoint(layout.names - self.horizontalOffset(), layout.head - self.verticalOffset())

    def _lay_out(self) -> None:
        """Without waiting to see which bars come: one that comes changes what there is room for."""
        before = self._layout
        self._room = self.maximumViewportSize()
        made = DayLayout(self._theme, self.view, self._room)
        if made.size.height() + made.head > self._room.height():
            self._room -= QSize(self.verticalScrollBar().sizeHint().width(), 0)
            made = DayLayout(self._theme, self.view, self._room)
        if made.size.width() + made.names > self._room.width():
            self._room -= QSize(0, self.horizontalScrollBar().sizeHint().height())
            made = DayLayout(self._theme, self.view, self._room)
        self._layout = made
        if self._painting is None or before is None or not self._layout.fits(before):
            self._painting = DayPainting(self._theme, self.devicePixelRatioF())
        self._painting.show(self._layout)
        self.updateGeometries()
        self.viewport().update()

    def _restyle(self) -> None:
        self._painting = None
        self._lay_out()

    def _on_current(self, *_indexes: _Index) -> None:
        self.viewport().update()
        self.chosen.emit()


def _within(value: int, first: int, last: int, room: int) -> int:
    """How far to scroll so that all from ``first`` to ``last`` is in sight."""
    if first < value:
        return first
    return max(value, min(last - room, first))


def _words(block: Block) -> str:
    return block.words


def _key(block: Block) -> SlotKey:
    return block.key
