"""Files dropped onto the window: an exam file is opened, signed grids are verified, cases are taken."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

CASE_SUFFIX = ".btscas"
_TAKEN = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


def dropped_files(data: QMimeData) -> tuple[Path, ...]:
    """All files of this machine that are carried."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def dropped_pdfs(data: QMimeData) -> tuple[Path, ...]:
    """The PDF files of this machine that are carried."""
    return tuple(path for path in dropped_files(data) if path.suffix.lower() == ".pdf")


class FileDrop(QObject):
    """``grids_dropped``: PDF files (tuple); ``cases_dropped``: cases (tuple); ``exam_dropped``: one exam file
    (path). All else that is dropped is left to the window.
    """

    grids_dropped = Signal(object)
    cases_dropped = Signal(object)
    exam_dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _TAKEN or not isinstance(event, QDropEvent):
            return False
        grids, exam = dropped_pdfs(event.mimeData()), _exam_file(event.mimeData())
        cases = _cases(event.mimeData())
        if not grids and not cases and exam is None:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            if grids:
                self.grids_dropped.emit(grids)
            elif cases:
                self.cases_dropped.emit(cases)
            else:
                self.exam_dropped.emit(exam)
        return True


def _exam_file(data: QMimeData) -> Path | None:
    """The one exam file, or centre's, of this machine in what is dragged."""
    from btstc_jury.application.centre import CENTRE_SUFFIX  # noqa: PLC0415
    from btstc_jury.application.sessions import SUFFIX  # noqa: PLC0415 - not before the first window

    paths = dropped_files(data)
    return paths[0] if len(paths) == 1 and paths[0].suffix in {SUFFIX, CENTRE_SUFFIX} else None


def _cases(data: QMimeData) -> tuple[Path, ...]:
    return tuple(path for path in dropped_files(data) if path.suffix.lower() == CASE_SUFFIX)
