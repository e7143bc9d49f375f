"""What takes the lock away again: the passphrase, on the cover that hides the screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.application.views.passphrase import Attempts
from btstc_jury.ui.protection.key_entry import Attempt, KeyEntry
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel
from btstc_jury.ui.widgets.buttons import KeyButton

_WIDTH = 380


class LockPanel(QWidget):
    """``opened``: the key was right."""

    opened = Signal()

    def __init__(self, theme: Theme, name: str, attempts: Attempts, attempt: Attempt) -> None:
        super().__init__()
        self.entry = KeyEntry(theme, attempts, attempt, "Phrase de passe")
        self.entry.opened.connect(lambda _key: self.opened.emit())
        self.entry.editor.returnPressed.connect(self.entry.submit)
        self.entry.waiting.connect(self._on_waiting)
        self.button = KeyButton("Déverrouiller", "Return", "primary")
        self.button.clicked.connect(self.entry.submit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        for each in (ElidedLabel(name, "strong", middle=True), self.entry, self.button):
            layout.addWidget(each)
        self.setMaximumWidth(theme.px(_WIDTH))
        self.setFocusProxy(self.entry)
        self._on_waiting(on=bool(attempts.wait().us))

    def _on_waiting(self, on: bool) -> None:
        self.button.setEnabled(not on)
