"""What leaves the file on the user's word: its grids, a person's data, sheets to write on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.shell.paper_work import PaperWork
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import ask_folder, documents

if TYPE_CHECKING:
    from datetime import date

    from btstc_jury.application.views.attendance import AttendanceView
    from btstc_jury.application.views.juror_sheet import JurorSheets
    from btstc_jury.ui.export.exporting import ExportingDialog


class Exports(QObject):
    """One dialog at a time, over ``page``; what it takes is imported at its first use. ``notices``: where a
    person's data are, or why not all was written.
    """

    def __init__(
        self, theme: Theme, conductor: Conductor, ports: Ports, notices: NoticeBar, page: QWidget
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._conductor = conductor
        self._ports = ports
        self._files = ports.files
        self._notices = notices
        self._page = page
        self._dialog: ExportingDialog | None = None

    def ask(self) -> None:
        """Ask where all grids of the file go."""
        from btstc_jury.ui.export.export_dialog import ExportDialog  # noqa: PLC0415

        office = self._conductor.office
        folder = documents() / f"Grilles {office.file.path.stem}"
        self._dialog = ExportDialog(self._theme, office, self._files.grid_export, folder, self._page)
        self._show()

    def ask_jury(self) -> None:
        """Ask what goes to the jury, and where."""
        from btstc_jury.ui.export.jury_dialog import JuryDialog  # noqa: PLC0415

        office = self._conductor.office
        folder = documents() / f"Pour le jury {office.file.path.stem}"
        self._dialog = JuryDialog(self._theme, office, self._ports, folder, self._page)
        self._show()

    def _show(self) -> None:
        if self._dialog is not None:
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
        title = f"Dossier où écrire les données {self._whose}"
        write, usual = partial(self.write_person, oral), str(documents())
        ask_folder(self._page, title, usual, lambda chosen: write(Path(chosen)), shelf=Shelf.PAPERS)

    def write_person(self, oral: int, folder: Path) -> bool:
        """Whether both files were written."""
        from btstc_jury.application.person_export import export_person  # noqa: PLC0415
        from btstc_jury.application.views.person import PersonProblem  # noqa: PLC0415

        files = self._files
        office = self._conductor.office
        try:
            number = office.oral(oral).plan.candidate.number
            pdf, _ = export_person(office, number, folder, files.person_files, files.write_private)
        except PersonProblem as problem:
            self._notices.warn(Message("Les données n’ont pas été exportées.", str(problem)))
            return False
        except FileProblem as problem:
            self._notices.warn(messages.problem(problem))
            return False
        words = "Données {whose} enregistrées (PDF et JSON)\u202f: {path}"
        self._notices.inform(words.format(whose=self._whose, path=pdf))
        return True

    @property
    def _whose(self) -> str:
        rehearses = self._conductor.office.session.kind is FileKind.TRAINING
        return "de l’étudiant" if rehearses else "du candidat"


class SheetsOutput(PaperWork):
    """Sheets for each juror to write on and for the candidates to sign, printed or saved."""

    def ask(self, oral: int) -> None:
        """For one candidate or for the day."""
        from btstc_jury.application.views.juror_sheet import sheets_of_day  # noqa: PLC0415
        from btstc_jury.ui.export.sheets_dialog import SheetsDialog  # noqa: PLC0415

        summary = self._conductor.office.file.index.summary(oral)
        day = sheets_of_day(self._conductor.office, summary.scheduled.date())
        dialog = SheetsDialog(self._theme, oral, summary.full_name, day, self._page)
        dialog.asked.connect(self._fill_in)
        dialog.ask()

    def _fill_in(self, orals: tuple[int, ...], printed: bool) -> None:
        from btstc_jury.application.views.file_names import sheets_file_name  # noqa: PLC0415
        from btstc_jury.application.views.juror_sheet import juror_sheets  # noqa: PLC0415

        try:
            view = juror_sheets(self._conductor.office, orals)
        except FileProblem as problem:
            self._conductor.failed.emit(messages.problem(problem))
            return
        self._name = sheets_file_name(self._conductor.office, orals)
        self._print(view, 2 * len(view.sheets), printed=printed)

    def ask_attendance(self, day: date) -> None:
        """The feuille d'émargement of that day."""
        from btstc_jury.application.views.attendance import attendance_view  # noqa: PLC0415
        from btstc_jury.application.views.file_names import attendance_file_name  # noqa: PLC0415
        from btstc_jury.ui.export.sheets_dialog import AttendanceDialog  # noqa: PLC0415

        try:
            view = attendance_view(self._conductor.office, day)
        except FileProblem as problem:
            self._conductor.failed.emit(messages.problem_of_oral(problem))
            return
        self._name = attendance_file_name(day)
        dialog = AttendanceDialog(self._theme, view.day, view.counts, self._page)
        dialog.asked.connect(lambda printed: self._print(view, len(view.rows), printed=printed))
        dialog.ask()

    def _print(self, view: JurorSheets | AttendanceView, pages: int, *, printed: bool) -> None:
        """``pages``: at most."""
        self._make(lambda: self._ports.papers.pdf(view), pages, printed=printed)
