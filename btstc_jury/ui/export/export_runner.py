"""An export beside the interface: read here, oral by oral, made and written in another thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

from btstc_jury.application.grid_export import GridExport
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views.export import Exported


class ExportRunner(QObject):
    """``progressed``: orals done, and how many there are; ``finished`` carries ``Exported``; ``failed`` the
    exception. After ``failed`` and ``cancelled`` nothing is left of the export.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    cancelled = Signal()
    failed = Signal(object)
    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._export: GridExport | None = None
        self._wanted = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._delivered.connect(self._receive, Qt.ConnectionType.QueuedConnection)

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
        self._pool.waitForDone()
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
            self._work(export.finish)
        else:
            self._work(lambda: export.write(piece))

    def _work(self, job: Callable[[], Exported | None]) -> None:
        def work() -> None:
            try:
                result: object = job()
            except Exception as error:  # noqa: BLE001 - told to the interface's thread, which raises it
                result = error
            self._delivered.emit(result)

        self._pool.start(work)

    def _receive(self, result: object) -> None:
        export = self._export
        if export is None:
            return
        if isinstance(result, Exported):
            self._export = None
            self.finished.emit(result)
        elif isinstance(result, Exception):
            self._end(result)
        else:
            self.progressed.emit(export.done, export.total)
            self._go_on()

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
