"""Files dropped onto the window: exam files are opened or taken in, signed grids verified, cases taken."""

from __future__ import annotations

import os
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
    return tuple(path for path in dropped_files(data) if _is_pdf(path))


def pdfs_within(folder: Path) -> tuple[Path, ...]:
    """In it and the folders below, by name; what can't be read is passed over."""
    inside = (Path(where, name) for where, _, names in os.walk(folder) for name in names)
    return tuple(sorted(each for each in inside if _is_pdf(each)))


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"


class FileDrop(QObject):
    """``grids_dropped``: PDF files (tuple); ``cases_dropped``: cases (tuple); ``exams_dropped``: exam files,
    or one of a centre (tuple). All else that is dropped is left to the window.
    """

    grids_dropped = Signal(object)
    cases_dropped = Signal(object)
    exams_dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _TAKEN or not isinstance(event, QDropEvent):
            return False
        grids, exams = dropped_pdfs(event.mimeData()), _exam_files(event.mimeData())
        cases = _cases(event.mimeData())
        if not grids and not cases and not exams:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            if grids:
                self.grids_dropped.emit(grids)
            elif cases:
                self.cases_dropped.emit(cases)
            else:
                self.exams_dropped.emit(exams)
        return True


def _exam_files(data: QMimeData) -> tuple[Path, ...]:
    """The exam files of this machine in what is dragged, or the one centre's, where nothing else is."""
    from btstc_jury.application.centre.ports import CENTRE_SUFFIX  # noqa: PLC0415
    from btstc_jury.application.sessions import SUFFIX  # noqa: PLC0415 - not before the first window

    paths = dropped_files(data)
    exams = all(path.suffix.lower() == SUFFIX for path in paths)
    one = len(paths) == 1 and paths[0].suffix.lower() == CENTRE_SUFFIX
    return paths if exams or one else ()


def _cases(data: QMimeData) -> tuple[Path, ...]:
    return tuple(path for path in dropped_files(data) if path.suffix.lower() == CASE_SUFFIX)
