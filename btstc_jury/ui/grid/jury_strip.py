"""After the settled proposal: what the jury decides on the épreuve, what the candidate may then be given."""

from __future__ import annotations

from PySide6.QtCore import Signal

from btstc_jury.application.views.jury import JuryDecisionView, jury_decision_view
from btstc_jury.domain.commands import Undo
from btstc_jury.ui.grid.decision_dialog import DecisionDialog
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, set_role, tell
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.layouts import column, telling


class JuryStrip(Framed):
    """``statement_asked(oral)``: show « Note et appréciations ». Hidden until the proposal is settled."""

    statement_asked = Signal(int)

    def __init__(self, theme: Theme, presenter: OralPresenter) -> None:
        super().__init__("banner")
        self._theme = theme
        self._presenter = presenter
        self._oral = 0
        self._view: JuryDecisionView | None = None
        self.words = label("", "strong", wrap=True)
        self.undecidable = label("", wrap=True)
        self.unsigned = label("", "warning", wrap=True)
        self.why = label("", "warning", wrap=True)
        self.record = PushButton()
        self.undo = PushButton("Annuler cette décision")
        self.statement = PushButton("Note et appréciations…")
        self.record.clicked.connect(lambda: self._ask())  # noqa: PLW0108 - without its argument
        self.undo.clicked.connect(lambda: presenter.act(Undo()))
        self.statement.clicked.connect(self._show_statement)
        self._told = telling(theme, self.words, self.record, self.undo, self.statement)
        parts = (self._told, self.undecidable, self.unsigned, self.why)
        column(theme, *parts, gap=6, margins=(16, 6), within=self)
        self.hide()

    def show_oral(self, oral: int, *, grid: bool) -> None:
        """``grid``: whether the grid itself is in sight. Raises ``FileProblem``."""
        if oral != self._oral:
            self.why.hide()
        self._oral = oral
        view = self._view = jury_decision_view(self._presenter.office, oral) if grid else None
        self.setVisible(view is not None)
        if view is None:
            return
        self.words.setText(view.words)
        self.record.setText("Corriger…" if view.decided else "Consigner la décision du jury…")
        tell(self.undecidable, view.undecidable)
        tell(self.unsigned, view.unsigned)
        self.record.setVisible(view.editable)
        self.undo.setVisible(view.decided and view.undoable)
        if not self.why.isHidden():
            self._tell_why(view)
        self._told.invalidate()

    def _tell_why(self, view: JuryDecisionView) -> None:
        """What stands above isn't said twice."""
        tell(self.why, view.obstacle if view.obstacle != view.undecidable else "")
        set_role(self.undecidable, "warning" if view.obstacle else "")

    def _ask(self, why: str = "") -> None:
        if self._view is not None and self._view.editable:
            DecisionDialog(self._theme, self._presenter, self._view, self.window(), why).ask()

    def _show_statement(self) -> None:
        """Refused with its reason until the jury has decided; then the way to record it is opened."""
        view = self._view
        if view is None:
            return
        self._tell_why(view)
        if not view.obstacle:
            self.statement_asked.emit(self._oral)
        elif not view.decided:
            self._ask(view.obstacle)
