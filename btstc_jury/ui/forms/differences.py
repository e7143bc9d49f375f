"""What differs from the form that one began from, to be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from btstc_jury.application.views.form_diff import Difference
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.form_dialog import FormDialog

_WIDTH, _TALL = 860, 380


class DifferencesDialog(FormDialog):
    """``name``: of the form that one began from."""

    def __init__(
        self, theme: Theme, name: str, found: Sequence[Difference], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, f"Différences avec «\u202f{name}\u202f»", _WIDTH, parent)
        said = "\n".join(each.words for each in found) or "Aucune différence."
        self.list = QPlainTextEdit(said, readOnly=True, tabChangesFocus=True)
        self.list.setAccessibleName("Différences")
        self.list.setFixedHeight(theme.px(_TALL))
        self.body.addWidget(self.list)
        self.add_button("Fermer", self.accept, primary=True)

    def submit(self) -> None:
        self.accept()
