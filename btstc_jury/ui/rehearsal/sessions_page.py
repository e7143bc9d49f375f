"""« Séances »: what a training file opens on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from btstc_jury.application.cases import UnusableCase
from btstc_jury.application.office import Changes
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.rehearsal.sessions import (
    AttemptRow,
    SessionsView,
    StudentRow,
    sessions_view,
)
from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.wording import unaccented
from btstc_jury.ui.candidates.day_rows import SearchField
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.rehearsal.case_rows import CaseRows
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, Framed, label, tell
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import column, flow, panel, row, sized
from btstc_jury.ui.widgets.leading import Leading
from btstc_jury.ui.widgets.two_lines import TwoLineList, TwoLines

_FIRST = (
    "1. Ajoutez les étudiants\u202f: un par un, ou la liste de la classe collée d’un tableau.\n"
    "2. Ouvrez les cas\u202f: «\u202fAjouter les cas prêts à jouer\u202f» en met de complets, "
    "ou écrivez le vôtre.\n"
    "3. Choisissez un étudiant, puis «\u202fNouvel essai\u202f»\u202f: le temps court aussitôt."
)
_NO_CASE = (
    "Aucun cas n’est gardé\u202f: sous «\u202fCas\u202f», ajoutez ceux qui sont prêts à jouer "
    "ou écrivez le vôtre."
)
_NEW = "Nouvel essai…"


class SessionsPage(Leading):
    """``oral_chosen``: an attempt, to be shown where it stands; ``attempt_asked(number)``: another one of a
    student; ``case_chosen(number, key)``: of
    that case; ``exams_asked``: the list of the orals that are no attempts.
    """

    oral_chosen = Signal(int)
    attempt_asked = Signal(str)
    students_asked = Signal()
    student_asked = Signal(str)
    teachers_asked = Signal()
    forgetting_asked = Signal(str)
    sheets_asked = Signal(int)
    copy_asked = Signal(int)
    cases_asked = Signal()
    case_chosen = Signal(str, str)
    progress_asked = Signal(str)
    class_asked = Signal()
    exams_asked = Signal()

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__()
        self._ports = ports
        self._conductor = conductor
        self._office = conductor.office
        self._view: SessionsView | None = None
        self._ahead: SessionsView | None = None
        self._stale = True
        self._make_acts()
        self._search = SearchField(limit=NAME_LIMIT, placeholder="Rechercher un nom, une classe")
        self._search.setAccessibleName("Rechercher un étudiant")
        self.students = TwoLineList(theme, "Étudiants")
        self.attempts = TwoLineList(theme, "Essais")
        self.cases = CaseRows(theme)
        self._title = ElidedLabel(role="heading")
        self._session = label(role="pill")
        self._name = ElidedLabel(role="heading")
        self._none = label(role="muted", wrap=True)
        self._arrange(theme)
        self._connect()
        self.lead_to(self.students)

    @property
    def student(self) -> str:
        """Number of the selected one, "" while there is none."""
        current = self.students.current
        return current if isinstance(current, str) else ""

    @property
    def case(self) -> str:
        """Key of the selected one, "" where none is kept."""
        current = self.cases.current
        return current if isinstance(current, str) else ""

    def comes_whole(self) -> bool:
        """Whether all that it shows can be read; what was read is what it shows first."""
        try:
            self._ahead = self._asked()
        except FileProblem:
            return False
        return True

    def refresh(self) -> None:
        """Ask for everything anew; the selected student stays selected."""
        self._stale = False
        try:
            self._paint(self._asked())
        except FileProblem as problem:
            self._conductor.failed.emit(messages.problem(problem))

    def _asked(self) -> SessionsView:
        ahead, self._ahead = self._ahead, None
        return ahead or sessions_view(self._office, messages.read_only(self._office.read_only))

    def _paint(self, view: SessionsView) -> None:
        self._view = view
        self._title.setText(view.title)
        self._session.setText(view.session)
        tell(self._notice, view.read_only)
        first = bool(view.students) and self._stack.currentWidget() is not self._lists
        self._stack.setCurrentWidget(self._lists if view.students else self._empty)
        self._foot.setVisible(bool(view.students))
        self._show_students()
        self.exams.setVisible(bool(view.exams))
        writable = not view.read_only
        for each in (self._new, self._add, self._edit, self._teachers, self._forget):
            each.setEnabled(writable)
        for each in (self._new, self._edit, self._progress, self._class, self._sheets):
            each.setVisible(bool(view.students))
        if self.isVisible() and (first or not view.students):
            # The first student is there: the keys go to the list, not to what stands before it.
            (self.students if view.students else self._first).setFocus()

    def select(self, number: str) -> None:
        self.students.select(number)

    def setFocus(self, reason: Qt.FocusReason | None = None) -> None:
        self.lead_to(self.students if self._view is None or self._view.students else self._first)
        super().setFocus(reason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_cases()
        if self._stale:
            self.refresh()
        else:
            self._show_student()

    def _on_changed(self, _changes: Changes) -> None:
        self._stale = True
        self._ahead = None
        if self.isVisible():
            self.refresh()

    def _show_students(self) -> None:
        """Those whose name, class or group holds what is searched."""
        wanted = unaccented(self._search.text().strip())
        students = () if self._view is None else self._view.students
        found = (each for each in students if wanted in unaccented(f"{each.name} {each.place}"))
        self.students.show_rows(tuple(map(_student_lines, found)))

    def _find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _show_cases(self) -> None:
        """Those that are kept, each time the page comes: they may have been written meanwhile."""
        try:
            lines = self._ports.rehearsals.cases().listing().lines
            told = "" if lines else _NO_CASE
        except UnusableCase as problem:
            lines, told = (), str(problem)
        tell(self._no_case, told)
        self.cases.setVisible(bool(lines))
        self.cases.show_lines(lines)

    def _choose_case(self, key: object) -> None:
        """It is played by the student selected."""
        if self.student and self._new.isEnabled():
            self.case_chosen.emit(self.student, str(key))

    def _show_student(self) -> None:
        found = None if self._view is None else self._view.student(self.student)
        attempts = () if found is None else found.attempts
        begun = [each for each in attempts if not each.waiting or each.case != "sans cas"]
        self._name.setText("" if found is None else found.name)
        self.attempts.show_rows(tuple(map(_attempt_lines, begun)))
        self.attempts.setVisible(bool(begun))
        tell(self._none, "" if begun else "Aucun essai pour l’instant\u202f: Entrée en prépare un.")
        self._new.say("Ouvrir l’essai prêt" if found is not None and found.opens else _NEW)
        if self._view is not None and found is not None:
            self.cases.follow(found.case_key or self._view.last_case)

    def _ask_new(self) -> None:
        """What is ready for the student selected is played; else another attempt is asked for."""
        found = None if self._view is None else self._view.student(self.student)
        if found is not None and found.opens:
            self._choose(found.number)
        elif found is not None:
            self.attempt_asked.emit(found.number)

    def _of_student(self, asked: SignalInstance) -> Callable[[], None]:
        """``asked`` takes the number of the selected student; nothing happens while there is none."""

        def ask() -> None:
            if self.student:
                asked.emit(self.student)

        return ask

    def _ask_copy(self) -> None:
        """Of all that the file holds about the student of one of the attempts."""
        found = None if self._view is None else self._view.student(self.student)
        if found is not None:
            self.copy_asked.emit(found.attempts[0].oral)

    def _ask_sheets(self) -> None:
        """For whoever watches the student selected: of what waits, else of the last attempt."""
        found = None if self._view is None else self._view.student(self.student)
        if found is not None:
            self.sheets_asked.emit(found.attempts[0].oral)

    def _make_acts(self) -> None:
        self._new = Action("attempt.new", self, self._ask_new)
        self._add = Action("students.add", self, self.students_asked.emit)
        self._edit = Action("students.edit", self, self._of_student(self.student_asked))
        Action("students.find", self, self._find)
        self._cases = Action("cases.show", self, self.cases_asked.emit)
        self._progress = Action("progress.student", self, self._of_student(self.progress_asked))
        self._class = Action("progress.class", self, self.class_asked.emit)
        self._sheets = Action("observers.print", self, self._ask_sheets)
        self._teachers = QAction("Classe et professeurs…", self)
        self._teachers.triggered.connect(self.teachers_asked)
        self._copy = QAction("Copie des données de l’étudiant…", self)
        self._copy.triggered.connect(self._ask_copy)
        self._forget = QAction("Oublier l’étudiant…", self)
        self._forget.triggered.connect(self._of_student(self.forgetting_asked))
        self.exams = QAction("Interrogations comme à l’examen…", self, visible=False)
        self.exams.triggered.connect(self.exams_asked)
        self.addActions([self._teachers, self._copy, self._forget, self.exams])

    def _arrange(self, theme: Theme) -> None:
        head = Framed("banner")
        row(theme, self._title, self._session, 1, margins=(16, 10), within=head)
        self._notice = label(role="notice", wrap=True)
        self._notice.hide()
        named = row(theme, label("Étudiants", "small strong"), 1, self._search)
        sized(theme, self._search, width=240)
        told = column(theme, named, (self.students, 1), gap=6, margins=(16, 12))
        self._no_case = label(role="muted", wrap=True)
        mine = (self._name, self._none, (self.attempts, 3))
        kept = (label("Cas", "small strong"), self._no_case, (self.cases, 2), 1)
        side = column(theme, *mine, *kept, gap=6, margins=(16, 12))
        self._lists = panel(row(theme, (panel(told), 3), (panel(side), 2), gap=0))
        self._first = KeyButton.of(self._add, "primary", "Ajouter des étudiants…")
        ready = KeyButton.of(self._cases, words="Ouvrir les cas")
        card = column(
            theme,
            label("Pour commencer", "heading"),
            label(_FIRST, wrap=True),
            flow(theme, self._first, ready),
            gap=12,
            margins=(24, 20),
        )
        self._empty = panel(column(theme, panel(card, "card"), 1, margins=24))
        held = QWidget()
        self._stack = QStackedLayout(held)
        self._stack.addWidget(self._lists)
        self._stack.addWidget(self._empty)
        acts = (self._add, self._edit, self._cases, self._progress, self._class)
        sheets = KeyButton.of(self._sheets, words="Feuilles d’observateurs…")
        every = (KeyButton.of(self._new, "primary"), *map(KeyButton.of, acts), sheets)
        buttons = flow(theme, *every, margins=(22, 10))
        self._foot = panel(buttons, "footer")
        column(theme, head, self._notice, (held, 1), self._foot, gap=0, within=self)

    def _connect(self) -> None:
        self._conductor.changed.connect(self._on_changed)
        self._search.textChanged.connect(self._show_students)
        self._search.left.connect(self.students.setFocus)
        self.students.moved.connect(self._show_student)
        self.students.chosen.connect(self._choose)
        self.cases.chosen.connect(self._choose_case)
        self.attempts.chosen.connect(self._choose_attempt)

    def _choose(self, number: object) -> None:
        """What goes on is gone back to; else another attempt is asked for."""
        found = None if self._view is None else self._view.student(str(number))
        going = [each.oral for each in found.attempts if each.under_way] if found is not None else []
        if found is not None and found.ready is not None and not going:
            going = [found.ready.oral]
        if going:
            self.oral_chosen.emit(going[0])
        elif self._new.isEnabled():
            self.attempt_asked.emit(str(number))

    def _choose_attempt(self, oral: object) -> None:
        if isinstance(oral, int):
            self.oral_chosen.emit(oral)


def _student_lines(student: StudentRow) -> TwoLines:
    going = "essai en cours" if student.under_way else ""
    if not going and student.ready is not None:
        going = f"prêt\u202f: {student.ready.case}"
    return TwoLines(
        student.number, student.name, student.place, going, student.told, student.spoken, bool(going)
    )


def _attempt_lines(line: AttemptRow) -> TwoLines:
    title = " · ".join(filter(None, (line.title, line.when)))
    detail = f"{line.case} · {line.played}"
    return TwoLines(line.oral, title, detail, line.state, line.levels, line.spoken, line.under_way)
