"""Fields for what nobody else may read, and that keep nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import set_role
from btstc_jury.ui.widgets.buttons import TickBox

_LONGEST = 1000


def secret_edit() -> QLineEdit:
    """Shows dots; no input method, menu or drag sees what is typed."""
    made = QLineEdit()
    made.setMaxLength(_LONGEST)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    made.setDragEnabled(False)
    made.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
    )
    return made


def wipe(edit: QLineEdit) -> None:
    """Empty a field with its history of typing, which ``clear`` would keep."""
    edit.setText("")


class ShowBox(TickBox):
    """Shows what is typed in ``edits``, or dots again."""

    def __init__(self, theme: Theme, *edits: QLineEdit) -> None:
        super().__init__(theme, "Afficher ce que je tape")
        self._edits = edits
        self.toggled.connect(self._show)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for each in self._edits:
            each.setEchoMode(mode)


@contextmanager
def said_while_busy(words: QLabel, text: str) -> Iterator[None]:
    """Say what takes a fifth of a second, or a whole one on an old machine, before it begins."""
    words.setText(text)
    words.show()
    set_role(words, "small muted")
    words.repaint()
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
        words.setText("")
        words.hide()
