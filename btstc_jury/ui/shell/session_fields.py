"""The particulars of an exam session, as a new file and the open one ask for them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.ui.shell.juror_fields import JurorFields
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import Field, line_edit

FIRST_YEAR, LAST_YEAR = 2007, 2099
"""The diploma's first session, and the end of what a year of four digits may reasonably be."""


class SessionFields(QWidget):
    """Year, centre, commission's number, room and jurors."""

    changed = Signal()

    def __init__(self, theme: Theme, session: ExamSession) -> None:
        super().__init__()
        self._year = line_edit(str(session.year))
        self._centre = line_edit(session.centre, "Lycée, ville")
        self._commission = line_edit(session.commission)
        self._room = line_edit(session.room)
        self._jurors = JurorFields(theme, session.jurors)
        self._year_field = Field(theme, "&Session", self._year)
        self._centre_field = Field(theme, "&Centre d’examen", self._centre)
        self._commission_field = Field(theme, "&Numéro de la commission", self._commission)
        room = Field(theme, "Sa&lle, facultatif", self._room)
        first, second = QHBoxLayout(), QHBoxLayout()
        for line, left, right in (
            (first, self._centre_field, self._year_field),
            (second, self._commission_field, room),
        ):
            line.setSpacing(theme.px(12))
            line.addWidget(left, 3, Qt.AlignmentFlag.AlignTop)
            line.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
        second.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self._jurors)
        for editor in (self._year, self._centre, self._commission):
            editor.textChanged.connect(self.changed)

    @property
    def fields(self) -> tuple[Field | JurorFields, ...]:
        """In the order in which they are filled in."""
        return self._centre_field, self._year_field, self._commission_field, self._jurors

    def session(self, kind: FileKind) -> ExamSession:
        """What stands in the fields; the year is 0 while it can't be read."""
        return ExamSession(
            kind=kind,
            year=self._read_year(),
            centre=self._centre.text().strip(),
            commission=self._commission.text().strip(),
            room=self._room.text().strip(),
            jurors=self._jurors.jurors(),
        )

    def entries(self) -> tuple[object, ...]:
        editors = (self._year, self._centre, self._commission, self._room)
        return (*(each.text() for each in editors), *self._jurors.entries())

    def check(self) -> None:
        """Say beside each field what is missing or can't be read."""
        centre = "" if self._centre.text().strip() else "Indiquez le centre d’examen."
        commission = "" if self._commission.text().strip() else "Indiquez le numéro de la commission."
        self._centre_field.set_error(centre)
        self._year_field.set_error("" if self._read_year() else "Écrivez l’année\u202f: 2027.")
        self._commission_field.set_error(commission)
        self._jurors.check()

    def begin(self) -> None:
        self._centre.setFocus()

    def _read_year(self) -> int:
        text = self._year.text().strip()
        year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
        return year if FIRST_YEAR <= year <= LAST_YEAR else 0
