"""An export beside the interface: read here, oral by oral, made and written in another thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from btstc_jury.application.grid_export import GridExport
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views.export import Exported
from btstc_jury.ui.background import Background


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
