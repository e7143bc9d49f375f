"""The cases that are kept."""

from __future__ import annotations

from PySide6.QtCore import Signal

from btstc_jury.application.cases import UnusableCase
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import column, row
from btstc_jury.ui.widgets.leading import Leading


class CasesPage(Leading):
    """``play_asked(key)``: an attempt of that case."""

    home_asked = Signal()
    play_asked = Signal(str)

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__()
        self._conductor = conductor
        self._cases = ports.rehearsals.cases()
        home = Action("oral.list", self, self.home_asked.emit)
        home.say("Séances")
        back = KeyButton.of(home)
        self._told = label(wrap=True)
        head = Framed("banner")
        row(theme, back, label("Cas", "heading"), 1, margins=(16, 10), within=head)
        column(theme, head, column(theme, self._told, 1, margins=24), gap=0, within=self)
        self.lead_to(back)

    def refresh(self) -> None:
        """The page comes."""
        try:
            lines = self._cases.listing().lines
        except UnusableCase as problem:
            self._told.setText(str(problem))
        else:
            self._told.setText("\n".join(each.title for each in lines) or "Aucun cas n’est gardé.")
        self.setFocus()

    def flush(self) -> bool:
        """Whether nothing typed is left unrecorded."""
        return True
