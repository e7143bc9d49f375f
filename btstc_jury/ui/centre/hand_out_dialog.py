"""The exam files for the commissions: chosen, made one after the other; the pages of their passphrases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QProgressBar, QWidget

from btstc_jury.application.centre.office import CentreTopic
from btstc_jury.application.centre.ports import ChangedMeanwhile
from btstc_jury.application.centre.sending import (
    CantHandOut,
    Handed,
    HandOut,
    hand_outs,
    passphrase_for,
)
from btstc_jury.application.problems import FileProblem, PrintProblem, ReadOnlyFile
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.centre.sending import (
    SealedPages,
    hand_out_line,
    not_made,
    sealed_pages,
)
from btstc_jury.domain.refusals import Refusal
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import FolderField, ask_where, documents
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.last_folders import note_folder
from btstc_jury.ui.widgets.layouts import column, fill
from btstc_jury.ui.widgets.lists import LinesList
from btstc_jury.ui.widgets.printing import ask_printer

_SAID = (
    "Un fichier d’examen par commission, avec ses seuls candidats, chiffré par une phrase de passe choisie"
    " par le programme."
)
_AGAIN = (
    "Un fichier refait, «\u202fsuite\u202f», contient ce qui reste à entendre\u202f: la commission garde"
    " aussi le premier, où est ce qu’elle a commencé. Les deux reviennent à la collecte."
)
_NONE = "Placez d’abord des candidats devant une commission\u202f: il n’y a encore aucun fichier à faire."
_WHERE = "Indiquez où écrire les fichiers."
_KEPT = (
    "Imprimez les pages et mettez chacune sous pli\u202f: sans elle, la commission n’ouvrira pas son fichier."
    " Le fichier de ce centre garde aussi les phrases de passe."
)
_NOT_KEPT = (
    "Imprimez les pages et mettez chacune sous pli\u202f: sans elle, personne n’ouvrira le fichier. Celui"
    " de ce centre, qui n’est pas chiffré, ne garde aucune phrase de passe."
)
_LOST = (
    "Les phrases de passe ne sont ni imprimées ni enregistrées, et rien d’autre ne les garde. «\u202fFermer"
    "\u202f» encore une fois les abandonne\u202f: les fichiers faits seront à refaire."
)
_NOT_PRINTED = (
    "Les pages n’ont été ni imprimées ni enregistrées, et ce centre, qui garde les phrases de passe,"
    " n’en refait pas les pages. Imprimez-les ou enregistrez-les. «\u202fFermer\u202f» encore une fois s’en"
    " passe\u202f: il faudra refaire les fichiers pour avoir des pages."
)
_ROWS = 12


class HandOutDialog(FormDialog):
    """Files are made one at a time, each whole; leaving it meanwhile keeps those that are made."""

    def __init__(
        self, theme: Theme, presenter: CentrePresenter, ports: Ports, folder: Path, parent: QWidget
    ) -> None:
        super().__init__(theme, "Fichiers des commissions", 680, parent)
        self._presenter, self._ports, self._office = presenter, ports, presenter.office
        office = self._office
        self._every = hand_outs(office.timetable, office.file.collection.sent(), office.centre.name)
        self._kept = self._office.file.collection.keeps_passphrases
        self._waiting: list[HandOut] = []
        self._total = 0
        self.handed: list[Handed] = []
        self._safe = True
        self.ticks = tuple(self._tick(each) for each in self._every)
        self.folder = FolderField(theme, "&Dossier, ou clé USB", folder=folder, needed=_WHERE)
        self.plain = TickBox(theme, "&Ne pas chiffrer les fichiers")
        self.plain.setEnabled(ports.files.desk().files.can_encrypt)
        self.plain.setChecked(not self.plain.isEnabled())
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName("Avancement")
        self._bar.hide()
        self.made = LinesList(theme, "Fichiers faits", _ROWS)
        self._what = label("", wrap=True)
        self._outcome = column(theme, self._what, self.made, gap=8)
        self._choice = self._make_choice()
        self._result = QWidget()
        column(theme, self._outcome, within=self._result)
        self._result.hide()
        fill(self.body, self._choice, self._bar, self._result)
        self._shut = self.add_button("Annuler", self.reject)
        self.save = self.add_button("&Enregistrer les pages en PDF…", self._ask_file)
        self.print = self.add_button("&Imprimer les pages…", self._ask_printer, primary=True)
        self.go = self.add_button("&Faire les fichiers", self.submit, primary=True)
        for button in (self.save, self.print):
            button.hide()
        self.go.setEnabled(any(each.isEnabled() for each in self.ticks))
        first = next((each for each in self.ticks if each.isEnabled()), self._shut)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.remember()

    def _make_choice(self) -> QWidget:
        choice = QWidget()
        shown = _SAID if any(each.slots for each in self._every) else _NONE
        listed = column(self.theme, *self.ticks, gap=8)
        again = label(_AGAIN, "small muted", wrap=True)
        column(
            self.theme,
            label(shown, wrap=True),
            listed,
            again,
            self.folder,
            self.plain,
            gap=14,
            within=choice,
        )
        again.setVisible(any(each.last is not None for each in self._every))
        return choice

    def submit(self) -> None:
        self.show_problem("")
        if self._waiting or self.handed:
            return
        self.folder.check()
        if self.first_invalid((self.folder,)):
            return
        chosen = [each for each, box in zip(self._every, self.ticks, strict=True) if box.isChecked()]
        if not chosen:
            self.show_problem("Cochez au moins une commission.")
            return
        self._waiting, self._total = chosen, len(chosen)
        self._choice.setEnabled(False)
        self.go.setEnabled(False)
        self._bar.setRange(0, self._total)
        self._bar.setValue(0)
        self._bar.show()
        soon(self, self._make_next)

    def reject(self) -> None:
        if self._waiting:
            # Once the file at hand is made.
            self._waiting = []
            return
        if not self._safe:
            self._safe = True
            self.show_problem(_NOT_PRINTED if self._kept else _LOST)
            self.print.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().reject()

    def save_to(self, path: Path) -> bool:
        """Write the pages; the user has agreed to lose a file that is there."""
        try:
            self._ports.files.write_private(path, self._pdf())
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return False
        self._settle(f"Pages enregistrées\u202f: {path}")
        return True

    def print_on(self, printer: QPrinter) -> bool:
        """Print the pages on a printer already chosen."""
        try:
            self._ports.papers.print_pdf(self._pdf(), printer)
        except PrintProblem as problem:
            self.show_problem(str(problem))
            return False
        self._settle("Pages envoyées à l’imprimante.")
        return True

    def _tick(self, given: HandOut) -> TickBox:
        line = hand_out_line(given)
        box = TickBox(self.theme, f"{line.title} — {line.told}".replace("&", "&&"))
        box.setChecked(line.wanted)
        box.setEnabled(line.can)
        return box

    def _make_next(self) -> None:
        if not self._waiting:
            self._show_made()
            return
        wanted = self._waiting[0]
        passphrase = "" if self.plain.isChecked() else passphrase_for(wanted)
        folder = self.folder.folder() or Path()
        words = self._tried(lambda: self._take(wanted, folder, passphrase))
        if words:
            self._waiting = []
            self._show_made()
            self.show_problem(not_made(wanted, words, len(self.handed), self._total))
            return
        self._waiting = self._waiting[1:]
        self._bar.setValue(len(self.handed))
        soon(self, self._make_next)

    def _take(self, wanted: HandOut, folder: Path, passphrase: str) -> None:
        self.handed.append(self._ports.centres.hand_out(self._office, wanted, folder, passphrase))
        note_folder(self, Shelf.COMMISSIONS, folder)
        self._safe = self._safe and not passphrase

    def _tried(self, make: Callable[[], None]) -> str:
        """Why it wasn't made, "" where it was."""
        try:
            make()
        except CantHandOut as cant:
            return str(cant)
        except Refusal as refused:
            return messages.refusal(refused)
        except ReadOnlyFile:
            return "Le fichier du centre est en lecture seule."
        except ChangedMeanwhile:
            return "Quelqu’un d’autre a changé le fichier du centre entre-temps."
        except FileProblem as problem:
            return messages.problem(problem).sentence
        return ""

    def _show_made(self) -> None:
        self._bar.hide()
        if not self.handed:
            self._choice.setEnabled(True)
            self.go.setEnabled(True)
            return
        self._choice.hide()
        self._result.show()
        secret = any(each.passphrase for each in self.handed)
        count = formats.count(len(self.handed), "fichier fait", "fichiers faits")
        where = f"{count} dans {self.handed[0].path.parent}."
        told = (_KEPT if self._kept else _NOT_KEPT) if secret else "Ils ne sont pas chiffrés."
        self._what.setText(f"{where} {told}")
        self.made.addItems([each.path.name for each in self.handed])
        self.go.hide()
        self._shut.setText("Fermer")
        for button in (self.save, self.print):
            button.setVisible(secret)
        (self.print if secret else self._shut).setFocus(Qt.FocusReason.OtherFocusReason)
        self.remember()
        self._presenter.changed.emit(frozenset({CentreTopic.SENT}))
        self._presenter.told.emit(where)

    def _settle(self, words: str) -> None:
        self._safe = True
        self.show_problem("")
        self._presenter.told.emit(words)
        self._what.setText(words)
        self._shut.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pages(self) -> SealedPages:
        office = self._office
        made = formats.local(office.clock.now().utc).date()
        return sealed_pages(office.centre, self.handed, made, kept=self._kept)

    def _pdf(self) -> bytes:
        return self._ports.centres.sealed_pdf(self._pages())

    def _ask_file(self) -> None:
        proposed = documents() / f"Phrases de passe {self._office.centre.year}.pdf"
        ask_where(self, "Enregistrer en PDF", "PDF (*.pdf)", proposed, lambda name: self.save_to(Path(name)))

    def _ask_printer(self) -> None:
        ask_printer(self, self._ports.papers.printer(), "Phrases de passe", self.print_on)
