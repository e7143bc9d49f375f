"""Purging the session that is open: what goes and since when it may, who asks, where the receipt goes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.purging import (
    WORD,
    PurgeOrder,
    PurgeRefused,
    Receipt,
    Term,
    carry_out,
    prepare_purge,
    term_of,
    term_words,
)
from btstc_jury.application.views import formats, messages
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.settings.preferences import forget
from btstc_jury.ui.shell import questions
from btstc_jury.ui.shell.workspace import Shell
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role
from btstc_jury.ui.widgets.fields import FolderField, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import fill

Prepare = Callable[[PurgeOrder], str]
"""Gets the purge ready; says why it can't be, or ""."""


class PurgeDialog(FormDialog):
    """Once accepted, ``receipt_folder`` and ``backup_folders`` say where. Before the term, a reason and the
    word are needed; the button to purge is never the default one. ``training``: the file is one.
    """

    guide_page = "donnees"

    def __init__(
        self,
        theme: Theme,
        file_name: str,
        term: Term,
        prepare: Prepare,
        parent: QWidget,
        *,
        training: bool = False,
    ) -> None:
        title = "Purger cet entraînement" if training else "Purger la session"
        super().__init__(theme, title, 640, parent)
        self._over = term.over
        self._prepare = prepare
        what = (
            "Le fichier «\u202f{name}\u202f», ce que le programme a laissé à côté et ses copies de sauvegarde"
            " connues sont supprimés\u202f: {held}. Il reste un reçu, sans aucune donnée sur les {people}."
            " Les fichiers ne sont pas réécrits\u202f: des traces peuvent subsister sur le support."
        )
        people = "étudiants" if training else "candidats"
        rest = "essais, remarques, niveaux" if training else "remarques, niveaux, notes, grilles signées"
        said = what.format(name=file_name, held=f"{people}, {rest}", people=people)
        term_role = "strong" if term.over else "warning strong"
        told = (label(said, wrap=True), label(term_words(term), term_role, wrap=True))
        self.by = LineField(theme, "Purge &demandée par")
        self.reason = LineField(theme, "&Motif", "Terme de conservation atteint" if term.over else "")
        self.receipt = FolderField(theme, "Dossier du &reçu", needed="Choisissez un dossier.")
        self.backups = FolderField(
            theme,
            "Dossier des &sauvegardes (facultatif)",
            "Les copies de ce fichier y sont reconnues à leur contenu, quel que soit leur nom.",
        )
        self.word = LineField(theme, f"Avant le terme, tapez &{WORD} pour confirmer")
        self.word.setVisible(not term.over)
        fill(self.body, *told, self.by, self.reason, self.receipt, self.backups, self.word)
        self.keep = self.add_button("Ne pas purger", self.reject, primary=True)
        self.purge = self.add_button(title, self.submit)
        set_role(self.purge, "danger")
        self.by.line.setFocus()
        self.remember()

    def receipt_folder(self) -> Path:
        """Where the receipt goes; only once the dialog is accepted."""
        folder = self.receipt.folder()
        if folder is None:
            raise ValueError("the dialog isn't accepted")
        return folder

    def backup_folders(self) -> tuple[Path, ...]:
        folder = self.backups.folder()
        return () if folder is None else (folder,)

    def entries(self) -> tuple[object, ...]:
        lines = (self.by.line, self.reason.line, self.word.line, self.receipt.text, self.backups.text)
        return tuple(each.text() for each in lines)

    def submit(self) -> None:
        self.show_problem("")
        self.by.need("Indiquez qui demande la purge.")
        self.reason.need("Indiquez le motif.")
        typed = self._over or self.word.text() == WORD
        self.word.set_error("" if typed else f"Tapez {WORD}, en capitales, ou attendez le terme.")
        for each in (self.receipt, self.backups):
            each.check()
        if self.first_invalid((self.by, self.reason, self.receipt, self.backups, self.word)):
            return
        said = self._prepare(PurgeOrder(self.by.line.text(), self.reason.line.text(), forced=not self._over))
        self.show_problem(said)
        if not said:
            self.accept()


class Purger(QObject):
    """``close``: closes the file, and says whether it is closed; ``told`` is called with what came of it."""

    def __init__(self, shell: Shell, close: Callable[[], bool], told: Callable[[Message], object]) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._tools = shell.ports.files.purge_tools(shell.preferences.value.purge_after_months)
        self._close = close
        self._told = told
        self._receipt: Receipt | None = None

    def ask(self, office: Office) -> None:
        try:
            term = term_of(office, self._tools.months)
        except FileProblem as problem:
            self._told(messages.problem(problem))
            self.deleteLater()
            return
        path, shell = office.file.path, self._shell
        prepare = partial(self._prepare, office)
        training = office.session.kind is FileKind.TRAINING
        dialog = PurgeDialog(shell.theme, path.name, term, prepare, shell.window, training=training)
        dialog.accepted.connect(
            lambda: self._carry_out(path, dialog.backup_folders(), dialog.receipt_folder())
        )
        dialog.finished.connect(self.deleteLater)
        dialog.ask()

    def _prepare(self, office: Office, order: PurgeOrder) -> str:
        try:
            self._receipt = prepare_purge(office, order, self._tools.months)
        except PurgeRefused as refused:
            return str(refused)
        except FileProblem as problem:
            return messages.problem(problem).sentence
        return ""

    def _carry_out(self, path: Path, backups: tuple[Path, ...], folder: Path) -> None:
        if self._receipt is None:
            return
        title = "La session n’a pas été purgée\u202f: rien n’a été supprimé."
        try:
            targets = self._tools.removal.targets(path, self._receipt.identity, backups)
            if not self._agreed(targets) or not self._close():
                return
            receipt, pdf = carry_out(self._receipt, path, targets, folder, self._tools)
        except PurgeRefused as refused:
            self._told(Message(title, str(refused)))
            return
        except FileProblem as problem:
            told = messages.problem(problem)
            self._told(Message(title, told.sentence, told.detail))
            return
        forget(self._shell.preferences, path)
        self._told(self._outcome(receipt, pdf))

    def _agreed(self, targets: tuple[Path, ...]) -> bool:
        """Whether what would go was seen, path by path."""
        shell = self._shell
        count = formats.count(len(targets), "fichier sera supprimé", "fichiers seront supprimés")
        title, words = f"{count}, et aucun autre", "Relisez la liste\u202f: rien ne revient ensuite."
        return questions.agrees(
            shell.theme, shell.window, title, words, "Supprimer", listed=[str(each) for each in targets]
        )

    def _outcome(self, receipt: Receipt, pdf: Path) -> Message:
        body = f"Reçu\u202f: {pdf}"
        if receipt.complete:
            count = len(receipt.removals)
            return Message(f"Session purgée, {count} fichiers supprimés.", body, good=True)
        left = ", ".join(each.name for each in receipt.removals if each.problem)
        title = f"Purge incomplète\u202f: {left}."
        return Message(title, f"Supprimez ces fichiers à la main. {body}")
