"""An export beside the interface: read here, oral by oral, made and written in another thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.grid_export import GridExport
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views.export import Exported
from btstc_jury.ui.background import Background
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.theme.theme import Theme

if TYPE_CHECKING:
    from btstc_jury.ui.export.export_dialog import ExportDialog
    from btstc_jury.ui.services import Services


class ExportRunner(QObject):
    """``progressed``: orals done, and how many there are; ``finished`` carries ``Exported``; ``failed`` the
    exception. After ``failed`` and ``cancelled`` nothing is left of the export.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._export: GridExport | None = None
        self._wanted = False
        self._beside = Background(self)

    @property
    def running(self) -> bool:
        return self._export is not None

    def start(self, export: GridExport) -> None:
        self._export, self._wanted = export, True
        self.progressed.emit(0, export.total)
        self._go_on()

    def cancel(self) -> None:
        """Once the document at hand is written."""
        self._wanted = False

    def stop(self) -> None:
        """Cancel, and wait: the exam file is about to be closed. Nothing is told."""
        self._beside.drop()
        export, self._export = self._export, None
        if export is not None:
            export.discard()

    def _go_on(self) -> None:
        export = self._export
        if export is None:
            return
        if not self._wanted:
            self._end(None)
            return
        try:
            piece = export.read()
        except FileProblem as problem:
            self._end(problem)
            return
        if piece is None:
            self._beside.do(lambda _: export.finish(), self._finish, failed=self._end)
        else:
            self._beside.do(lambda _: export.write(piece), lambda _: self._written(export), failed=self._end)

    def _written(self, export: GridExport) -> None:
        self.progressed.emit(export.done, export.total)
        self._go_on()

    def _finish(self, exported: Exported) -> None:
        self._export = None
        self.finished.emit(exported)

    def _end(self, error: Exception | None) -> None:
        """Take away what was written, then say why."""
        export, self._export = self._export, None
        if export is not None:
            try:
                export.discard()
            except FileProblem as problem:
                error = error or problem
        if error is None:
            self.cancelled.emit()
        else:
            self.failed.emit(error)


class Exports(QObject):
    """One dialog at a time, over ``page``; it is imported at its first use."""

    def __init__(self, theme: Theme, conductor: Conductor, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._conductor = conductor
        self._services = services
        self._page = page
        self._dialog: ExportDialog | None = None

    def ask(self) -> None:
        """Ask where all grids of the file go."""
        from btstc_jury.ui.export.export_dialog import ExportDialog  # noqa: PLC0415

        office = self._conductor.office
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(documents) / f"Grilles {office.file.path.stem}"
        self._dialog = ExportDialog(self._theme, office, self._services.grid_export, folder, self._page)
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
