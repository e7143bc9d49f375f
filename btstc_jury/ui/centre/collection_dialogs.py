"""What is asked of somebody at the page of what comes back: which files, why a version, who somebody is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from btstc_jury.application.centre.collection import NotDecided, choose, confirm
from btstc_jury.application.centre.office import CentreTopic
from btstc_jury.application.problems import FileProblem, PrintProblem
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.centre.board import BoardView, ContradictionView, StrayLine, VersionCard
from btstc_jury.application.views.centre.lacking import lacking_list
from btstc_jury.application.views.centre.report import receipt_lines
from btstc_jury.domain.centre.collected import Merged
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.ui.centre.presenter import CentrePresenter, ask_where_to_print
from btstc_jury.ui.centre.receive_dialog import ReceiveDialog, ReportDialog
from btstc_jury.ui.centre.versions_panel import ReasonDialog
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.file_drop import dropped_files
from btstc_jury.ui.widgets.last_folders import last_folder, note_folder
from btstc_jury.ui.widgets.printing import ask_printer

_KINDS = "Fichiers d’examen, grilles et ZIP (*.btsjury *.pdf *.zip);;Tous les fichiers (*)"
_NONE_TO_CONFIRM = "Aucun rattachement à confirmer ici\u202f: ils le sont déjà, ou rien n’est revenu."


class CollectionDialogs:
    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports, page: QWidget) -> None:
        self._theme, self._presenter, self._ports, self._page = theme, presenter, ports, page

    def receive(self, paths: Sequence[Path]) -> None:
        """Take them in; folders are searched through."""
        ReceiveDialog(
            self._theme, self._presenter, self._ports.centres.deposits, paths, self._page.window()
        ).ask()

    def paste(self) -> None:
        """Files that were copied."""
        paths = dropped_files(QGuiApplication.clipboard().mimeData())
        if paths:
            self.receive(paths)
        else:
            self._presenter.refused.emit("Le presse-papiers ne contient aucun fichier.")

    def choose_files(self) -> None:
        """Ask which."""
        self._chosen(
            QFileDialog.getOpenFileNames(self._page, "Recevoir des fichiers", self._beside_file(), _KINDS)[0]
        )

    def choose_folder(self) -> None:
        """Ask which; it is searched through."""
        folder = QFileDialog.getExistingDirectory(self._page, "Recevoir un dossier", self._beside_file())
        self._chosen([folder] if folder else [])

    def _chosen(self, names: Sequence[str]) -> None:
        if names:
            note_folder(self._page, Shelf.RECEIVED, Path(names[0]).parent)
            self.receive([Path(each) for each in names])

    def _beside_file(self) -> str:
        beside = Path(self._presenter.office.file.path).parent
        return str(last_folder(self._page, Shelf.RECEIVED, beside))

    def show_receipts(self) -> None:
        """All that the centre keeps, to be read again."""
        receipts = self._presenter.office.file.collection.receipts()
        dialog = ReportDialog(self._theme, "Ce qui a été reçu", self._page.window())
        count = formats.count(len(receipts), "fichier gardé", "fichiers gardés")
        dialog.show_report(f"{count}, le dernier en premier.", receipt_lines(receipts))
        dialog.ask()

    def print_list(self, view: BoardView) -> None:
        """What lacks, on a printer to be chosen."""
        printer, print_on = self._ports.papers.printer(), partial(self.print_on, view)
        ask_printer(self._page.window(), printer, "Ce qui manque", print_on)

    def print_on(self, view: BoardView, printer: QPrinter) -> None:
        """The same on a printer already chosen."""
        try:
            self._ports.papers.print_pdf(self._list_pdf(view), printer)
        except PrintProblem as problem:
            self._presenter.refused.emit(str(problem))
            return
        self._presenter.told.emit("Liste de ce qui manque envoyée à l’imprimante.")

    def save_list(self, view: BoardView) -> None:
        """The same as a PDF file; where is asked."""
        name = f"Ce qui manque {self._presenter.office.centre.year}.pdf"
        write = partial(self.save_to, view)
        ask_where_to_print(self._page, self._ports, "Enregistrer la liste", name, write)

    def save_to(self, view: BoardView, path: Path) -> None:
        """The file that is there, if there is one, goes."""
        try:
            self._ports.files.write(path, self._list_pdf(view))
        except FileProblem as problem:
            self._presenter.failed.emit(messages.problem(problem))
            return
        self._presenter.told.emit(f"Enregistré\u202f: {path}.")

    def _list_pdf(self, view: BoardView) -> bytes:
        office = self._presenter.office
        return self._ports.centres.list_pdf(lacking_list(view, office.centre, office.clock.now().utc))

    def ask_reason(self, view: ContradictionView, card: VersionCard) -> None:
        """Why that version shall count."""
        choice = partial(self._choose_version, view, card)
        ReasonDialog(self._theme, card, view.decided, choice, self._page.window()).ask()

    def _choose_version(self, view: ContradictionView, card: VersionCard, reason: str) -> str:
        words = f"Version choisie\u202f: {card.title}"
        return self._decide(lambda: choose(self._presenter.office, view.oral, card.version, reason), words)

    def tie(self, stray: StrayLine) -> None:
        """It is whom its number says."""
        if stray.proposed is not None:
            self.confirm([(stray.oral, stray.proposed)])

    def confirm(self, found: Sequence[tuple[Merged, SlotKey]]) -> bool:
        """Whether it is durable."""
        if not found:
            self._presenter.refused.emit(_NONE_TO_CONFIRM)
            return False
        words = formats.count(len(found), "rattachement confirmé", "rattachements confirmés")
        return not self._decide(
            lambda: confirm(self._presenter.office, found), f"{words[:1].upper()}{words[1:]}"
        )

    def _decide(self, deed: Callable[[], object], words: str) -> str:
        """Why it wasn't written, "" once it is durable."""
        try:
            done = self._presenter.carry_out(deed, {CentreTopic.COLLECTED}, words)
        except NotDecided as refused:
            return str(refused)
        return "" if done else "Rien n’a été écrit."
