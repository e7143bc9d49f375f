"""The president of the jury's decision on an empty seat: who decided, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.commission import Role
from btstc_jury.domain.composition import Vacancy
from btstc_jury.ui.arrival.pieces import text_field
from btstc_jury.ui.theme.theme import Theme

_NAME_LIMIT = 200


class VacancyForm(QWidget):
    """Both fields are compulsory: the oral doesn't open without them."""

    def __init__(self, theme: Theme, seat: str) -> None:
        super().__init__()
        who, self.president = text_field(theme, "Décision du président du jury (nom)", _NAME_LIMIT)
        why, self.reason = text_field(theme, "Décision et motif", TEXT_LIMIT)
        self.fields = (who, why)
        self.president.setAccessibleDescription(seat)
        self.reason.setAccessibleDescription(seat)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(8))
        for each in self.fields:
            column.addWidget(each)

    def show_decision(self, vacancy: Vacancy) -> None:
        self.president.setText(vacancy.president)
        self.reason.setText(vacancy.reason)

    def vacancy(self, role: Role) -> Vacancy:
        return Vacancy(role, self.president.text().strip(), self.reason.text().strip())

    def point_out(self) -> bool:
        """Show what is missing and go there; whether anything is."""
        texts = (self.president.text().strip(), self.reason.text().strip())
        for field, text in zip(self.fields, texts, strict=True):
            field.set_error("" if text else "À remplir avant de commencer.")
        wrong = next((field for field in self.fields if field.error), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is not None
