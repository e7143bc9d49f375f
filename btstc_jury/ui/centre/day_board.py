"""The day of a centre as a picture that one works on: its orals are the rows of a list, gone through by keys
and carried by the mouse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QToolTip

from btstc_jury.application.views.centre_day import Block, BoardView
from btstc_jury.domain.centre.timetable import Slot, SlotKey
from btstc_jury.ui.centre.day_layout import DayLayout
from btstc_jury.ui.centre.day_painting import DayPainting, Target
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS
from btstc_jury.ui.widgets.basics import paint_ring, plain_tip
from btstc_jury.ui.widgets.lists import RowsModel, TallList

_Index = QModelIndex | QPersistentModelIndex
_ANYWHERE = QAbstractItemView.CursorAction
_NOWHERE = BoardView(date.min, (8, 18), (), (), None)
_NUDGES: Mapping[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-5, 0),
    Qt.Key.Key_Right: (5, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""With Ctrl: by how many minutes, to which of the next commissions."""
_PAGE = 8
"""Lines that a key for a page goes by."""


class Trial(NamedTuple):
    """What would come of carrying an oral somewhere. ``slot``: ``None`` where it can't be; ``why``: what
    speaks against it, "" for nothing.
    """

    slot: Slot | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Carried:
    """``block``: as it stood, ``None`` for what wasn't placed; ``grip``: minutes from its beginning to where
    it is held; ``trial``: where it would go now.
    """

    key: SlotKey
    block: Block | None
    grip: float
    at: tuple[int, int] | None = None
    trial: Trial | None = None


