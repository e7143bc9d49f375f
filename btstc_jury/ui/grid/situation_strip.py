"""The other situation of a CCF beside the grid of one: what is known of it, the way to it, or to bring it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from btstc_jury.application.views.jury import BesideView, beside_view
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.layouts import column, flow


class SituationStrip(Framed):
    """``other_asked(oral)``: show the grid of the other; ``wanted``: its particulars are to be recorded.
    Hidden for an oral that is a whole épreuve.
    """

    other_asked = Signal(int)
    wanted = Signal()

    def __init__(self, theme: Theme, presenter: OralPresenter, other: Action) -> None:
        super().__init__("banner")
        self._presenter = presenter
        self._other = other
        self._view: BesideView | None = None
        self.words = label("", "strong", wrap=True)
        self.warnings = label("", "warning", wrap=True)
        self.go = KeyButton.of(other)
        self.bring = PushButton()
        self.bring.clicked.connect(self.wanted)
        self._flow = flow(theme, self.go, self.bring)
        column(theme, self.words, self.warnings, self._flow, gap=6, margins=(16, 6), within=self)
        self.hide()

    def show_oral(self, oral: int, *, grid: bool) -> None:
        """``grid``: whether the grid itself is in sight. Raises ``FileProblem``."""
        view = self._view = beside_view(self._presenter.office, oral) if grid else None
        self.setVisible(view is not None)
        self._other.setVisible(view is not None and bool(view.oral))
        if view is None:
            return
        self.words.setText(view.words)
        self.warnings.setText("\n".join(view.warnings))
        self.warnings.setVisible(bool(view.warnings))
        self.go.setText(f"Aller à la situation {view.situation}")
        self.bring.setText(
            f"Modifier les renseignements de la situation {view.situation}…"
            if view.known
            else f"Ajouter la situation {view.situation}…"
        )
        self.bring.setVisible(view.editable)
        self._flow.invalidate()

    def go_on(self) -> None:
        if self._view is not None and self._view.oral:
            self.other_asked.emit(self._view.oral)
