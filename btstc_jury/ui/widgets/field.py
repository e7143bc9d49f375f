"""A field with its caption above and what is wrong with it below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role


class Field(QWidget):
    """``caption`` may hold a mnemonic (« &Nom »). ``hint`` stands below until an error takes its place."""

    def __init__(self, theme: Theme, caption: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        self.error = ""
        self._below = label(hint, "small muted", wrap=True)
        self._below.setVisible(bool(hint))
        self._above = QLabel(caption)
        self._above.setProperty("role", "small strong")
        self._above.setBuddy(editor)
        editor.setAccessibleName(caption.replace("&", ""))
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(self._above)
        layout.addWidget(editor)
        layout.addWidget(self._below)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def caption_height(self) -> int:
        """How far below the top the editor begins."""
        return self._above.sizeHint().height() + self._layout.spacing()

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self.set_error(self.error)

    def set_error(self, error: str) -> None:
        """The sentence shown in place of the hint; "" when the entry is right."""
        self.error = error
        self._below.setText(error or self._hint)
        self._below.setVisible(bool(error or self._hint))
        set_role(self._below, "small overrun" if error else "small muted")
        set_role(self.editor, "invalid" if error else "")
        self.editor.setAccessibleDescription(error or self._hint)


class Choice(QComboBox):
    """A list to choose from that the wheel leaves alone while another field has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def line_edit(text: str = "", placeholder: str = "") -> QLineEdit:
    """One line of text, as long as any name needs."""
    made = QLineEdit(text)
    made.setMaxLength(200)
    made.setPlaceholderText(placeholder)
    return made
