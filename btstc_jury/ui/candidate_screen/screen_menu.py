"""Where to show the candidate's screen: a short menu, by keys or by mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QMenu, QWidget

from btstc_jury.ui.candidate_screen.candidate_screen import CandidateScreen


class ScreenMenu(QMenu):
    """``preferred``: name of the monitor used last; ``place``: where the small window was."""

    def __init__(
        self, parent: QWidget, screen: CandidateScreen, jury: QScreen, preferred: str, place: bytes
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Écran du candidat")
        choices = screen.choices(jury)
        for monitor in choices:
            action = self.addAction(f"Plein écran sur {monitor.label}")
            action.setCheckable(True)
            action.setChecked(monitor.name == screen.monitor)
            action.triggered.connect(lambda _on, name=monitor.name: screen.fill(name))
            if monitor.name == preferred:
                self.setActiveAction(action)
        if not choices:
            self.addAction("Aucun autre écran n’est branché").setEnabled(False)
        small = self.addAction("Petite fenêtre au-dessus des autres")
        small.setCheckable(True)
        small.setChecked(screen.window is not None and not screen.window.whole)
        small.triggered.connect(lambda _on: screen.float_above(jury, place))
        self.addSeparator()
        leave = self.addAction("Fermer l’écran du candidat", screen.close)
        leave.setEnabled(screen.window is not None or bool(screen.monitor))
        if self.activeAction() is None:
            first = next((each for each in self.actions() if each.isEnabled()), small)
            self.setActiveAction(first)
