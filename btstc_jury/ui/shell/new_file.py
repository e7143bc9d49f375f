"""A new exam file: what it is worth, which session, who examines, where it is kept, what protects it."""

from __future__ import annotations

import re
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.application.enrolment import usable_forms
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import SUFFIX, Desk, create_file
from btstc_jury.application.views import messages
from btstc_jury.application.views.permitted import known_roles
from btstc_jury.domain.refusals import Refusal
from btstc_jury.domain.session import ExamSession, FileKind, prepared_session
from btstc_jury.ui.protection.passphrase_dialog import ProtectSection
from btstc_jury.ui.protection.secret_fields import busy_line, said_while_busy
from btstc_jury.ui.settings.session import USUAL, SessionFields
from btstc_jury.ui.settings.training import TrainingFields
from btstc_jury.ui.shell.place import FilePlace
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import Radio
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill


class NewFileDialog(FormDialog):
    """``made``: the open file, once there is one; where it can't be made the dialog stays as it is and says
    why. ``folder``: where it is proposed; ``training``: a file to rehearse with is meant, most likely.
    """

    guide_page = "fichiers"

    def __init__(
        self, theme: Theme, parent: QWidget | None, desk: Desk, folder: Path, *, training: bool = False
    ) -> None:
        super().__init__(theme, "Nouveau fichier", 1000, parent)
        self.made: Office | None = None
        self._desk = desk
        self._folder = folder
        kind = self._make_kind()
        forms = usable_forms(desk.library)
        roles = known_roles(forms)
        # With forms of its own, which diploma the file is for can't be known.
        self._diploma = "BTS TC" if len({each.diploma for each in forms}) < 2 else "Oraux"
        self._fields = SessionFields(
            theme, ExamSession(FileKind.EXAM, coming_year(), "", "1", jurors=USUAL), roles
        )
        self._class = TrainingFields(theme, ExamSession(FileKind.TRAINING, coming_year(), "", ""))
        self._class.hide()
        self._place = FilePlace(theme, SUFFIX, "Fichiers d’examen", "Où garder le fichier d’examen")
        self.protect = ProtectSection(theme, can_encrypt=desk.files.can_encrypt)
        self._busy = busy_line(self.buttons)
        fill(self.body, kind, self._fields, self._class, self._place, self.protect)
        self.add_usual_buttons("C&réer le fichier")
        self._fields.changed.connect(self._propose_path)
        self._exam.toggled.connect(self._propose_path)
        self._exam.toggled.connect(self._turn)
        self._class.changed.connect(self._propose_path)
        self._propose_path()
        self._training.setChecked(training)
        (self._class if training else self._fields).begin()
        self.remember()

    def session(self) -> ExamSession:
        return self._fields.session(FileKind.EXAM) if self._exam.isChecked() else self._class.session()

    def path(self) -> Path:
        """Where the file goes; the suffix is added where it is missing."""
        return self._place.path()

    def entries(self) -> tuple[object, ...]:
        typed = (*self._fields.entries(), *self._class.entries())
        return (self._exam.isChecked(), *typed, self._place.typed, *self.protect.entries())

    def done(self, result: int) -> None:
        self.protect.new.wipe()
        super().done(result)

    def submit(self) -> None:
        self.show_problem("")
        asked = self._fields if self._exam.isChecked() else self._class
        asked.check()
        self._place.check()
        self.protect.check()
        if self.first_invalid((*asked.fields, self._place.field, *self.protect.fields)):
            return
        key = self.protect.key()
        try:
            with said_while_busy(self._busy, "Chiffrement du fichier…") if key else nullcontext():
                self.made = create_file(self._desk, self.path(), self.session(), key)
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
        except Refusal as refused:
            self.show_problem(messages.refusal(refused))
        else:
            self.accept()

    def _turn(self, exam: bool) -> None:
        """A rehearsal asks for the class and the year; a passphrase is possible there, not proposed."""
        self._fields.setVisible(exam)
        self._class.setVisible(not exam)
        self.protect.tell_who("les candidats et les notes" if exam else "les étudiants et leurs essais")
        if self.protect.plain.isEnabled():
            self.protect.plain.setChecked(not exam)

    def _make_kind(self) -> QVBoxLayout:
        layout = column(self.theme, gap=2)
        self._exam = Radio(self.theme, "E&xamen")
        self._training = Radio(self.theme, "En&traînement")
        self._exam.setChecked(True)
        indent = self.theme.px(22)
        layout.addWidget(label("Nature du fichier, définitive", "small strong"))
        for button, consequence in (
            (self._exam, "Les interrogations d’une session\u202f: les grilles font foi une fois signées."),
            (
                self._training,
                (
                    "Des étudiants répètent\u202f: chaque page porte «\u202fENTRAÎNEMENT – sans"
                    " valeur d’examen\u202f»."
                ),
            ),
        ):
            words = label(consequence, "small muted", wrap=True)
            words.setContentsMargins(indent, 0, 0, self.theme.px(4))
            button.setAccessibleDescription(consequence)
            layout.addWidget(button)
            layout.addWidget(words)
        return layout

    def _propose_path(self) -> None:
        """A name made of what is known, as long as nobody chose one."""
        session = self.session()
        commission = re.sub(r"[^\w -]", "", session.commission)
        named = "" if self._exam.isChecked() else re.sub(r"[^\w -]", "", session.centre)
        parts = (
            self._diploma,
            str(session.year or ""),
            session.kind.facts.word,
            f"commission {commission}" if commission else "",
            named[:60],
        )
        name = " ".join(part for part in parts if part)
        self._place.propose(self._folder / f"{name}{SUFFIX}")


def coming_year() -> int:
    today = QDate.currentDate()
    return prepared_session(date(today.year(), today.month(), today.day()))


def make_new_file(
    theme: Theme, parent: QWidget, desk: Desk, folder: Path, *, training: bool = False
) -> Office | None:
    """The open file, ``None`` where the user makes none; ``folder``, ``training``: as the dialog has them."""
    dialog = NewFileDialog(theme, parent, desk, folder, training=training)
    dialog.exec()
    dialog.deleteLater()
    return dialog.made
