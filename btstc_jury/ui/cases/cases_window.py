"""The library of cases beside the window: no exam file is needed for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.ui.acts import Where
from btstc_jury.ui.cases.library import CaseLibrary
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import share
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.form_dialog import FormDialog

_WIDTH = 1040
_NEXT_YEAR = 9
"""From September on, a class prepares the session of the year after."""


class CasesWindow(FormDialog):
    """One of them; ``take`` brings cases into it."""

    guide = Where.CASES

    def __init__(self, theme: Theme, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Cas d’entraînement", _WIDTH, parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.library = CaseLibrary(theme, ports, _session)
        self.body.addWidget(self.library)
        leave = self.add_button("Fermer", self.reject)
        leave.setAutoDefault(False)
        share("window.keys", self)
        self.library.refresh()
        self.library.setFocus()

    def submit(self) -> None:
        self.reject()

    def take(self, paths: Sequence[Path]) -> None:
        self.library.acts.take(paths)

    def reject(self) -> None:
        """Editors opened from here go with it, once all in them is kept."""
        if self.library.acts.lets_go():
            super().reject()

    def lets_go(self) -> bool:
        return self.library.acts.lets_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the list's, or nobody's."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)


def _session() -> ExamSession:
    """For a sheet that no training file asks for."""
    today = datetime.now().astimezone()
    return ExamSession(FileKind.TRAINING, today.year + (today.month >= _NEXT_YEAR), "", "")
