"""Who the candidate is, as typed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from btstc_jury.application.views import formats
from btstc_jury.application.views.planning import parse_day
from btstc_jury.domain.candidate import Candidate
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import Field, line_edit

_EARLIEST = 1900


class IdentityFields(QWidget):
    """Number, names, and what is optional: birth, school, specialty."""

    def __init__(self, theme: Theme, candidate: Candidate) -> None:
        super().__init__()
        birth = formats.short_day(candidate.birth) if candidate.birth else ""
        optional = "Facultatif"
        self._number = line_edit(candidate.number)
        self._last = line_edit(candidate.last_name)
        self._first = line_edit(candidate.first_names)
        self._birth = line_edit(birth, "non renseignée")
        self._school = line_edit(candidate.school, optional)
        self._specialty = line_edit(candidate.specialty, optional)
        self._editors = (self._number, self._birth, self._last, self._first, self._school, self._specialty)
        self.fields = (
            Field(theme, "Numé&ro", self._number),
            Field(theme, "Nai&ssance", self._birth, "jj/mm/aaaa, facultatif"),
            Field(theme, "&Nom", self._last),
            Field(theme, "&Prénoms", self._first),
            Field(theme, "Éta&blissement", self._school),
            Field(theme, "Spéc&ialité", self._specialty),
        )
        number, birth_field, *others = self.fields
        first = QHBoxLayout()
        first.setSpacing(theme.px(12))
        first.addWidget(number, 3, Qt.AlignmentFlag.AlignTop)
        first.addWidget(birth_field, 2, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addLayout(first)
        for field in others:
            layout.addWidget(field)
        layout.addStretch(1)

    def entries(self) -> tuple[object, ...]:
        return tuple(editor.text() for editor in self._editors)

    def candidate(self) -> Candidate:
        """A birth date that can't be read is left out: ``check`` tells it first."""
        number, birth, last, first, school, specialty = (each.text().strip() for each in self._editors)
        return Candidate(number, last, first, parse_day(birth), school, specialty)

    def check(self, oral_day: date) -> None:
        """Say beside each field what is missing or can't be read."""
        needed = (
            (self._number, "Indiquez le numéro du candidat."),
            (self._last, "Indiquez le nom."),
            (self._first, "Indiquez le prénom."),
        )
        errors: dict[QLineEdit, str] = {
            editor: "" if editor.text().strip() else error for editor, error in needed
        }
        errors[self._birth] = self._birth_error(oral_day)
        for field, editor in zip(self.fields, self._editors, strict=True):
            field.set_error(errors.get(editor, ""))

    def make_room(self) -> None:
        """Empty what the next candidate has of their own; school and specialty stay."""
        for each in (self._number, self._birth, self._last, self._first):
            each.clear()
        self.begin()

    def begin(self) -> None:
        self._number.setFocus()

    def _birth_error(self, oral_day: date) -> str:
        text = self._birth.text().strip()
        birth = parse_day(text)
        if text and birth is None:
            return "Écrivez 04/02/2006, ou rien."
        possible = birth is None or (birth.year >= _EARLIEST and birth < oral_day)
        return "" if possible else "Cette date n’est pas possible."
