"""The controls of the deliberation; each shows its key where there is room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from btstc_jury.application.views.deliberation import DeliberationView
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import fit_row

UNDO_KEYS = default_keys("oral.undo")
REDO_KEYS = default_keys("oral.redo")
NEXT_KEYS = default_keys("criteria.next")
GRID_KEYS = default_keys("grid.show")
SETTLE_KEYS = default_keys("verdict.settle")
REVEAL_KEYS = default_keys("opinions.reveal")


class DeliberationFooter(QWidget):
    """The page connects to the buttons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._settled = False
        self.next = KeyButton("Non noté suivant", NEXT_KEYS)
        self.undo = KeyButton("Annuler", UNDO_KEYS)
        self.redo = KeyButton("Rétablir", REDO_KEYS)
        self.more = KeyButton("Plus…")
        self.reopen = KeyButton("Rouvrir…")
        self.grid = KeyButton("Aperçu de la grille", GRID_KEYS)
        self.settle = KeyButton("Arrêter la proposition", SETTLE_KEYS, "primary")
        self.reveal = KeyButton("Révéler les avis", REVEAL_KEYS, "primary")
        box = frame("footer")
        box.setMinimumWidth(1)
        self._row = QHBoxLayout(box)
        for each in (self.next, self.undo, self.redo, self.more):
            self._row.addWidget(each)
        self._row.addStretch(1)
        for each in (self.reopen, self.grid, self.reveal, self.settle):
            self._row.addWidget(each)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(box)
        theme.changed.connect(self._space)
        self._space()

    def show_view(self, view: DeliberationView) -> None:
        settled = self._settled = bool(view.finalised)
        self.next.setVisible(not settled)
        self._show_decision(view)
        for each in (self.undo, self.redo):
            each.setEnabled(view.editable)
        self.next.setEnabled(bool(view.unrated))
        compared = view.opinions.compared
        self.next.set_text("Écart suivant" if compared else "Non noté suivant")
        self.settle.setEnabled(view.editable and not view.missing)
        self.reopen.setVisible(settled)
        self.reopen.setEnabled(not view.read_only)
        self.grid.set_text("Grille" if settled else "Aperçu de la grille")
        set_role(self.grid, "primary" if settled else "plain")
        self._fit()

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return (self.next, self.undo, self.redo, self.more, self.reopen, self.grid, self.reveal, self.settle)

    def _show_decision(self, view: DeliberationView) -> None:
        """While opinions are hidden the next step is their reveal, primary once all are given."""
        opinions = view.opinions
        self.settle.setVisible(not view.finalised and not opinions.hidden)
        self.reveal.setVisible(opinions.hidden)
        self.reveal.setEnabled(opinions.open and view.editable)
        given = opinions.all_given
        self.reveal.set_text("Révéler les avis" if given else "Révéler sans attendre…")
        set_role(self.reveal, "primary" if given else "plain")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Undo and redo have keys of their own."""
        for each in (self.undo, self.redo):
            each.setVisible(not self._settled)
        fit_row(self._row, self.width(), (self.redo, self.undo))

    def _space(self) -> None:
        space = self._theme.space
        self._row.setContentsMargins(space(16), space(8), space(16), space(8))
        self._row.setSpacing(space(8))
        self._fit()
