"""What stands in place of the list when it has no row."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import KeyButton


class DayEmpty(QWidget):
    """An empty file asks for its first candidate; an empty search only says so."""

    add_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = label("", "heading", wrap=True)
        self._body = label("", "muted", wrap=True)
        self._add = KeyButton("Ajouter un candidat…", default_keys("day.add"), "primary")
        self._add.clicked.connect(self.add_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.space(24), theme.space(24), theme.space(24), theme.space(24))
        layout.setSpacing(theme.space(12))
        layout.addStretch(2)
        for each in (self._title, self._body):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(each)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def show_file(self, *, writable: bool) -> None:
        """The file has no candidate yet."""
        self._title.setText("Aucun candidat dans ce fichier")
        self._body.setText(
            "Ajoutez les candidats du jour\u202f: leur nom, leur numéro, l’épreuve et l’heure."
        )
        self._add.setVisible(writable)

    def show_search(self, text: str) -> None:
        """Nobody answers the search."""
        self._title.setText(f"Aucun candidat ne correspond à «\u202f{text}\u202f»")
        self._body.setText("La recherche porte sur le nom et le numéro. Échap revient à la liste.")
        self._add.hide()
