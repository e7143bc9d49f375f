"""What leaves the file on the user's word: its grids, a person's data."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.views import messages
from btstc_jury.application.views.person import PersonProblem
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Files
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import ask_folder, documents

if TYPE_CHECKING:
    from btstc_jury.ui.export.export_dialog import ExportDialog


class Exports(QObject):
    """One dialog at a time, over ``page``; what it takes is imported at its first use. ``notices``: where a
    person's data are, or why not all was written.
    """

    def __init__(
        self, theme: Theme, conductor: Conductor, files: Files, notices: NoticeBar, page: QWidget
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._conductor = conductor
        self._files = files
        self._notices = notices
        self._page = page
        self._dialog: ExportDialog | None = None
        self._folder = documents()

    def ask(self) -> None:
        """Ask where all grids of the file go."""
        from btstc_jury.ui.export.export_dialog import ExportDialog  # noqa: PLC0415

        office = self._conductor.office
        folder = documents() / f"Grilles {office.file.path.stem}"
        self._dialog = ExportDialog(self._theme, office, self._files.grid_export, folder, self._page)
        self._dialog.finished.connect(self._forget)
        self._dialog.open()

    def stop(self) -> None:
        """The exam file is about to be closed: an export under way leaves nothing. Raises ``FileProblem``."""
        if self._dialog is not None:
            self._dialog.stop()

    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def ask_person(self, oral: int) -> None:
        """Ask for the folder of what the file holds about a candidate."""
        title = "Dossier où écrire les données du candidat"
        write = partial(self.write_person, oral)
        ask_folder(self._page, title, str(self._folder), lambda chosen: write(Path(chosen)))

    def write_person(self, oral: int, folder: Path) -> bool:
        """Whether both files were written."""
        from btstc_jury.application.person_export import export_person  # noqa: PLC0415

        self._folder, files = folder, self._files
        office = self._conductor.office
        try:
            number = office.oral(oral).plan.candidate.number
            pdf, _ = export_person(office, number, folder, files.person_files, files.write)
        except PersonProblem as problem:
            self._notices.warn(Message("Les données n’ont pas été exportées.", str(problem)))
            return False
        except FileProblem as problem:
            self._notices.warn(messages.problem(problem))
            return False
        words = "Données du candidat enregistrées (PDF et JSON)\u202f: {path}"
        self._notices.inform(words.format(path=pdf))
        return True
