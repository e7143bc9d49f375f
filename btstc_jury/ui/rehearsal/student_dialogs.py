"""Who rehearses, and with whom: students added, one by one or as a list, corrected; professors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from btstc_jury.application.student_lists import Pasted, read_students
from btstc_jury.domain.candidate import NAME_LIMIT, Candidate
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.fields import Field, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, fill, row, sized

_LIST_HINT = (
    "Une ligne par étudiant\u202f: NOM Prénom;classe;groupe, ou les colonnes d’un tableau, avec ou sans leurs"
    " titres."
)
_TOLD = 3
"""Lines in error that are shown: the next ones come once these are corrected."""

Keep = Callable[[Sequence[Candidate]], str]
"""Keeps students; why it could not, or "" once they are durable."""


def _few(problems: Sequence[str]) -> str:
    more = len(problems) - _TOLD
    left = (f"Et {more} autre{'s' if more > 1 else ''} ligne{'s' if more > 1 else ''}.",) if more > 0 else ()
    return "\n".join((*problems[:_TOLD], *left))


class _Lines(QPlainTextEdit):
    """Tab leaves it; Ctrl+Enter says that it is ``complete``."""

    complete = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.complete.emit()
        else:
            super().keyPressEvent(event)


class _Identity:
    """Name, first names, class and group: nothing else is asked of a student."""

    def __init__(self, theme: Theme, told: Candidate) -> None:
        self.last = LineField(theme, "&Nom", told.last_name, limit=NAME_LIMIT)
        self.first = LineField(theme, "&Prénoms", told.first_names, limit=NAME_LIMIT)
        self.place = LineField(theme, "&Classe", told.class_name, limit=NAME_LIMIT)
        self.group = LineField(theme, "&Groupe, facultatif", told.group, limit=NAME_LIMIT)
        self.rows = (
            row(theme, (self.last, 1), (self.first, 1), gap=12, at=AT_TOP),
            row(theme, (self.place, 1), (self.group, 1), gap=12, at=AT_TOP),
        )

    @property
    def fields(self) -> tuple[LineField, ...]:
        return self.last, self.first, self.place, self.group

    def student(self) -> Candidate:
        last, first, place, group = (each.text() for each in self.fields)
        return Candidate("", last, first, class_name=place, group=group)

    def entries(self) -> tuple[str, ...]:
        return tuple(each.line.text() for each in self.fields)

    def check(self) -> None:
        self.last.need("Indiquez le nom.")
        self.first.need("Indiquez les prénoms.")
        for each in (self.place, self.group):
            each.set_error(each.line.problem())


class AddStudentsDialog(FormDialog):
    """One by one, the class staying from one to the next, or a list that was copied elsewhere."""

    guide_page = "seances"

    def __init__(
        self,
        theme: Theme,
        known: Sequence[Candidate],
        keep: Keep,
        parent: QWidget | None = None,
        class_name: str = "",
    ) -> None:
        super().__init__(theme, "Ajouter des étudiants", 760, parent)
        self._known = list(known)
        self._keep = keep
        self._identity = _Identity(theme, Candidate("", "", "", class_name=class_name))
        self._pasted = _Lines()
        sized(theme, self._pasted, height=130)
        self._list = Field(theme, "&Ou collez la liste de la classe", self._pasted, _LIST_HINT)
        self._added = label(role="strong small", wrap=True)
        self._added.hide()
        fill(self.body, *self._identity.rows, self._list, self._added)
        self.add_button("Fermer", self.reject)
        self.add_button("&Ajouter", self.submit, primary=True)
        self._names = [each.line for each in (self._identity.last, self._identity.first)]
        for each in self._names:
            each.installEventFilter(self)
        self._pasted.complete.connect(self.submit)
        self._pasted.textChanged.connect(self._count)
        self._identity.place.line.textChanged.connect(self._count)
        self._identity.last.line.setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        """The class alone is nothing to lose."""
        last, first, _class, group = self._identity.entries()
        return last, first, group, self._pasted.toPlainText()

    def pasted(self) -> Pasted:
        return read_students(self._pasted.toPlainText(), self._known, self._identity.place.text())

    def submit(self) -> None:
        self.show_problem("")
        pasted = self.pasted()
        typed = any(each.text() for each in (self._identity.last, self._identity.first))
        if pasted.stopped or (pasted.doubled and not pasted.students and not typed):
            self._list.set_error(_few(pasted.problems))
            self.first_invalid([self._list])
            return
        students = list(pasted.students)
        if typed or not students:
            self._identity.check()
            if self.first_invalid(self._identity.fields):
                return
            students.append(self._identity.student())
        said = self._keep(students)
        if said:
            self.show_problem(said)
            return
        self._known += students
        names = ", ".join(each.full_name for each in students)
        told = f"Ajouté{'s' if len(students) > 1 else ''}\u202f: {names}"
        tell(self._added, "\n".join((told, *pasted.doubled)))
        self._pasted.clear()
        for each in (self._identity.last, self._identity.first):
            each.line.clear()
            each.set_error("")
        self._identity.last.line.setFocus()
        self.remember()

    def _count(self) -> None:
        """What the list is read as, at once."""
        found = self.pasted()
        some = len(found.students)
        told = []
        if some:
            plural, first = "s" if some > 1 else "", found.students[0]
            where = f", {first.class_name}" if first.class_name else ""
            told = [f"{some} étudiant{plural} lu{plural}, d’abord {first.full_name}{where}."]
        if found.left_out:
            told.append(f"Non repris\u202f: {', '.join(found.left_out)}.")
        self._list.set_error("")
        self._list.set_hint(" ".join(told) or _LIST_HINT)
        self._list.set_warning("\n".join((*told, _few(found.problems))) if found.problems else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A list that is pasted where one name is expected goes where lists are read."""
        pastes = (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        )
        text = QGuiApplication.clipboard().text() if pastes and watched in self._names else ""
        if len(text.strip().splitlines()) > 1 or "\t" in text.strip():
            self._pasted.setFocus(Qt.FocusReason.OtherFocusReason)
            self._pasted.insertPlainText(text)
            return True
        return super().eventFilter(watched, event)


class StudentDialog(FormDialog):
    """What is known of one, corrected in each attempt."""

    def __init__(self, theme: Theme, told: Candidate, keep: Keep, parent: QWidget | None = None) -> None:
        super().__init__(theme, told.full_name, 640, parent)
        self._keep = keep
        self._identity = _Identity(theme, told)
        fill(self.body, *self._identity.rows)
        self.add_usual_buttons("&Enregistrer")
        self._identity.last.line.setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return self._identity.entries()

    def submit(self) -> None:
        self.show_problem("")
        self._identity.check()
        if self.first_invalid(self._identity.fields):
            return
        said = self._keep([self._identity.student()])
        self.show_problem(said)
        if not said:
            self.accept()
