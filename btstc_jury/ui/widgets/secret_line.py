"""Lines for what nobody else may read or hear: codes and passphrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    _Line = QLineEdit
else:
    _Line = object

_DOT = "•"
_HINTS = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Secret(_Line):
    """To be mixed into a line of text. As long as it shows dots, dots are all that it holds: Qt tells screen
    readers each letter that enters a line, those of a password among them. ``text`` gives what was typed;
    the texts that signals carry are dots. No menu, no drag and no input method sees it.
    """

    def hide_typing(self) -> None:
        """To be called once, when the line is made."""
        self._secret = ""
        super().setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setInputMethodHints(_HINTS)
        self.textChanged.connect(self._follow)

    def text(self) -> str:
        return self._follow() if self._hidden() else super().text()

    def setText(self, text: str | None) -> None:
        """As ``clear``, it leaves nothing to undo."""
        self._secret = (text or "")[: self.maxLength()]
        super().setText(_DOT * len(self._secret) if self._hidden() else self._secret)

    def clear(self) -> None:
        self.setText("")

    def setEchoMode(self, mode: QLineEdit.EchoMode) -> None:
        typed = self.text()
        super().setEchoMode(mode)
        self.setText(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        pasted = event.matches(QKeySequence.StandardKey.Paste)
        modifiers = event.modifiers() & ~_PLAIN
        writes = bool(typed) and typed.isprintable() and modifiers in {Qt.KeyboardModifier(0), _ALT_GR}
        if not self._hidden() or not (pasted or writes):
            super().keyPressEvent(event)
        elif not self.isReadOnly():
            self._write(QGuiApplication.clipboard().text() if pasted else typed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self._hidden():
            super().inputMethodEvent(event)
        elif event.commitString() and not self.isReadOnly():
            self._write(event.commitString())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button pastes, where the system has it so."""
        if event.button() is not Qt.MouseButton.MiddleButton or not self._hidden():
            super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """What was typed and taken back isn't kept for a redo."""
        redo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Redo)
        if redo and self._hidden():
            event.accept()
            return True
        return super().event(event)

    def _hidden(self) -> bool:
        return self.echoMode() is QLineEdit.EchoMode.Password

    def _write(self, typed: str) -> None:
        """In the place of what is selected, as far as there is room."""
        known = self._follow()
        start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        end = start + len(self.selectedText())
        room = self.maxLength() - (len(known) - (end - start))
        line = "".join(each for each in typed if each.isprintable())[:room]
        if line:
            self._secret = known[:start] + line + known[end:]
            self.insert(_DOT * len(line))

    def _follow(self) -> str:
        """What dots were taken away, behind the cursor, is taken away of what they stand for."""
        if not self._hidden():
            return super().text()
        gone = len(self._secret) - len(super().text())
        at = self.cursorPosition()
        if gone < 0:
            self.clear()
        elif gone:
            self._secret = self._secret[:at] + self._secret[at + gone :]
        return self._secret


class SecretLine(Secret, QLineEdit):
    """A line of its own."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self.setMaxLength(longest)
        self.hide_typing()
