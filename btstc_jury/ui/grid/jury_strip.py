"""After the settled proposal: what the jury decides on the épreuve, what the candidate may then be given."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.jury import JuryDecisionView, jury_decision_view, read_decision
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.commands import Undo
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, tell
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import LineField, keeps_escape
from btstc_jury.ui.widgets.layouts import AT_TOP, column, flow, row, sized


class DecisionForm(QWidget):
    """``given(mark, day, remark)``: what is typed, Enter or the button; ``left``: Escape or the other
    button.
    """

    given = Signal(str, str, str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.mark = LineField(theme, "&Note arrêtée par le jury", placeholder="12,5", figures=True)
        self.day = LineField(theme, "&Date de la décision", placeholder="JJ/MM/AAAA")
        self.remark = LineField(
            theme, "&Remarques et observations du jury", placeholder="facultatif", limit=TEXT_LIMIT
        )
        self.record = PushButton("Consigner la décision")
        self.cancel = PushButton("Ne pas consigner")
        self.record.clicked.connect(self._give)
        self.cancel.clicked.connect(self.left)
        for field in (self.mark, self.day, self.remark):
            field.line.returnPressed.connect(self._give)
        for field in (self.mark, self.day):
            sized(theme, field, width=230)
        above = row(theme, self.mark, self.day, (self.remark, 1), gap=12, at=AT_TOP)
        column(theme, above, flow(theme, self.record, self.cancel), gap=6, within=self)
        self.hide()

    def ask(self, view: JuryDecisionView) -> None:
        self.mark.line.setText(view.mark)
        self.day.line.setText(view.on)
        self.remark.line.setText(view.remark)
        self.show_errors("", "", "")
        self.show()
        self.mark.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.mark.line.selectAll()

    def show_errors(self, mark: str, day: str, remark: str) -> None:
        """Why what is typed can't be recorded; the first field in error gets the focus."""
        wrong = None
        for field, error in ((self.remark, remark), (self.day, day), (self.mark, mark)):
            field.set_error(error)
            wrong = field if error else wrong
        if wrong is not None:
            wrong.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Escape leaves the form, not the page."""
        return keeps_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        self.given.emit(self.mark.line.text(), self.day.line.text(), self.remark.line.text())


class JuryStrip(Framed):
    """``statement_asked(oral)``: show « Note et appréciations ». Hidden until the proposal is settled."""

    statement_asked = Signal(int)

    def __init__(self, theme: Theme, presenter: OralPresenter) -> None:
        super().__init__("banner")
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
        self.form = DecisionForm(theme)
        self.record.clicked.connect(self._ask)
        self.undo.clicked.connect(lambda: presenter.act(Undo()))
        self.statement.clicked.connect(self._show_statement)
        self.form.given.connect(self._record)
        self.form.left.connect(self._leave)
        self._flow = flow(theme, self.record, self.undo, self.statement)
        told = (self.words, self.undecidable, self.unsigned, self._flow, self.why)
        column(theme, *told, self.form, gap=6, margins=(16, 6), within=self)
        self.hide()

    def show_oral(self, oral: int, *, grid: bool) -> None:
        """``grid``: whether the grid itself is in sight. Raises ``FileProblem``."""
        if oral != self._oral:
            self._stop_asking()
        self._oral = oral
        view = self._view = jury_decision_view(self._presenter.office, oral) if grid else None
        self.setVisible(view is not None)
        if view is None:
            return
        self.words.setText(view.words)
        self.record.setText("Corriger…" if view.decided else "Consigner la décision du jury…")
        self.undecidable.setText(view.undecidable)
        self.undecidable.setVisible(bool(view.undecidable))
        tell(self.unsigned, view.unsigned)
        self.record.setVisible(view.editable and self.form.isHidden())
        self.undo.setVisible(view.decided and view.undoable and self.form.isHidden())
        if not view.obstacle:
            self.why.hide()
        self._flow.invalidate()

    def _ask(self) -> None:
        if self._view is not None and self._view.editable:
            for button in (self.record, self.undo, self.statement):
                button.hide()
            self.form.ask(self._view)

    def _show_statement(self) -> None:
        """Refused with its reason until the jury has decided; then the way to record it is opened."""
        if self._view is None:
            return
        tell(self.why, self._view.obstacle)
        if not self._view.obstacle:
            self.statement_asked.emit(self._oral)
        elif not self._view.decided:
            self._ask()

    def _record(self, mark: str, day: str, remark: str) -> None:
        entry = read_decision(self._presenter.office, self._oral, mark, day, remark)
        self.form.show_errors(entry.mark_error, entry.day_error, entry.remark_error)
        if entry.decision is not None and self._presenter.act(entry.decision):
            self._leave()

    def _leave(self) -> None:
        self._stop_asking()
        self.show_oral(self._oral, grid=self._view is not None)
        self.statement.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_asking(self) -> None:
        self.form.hide()
        self.statement.show()
        self.why.hide()
