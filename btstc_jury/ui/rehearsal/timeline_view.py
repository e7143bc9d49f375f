"""What happened when, to scale; its moments are the rows of a list, gone through by keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy

from btstc_jury.application.views.rehearsal.timeline import Moment, Timeline
from btstc_jury.domain.rehearsal import Handling
from btstc_jury.ui.digits import digit_of
from btstc_jury.ui.rehearsal.timeline_painting import NOTHING, REACH, TimelineDrawing
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS
from btstc_jury.ui.widgets.basics import paint_ring
from btstc_jury.ui.widgets.lists import RowsModel, TallList

_Index = QModelIndex | QPersistentModelIndex
_ANYWHERE = QAbstractItemView.CursorAction
_BACK = frozenset({_ANYWHERE.MoveLeft, _ANYWHERE.MoveUp, _ANYWHERE.MovePrevious, _ANYWHERE.MovePageUp})
_ON = frozenset({_ANYWHERE.MoveRight, _ANYWHERE.MoveDown, _ANYWHERE.MoveNext, _ANYWHERE.MovePageDown})


class TimelineView(TallList):
    """``told(moment)``: another one is current, ``None`` where there is none. Left and right go from moment
    to moment, Home and End to the first and the last. ``handled(place, handling)``: of an objection.
    """

    told = Signal(object)
    handled = Signal(int, object)

    # The list asks what is where while it is being made.
    _line = NOTHING

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._drawing = TimelineDrawing(theme)
        self._moments: RowsModel[Moment] = RowsModel(_words, tip=_words)
        self.setModel(self._moments)
        self.setAccessibleName("Ce qui s’est passé, moment par moment")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self.updateGeometry)

    @property
    def current(self) -> Moment | None:
        return self._moments.row(self.currentIndex())

    def show_line(self, line: Timeline) -> None:
        """The current moment stays where it is still there."""
        place = self.currentIndex().row()
        kept = self.current
        self._line = self._drawing.line = line
        self._moments.show(line.moments)
        if line.moments:
            found = line.moments.index(kept) if kept in line.moments else min(max(place, 0), _last(line))
            self.setCurrentIndex(self._moments.index(found))
        self.told.emit(self.current)
        self.updateGeometry()
        self.viewport().update()

    def begin(self) -> None:
        """Another attempt comes: at its first objection, or else its first moment."""
        thrown = (place for place, each in enumerate(self._line.moments) if each.handling is not None)
        self.setCurrentIndex(self._moments.index(next(thrown, 0)))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), self._drawing.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.sizeHint().height())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        last = len(self._line.moments) - 1
        place = self.currentIndex().row()
        if action in _BACK:
            place = max(place - 1, 0)
        elif action in _ON:
            place = min(place + 1, last)
        elif action is _ANYWHERE.MoveHome:
            place = 0
        elif action is _ANYWHERE.MoveEnd:
            place = last
        return self._moments.index(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit says how the objection was handled, as on the live page; what else is typed searches
        nothing here.
        """
        way = _BY_DIGIT.get(digit_of(event))
        if way is not None and self.current is not None and self.current.objection is not None:
            self.handled.emit(self.current.objection, way)
            return
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if held or (event.text().isprintable() and event.text()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def scrollTo(self, _index: _Index, _hint: QAbstractItemView.ScrollHint | None = None) -> None:
        """All of it is in sight."""

    def visualRect(self, index: _Index) -> QRect:
        moment = self._moments.row(index)
        if moment is None:
            return QRect()
        reach = self._theme.px(REACH)
        at = self._drawing.place_of(moment)
        return QRect(round(at.x()) - reach, round(at.y()) - reach, 2 * reach, 2 * reach)

    def indexAt(self, point: QPoint) -> QModelIndex:
        near = [
            (abs(self._drawing.x(each.at) - point.x()), place)
            for place, each in enumerate(self._line.moments)
            if self.visualRect(self._moments.index(place)).adjusted(-4, -4, 4, 4).contains(point)
        ]
        return self._moments.index(min(near)[1]) if near else QModelIndex()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The nearest moment of all, where none is hit."""
        point = event.position().toPoint()
        found = self.indexAt(point)
        if not found.isValid() and self._line.moments:
            apart = [abs(self._drawing.x(each.at) - point.x()) for each in self._line.moments]
            found = self._moments.index(apart.index(min(apart)))
        if found.isValid():
            self.setCurrentIndex(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawing.width = self.viewport().width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._drawing.paint(painter, self.current)
        if self.hasFocus():
            paint_ring(painter, self.viewport().rect(), self._theme.px(RADIUS))

    def _on_current(self, *_indexes: _Index) -> None:
        self.viewport().update()
        self.told.emit(self.current)


_BY_DIGIT = {str(place): way for place, way in enumerate(Handling, start=1)}


def _words(moment: Moment) -> str:
    return moment.words


def _last(line: Timeline) -> int:
    return len(line.moments) - 1
