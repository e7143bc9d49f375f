"""A person's data, from the day's list into a folder that the user chooses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.views import messages
from btstc_jury.application.views.person import PersonProblem
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.services import Services


class PersonExporter(QObject):
    """``informed``: where the files are; ``warned`` carries a ``Message``: not both were written."""

    informed = Signal(str)
    warned = Signal(object)

    def __init__(self, conductor: Conductor, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._conductor = conductor
        self._services = services
        self._page = page
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def ask(self, oral: int) -> None:
        """Ask for the folder."""
        title = "Dossier où écrire les données du candidat"
        dialog = QFileDialog(self._page, title, self._folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.export_to(oral, Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, oral: int, folder: Path) -> bool:
        """Whether both files were written."""
        # What it takes is seldom needed: the file opens without it.
        from btstc_jury.application.person_export import PersonTools, export_person  # noqa: PLC0415

        self._folder = str(folder)
        tools = PersonTools(self._services.person_files, self._services.write_file)
        office = self._conductor.office
        try:
            number = office.oral(oral).plan.candidate.number
            pdf, _ = export_person(office, number, folder, tools)
        except PersonProblem as problem:
            self.warned.emit(Message("Les données n’ont pas été exportées.", str(problem)))
            return False
        except FileProblem as problem:
            self.warned.emit(messages.problem(problem))
            return False
        words = "Données du candidat enregistrées (PDF et JSON)\u202f: {path}"
        self.informed.emit(words.format(path=pdf))
        return True
