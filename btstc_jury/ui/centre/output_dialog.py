"""Where something of the centre goes out to, how far it is, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from btstc_jury.application.centre.outputs import OutputStopped
from btstc_jury.application.jury_export import WrongSource
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import messages
from btstc_jury.application.views.centre.slips import Output
from btstc_jury.application.views.file_names import BadPattern
from btstc_jury.ui.background import Background, Run
from btstc_jury.ui.export.exporting import SummaryPart
from btstc_jury.ui.protection.secret_fields import SecretOfFile
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.fields import FolderField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill

GoesOn = Callable[[int, int], bool]
_ROWS = 10
_LOCKED = "Un des fichiers reçus est chiffré, et le centre n’a pas sa phrase de passe."


Work = Callable[[GoesOn], Output]


class OutputDialog(FormDialog):
    """``part``: what is chosen beside the folder; ``begin``: what is to be done, asked in the thread of the
    centre's file with the keys given so far; it is then done in another one. It may raise ``BadPattern``.
    """

    guide_page = "bordereaux"

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        part: QWidget,
        begin: Callable[[Path, tuple[FileKey, ...]], Work],
        folder: Path,
        parent: QWidget,
    ) -> None:
        super().__init__(theme, title, 640, parent)
        self._begin = begin
        self._keys: list[FileKey] = []
        self._beside = Background(self)
        needed = "Indiquez où écrire."
        self.folder = FolderField(theme, "&Dossier de destination", folder=folder, needed=needed, made=True)
        self.secret = SecretOfFile(theme, "&Phrase de passe, ou clé de secours, d’un fichier reçu")
        self._choice = QWidget()
        asked = (label(words, wrap=True), part, self.folder, self.secret)
        column(theme, *asked, gap=14, within=self._choice)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName("Avancement")
        self._bar.hide()
        self.summary = SummaryPart(theme, _ROWS)
        self.summary.hide()
        fill(self.body, self._choice, self._bar, self.summary)
        self.leave = self.add_button("Annuler", self.reject)
        self.go = self.add_button("&Exporter", self.submit, primary=True)
        self.folder.setFocus(Qt.FocusReason.OtherFocusReason)
        self.remember()

    def submit(self) -> None:
        self.show_problem("")
        folder = self.folder.folder()
        self.folder.check()
        if self._beside.busy or self.first_invalid((self.folder,)) or folder is None:
            return
        if not self.secret.isHidden():
            try:
                key = self.secret.key()
            except ValueError:
                return
            if key is not None:
                self._keys.append(key)
            self.secret.put_away()
        try:
            work = self._begin(folder, tuple(self._keys))
        except BadPattern as bad:
            self.show_problem(str(bad))
            return
        except FileProblem as problem:
            self.show_problem(messages.problem_of_centre(problem).sentence)
            return
        self._turn(busy=True)
        told = (FileProblem, WrongSource, OutputStopped)
        self._beside.do(
            lambda run: work(_progress(run)),
            self._show_made,
            failed=self._fail,
            told=told,
            news=self._show_progress,
        )

    def reject(self) -> None:
        if self._beside.busy:
            self._beside.cancel()
            return
        super().reject()

    def _show_progress(self, news: tuple[int, int]) -> None:
        done, total = news
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)

    def _turn(self, *, busy: bool) -> None:
        self._choice.setEnabled(not busy)
        self.go.setEnabled(not busy)
        self._bar.setVisible(busy)

    def _fail(self, error: Exception) -> None:
        self._turn(busy=False)
        if isinstance(error, OutputStopped):
            self.show_problem("Abandonné\u202f: rien n’a été écrit.")
            return
        if isinstance(error, FileProblem):
            wanted = {ProblemKind.LOCKED, ProblemKind.WRONG_KEY}
            if error.kind in wanted and self.secret.asks(error.path, error):
                self.secret.set_hint(_LOCKED)
                return
            self.show_problem(messages.problem(error).sentence)
            return
        self.show_problem(str(error))

    def _show_made(self, made: Output) -> None:
        self._turn(busy=False)
        self._choice.hide()
        self.summary.show()
        several = "Il manque {} éléments"
        nothing = "Il ne manque rien." if made.folder is not None else ""
        said = f"{made.said}." if made.folder is None else f"{made.said}, dans ce dossier\u202f:"
        self.summary.show_made(made.folder, said, "", made.lacking, nothing, several)
        self.go.hide()
        self.leave.setText("Fermer")
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self.remember()


def _progress(run: Run) -> GoesOn:
    return lambda done, total: run.tell((done, total))
