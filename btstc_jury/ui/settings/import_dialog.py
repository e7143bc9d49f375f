"""What a file of settings would change, before anything does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.settings_sharing import Brought, Change
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, rule
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill

_WIDTH = 640


class ImportDialog(FormDialog):
    """``agreed``: the fields may take them."""

    agreed = Signal()

    def __init__(self, theme: Theme, name: str, brought: Brought, parent: QWidget) -> None:
        super().__init__(theme, f"Importer «\u202f{name}\u202f»", _WIDTH, parent)
        changes = brought.changes
        said = (
            "Ceci changera\u202f; rien n’est en vigueur avant que vous n’enregistriez les réglages."
            if changes
            else "Ces réglages sont déjà ceux de ce poste\u202f: rien ne change."
        )
        fill(self.body, label(said, wrap=True), _listed(theme, changes))
        if brought.left:
            left = [label(each, wrap=True) for each in brought.left]
            fill(self.body, rule(), column(theme, label("Laissé comme il est", "strong"), *left, gap=4))
        self._changes = bool(changes)
        if changes:
            self.add_usual_buttons("&Reprendre ces réglages")
        else:
            self.add_button("Fermer", self.reject, primary=True)

    def submit(self) -> None:
        if self._changes:
            self.agreed.emit()
            self.accept()


def change_words(change: Change) -> str:
    return f"{change.before} → {change.after}"


def _listed(theme: Theme, changes: Sequence[Change]) -> QWidget:
    held = QWidget()
    pairs = (
        column(
            theme, label(each.label, "small strong", wrap=True), label(change_words(each), wrap=True), gap=0
        )
        for each in changes
    )
    column(theme, *pairs, gap=8, within=held)
    return held
