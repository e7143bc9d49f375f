"""The recovery key on paper: printed, or saved as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from btstc_jury.application.attempts import Attempts
from btstc_jury.application.ports import GuardedFile
from btstc_jury.application.problems import FileProblem, PrintProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.file_names import recovery_file_name
from btstc_jury.application.views.passphrase import RecoverySheet
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.protection.key_entry import KeyEntry, needed_by
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.fields import ask_where, documents
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import fill
from btstc_jury.ui.widgets.printing import ask_printer

_BESIDE = (
    "Rien n’a été enregistré\u202f: à côté du fichier, la clé l’ouvrirait à qui le trouve. Choisissez une clé"
    " USB à ranger à part, ou imprimez-la."
)


class RecoveryDialog(FormDialog):
    """``sheet``: what the page says; ``known``: the passphrase was given just before; otherwise it is asked
    for. ``made(words)``: the page is on paper or in a file.
    """

    made = Signal(str)

    guide_page = "fichiers"

    def __init__(
        self,
        theme: Theme,
        file: GuardedFile,
        sheet: Callable[[], RecoverySheet],
        ports: Ports,
        attempts: Attempts,
        parent: QWidget,
        *,
        known: bool,
    ) -> None:
        super().__init__(theme, "Clé de secours", 600, parent)
        self._path, self._sheet = file.path, sheet
        self._ports = ports
        self.entry = KeyEntry(theme, attempts, needed_by(file), "&Phrase de passe du fichier")
        self.entry.opened.connect(lambda _key: self._show(known=True))
        self._fill()
        self.later = self.add_button("Plus tard" if known else "Fermer", self.reject)
        self.save = self.add_button("&Enregistrer en PDF…", self._ask_file)
        self.print = self.add_button("&Imprimer…", self._ask_printer, primary=True)
        self._next = self.add_button("Continuer", self.submit, primary=True)
        self.entry.waiting.connect(self._next.setDisabled)
        self._show(known=known)
        self.remember()

    def submit(self) -> None:
        self.entry.submit()

    def done(self, result: int) -> None:
        self.entry.wipe()
        super().done(result)

    def save_to(self, path: Path) -> bool:
        """Write the page; the user has agreed to lose a file that is there. Never beside the file that it
        opens.
        """
        if path.absolute().parent == self._path.absolute().parent:
            self.show_problem(_BESIDE)
            return False
        try:
            self._ports.files.write_private(path, self._pdf())
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return False
        self.accept()
        self.made.emit(f"Clé de secours enregistrée\u202f: {path}")
        return True

    def print_on(self, printer: QPrinter) -> bool:
        """Print the page on a printer already chosen."""
        try:
            self._ports.papers.print_pdf(self._pdf(), printer)
        except PrintProblem as problem:
            self.show_problem(str(problem))
            return False
        self.accept()
        self.made.emit("Clé de secours envoyée à l’imprimante.")
        return True

    def _pdf(self) -> bytes:
        return self._ports.papers.pdf(self._sheet())

    def _fill(self) -> None:
        words = (
            (
                "Elle ouvre ce fichier si plus personne ne se souvient de la phrase de passe. Sans elle ni la"
                " phrase de passe, rien ni personne ne peut l’ouvrir."
            ),
            (
                "Imprimez-la et gardez la page à part, sous clé. Un PDF de la clé ne va jamais à côté du"
                " fichier d’examen, ni sur le même ordinateur."
            ),
        )
        fill(self.body, *(label(each, wrap=True) for each in words), self.entry)

    def _show(self, *, known: bool) -> None:
        self.entry.setVisible(not known)
        self._next.setVisible(not known)
        self.save.setVisible(known)
        self.print.setVisible(known)
        primary = self.print if known else self._next
        primary.setDefault(True)
        (primary if known else self.entry).setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_file(self) -> None:
        beside = self._path.absolute().parent
        folders = (*self._ports.machine.sticks(), documents(), Path.home())
        apart = next((each for each in folders if each.absolute() != beside), beside.parent)
        proposed, title = apart / recovery_file_name(self._path), "Enregistrer en PDF"
        ask_where(self, title, "PDF (*.pdf)", proposed, lambda name: self.save_to(Path(name)))

    def _ask_printer(self) -> None:
        name = Path(recovery_file_name(self._path)).stem
        ask_printer(self, self._ports.papers.printer(), name, self.print_on)
