"""What differs from another form, to be read: the one that one began from, or the one to be replaced."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from btstc_jury.application.views.form_diff import Difference
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.form_dialog import FormDialog

_WIDTH, _TALL = 860, 380


class DifferencesDialog(FormDialog):
    """``name``: of the form that one began from."""

    def __init__(
        self, theme: Theme, name: str, found: Sequence[Difference], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, f"Différences avec «\u202f{name}\u202f»", _WIDTH, parent)
        self.list = _list_of(theme, found)
        self.body.addWidget(self.list)
        self.add_button("Fermer", self.accept, primary=True)

    def submit(self) -> None:
        self.accept()


class ReplaceDialog(FormDialog):
    """``key``: of the centre's form that would be replaced; ``found``: what would change, or why the one that
    is there can't be read. Accepted, it is to be replaced.
    """

    def __init__(
        self, theme: Theme, key: str, found: Sequence[Difference] | str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, f"Remplacer la forme «\u202f{key}\u202f» du centre\u202f?", _WIDTH, parent)
        if isinstance(found, str):
            said = f"La forme du centre qui a cette clé ne se lit pas\u202f: {found}"
        else:
            said = "Le centre a déjà une forme de cette clé. Voici ce qui y changerait."
        begun = "Les interrogations déjà commencées gardent celle avec laquelle elles ont commencé."
        self.body.addWidget(label(f"{said}\n{begun}", wrap=True))
        if not isinstance(found, str):
            self.list = _list_of(theme, found)
            self.body.addWidget(self.list)
        self.add_button("Remplacer", self.accept)
        self.add_button("Ne pas remplacer", self.reject, primary=True)

    def submit(self) -> None:
        self.reject()


def _list_of(theme: Theme, found: Sequence[Difference]) -> QPlainTextEdit:
    said = "\n".join(each.words for each in found) or "Aucune différence."
    made = QPlainTextEdit(said, readOnly=True, tabChangesFocus=True)
    made.setAccessibleName("Différences")
    made.setFixedHeight(theme.px(_TALL))
    return made
