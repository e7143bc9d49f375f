"""The criteria with their levels, for the eye and for two keystrokes."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from btstc_jury.application.views.criteria import CriteriaView
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.criteria_rows import CriteriaDelegate, CriteriaModel
from btstc_jury.ui.widgets.level_keys import Expecting, Give, Jump, KeyResult, LevelKeys
from btstc_jury.ui.widgets.lists import TallList

_DELAY_MS = 700
"""How long an ambiguous beginning (1 of 10..17) waits for another key."""


class CriteriaList(TallList):
    """Signals: ``rated(criterion, letters or None)``; ``locked``: a level where none may be given;
    ``current_changed(criterion)``; ``remarks_asked(criterion)`` on Right; ``left()`` on Escape;
    ``hint_changed(text)`` says what is expected; ``absent(criterion)``: its number was typed and the list
    doesn't show it.

    The mouse rates without taking the focus from where the typing goes.
    """

    rated = Signal(int, object)
    locked = Signal()
    current_changed = Signal(int)
    remarks_asked = Signal(int)
    left = Signal()
    hint_changed = Signal(str)
    absent = Signal(int)

    def __init__(self, theme: Theme, painting: type[CriteriaDelegate] = CriteriaDelegate) -> None:
        super().__init__(theme)
        self._model = CriteriaModel()
        self._delegate = painting(theme, self)
        self._keys = LevelKeys()
        self._editable = True
        self._reachable: frozenset[int] = frozenset()
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self._settle)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Critères d’évaluation")
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_view(self, view: CriteriaView) -> None:
        """Paint these criteria; the current one stays current, or the one that took its place."""
        kept, row = self.current(), self.currentIndex().row()
        self._model.show_view(view)
        self._keys.numbers = self._model.numbers() | self._reachable
        self._keys.boxes = view.boxes
        if kept is not None and self.current() is None and not self.select(kept):
            near = self._model.nearest(row)
            if near is not None:
                self.select(near)

    def begin(self, reachable: frozenset[int]) -> None:
        """Another oral comes, at the top. ``reachable``: numbers that can be typed whatever is shown."""
        self.setCurrentIndex(QModelIndex())
        self.scrollToTop()
        self._reachable = reachable

    def set_editable(self, editable: bool) -> None:
        """When not, nothing is rated; one can still move and read."""
        self._editable = editable

    def set_compact(self, compact: bool) -> None:
        self._delegate.compact = compact
        self.measure()

    def current(self) -> int | None:
        """Number of the current criterion."""
        line = self._model.line_at(self.currentIndex().row())
        return line.number if line else None

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
        """Make a criterion current; a digit is then a level."""
        self.select(criterion)
        self._keys.chosen()
        self._tell()

    def go_to_next_unrated(self) -> bool:
        """The same, and take the keys: a digit is then its level."""
        if not self.select_next_unrated():
            return False
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._keys.chosen()
        self._tell()
        return True

    def _hint(self) -> str:
        """What the next key means."""
        if self._keys.pending:
            return self._keys.pending + "…"
        current = self.current()
        if self._keys.expecting is Expecting.NUMBER or current is None:
            return "Tapez le n° du critère, ou ↑ ↓"
        count = sum(1 for box in self._model.boxes if box.rank is not None)
        text = "n°\u202f{n}\u202f: niveau 1 à {count}, ou ses lettres\u202f; 0 non évalué"
        return text.format(n=current, count=count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
            return
        if not self._command_key(event) and not self._character(event.text()):
            super().keyPressEvent(event)
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = self._model.line_at(index.row())
        if line is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self.select(line.number)
        self._keys.chosen()
        point = event.position().toPoint()
        box = self._delegate.box_at(self._model, self.visualRect(index), point.x(), point.y())
        if box is not None:
            self._give(None if box.letters == line.level else box.letters)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._delegate.focused = True
        self._keys.entered()
        if self.current() is None:
            self.select_next_unrated()
            self._keys.entered()
        super().focusInEvent(event)
        self.viewport().update()
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._delegate.focused = False
        self._delay.stop()
        self._keys.entered()
        super().focusOutEvent(event)
        self.viewport().update()
        self.hint_changed.emit("")

    def _command_key(self, event: QKeyEvent) -> bool:
        """Keys that aren't a number or a level; whether this was one."""
        current = self.current()
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Space:
                pass
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete if current is not None:
                self._apply((self._keys.clear(),))
            case Qt.Key.Key_Right if current is not None:
                self.remarks_asked.emit(current)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._settle()
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                QListView.keyPressEvent(self, event)
                self._keys.chosen()
            case _:
                return False
        return True

    def _character(self, text: str) -> bool:
        if not self._keys.takes(text):
            return False
        self._apply(self._keys.type(text))
        if self._keys.pending:
            self._delay.start()
        return True

    def _settle(self) -> None:
        self._delay.stop()
        self._apply(self._keys.settle())
        self._tell()

    def _apply(self, result: KeyResult) -> None:
        for each in result:
            match each:
                case Jump(criterion):
                    if not self.select(criterion):
                        self.absent.emit(criterion)
                case Give(level):
                    self._give(level)

    def _give(self, level: str | None) -> None:
        current = self.current()
        if current is None:
            return
        if self._editable:
            self.rated.emit(current, level)
        else:
            self.locked.emit()

    def _on_current(self, current: QModelIndex) -> None:
        line = self._model.line_at(current.row())
        if line is not None:
            self.current_changed.emit(line.number)

    def _tell(self) -> None:
        if self.hasFocus():
            self.hint_changed.emit(self._hint())
