"""Below the list: what can be done with the selected oral, and what was just done, to take it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import FlowLayout


class DayFoot(QFrame):
    """The keys of the buttons are the page's; here they are only shown."""

    add_asked = Signal()
    edit_asked = Signal()
    preparation_asked = Signal()
    undo_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._said = frame("said")
        self._words = label("", wrap=True)
        self._undo = KeyButton("Annuler", default_keys("oral.undo"))
        self._undo.clicked.connect(self.undo_asked)
        self._said_row = QHBoxLayout(self._said)
        self._said_row.addWidget(self._words, 1)
        self._said_row.addWidget(self._undo)
        self._said.hide()
        self._acts = frame("footer")
        self._flow = FlowLayout(self._acts)
        self._add = KeyButton("Ajouter un candidat…", default_keys("day.add"))
        self._edit = KeyButton("Modifier…", default_keys("day.edit"))
        self._preparation = KeyButton("Lancer la préparation", default_keys("preparation.toggle"))
        for each, signal in (
            (self._add, self.add_asked),
            (self._edit, self.edit_asked),
            (self._preparation, self.preparation_asked),
        ):
            each.clicked.connect(signal)
            self._flow.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._said)
        layout.addWidget(self._acts)
        theme.changed.connect(self._space)
        self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_acts(self, *, writable: bool, selected: bool, preparation: str) -> None:
        """``preparation``: the words of its button, "" when there is nothing to start or stop."""
        self._add.setVisible(writable)
        self._edit.setVisible(writable and selected)
        self._preparation.setVisible(bool(preparation))
        if preparation:
            self._preparation.set_text(preparation)
        self._acts.setVisible(writable)
        self._fit()

    def say(self, text: str, undoable: bool) -> None:
        """One sentence about what was just done or refused; "" takes it away."""
        self._words.setText(text)
        self._undo.setVisible(undoable)
        self._said.setVisible(bool(text))

    def _fit(self) -> None:
        """The keys, then some words, are left out where they would cost a second line."""
        buttons = [each for each in (self._add, self._edit, self._preparation) if not each.isHidden()]
        for keys, words in (
            (True, "Ajouter un candidat…"),
            (False, "Ajouter un candidat…"),
            (False, "Ajouter…"),
        ):
            self._add.set_text(words)
            for each in buttons:
                each.show_keys(keys)
            wanted = sum(each.sizeHint().width() + self._theme.px(8) for each in buttons)
            if wanted + self._theme.px(44) <= self.width():
                return

    def _space(self) -> None:
        space = self._theme.space
        self._said_row.setContentsMargins(space(22), space(6), space(22), space(6))
        self._said_row.setSpacing(space(8))
        self._flow.setContentsMargins(space(22), space(10), space(22), space(10))
        self._flow.setSpacing(space(8))
