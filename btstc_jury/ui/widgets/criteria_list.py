"""The criteria with their levels, for the eye and for two keystrokes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from btstc_jury.application.views.criteria import CriteriaView, CriterionLine, LevelBox
from btstc_jury.domain.assessed import Assessed
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.criteria_keys import CriteriaKeys
from btstc_jury.ui.widgets.criteria_rows import CriteriaDelegate, CriteriaModel
from btstc_jury.ui.widgets.lists import TallList

_MOVES = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}
)
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class CurrentLevels(NamedTuple):
    """The levels of the current criterion, where they are in pixels of the viewport, and how one is given."""

    line: CriterionLine
    places: tuple[tuple[LevelBox, QRect], ...]
    give: Callable[[str | None], None]


class CriteriaList(TallList):
    """``rated(criterion, letters or None)``; ``locked``: a level where none may be given;
    ``current_changed(criterion)``. What is typed, and whether that rates, ``keys`` tells.

    The mouse rates without taking the focus from where the typing goes.
    """

    rated = Signal(int, object)
    locked = Signal()
    current_changed = Signal(int)

    def __init__(self, theme: Theme, painting: type[CriteriaDelegate] = CriteriaDelegate) -> None:
        super().__init__(theme)
        self._model = CriteriaModel()
        self._delegate = painting(theme, self)
        self.keys = CriteriaKeys(self, self._give)
        # What hears of its keys goes with the list.
        self.keys.setParent(self)
        self.installEventFilter(self.keys)
        self._reachable: frozenset[int] = frozenset()
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.assessed = Assessed.CRITERIA
        self.setAccessibleName(self.assessed.facts.title)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_view(self, view: CriteriaView) -> None:
        """Paint these criteria; the current one stays current, or the one that took its place. Where others
        come, as with a phase, one begins at the first.
        """
        kept, row, before = self.current(), self.currentIndex().row(), self._model.numbers()
        self.assessed = self.keys.assessed = view.assessed
        if self.accessibleName() != view.assessed.facts.title:
            self.setAccessibleName(view.assessed.facts.title)
        self._model.show_view(view)
        self.keys.show(self._model.numbers() | self._reachable, view.boxes)
        others = bool(self._model.numbers() - before)
        if others:
            self.scrollToTop()
        if kept is not None and self.current() is None and not self.select(kept):
            near = self._model.nearest(0 if others else row)
            if near is not None:
                self.select(near)
        elif others and kept is not None:
            self.select(kept)

    def begin(self, reachable: frozenset[int]) -> None:
        """Another oral comes, at the top. ``reachable``: numbers that can be typed whatever is shown."""
        self.setCurrentIndex(QModelIndex())
        self.scrollToTop()
        self._reachable = reachable

    def set_compact(self, compact: bool) -> None:
        self._delegate.compact = compact
        self.measure()

    def current(self) -> int | None:
        """Number of the current criterion."""
        line = self._model.line_at(self.currentIndex().row())
        return line.number if line else None

    def current_levels(self) -> CurrentLevels | None:
        """``None`` where no row is current and in sight, or its levels are masked."""
        index = self.currentIndex()
        line, row = self._model.line_at(index.row()), self.visualRect(index)
        if line is None or line.masked or not self.viewport().rect().intersects(row):
            return None
        return CurrentLevels(line, self._delegate.level_places(self._model, row), self._give)

    def select(self, criterion: int) -> bool:
        """Make a criterion current and visible; whether it is in the list."""
        index = self._model.place(criterion)
        if not index.isValid():
            return False
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def select_next_unrated(self) -> bool:
        """Go to the next criterion without a level; whether there is one."""
        number = self._model.first_unrated(self.current())
        if number is None:
            return False
        self.choose(number)
        return True

    def choose(self, criterion: int) -> None:
        """Make a criterion current; a digit is then a level. One that still waits goes to the current one."""
        self.keys.flush()
        self.select(criterion)
        self.keys.choose()

    def go_to_next_unrated(self) -> bool:
        """The same, and take the keys: a digit is then its level."""
        if not self.select_next_unrated():
            return False
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.keys.choose()
        return True

    def _give(self, level: str | None) -> None:
        """Rate the current criterion, where that may be done."""
        current = self.current()
        if current is None:
            return
        if self.keys.editable:
            self.rated.emit(current, level)
        else:
            self.locked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """AltGr is Ctrl+Alt on some systems, and then has a character."""
        strong = event.modifiers() & (_CONTROL | _ALT)
        text = event.text()
        if strong and (strong != _CONTROL | _ALT or not text.isprintable() or not text):
            event.ignore()
        elif event.key() in _MOVES:
            self.keys.flush()
            super().keyPressEvent(event)
            self.keys.choose()
        elif not self.keys.press(event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Accents that are composed."""
        if event.commitString():
            self.keys.write(event.commitString(), "")
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = self._model.line_at(index.row())
        if line is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self.choose(line.number)
        point = event.position().toPoint()
        box = self._delegate.box_at(self._model, self.visualRect(index), point.x(), point.y())
        if box is not None:
            self._give(None if box.letters == line.level else box.letters)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._delegate.focused = True
        if self.current() is None:
            self.select_next_unrated()
        super().focusInEvent(event)
        self.viewport().update()
        self.keys.enter()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._delegate.focused = False
        if self.isVisible():
            self.keys.flush()
        self.keys.leave()
        super().focusOutEvent(event)
        self.viewport().update()

    def _on_current(self, current: QModelIndex) -> None:
        line = self._model.line_at(current.row())
        # The view takes what is composed for itself at each change otherwise.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        if line is not None:
            self.current_changed.emit(line.number)
