"""What was done in an oral, beside the screen on which it goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from btstc_jury.application.changes import Changes
from btstc_jury.application.views.history import history_view
from btstc_jury.domain import commands as do
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.history.history_list import HistoryList
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, frame
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.drawer import Drawer
from btstc_jury.ui.widgets.layouts import fit_row

HISTORY_KEYS = default_keys("oral.history")


class HistoryDrawer(Drawer):
    """``travelled``: an undo or a redo asked by button; by key it is the page's."""

    travelled = Signal(object)

    def __init__(self, theme: Theme, conductor: Conductor, page: QWidget, anchor: QWidget) -> None:
        super().__init__(theme, page, anchor, "Historique de l’oral")
        self._office = conductor.office
        self._oral: int | None = None
        self.list = HistoryList(theme)
        self.next_undo = ElidedLabel(role="muted small")
        self.undo = KeyButton("Annuler", default_keys("oral.undo"))
        self.redo = KeyButton("Rétablir", default_keys("oral.redo"))
        self.undo.clicked.connect(lambda: self.travelled.emit(do.Undo()))
        self.redo.clicked.connect(lambda: self.travelled.emit(do.Redo()))
        foot = frame("footer")
        self._foot = QHBoxLayout(foot)
        self._foot.addWidget(self.next_undo, 1)
        for each in (self.undo, self.redo):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._foot.addWidget(each)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(foot)
        conductor.changed.connect(self._on_changed)
        theme.changed.connect(self._space)
        self._space()

    def toggle(self, oral: int) -> None:
        """Show the history of an oral, or put it away."""
        if self.isVisible():
            self.close_drawer()
            return
        self.open_drawer()
        self.show_oral(oral)
        self.list.scrollToBottom()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_oral(self, oral: int) -> None:
        """Another oral on the page: its history, where one is shown."""
        self._oral = oral
        if self.isVisible():
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the width ends, the history itself tells what is to be undone."""
        super().resizeEvent(event)
        self.next_undo.show()
        fit_row(self._foot, self.width(), (self.next_undo,))

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.oral == self._oral:
            self._refresh()

    def _refresh(self) -> None:
        if self._oral is None:
            return
        view = history_view(self._office, self._oral)
        self.list.show_lines(view.lines)
        words = f"À annuler\u202f: {view.undo}" if view.undo else ""
        self.next_undo.setText(words or "Rien à annuler")
        self.undo.setEnabled(bool(view.undo))
        self.redo.setEnabled(bool(view.redo))

    def _space(self) -> None:
        space = self._theme.space
        self._foot.setContentsMargins(space(16), space(8), space(12), space(8))
        self._foot.setSpacing(space(8))
