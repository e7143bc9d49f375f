"""What is asked in a training file: who rehearses, what is played, by whom next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.cases import UnusableCase
from btstc_jury.application.enrolment import usable_forms
from btstc_jury.application.office import Changes
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.rehearsing import (
    Setup,
    add_students,
    attempts_of,
    begin,
    change_student,
    forget_student,
    grouped,
    set_up,
    student,
)
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.file_names import safe_name
from btstc_jury.application.views.rehearsal.paper import observer_sheets
from btstc_jury.application.views.rehearsal.sessions import sessions_view
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.case import Case
from btstc_jury.domain.form import Form, in_ccf
from btstc_jury.domain.rehearsal import Scope
from btstc_jury.domain.session import ExamSession
from btstc_jury.ui.cases.preparation import ObserverSheetsDialog
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.rehearsal.setup_dialog import Chosen, Offer, SetupDialog
from btstc_jury.ui.rehearsal.student_dialogs import AddStudentsDialog, StudentDialog
from btstc_jury.ui.settings.training import TrainingDialog
from btstc_jury.ui.shell import questions
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.theme.theme import Theme

_BESIDE = re.compile(r"\s[–—-]\s|,")
"""Between a class and its teacher."""


class TrainingActs(QObject):
    """Dialogs over the window; imported with the first of them. ``set_up(oral)``: an attempt is ready to be
    played, or runs already.
    """

    set_up = Signal(int)

    def __init__(
        self, theme: Theme, conductor: Conductor, ports: Ports, notices: NoticeBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._conductor = conductor
        self._office = conductor.office
        self._ports = ports
        self._notices = notices
        self._window = window
        self._queue: tuple[str, ...] = ()
        self._last = Setup("", "")

    def ask_attempt(self, number: str = "", case: str = "", shown: str = "") -> None:
        """Who plays what; of a student, the next attempt is like the last one. ``shown``: the case that is
        selected beside the student, for one who has none yet.
        """
        forms = usable_forms(self._office.library)
        try:
            students = sessions_view(self._office).students
            cases = self._ports.rehearsals.cases().listing().lines
            before = self._before(number)
        except FileProblem as problem:
            self._notices.warn(messages.problem(problem))
            return
        except UnusableCase as problem:
            self._conductor.refused.emit(str(problem))
            return
        if not students or not forms:
            self.ask_students()
            return
        exams = {each.key: each.exam for each in cases}
        form = _form_for(forms, before[0], exams.get(case, ""))
        if any(each.key == form and each.exam != exams.get(shown) for each in forms):
            shown = ""
        offer = Offer(students, forms, cases, number, form, case or before[1] or shown, before[2])
        SetupDialog(self._theme, offer, self._begin, self._window).ask()

    def following(self, number: str) -> str:
        """Who plays next on the same case, once ``number`` has; "" for nobody."""
        if number in self._queue:
            self._queue = self._queue[self._queue.index(number) + 1 :]
        return next(iter(self._queue), "")

    def ask_forgetting(self, number: str) -> bool:
        """Whether the student, and all of theirs, is gone."""
        name = student(self._office, number).full_name
        done = sum(each.state.started is not None for each in attempts_of(self._office, number))
        words = (
            f"{name} et {formats.count(done, 'essai')} quittent ce fichier\u202f: temps, remarques,"
            " niveaux, avis, fiches. Rien ne les ramène. Donnez d’abord sa copie à qui la demande.\n\nLes"
            " copies de sauvegarde, les exports et les PDF déjà faits ne changent pas\u202f: il vous revient"
            " de les détruire."
        )
        if not questions.agrees(self._theme, self._window, f"Oublier {name}\u202f?", words, "Oublier"):
            return False
        gone = self._conductor.carry_out(lambda: (forget_student(self._office, number),))
        if gone:
            self._conductor.informed.emit(f"{name} est oublié de ce fichier.")
        return gone

    def ask_sheets(self, oral: int, picked: str = "", shown: str = "") -> None:
        """What observers of that attempt fill in by hand: as many as are asked for. ``picked``: key of the
        case that they watch rather than the attempt's; ``shown``: that of an attempt without one.
        """
        state, session = self._office.oral(oral), self._office.session
        case = state.rehearsal.case if state.rehearsal is not None else None
        key, form = picked or (shown if case is None and state.stage.facts.waiting else ""), state.form
        if key:
            try:
                case = self._ports.rehearsals.cases().open(key).case
            except UnusableCase as problem:
                self._conductor.refused.emit(str(problem))
                return
            forms = usable_forms(self._office.library)
            wanted = _form_for(forms, form.key, case.exam) if forms else ""
            form = next((each for each in forms if each.key == wanted and each.exam == case.exam), form)
        made = partial(observer_sheets, case, form, session, state.plan.candidate)
        name = f"{safe_name(f'Feuilles observateurs {state.plan.candidate.full_name}')}.pdf"
        ObserverSheetsDialog(self._theme, self._ports, made, name, self._window).ask()

    def ask_teachers(self) -> None:
        """The class, the year, and with whom one rehearses."""
        said: list[str] = []

        def save(session: ExamSession) -> str:
            said.clear()
            kept = self._conductor.carry_out(lambda: (self._office.describe(session),), said.append)
            return "" if kept else next(iter(said), "Rien n’a été enregistré.")

        TrainingDialog(self._theme, self._office.session, save, self._window).ask()

    def _before(self, number: str) -> tuple[str, str, Scope]:
        """Form, case and scope of what that student played last, else of what was set up last."""
        mine = grouped(self._office).get(number, ())
        done = [each.state for each in mine if each.state.started is not None]
        if not done or done[-1].rehearsal is None:
            case = self._last.case
            waiting = mine[-1].state.form.key if mine else ""
            return self._last.form_key or waiting, case.key if case else "", self._last.scope
        case = done[-1].rehearsal.case
        return done[-1].form.key, case.key if case else "", done[-1].rehearsal.scope

    def _begin(self, chosen: Chosen) -> str:
        case: Case | None = None
        if chosen.case:
            try:
                case = self._ports.rehearsals.cases().open(chosen.case).case
            except UnusableCase as problem:
                return str(problem)
        said: list[str] = []
        orals: list[int] = []
        setups = [
            Setup(number, chosen.form_key, case, chosen.scope, prepares=chosen.prepares and not place)
            for place, number in enumerate(chosen.students)
        ]

        def use_case() -> Sequence[Changes]:
            done: list[Changes] = []
            for setup in setups:
                oral, changes = set_up(self._office, setup)
                orals.append(oral)
                done.extend(changes)
            if chosen.begins and not setups[0].prepares:
                done.extend(begin(self._office, orals[0]))
            return done

        if not self._conductor.carry_out(use_case, said.append):
            return said[0] if said else "Rien n’a été commencé."
        self._last, self._queue = setups[0], chosen.students
        self.set_up.emit(orals[0])
        return ""

    def ask_students(self) -> None:
        known = [each[-1].state.plan.candidate for each in grouped(self._office).values()]
        # « TC2 B – Mme Girard » is asked for as one.
        last = known[-1].class_name if known else _BESIDE.split(self._office.session.centre)[0].strip()
        AddStudentsDialog(self._theme, known, self._add_students, self._window, last).ask()

    def _add_students(self, students: Sequence[Candidate]) -> str:
        said: list[str] = []
        form = self._usual_form()
        if form is None:
            return "Aucune forme d’épreuve n’est utilisable\u202f: voyez «\u202fFormes d’épreuve\u202f»."
        kept = self._conductor.carry_out(lambda: add_students(self._office, students, form.key), said.append)
        if not kept:
            return said[0] if said else "Rien n’a été enregistré."
        added = formats.count(len(students), "étudiant ajouté", "étudiants ajoutés")
        self._conductor.informed.emit(f"{added}.")
        return ""

    def _usual_form(self) -> Form | None:
        """The oral with a buyer, where there is one: E4, in one piece rather than by situations."""
        forms = usable_forms(self._office.library)
        key = _form_for(forms, self._last.form_key, "") if forms else ""
        return next((each for each in forms if each.key == key), None)

    def ask_student(self, number: str) -> None:
        def keep(told: Sequence[Candidate]) -> str:
            said: list[str] = []
            kept = self._conductor.carry_out(
                lambda: change_student(self._office, number, told[0]), said.append
            )
            return "" if kept else said[0] if said else "Rien n’a été enregistré."

        StudentDialog(self._theme, student(self._office, number), keep, self._window).ask()


def _form_for(forms: Sequence[Form], before: str, exam: str) -> str:
    """Key of the form to propose: the one before, unless the case is of another exam; with neither, the oral
    with a buyer, in one piece rather than by situations.
    """
    known = any(each.key == before and each.exam == (exam or each.exam) for each in forms)
    if known:
        return before
    exam = exam or "E4"
    fitting = sorted(forms, key=lambda each: (each.exam != exam, in_ccf(each.key) is not False))
    return fitting[0].key
