"""The other situation of a CCF beside the grid of one: what is known of it, the way to it, or to bring it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from btstc_jury.application.views.jury import BesideView, beside_view
from btstc_jury.domain.events import SituationElsewhere
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, tell
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.layouts import column, telling


class SituationStrip(Framed):
    """``other_asked(oral)``: show the grid of the other; ``oral_asked(oral)``: one not held has none.
    Hidden for an oral that is a whole épreuve.
    """

    other_asked = Signal(int)
    oral_asked = Signal(int)

    def __init__(self, theme: Theme, presenter: OralPresenter, ports: Ports, other: Action) -> None:
        super().__init__("banner")
        self._theme = theme
        self._ports = ports
        self._presenter = presenter
        self._other = other
        self._view: BesideView | None = None
        self.words = label("", "strong", wrap=True)
        self.warnings = label("", "warning", wrap=True)
        self.go = KeyButton.of(other)
        self.bring = PushButton()
        self.bring.clicked.connect(self._ask)
        self._told = telling(theme, self.words, self.go, self.bring)
        column(theme, self._told, self.warnings, gap=6, margins=(16, 6), within=self)
        self.hide()

    def show_oral(self, oral: int, *, grid: bool) -> None:
        """``grid``: whether the grid itself is in sight. Raises ``FileProblem``."""
        view = self._view = beside_view(self._presenter.office, oral) if grid else None
        self.setVisible(view is not None)
        self._other.setVisible(view is not None and bool(view.oral))
        if view is None:
            return
        self.words.setText(view.words)
        tell(self.warnings, "\n".join(view.warnings))
        self.go.setText(f"Aller à la situation {view.situation}")
        self.bring.setText(
            f"Modifier la situation {view.situation}…"
            if view.known
            else f"Situation {view.situation} tenue ailleurs…"
        )
        self.bring.setVisible(view.editable)
        self._told.invalidate()

    def _ask(self) -> None:
        """For the particulars of the other."""
        from btstc_jury.ui.grid.situation_dialog import SituationDialog  # noqa: PLC0415

        office, oral = self._presenter.office, self._presenter.number
        dialog = SituationDialog(self._theme, office, self._ports, oral, self)
        dialog.given.connect(lambda other: self._presenter.act(SituationElsewhere(other)))
        dialog.ask()

    def go_on(self) -> None:
        if self._view is not None and self._view.oral:
            (self.other_asked if self._view.held else self.oral_asked).emit(self._view.oral)
