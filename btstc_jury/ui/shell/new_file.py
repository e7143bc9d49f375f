"""A new exam file: what it is worth, which session, who examines, where it is kept, what protects it."""

from __future__ import annotations

import re
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from btstc_jury.application.enrolment import usable_forms
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import SUFFIX, Desk, create_file
from btstc_jury.application.views import messages
from btstc_jury.application.views.permitted import known_roles
from btstc_jury.domain.refusals import Refusal
from btstc_jury.domain.session import ExamSession, FileKind, prepared_session
from btstc_jury.ui.protection.passphrase_dialog import ProtectSection
from btstc_jury.ui.protection.secret_fields import said_while_busy
from btstc_jury.ui.settings.session import USUAL, SessionFields
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import Radio, aside
from btstc_jury.ui.widgets.fields import LineField, beside
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill, row


class NewFileDialog(FormDialog):
    """``made``: the open file, once there is one; where it can't be made the dialog stays as it is and says
    why. ``folder``: where it is proposed.
    """

    def __init__(self, theme: Theme, parent: QWidget | None, desk: Desk, folder: Path) -> None:
        super().__init__(theme, "Nouveau fichier d’examen", 1000, parent)
        self.made: Office | None = None
        self._desk = desk
        self._folder = folder
        self._own_path = False
        kind = self._make_kind()
        forms = usable_forms(desk.library)
        roles = known_roles(forms)
        # With forms of its own, which diploma the file is for can't be known.
        self._diploma = "BTS TC" if len({each.diploma for each in forms}) < 2 else "Oraux"
        self._fields = SessionFields(theme, ExamSession(FileKind.EXAM, _year(), "", "1", jurors=USUAL), roles)
        self.protect = ProtectSection(theme, can_encrypt=desk.files.can_encrypt)
        self._busy = label("", "small muted", wrap=True)
        self._busy.hide()
        fill(self.body, kind, self._fields, self._make_place(), self.protect, self._busy)
        self.add_usual_buttons("C&réer le fichier")
        self._fields.changed.connect(self._propose_path)
        self._exam.toggled.connect(self._propose_path)
        self._exam.toggled.connect(self.protect.setVisible)
        self._propose_path()
        self._fields.begin()
        self.remember()

    def session(self) -> ExamSession:
        return self._fields.session(FileKind.EXAM if self._exam.isChecked() else FileKind.TRAINING)

    def path(self) -> Path:
        """Where the file goes; the suffix is added where it is missing."""
        path = Path(self._place.text()).expanduser()
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def entries(self) -> tuple[object, ...]:
        place = self._place.line.text() if self._own_path else ""
        return (self._exam.isChecked(), *self._fields.entries(), place, *self.protect.entries())

    def done(self, result: int) -> None:
        self.protect.new.wipe()
        super().done(result)

    def submit(self) -> None:
        self.show_problem("")
        self._fields.check()
        self._place.set_error(self._place_error())
        exam = self._exam.isChecked()
        if exam:
            self.protect.check()
        fields = self.protect.fields if exam else ()
        if self.first_invalid((*self._fields.fields, self._place, *fields)):
            return
        key = self.protect.key() if exam else None
        try:
            with said_while_busy(self._busy, "Chiffrement du fichier…") if key else nullcontext():
                self.made = create_file(self._desk, self.path(), self.session(), key)
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
        except Refusal as refused:
            self.show_problem(messages.refusal(refused))
        else:
            self.accept()

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
                    "Les mêmes écrans pour répéter\u202f: chaque page porte «\u202fENTRAÎNEMENT – sans valeur"
                    " d’examen\u202f»."
                ),
            ),
        ):
            words = label(consequence, "small muted", wrap=True)
            words.setContentsMargins(indent, 0, 0, self.theme.px(4))
            button.setAccessibleDescription(consequence)
            layout.addWidget(button)
            layout.addWidget(words)
        return layout

    def _make_place(self) -> QHBoxLayout:
        self._place = LineField(self.theme, "&Fichier", limit=4096)
        self._place.line.textEdited.connect(self._path_typed)
        choose = beside(self._place, aside("C&hoisir…", self._choose))
        return row(self.theme, (self._place, 1), choose)

    def _propose_path(self) -> None:
        """A name made of what is known, as long as nobody chose one."""
        if self._own_path:
            return
        session = self.session()
        commission = re.sub(r"[^\w -]", "", session.commission)
        parts = (
            self._diploma,
            str(session.year or ""),
            session.kind.facts.word,
            f"commission {commission}" if commission else "",
        )
        name = " ".join(part for part in parts if part)
        self._place.line.setText(str(self._folder / f"{name}{SUFFIX}"))

    def _path_typed(self) -> None:
        self._own_path = True

    def _choose(self) -> None:
        filters = f"Fichiers d’examen (*{SUFFIX})"
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            "Où garder le fichier d’examen",
            self._place.text(),
            filters,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self._own_path = True
            self._place.line.setText(chosen)

    def _place_error(self) -> str:
        text = self._place.text()
        if not text or not Path(text).name:
            return "Indiquez où garder le fichier."
        path = self.path()
        if not path.is_absolute():
            return "Indiquez le dossier en entier, ou choisissez-le."
        try:
            taken, folder = path.exists(), path.parent.is_dir()
        except (OSError, ValueError):
            return "Ce nom ne peut pas servir\u202f: trop long, ou dossier inaccessible."
        if taken:
            return "Ce fichier existe déjà\u202f: choisissez un autre nom."
        return "" if folder else "Ce dossier n’existe pas\u202f: choisissez-en un autre."


def _year() -> int:
    today = QDate.currentDate()
    return prepared_session(date(today.year(), today.month(), today.day()))


def make_new_file(theme: Theme, parent: QWidget, desk: Desk, folder: Path) -> Office | None:
    """The open file, ``None`` where the user makes none; ``folder``: where it is proposed."""
    dialog = NewFileDialog(theme, parent, desk, folder)
    dialog.exec()
    dialog.deleteLater()
    return dialog.made
