"""The way from a file's screens to the export of its grids."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QWidget

from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.theme.theme import Theme

if TYPE_CHECKING:
    from btstc_jury.ui.export.export_dialog import ExportDialog
    from btstc_jury.ui.ports import Files


class Exports(QObject):
    """One dialog at a time, over ``page``; it is imported at its first use."""

    def __init__(self, theme: Theme, conductor: Conductor, files: Files, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._conductor = conductor
        self._files = files
        self._page = page
        self._dialog: ExportDialog | None = None

    def ask(self) -> None:
        """Ask where all grids of the file go."""
        from btstc_jury.ui.export.export_dialog import ExportDialog  # noqa: PLC0415

        office = self._conductor.office
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(documents) / f"Grilles {office.file.path.stem}"
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
