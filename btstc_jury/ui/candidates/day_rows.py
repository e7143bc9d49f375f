"""The rows of a day, or of all that answer a search, with the clocks that run in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.day import DayView, found_view, tick
from btstc_jury.ui.candidates.day_list import DayList, DayModel
from btstc_jury.ui.candidates.day_parts import DayBar, DayEmpty
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.layouts import column

_Read = TypeVar("_Read")


def read(conductor: Conductor, view: Callable[[], _Read]) -> _Read | None:
    """A view, or nothing where the file can't be read any more: then the shell says so."""
    try:
        return view()
    except FileProblem as problem:
        conductor.failed.emit(messages.problem(problem))
        return None


class DayRows(QWidget):
    """``day_chosen(date)``; ``selected``: another oral, or the same one looks otherwise."""

    day_chosen = Signal(object)
    selected = Signal()

    def __init__(self, theme: Theme, conductor: Conductor, add: Action) -> None:
        super().__init__()
        self._conductor = conductor
        self._view: DayView | None = None
        self._bar = DayBar(theme)
        self._model = DayModel()
        self.list = DayList(theme, self._model)
        self._empty = DayEmpty(theme, add)
        middle = QWidget()
        self._pages = QStackedLayout(middle)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        column(theme, self._bar, (middle, 1), gap=0, within=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self.list.selectionModel().currentChanged.connect(self.selected)
        self._bar.day_chosen.connect(self.day_chosen)
        self._bar.searched.connect(self._show_rows)
        self._bar.list_asked.connect(self.list.setFocus)
        self.setFocusProxy(self.list)

    @property
    def current(self) -> int | None:
        """The oral selected."""
        return self.list.current

    @property
    def readable(self) -> int | None:
        """The oral selected, unless nothing of it can be read."""
        oral = self.list.current
        return None if oral is None or self._model.damaged(oral) else oral

    def show_day(self, view: DayView) -> None:
        """The rows of this day, or those of the search that goes on; the selected oral stays selected."""
        self._view = view
        self._bar.setVisible(bool(view.days))
        self._show_rows(self._bar.search.text().strip())

    def select(self, oral: int) -> None:
        self.list.setCurrentIndex(self._model.place(oral))

    def search(self) -> None:
        """Type a name or a number."""
        self._bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.search.selectAll()

    def end_search(self) -> None:
        self._bar.search.clear()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _show_rows(self, search: str) -> None:
        view = self._view
        if view is None:
            return
        current = self.list.current
        if search:
            found = read(self._conductor, lambda: found_view(self._conductor.office, search))
            rows = found.rows if found is not None else ()
            self._bar.show_search(found.title if found is not None else "")
            self._empty.show_search(search)
        else:
            rows = view.rows
            self._bar.show_day(view)
            self._empty.show_file(writable=not view.read_only)
        self._model.show_rows(rows, dated=bool(search))
        self._pages.setCurrentIndex(0 if rows else 1)
        self._keep_selected(current)
        self.selected.emit()
        self._tick()

    def _keep_selected(self, oral: int | None) -> None:
        """The oral selected before, or the next one, or the first."""
        place = self._model.place(oral) if oral is not None else self._model.index(-1)
        if not place.isValid():
            upcoming = next((row.oral for row in self._model.rows if row.next), None)
            place = self._model.index(0) if upcoming is None else self._model.place(upcoming)
        if place != self.list.currentIndex():
            self.list.setCurrentIndex(place)

    def _tick(self) -> None:
        """Repaint the rows that show a clock, and wait for the next second that one of them shows."""
        self._timer.stop()
        if not self.isVisible():
            return
        told = read(self._conductor, lambda: tick(self._conductor.office, self._model.rows))
        if told is None:
            return
        rows, wait = told
        self._model.update(rows)
        if wait is not None:
            self._timer.start(wait.us // 1000 + 1)
