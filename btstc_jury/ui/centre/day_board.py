"""The day of a centre, to be worked on: gone through and moved by keys, carried by the mouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import NamedTuple

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QToolTip

from btstc_jury.application.views.day_board import Block, unplaced_block
from btstc_jury.domain.centre.timetable import STEP, Slot, SlotKey
from btstc_jury.ui.centre.day_canvas import DayCanvas
from btstc_jury.ui.centre.day_layout import DayLayout
from btstc_jury.ui.centre.day_painting import DayPainting, Target
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import plain_tip

_ANYWHERE = QAbstractItemView.CursorAction
_NUDGES: Mapping[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-STEP, 0),
    Qt.Key.Key_Right: (STEP, 0),
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


Attempt = Callable[[SlotKey, int, datetime], Trial]


class DayBoard(DayCanvas):
    """``opened``: somebody wants to know more of the current oral. ``dropped(slot)``: it was carried there.
    ``nudged(minutes, lines)``: the current one, by keys. ``refused``: why it can't be let go there.
    ``tried``: ``trial`` is another one, or nothing is carried any more.

    ``attempt``: what would come of an oral before that commission at that time.
    """

    opened = Signal()
    dropped = Signal(object)
    nudged = Signal(int, int)
    refused = Signal(str)
    tried = Signal()

    _carried: _Carried | None = None
    _pressed: tuple[QPoint, Block] | None = None

    def __init__(self, theme: Theme, attempt: Attempt) -> None:
        super().__init__(theme)
        self._attempt = attempt
        self.letters: dict[int, QAction] = {}
        self.acts: tuple[QAction | None, ...] = ()
        self.setMouseTracking(True)

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
            self.dropped.emit(carried.trial.slot)

    def give_up(self) -> None:
        self._carried = self._pressed = None
        self.viewport().unsetCursor()
        self.viewport().update()
        self.tried.emit()

    @property
    def carrying(self) -> bool:
        return self._carried is not None

    @property
    def trial(self) -> Trial | None:
        """What would come of letting go now; ``None`` where nothing would."""
        return None if self._carried is None else self._carried.trial

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Left and right go from oral to oral of a line, and on to the next line; up and down to the one
        nearest in time of the next line that has any.
        """
        current = self.current
        if current is None:
            return self._blocks.index(0)
        place, last = self.currentIndex().row(), len(self.view.blocks) - 1
        same = [at for at, each in enumerate(self.view.blocks) if each.line == current.line]
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
        if key == Qt.Key.Key_Escape and (self.carrying or self.marked):
            self.give_up()
            self.mark(())
        elif held == Qt.KeyboardModifier.ControlModifier and key in _NUDGES:
            if self.current is not None:
                self.nudged.emit(*_NUDGES[key])
        elif not held and key in self.letters:
            self.letters[key].trigger()
        elif not held and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        elif _is_elsewhere(event):
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
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
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
                words = "" if line is None else self.view.lines[line].words
                QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport())
                return True
        return super().viewportEvent(event)

    def _paint_over(self, painter: QPainter, painting: DayPainting, layout: DayLayout) -> None:
        carried = self._carried
        if carried is None:
            return
        gone = layout.places[self.view.blocks.index(carried.block)] if carried.block else None
        target = None
        if carried.at is not None and carried.trial is not None:
            target = Target(self._shadow(carried), carried.trial.why)
        painting.carried(painter, gone, target)

    def _shadow(self, carried: _Carried) -> Block:
        """What is carried, as it would stand."""
        line, oral = carried.at or (0, 0)
        slot = carried.trial.slot if carried.trial else None
        midnight = datetime.combine(self.view.day, time(0))
        if slot is None:
            long = 40 if carried.block is None else carried.block.ends - carried.block.oral
            times = (oral, oral, oral + long, oral + long)
        else:
            moments = (slot.preparation, slot.oral, slot.ends, slot.free)
            first, begins, ends, free = ((each - midnight) // timedelta(minutes=1) for each in moments)
            times = (first, begins, ends, free)
        template = carried.block or unplaced_block(carried.key)
        return replace(template, line=line, preparation=times[0], oral=times[1], ends=times[2], free=times[3])

    def _carry_to(self, at: QPoint) -> None:
        carried, layout = self._carried, self._layout
        if carried is None or layout is None:
            return
        inside = at - self._origin()
        line = layout.line(inside.y())
        out = not self.viewport().rect().adjusted(layout.names, layout.head, 0, 0).contains(at)
        if line is None or out or not self.view.lines[line].commission:
            self._carried = replace(carried, at=None, trial=None)
        else:
            oral = layout.minute(layout.x(layout.exact(inside.x()) - carried.grip))
            if (line, oral) != carried.at:
                moment = datetime.combine(self.view.day, time(0)) + timedelta(minutes=oral)
                trial = self._attempt(carried.key, self.view.lines[line].commission, moment)
                self._carried = replace(carried, at=(line, oral), trial=trial)
        self.viewport().update()
        self.tried.emit()

    def _nearest(self, current: Block, lines: int) -> int:
        """The oral nearest in time, that many lines further, or else of the last that has any."""
        blocks = self.view.blocks
        ahead = sorted({each.line for each in blocks if (each.line - current.line) * lines > 0})
        if not ahead:
            return self.currentIndex().row()
        wanted = ahead[min(lines, len(ahead)) - 1] if lines > 0 else ahead[max(lines, -len(ahead))]
        there = [at for at, each in enumerate(blocks) if each.line == wanted]
        return min(there, key=lambda at: abs(blocks[at].oral - current.oral))


def _is_elsewhere(event: QKeyEvent) -> bool:
    """Whether a key isn't the list's."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    typed = bool(event.text()) and event.text().isprintable()
    return bool(held) or typed or event.key() == Qt.Key.Key_Escape
