"""The attempts of a student side by side; a class: how many stand at which level."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from btstc_jury.application.office import Changes
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.rehearsing import Attempt, attempts_of, grouped
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.rehearsal.progress import ClassView, class_view, progress_view
from btstc_jury.application.views.rehearsal.results import (
    ClassPaperView,
    ProgressPaperView,
    class_paper,
    progress_paper,
)
from btstc_jury.domain.form import Form
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.rehearsal.progress_table import ProgressTable, class_table, progress_table
from btstc_jury.ui.rehearsal.saving import Saving
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, Framed, label, tell
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.fields import Choice, Field
from btstc_jury.ui.widgets.layouts import column, flow, panel, row, sized
from btstc_jury.ui.widgets.leading import Leading

_EVERY = "Toutes les classes"


class ProgressPage(Leading):
    """``oral_asked``: the review of an attempt."""

    home_asked = Signal()
    oral_asked = Signal(int)

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__()
        self._office = conductor.office
        self._conductor = conductor
        self._ports = ports
        self._saving = Saving(self, conductor, ports)
        self._student = ""
        self._attempts: tuple[Attempt, ...] = ()
        self._places: tuple[int, ...] = ()
        self._class: ClassView | None = None
        self._class_form: Form | None = None
        self._stale = False
        self._home = Action("oral.list", self, self.home_asked.emit)
        self._home.say("Séances")
        self._whole_class = Action("progress.class", self, self.show_class)
        self._save = Action("progress.save", self, self._save_pdf)
        self._tables = Action("progress.table", self, self._save_table)
        self._title = ElidedLabel(role="heading")
        self._place = label(role="pill")
        self._told = label(role="muted", wrap=True)
        self.table = ProgressTable(theme, "Progrès")
        self.classes = Choice(theme)
        self.exams = Choice(theme)
        self._none = label(role="muted", wrap=True)
        self._arrange(theme)
        self.table.chosen.connect(self._choose)
        for each in (self.classes, self.exams):
            each.activated.connect(self._choose_class)
        conductor.changed.connect(self._on_changed)
        self.lead_to(self.table)

    def show_student(self, number: str) -> None:
        """Raises ``FileProblem``."""
        self._student = number
        self._show()
        self.setFocus()

    def show_class(self) -> None:
        """Raises ``FileProblem``."""
        self._student = ""
        self._show()
        self.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._guarded(self._show)

    def _on_changed(self, _changes: Changes) -> None:
        self._stale = True
        if self.isVisible():
            self._guarded(self._show)

    def _guarded(self, show: Callable[[], object]) -> None:
        try:
            show()
        except FileProblem as problem:
            self._conductor.failed.emit(messages.problem(problem))

    def _show(self) -> None:
        self._stale = False
        self._whole_class.setEnabled(bool(self._student))
        self._chosen.setVisible(not self._student)
        if self._student:
            self._show_student()
        else:
            self._show_class()
        for each in (self._save, self._tables):
            each.setEnabled(not self.table.isHidden())

    def _show_student(self) -> None:
        self._attempts = attempts_of(self._office, self._student)
        if not self._attempts:
            # Forgotten meanwhile.
            self.home_asked.emit()
            return
        view = progress_view([each.state for each in self._attempts], self._office.now())
        self._places = tuple(each.place for each in view.columns)
        self._title.setText(f"Progrès\u202f: {view.student}")
        tell(self._place, view.class_words)
        apart = formats.count(view.other_forms, "essai", "essais")
        others = f" {apart} d’une autre épreuve n’y sont pas." if view.other_forms else ""
        self._told.setText(
            f"{view.exam} · {view.compared[:1].upper()}{view.compared[1:]}.{others} "
            "Entrée ouvre le bilan de l’essai."
        )
        self.table.setAccessibleName(f"Progrès de {view.student}")
        self._fill(bool(view.columns), "Pas encore d’essai commencé.")
        if view.columns:
            self.table.show_told(progress_table(view))

    def _show_class(self) -> None:
        every = [[each.state for each in mine] for mine in grouped(self._office).values()]
        class_name = self.classes.currentData() or ""
        view = class_view(every, str(class_name), str(self.exams.currentData() or ""))
        self._class = view
        self._class_form = next(
            (each.form for mine in every for each in mine if each.form.key == view.form_key), None
        )
        self._offer(view)
        self._title.setText(f"La classe{formats.COLON} {view.class_name or self._office.session.centre}")
        tell(self._place, view.exam)
        waiting = formats.count(view.waiting, "sans essai terminé", "sans essai terminé")
        students = formats.count(view.students, "étudiant")
        self._told.setText(
            f"{students}{f', {waiting}' if view.waiting else ''} · dernier essai de chacun\u202f: combien se "
            "situent à quel niveau. Ni classement, ni total."
        )
        self.table.setAccessibleName("La classe, critère par critère")
        self._fill(bool(view.groups), "Aucun essai terminé\u202f: rien à montrer encore.")
        if view.groups:
            self.table.show_told(class_table(view))

    def _fill(self, there: bool, words: str) -> None:
        self.table.setVisible(there)
        tell(self._none, "" if there else words)

    def _offer(self, view: ClassView) -> None:
        chosen = self.classes.currentData() or ""
        self.classes.clear()
        for name in ("", *view.classes):
            self.classes.addItem(name or _EVERY, name)
        self.classes.setCurrentIndex(max(self.classes.findData(chosen), 0))
        self.exams.clear()
        for key, name in view.forms:
            self.exams.addItem(name, key)
        self.exams.setCurrentIndex(max(self.exams.findData(view.form_key), 0))
        self.classes.setEnabled(len(view.classes) > 1)
        self.exams.setEnabled(len(view.forms) > 1)

    def _choose_class(self) -> None:
        self._guarded(self._show)

    def _choose(self, column: int) -> None:
        if not self._student or column >= len(self._places):
            return
        place = self._places[column]
        self.oral_asked.emit(next(each.oral for each in self._attempts if each.place == place))

    def _paper(self) -> ProgressPaperView | ClassPaperView | None:
        session = self._office.session
        if self._student:
            state = self._attempts[-1].state
            view = progress_view([each.state for each in self._attempts], self._office.now())
            begun = [each.state for each in self._attempts if each.state.started is not None]
            form = begun[-1].form if begun else state.form
            return progress_paper(view, form, session, state.plan.candidate)
        if self._class is None or self._class_form is None:
            return None
        return class_paper(self._class, self._class_form, session)

    def _name(self) -> str:
        if self._student:
            return f"Progrès {self._attempts[-1].state.plan.candidate.full_name}"
        chosen = self._class.class_name if self._class is not None else ""
        return f"Classe {chosen or self._office.session.centre}"

    def _save_pdf(self) -> None:
        view = self._paper()
        if view is not None:
            self._saving.ask_pdf(partial(self._ports.papers.pdf, view), self._name(), "Enregistrer en PDF")

    def _save_table(self) -> None:
        view = self._paper()
        if view is not None:
            make = partial(self._ports.rehearsals.table, view)
            self._saving.ask_table(make, self._name(), "Enregistrer pour un tableur")

    def _arrange(self, theme: Theme) -> None:
        head = Framed("banner")
        back = KeyButton.of(self._home)
        back.show_keys(False)
        row(theme, back, self._title, self._place, 1, margins=(16, 10), within=head)
        class_field, exam_field = (
            Field(theme, "&Classe", self.classes),
            Field(theme, "É&preuve", self.exams),
        )
        for each in (class_field, exam_field):
            sized(theme, each, width=(160, 300))
        self._chosen = panel(row(theme, class_field, exam_field, 1, gap=16))
        card = panel(column(theme, (self.table, 1), margins=1), "card")
        inside = column(theme, self._told, self._chosen, self._none, (card, 1), gap=10, margins=(16, 12))
        buttons = (
            KeyButton.of(self._save, "primary", "Enregistrer en PDF…"),
            KeyButton.of(self._tables, words="Pour un tableur (XLSX, CSV)…"),
            KeyButton.of(self._whole_class, words="La classe"),
        )
        foot = panel(flow(theme, *buttons, margins=(16, 10)), "footer")
        column(theme, head, (inside, 1), foot, gap=0, within=self)