class DayBoard(TallList):
    """``chosen``: another oral is current, or none. ``opened``: somebody wants to know more of it.
    ``dropped(key, slot)``: carried there. ``nudged(minutes, lines)``: the current one, by keys.

    ``attempt``: what would come of an oral before that commission at that time.
    """

    chosen = Signal()
    opened = Signal()
    dropped = Signal(object, object)
    nudged = Signal(int, int)
    refused = Signal(str)

    # The list asks what is where while it is being made.
    _layout: DayLayout | None = None
    _painting: DayPainting | None = None
    _carried: _Carried | None = None
    _pressed: tuple[QPoint, Block] | None = None

    def __init__(self, theme: Theme, attempt: Callable[[SlotKey, int, datetime], Trial]) -> None:
        super().__init__(theme)
        self._attempt = attempt
        self._view = _NOWHERE
        self.letters: dict[int, QAction] = {}
        self.acts: tuple[QAction | None, ...] = ()
        self._marked: frozenset[SlotKey] = frozenset()
        self._blocks: RowsModel[Block] = RowsModel(_words, _key, tip=_words)
        self.setModel(self._blocks)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setMinimumSize(theme.px(320), theme.px(160))
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._restyle)

    @property
    def current(self) -> Block | None:
        return self._blocks.row(self.currentIndex())

    @property
    def view(self) -> BoardView:
        return self._view

    def show_view(self, view: BoardView, name: str) -> None:
        """The current oral stays so where it is still there, wherever it went. ``name``: of the day."""
        kept = self.current
        place = self.currentIndex().row()
        self._view = view
        self.setAccessibleName(name)
        signals = self.selectionModel().blockSignals(True)
        self._blocks.show(view.blocks)
        self._lay_out()
        found = self._blocks.place(kept.key) if kept is not None else QModelIndex()
        if not found.isValid() and view.blocks:
            found = self._blocks.index(min(max(place, 0), len(view.blocks) - 1))
        self.selectionModel().blockSignals(signals)
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
        self._marked = frozenset(keys)
        self.viewport().update()

    def carry(self, key: SlotKey, at: QPoint) -> None:
        """An oral that isn't placed comes here; ``at``: on the screen."""
        if self._carried is None:
            self._carried = _Carried(key, None, 0)
        self._carry_to(self.viewport().mapFromGlobal(at))

    def drop(self) -> None:
        """Let go what is carried, where it is."""
        carried = self._carried
        self.give_up()
        if carried is None or carried.trial is None:
            return
        if carried.trial.slot is None:
            self.refused.emit(carried.trial.why)
        elif carried.block is None or carried.at != (carried.block.line, carried.block.oral):
            self.dropped.emit(carried.key, carried.trial.slot)

    def give_up(self) -> None:
        self._carried = self._pressed = None
        self.viewport().unsetCursor()
        self.viewport().update()

    @property
    def carrying(self) -> bool:
        return self._carried is not None

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(880), self._theme.px(480))

    def doItemsLayout(self) -> None:
        """Where rows stand isn't the list's to say."""
        self.updateGeometries()

    def updateGeometries(self) -> None:
        layout = self._layout
        if layout is None:
            return
        free = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(layout.size.width() + layout.names - free.width(), 0))
        across.setPageStep(free.width() - layout.names)
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
        line = layout.line_rect(self._view.blocks[index.row()].line)
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

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Left and right go from oral to oral of a line, and on to the next line; up and down to the one
        nearest in time of the next line that has any.
        """
        current = self.current
        if current is None:
            return self._blocks.index(0)
        place, last = self.currentIndex().row(), len(self._view.blocks) - 1
        same = [at for at, each in enumerate(self._view.blocks) if each.line == current.line]
        match action:
            case _ANYWHERE.MoveLeft | _ANYWHERE.MovePrevious:
                place = max(place - 1, 0)
            case _ANYWHERE.MoveRight | _ANYWHERE.MoveNext:
                place = min(place + 1, last)
            case _ANYWHERE.MoveHome:
                place = same[0]
            case _ANYWHERE.MoveEnd:
                place = same[-1]
            case _ANYWHERE.MoveUp | _ANYWHERE.MovePageUp:
                place = self._nearest(current, -1 if action is _ANYWHERE.MoveUp else -_PAGE)
            case _ANYWHERE.MoveDown | _ANYWHERE.MovePageDown:
                place = self._nearest(current, 1 if action is _ANYWHERE.MoveDown else _PAGE)
        return self._blocks.index(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if key == Qt.Key.Key_Escape and (self.carrying or self._marked):
            self.give_up()
            self.mark(())
        elif held == Qt.KeyboardModifier.ControlModifier and key in _NUDGES:
            if self.current is not None:
                self.nudged.emit(*_NUDGES[key])
        elif not held and key in self.letters:
            self.letters[key].trigger()
        elif not held and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        elif held & ~Qt.KeyboardModifier.ShiftModifier or (event.text().isprintable() and event.text()):
            event.ignore()
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.indexAt(event.position().toPoint())
        block = self._blocks.row(found)
        if block is None:
            self.mark(())
            return
        self.selectionModel().setCurrentIndex(found, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint(), block

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None:
            over = self.indexAt(at).isValid()
            self.viewport().setCursor(
                Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor
            )
            return
        since, block = self._pressed
        if self._carried is None:
            if (at - since).manhattanLength() < QApplication.startDragDistance() or self._layout is None:
                return
            grip = self._layout.exact((since - self._origin()).x()) - block.oral
            self._carried = _Carried(block.key, block, grip)
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._carry_to(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._carried is not None:
            self.drop()
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Of the oral there, or by the key for menus of the current one."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        found = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not found.isValid():
            return
        self.setCurrentIndex(found)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in self.acts:
            if each is None:
                menu.addSeparator()
            else:
                menu.addAction(each)
        inside = self.visualRect(found).center() if by_key else event.pos()
        menu.popup(self.viewport().mapToGlobal(inside))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._layout is not None:
            line = self._layout.line(event.pos().y() - self._origin().y())
            if event.pos().x() < self._layout.names and event.pos().y() >= self._layout.head:
                words = "" if line is None else self._view.lines[line].words
                QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport())
                return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
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
        painting.marks(painter, self._marked)
        current = self.currentIndex().row()
        if current >= 0:
            painting.ring(painter, layout.places[current], strong=self.hasFocus())
        self._paint_carried(painter, painting)
        painter.restore()
        chosen = self.current
        painting.names(
            painter, self.verticalOffset(), shown.height(), None if chosen is None else chosen.line
        )
        painting.head(painter, self.horizontalOffset(), shown.width())
        if self.hasFocus():
            paint_ring(painter, shown, self._theme.px(RADIUS))

    def _paint_carried(self, painter: QPainter, painting: DayPainting) -> None:
        carried, layout = self._carried, self._layout
        if carried is None or layout is None:
            return
        gone = layout.places[self._view.blocks.index(carried.block)] if carried.block else None
        target = None
        if carried.at is not None and carried.trial is not None:
            target = Target(self._shadow(carried), carried.trial.why)
        painting.carried(painter, gone, target)

    def _shadow(self, carried: _Carried) -> Block:
        """What is carried, as it would stand."""
        line, oral = carried.at or (0, 0)
        slot = carried.trial.slot if carried.trial else None
        midnight = datetime.combine(self._view.day, time(0))
        if slot is None:
            long = 40 if carried.block is None else carried.block.ends - carried.block.oral
            times = (oral, oral, oral + long, oral + long)
        else:
            moments = (slot.preparation, slot.oral, slot.ends, slot.free)
            first, begins, ends, free = ((each - midnight) // timedelta(minutes=1) for each in moments)
            times = (first, begins, ends, free)
        template = carried.block or _unplaced(carried.key)
        return replace(
            template, line=line, preparation=times[0], oral=times[1], ends=times[2], free=times[3]
        )

    def _carry_to(self, at: QPoint) -> None:
        carried, layout = self._carried, self._layout
        if carried is None or layout is None:
            return
        inside = at - self._origin()
        line = layout.line(inside.y())
        out = not self.viewport().rect().adjusted(layout.names, layout.head, 0, 0).contains(at)
        if line is None or out or not self._view.lines[line].commission:
            self._carried = replace(carried, at=None, trial=None)
        else:
            oral = layout.minute(layout.x(layout.exact(inside.x()) - carried.grip))
            if (line, oral) != carried.at:
                moment = datetime.combine(self._view.day, time(0)) + timedelta(minutes=oral)
                trial = self._attempt(carried.key, self._view.lines[line].commission, moment)
                self._carried = replace(carried, at=(line, oral), trial=trial)
        self.viewport().update()

    def _nearest(self, current: Block, lines: int) -> int:
        """The oral nearest in time, that many lines further, or else of the last that has any."""
        blocks = self._view.blocks
        ahead = sorted({each.line for each in blocks if (each.line - current.line) * lines > 0})
        if not ahead:
            return self.currentIndex().row()
        wanted = ahead[min(lines, len(ahead)) - 1] if lines > 0 else ahead[max(lines, -len(ahead))]
        there = [at for at, each in enumerate(blocks) if each.line == wanted]
        return min(there, key=lambda at: abs(blocks[at].oral - current.oral))

    def _origin(self) -> QPoint:
        """Where the day begins in the viewport."""
        layout = self._layout
        if layout is None:
            return QPoint()
        return QPoint(layout.names - self.horizontalOffset(), layout.head - self.verticalOffset())

    def _lay_out(self) -> None:
        before = self._layout
        self._layout = DayLayout(self._theme, self._view, self.viewport().size())
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


def _unplaced(key: SlotKey) -> Block:
    from btstc_jury.domain.centre.timetable import SlotState

    return Block(
        key, 0, 0, 0, 0, 0, "", key.exam, 0, "", faulty=False, fixed=False, state=SlotState.PLANNED,
        changed=False, words="",
    )  # fmt: skip


def _words(block: Block) -> str:
    return block.words


def _key(block: Block) -> SlotKey:
    return block.key
