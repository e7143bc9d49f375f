"""A folder that the user chooses, or none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, frame
from btstc_jury.ui.widgets.buttons import PushButton


class FolderField(QWidget):
    """``value`` is ``None`` for none; ``none``: the words that say so."""

    changed = Signal()

    def __init__(self, theme: Theme, value: Path | None, title: str, none: str) -> None:
        super().__init__()
        self._title = title
        self._none = none
        self.value = value
        self._shown = ElidedLabel()
        box = frame("sunken")
        inside = QHBoxLayout(box)
        inside.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), theme.px(6))
        inside.addWidget(self._shown)
        self.choose = PushButton("Ch&oisir…")
        self.forget = PushButton("Aucun")
        for each in (self.choose, self.forget):
            each.setAutoDefault(False)
        self.choose.clicked.connect(self._ask)
        self.forget.clicked.connect(lambda: self.set_value(None))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(box, 1)
        layout.addWidget(self.choose)
        layout.addWidget(self.forget)
        self.setFocusProxy(self.choose)
        self.set_value(value)

    def set_value(self, value: Path | None) -> None:
        self.value = value
        self._shown.setText(self._none if value is None else str(value))
        self.forget.setEnabled(value is not None)
        self.changed.emit()

    def _ask(self) -> None:
        chosen = ask_folder(self, self._title, self.value)
        if chosen is not None:
            self.set_value(chosen)


def ask_folder(parent: QWidget, title: str, current: Path | None) -> Path | None:
    """The folder chosen in the system's dialog; ``None`` where the user chooses none."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(current or Path.home()))
    return Path(chosen).absolute() if chosen else None
