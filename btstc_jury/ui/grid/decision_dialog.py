"""Where what the jury decided on an épreuve is recorded."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.jury import JuryDecisionView, read_decision
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.texts import ParagraphField
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.fields import LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, fill, row


class DecisionDialog(FormDialog):
    """It closes once what is typed is recorded. ``why``: what asked for it, told above the fields."""

    def __init__(
        self, theme: Theme, presenter: OralPresenter, view: JuryDecisionView, parent: QWidget, why: str = ""
    ) -> None:
        super().__init__(theme, "Décision du jury", 560, parent)
        self._presenter = presenter
        self._oral = presenter.number
        self.mark = LineField(theme, "&Note arrêtée par le jury", view.mark, placeholder="12,5", figures=True)
        self.day = LineField(theme, "&Date de la décision", view.on, placeholder="JJ/MM/AAAA")
        self.remark = ParagraphField(theme, "&Remarques et observations du jury", "Facultatif.")
        self.remark.show_text(view.remark)
        self._fields = (self.mark, self.day, self.remark)
        candidate = label(presenter.office.oral(self._oral).plan.candidate.full_name, "strong", wrap=True)
        asked, unsigned = label("", wrap=True), label("", "warning", wrap=True)
        tell(asked, why)
        tell(unsigned, view.unsigned)
        figures = row(theme, (self.mark, 1), (self.day, 1), gap=12, at=AT_TOP)
        fill(self.body, candidate, asked, unsigned, figures, self.remark)
        self.add_usual_buttons("Consigner")
        self.mark.line.setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return tuple(each.text() for each in self._fields)

    def submit(self) -> None:
        entry = read_decision(
            self._presenter.office, self._oral, self.mark.text(), self.day.text(), self.remark.text()
        )
        errors = (entry.mark_error, entry.day_error, entry.remark_error)
        for field, error in zip(self._fields, errors, strict=True):
            field.set_error(error)
        if self.first_invalid(self._fields) or entry.decision is None:
            return
        if self._presenter.act(entry.decision, tell=self.show_problem):
            self.accept()
