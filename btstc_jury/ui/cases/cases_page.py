"""The cases that are kept, in a training file."""

from __future__ import annotations

from PySide6.QtCore import Signal

from btstc_jury.ui.cases.library import CaseLibrary
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import column, row
from btstc_jury.ui.widgets.leading import Leading


class CasesPage(Leading):
    """``play_asked(key)``: an attempt of that case."""

    home_asked = Signal()
    play_asked = Signal(str)

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__()
        self._rehearsals = ports.rehearsals
        home = Action("oral.list", self, self.home_asked.emit)
        home.say("Séances")
        self._play = Action("attempt.new", self, self._on_play)
        self.library = CaseLibrary(theme, ports, lambda: conductor.office.session, new_first=False)
        # For the menu of the page.
        self.addActions(self.library.actions())
        self.library.selected.connect(self._on_selected)
        head = Framed("banner")
        self._playing = KeyButton.of(self._play, role="primary")
        told = (KeyButton.of(home), label("Cas", "heading"), 1, self._playing)
        row(theme, *told, margins=(16, 10), within=head)
        column(theme, head, (column(theme, (self.library, 1), margins=(24, 16)), 1), gap=0, within=self)
        self.lead_to(self.library)
        self._on_selected()

    def refresh(self) -> None:
        """The page comes."""
        # By now the settings may name another folder.
        self.library.acts.cases = self._rehearsals.cases()
        self.library.refresh()
        self.setFocus()

    def flush(self) -> bool:
        """Whether nothing typed is left unrecorded."""
        return self.library.acts.flush()

    def _on_selected(self) -> None:
        self._play.setEnabled(bool(self.library.key))
        # Without a case, what brings the first ones is what one wants.
        set_role(self._playing, "plain" if self.library.empty else "primary")

    def _on_play(self) -> None:
        if self.library.key and self.library.acts.flush():
            self.play_asked.emit(self.library.key)
