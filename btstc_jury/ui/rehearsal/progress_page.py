"""The attempts of a student side by side; the class."""

from __future__ import annotations

from PySide6.QtCore import Signal

from btstc_jury.application.rehearsing import grouped
from btstc_jury.application.views.rehearsal_sessions import attempt_row, sessions_view
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import column, row
from btstc_jury.ui.widgets.leading import Leading


class ProgressPage(Leading):
    """``oral_asked``: the review of an attempt."""

    home_asked = Signal()
    oral_asked = Signal(int)

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__()
        self._office = conductor.office
        self._ports = ports
        home = Action("oral.list", self, self.home_asked.emit)
        home.say("Séances")
        back = KeyButton.of(home)
        self._title = label(role="heading")
        self._told = label(wrap=True)
        head = Framed("banner")
        row(theme, back, self._title, 1, margins=(16, 10), within=head)
        column(theme, head, column(theme, self._told, 1, margins=24), gap=0, within=self)
        self.lead_to(back)

    def show_student(self, number: str) -> None:
        """Raises ``FileProblem``."""
        attempts = grouped(self._office)[number]
        self._title.setText(f"Progrès\u202f: {attempts[-1].state.plan.candidate.full_name}")
        self._told.setText("\n".join(attempt_row(each).spoken for each in attempts))
        self.setFocus()

    def show_class(self) -> None:
        """Raises ``FileProblem``."""
        view = sessions_view(self._office)
        self._title.setText(f"Classe\u202f: {view.title}")
        self._told.setText("\n".join(each.spoken for each in view.students))
        self.setFocus()
