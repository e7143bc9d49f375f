"""What a training file is about, as a new file and the open one ask for it: no commission, no seat."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.ui.settings.session import FIRST_YEAR, LAST_YEAR
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, column, fill, row

TEACHER = Role("Professeur")
"""Of whatever subject: a rehearsal has no seats."""

Save = Callable[[ExamSession], str]
"""Keeps the particulars; says why it could not, or "" once they are durable."""


class TrainingFields(QWidget):
    """The class or the teacher, and the year; ``teachers``: their names too, of a file that exists."""

    changed = Signal()

    def __init__(self, theme: Theme, session: ExamSession, *, teachers: bool = False) -> None:
        super().__init__()
        self._session = session
        self._name = LineField(theme, "&Classe ou professeur", session.centre, placeholder="TC2 A")
        self._year = LineField(theme, "&Session", str(session.year), "L’année de l’examen que l’on prépare.")
        names = ", ".join(each.name for each in session.jurors)
        hint = "Facultatif, séparés par des virgules."
        self._teachers = LineField(theme, "&Professeurs", names, hint, limit=4 * NAME_LIMIT)
        self._teachers.setVisible(teachers)
        first = row(theme, (self._name, 3), (self._year, 1), gap=12, at=AT_TOP)
        column(theme, first, self._teachers, gap=12, within=self)
        for field in (self._name, self._year):
            field.line.textChanged.connect(self.changed)

    @property
    def fields(self) -> tuple[LineField, ...]:
        return self._name, self._year, self._teachers

    def session(self) -> ExamSession:
        """What stands in the fields; the year is 0 while it can't be read."""
        return ExamSession(
            kind=FileKind.TRAINING,
            year=self._read_year(),
            centre=self._name.text(),
            commission="",
            jurors=self._jurors(),
        )

    def entries(self) -> tuple[object, ...]:
        return tuple(each.line.text() for each in self.fields)

    def check(self) -> None:
        self._name.need("Indiquez la classe, ou votre nom.")
        self._year.set_error("" if self._read_year() else "Écrivez l’année\u202f: 2027.")
        self._teachers.set_error("")

    def begin(self) -> None:
        self._name.line.setFocus()

    def _jurors(self) -> tuple[Juror, ...]:
        """Who was there already keeps their key."""
        names = dict.fromkeys(filter(None, map(str.strip, self._teachers.text().split(","))))
        known = {each.name: each for each in self._session.jurors}
        keys = {each.key for each in self._session.jurors}
        free = (key for number in range(1, len(names) + len(keys) + 1) if (key := f"p{number}") not in keys)
        return tuple(known.get(name) or Juror(next(free), name, TEACHER) for name in names)

    def _read_year(self) -> int:
        text = self._year.text()
        year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
        return year if FIRST_YEAR <= year <= LAST_YEAR else 0


class TrainingDialog(FormDialog):
    """Of the open training file."""

    guide_page = "seances"

    def __init__(self, theme: Theme, session: ExamSession, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Classe et professeurs", 640, parent)
        self._save = save
        self._fields = TrainingFields(theme, session, teachers=True)
        fill(self.body, self._fields)
        self.add_usual_buttons("&Enregistrer")
        self._fields.begin()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return self._fields.entries()

    def submit(self) -> None:
        self.show_problem("")
        self._fields.check()
        if self.first_invalid(self._fields.fields):
            return
        said = self._save(self._fields.session())
        self.show_problem(said)
        if not said:
            self.accept()
