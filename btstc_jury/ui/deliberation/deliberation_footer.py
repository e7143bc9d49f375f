"""The controls of the deliberation; each shows its key where there is room."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.deliberation import DeliberationView
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import Narrowing, column, row


class DeliberationFooter(QWidget):
    """``acts``: of the page, told here what can be done now."""

    def __init__(self, theme: Theme, acts: Mapping[str, Action]) -> None:
        super().__init__()
        self._acts = acts
        self._settled = False
        self.next = KeyButton.of(acts["criteria.next"])
        self.undo = KeyButton.of(acts["oral.undo"])
        self.redo = KeyButton.of(acts["oral.redo"])
        self.more = KeyButton("Plus…")
        self.reopen = KeyButton("Rouvrir…")
        self.grid = KeyButton.of(acts["grid.show"])
        self.settle = KeyButton.of(acts["verdict.settle"], "primary")
        self.reveal = KeyButton.of(acts["opinions.reveal"], "primary")
        box = frame("footer")
        box.setMinimumWidth(1)
        left = (self.next, self.undo, self.redo, self.more)
        right = (self.reopen, self.grid, self.reveal, self.settle)
        line = row(theme, *left, 1, *right, margins=(16, 8), within=box)
        column(theme, box, within=self)
        # Undo and redo have keys of their own.
        self._narrowing = Narrowing(self, line, self.redo, self.undo, whole=self._show_undo)
        for action in acts.values():
            action.changed.connect(self._narrowing.fit)
        theme.changed.connect(self._narrowing.fit)

    def show_view(self, view: DeliberationView) -> None:
        """While opinions are hidden the next step is their reveal, primary once all are given."""
        acts, opinions = self._acts, view.opinions
        settled = self._settled = bool(view.finalised)
        acts["criteria.next"].setVisible(not settled)
        acts["criteria.next"].setEnabled(bool(view.unrated))
        acts["criteria.next"].say("Écart suivant" if opinions.compared else "Non noté suivant")
        for name in ("oral.undo", "oral.redo"):
            acts[name].setEnabled(view.editable)
        acts["verdict.settle"].setVisible(not settled and not opinions.hidden)
        acts["verdict.settle"].setEnabled(view.editable)
        acts["verdict.settle"].set_ready(not view.missing)
        acts["opinions.reveal"].setVisible(opinions.hidden)
        acts["opinions.reveal"].setEnabled(opinions.open and view.editable)
        given = opinions.all_given
        acts["opinions.reveal"].say("Révéler les avis" if given else "Révéler sans attendre…")
        acts["grid.show"].say("Grille" if settled else "Aperçu de la grille")
        self.reopen.setVisible(settled)
        self.reopen.setEnabled(not view.read_only)
        set_role(self.reveal, "primary" if given else "plain")
        set_role(self.grid, "primary" if settled else "plain")
        self._narrowing.fit()

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return (self.next, self.undo, self.redo, self.more, self.reopen, self.grid, self.reveal, self.settle)

    def _show_undo(self) -> None:
        for each in (self.undo, self.redo):
            each.setVisible(not self._settled)
