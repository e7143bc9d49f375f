"""The controls under the pages of a grid; each shows its key where there is room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role
from btstc_jury.ui.widgets.buttons import KeyButton, TickBox
from btstc_jury.ui.widgets.layouts import fit_row


class GridFooter(QFrame):
    """The page connects to the buttons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(1)
        self.back = KeyButton("Retour à la délibération", "Esc")
        self.smaller = KeyButton("−")
        self.smaller.setAccessibleName("Réduire")
        self.smaller.setToolTip("Réduire (− ou Ctrl+molette)")
        self.fit = KeyButton("Largeur", "0")
        self.larger = KeyButton("+")
        self.larger.setAccessibleName("Agrandir")
        self.larger.setToolTip("Agrandir (+ ou Ctrl+molette)")
        self.pages = label(role="muted small")
        self.annex = TickBox(theme, "Joindre l’annexe")
        self.annex.setToolTip("Avis de chacun, motifs et désaccords, émargement du candidat (A)")
        self.annex.hide()
        self.more = KeyButton("Plus…")
        self.more.hide()
        self.save = KeyButton("Enregistrer en PDF…", default_keys("grid.save"))
        self.print = KeyButton("Imprimer…", default_keys("grid.print"), "primary")
        self.sign = KeyButton("Signer…", default_keys("grid.sign"), "primary")
        self.sign.hide()
        self._row = QHBoxLayout(self)
        for button in (self.back, self.smaller, self.fit, self.larger):
            self._row.addWidget(button)
        self._row.addWidget(self.pages)
        self._row.addWidget(self.annex, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        for button in (self.more, self.save, self.print, self.sign):
            self._row.addWidget(button)
        theme.changed.connect(self._space)
        self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_buttons()

    def show_signing(self, *, due: bool) -> None:
        """While signatures are due they come first, then printing."""
        self.sign.setVisible(due)
        set_role(self.print, "plain" if due else "primary")
        self.fit_buttons()

    def fit_buttons(self) -> None:
        """Zooming has keys and the wheel."""
        expendable = (self.pages, self.fit, self.smaller, self.larger)
        for each in expendable:
            each.show()
        fit_row(self._row, self.width(), expendable)

    def _space(self) -> None:
        space = self._theme.space
        self._row.setContentsMargins(space(16), space(8), space(16), space(8))
        self._row.setSpacing(space(8))
        self.fit_buttons()
