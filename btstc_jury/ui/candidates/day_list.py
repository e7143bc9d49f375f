"""The day as one list: arrows move, Enter, a double click or the button of a row opens."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from btstc_jury.ui.candidates.day_delegate import DayDelegate
from btstc_jury.ui.candidates.day_model import ROW, DayModel
from btstc_jury.ui.theme.theme import Theme


class DayList(QListView):
    """Only what is in sight is painted, however many orals the day has."""

    opened = Signal(int)

    def __init__(self, theme: Theme, model: DayModel) -> None:
        super().__init__()
        self._delegate = DayDelegate(theme, self, model)
        self._two_lines = False
        self._pressed = QPersistentModelIndex()
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Oraux")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        model.modelReset.connect(self._arrange)
        theme.changed.connect(self._arrange)

    @property
    def current(self) -> int | None:
        """The oral selected."""
        index = self.currentIndex()
        return index.data(ROW).oral if index.isValid() else None

    def button_at(self, index: QModelIndex) -> tuple[int, int]:
        """The middle of a row's button, in the viewport."""
        middle = self._delegate.button_at(index).center()
        return middle.x(), middle.y()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            self.opened.emit(current)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = QPersistentModelIndex(self._button_under(event))
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index, pressed = self._button_under(event), self._pressed
        self._pressed = QPersistentModelIndex()
        if index.isValid() and index == pressed and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(index.data(ROW).oral)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The button has had its click already; elsewhere in the row a double click opens."""
        index = self.indexAt(event.position().toPoint())
        on_button = self._button_under(event).isValid()
        if index.isValid() and not on_button and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(index.data(ROW).oral)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = self._button_under(event).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        two_lines = self._delegate.layout().two_lines
        if two_lines != self._two_lines:
            self._two_lines = two_lines
            self.scheduleDelayedItemsLayout()

    def _button_under(self, event: QMouseEvent) -> QModelIndex:
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid() and self._delegate.button_at(index).contains(point):
            return index
        return QModelIndex()

    def _arrange(self) -> None:
        self._delegate.measure()
        self._two_lines = self._delegate.layout().two_lines
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
