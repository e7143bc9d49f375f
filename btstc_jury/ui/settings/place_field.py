"""A folder or a file of this machine, chosen in the system's dialog and given up by a button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.layouts import panel, row

Ask = Callable[[QWidget, str, Path | None], Path | None]


class PlaceField(QWidget):
    """``value`` is ``None`` for none; ``none``: the words that say so; ``forget``: those that lead back."""

    changed = Signal()

    def __init__(
        self, theme: Theme, value: Path | None, title: str, none: str, forget: str = "Aucun", *, ask: Ask
    ) -> None:
        super().__init__()
        self._title = title
        self._none = none
        self._asking = ask
        self.value = value
        self._shown = ElidedLabel(middle=True)
        box = panel(row(theme, self._shown, margins=(8, 6)), "sunken")
        self.choose = PushButton("Choisir…")
        self.forget = PushButton(forget)
        for each in (self.choose, self.forget):
            each.setAutoDefault(False)
            each.setAccessibleName(f"{each.text()} {title}")
        self.choose.clicked.connect(self._ask)
        self.forget.clicked.connect(lambda: self.set_value(None))
        row(theme, (box, 1), self.choose, self.forget, within=self)
        self.setFocusProxy(self.choose)
        self.set_value(value)

    def set_value(self, value: Path | None) -> None:
        self.value = value
        self._shown.setText(self._none if value is None else str(value))
        self.forget.setEnabled(value is not None)
        self.changed.emit()

    def _ask(self) -> None:
        chosen = self._asking(self, self._title, self.value)
        if chosen is not None:
            self.set_value(chosen)


def ask_folder(parent: QWidget, title: str, current: Path | None) -> Path | None:
    """The folder chosen in the system's dialog; ``None`` where the user chooses none."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(current or Path.home()))
    return Path(chosen).absolute() if chosen else None


def ask_seal(parent: QWidget, title: str, current: Path | None) -> Path | None:
    """The same of the file of a seal."""
    beside = Path.home() if current is None else current.parent
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(beside), "Sceaux (*.p12 *.pfx)")
    return Path(chosen).absolute() if chosen else None
