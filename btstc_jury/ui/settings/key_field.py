"""A field that takes the next key pressed as its value."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from btstc_jury.ui.shortcuts import key_words

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_BACK = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})
_MOVING = frozenset(
    {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}
)
_STRONG = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class KeyField(QLineEdit):
    """``pressed(keys)``: asks for these keys; ``default_asked``: Backspace. It shows what it is given."""

    pressed = Signal(str)
    default_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def show_keys(self, keys: str) -> None:
        self.setText(key_words(keys))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Else the key would do what it does now instead of being taken.
            if not _moves(event):
                event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _moves(event):
            event.ignore()
        elif event.key() in _BACK and not event.modifiers() & _STRONG:
            self.default_asked.emit()
        elif event.key() not in _MODIFIERS:
            keys = QKeySequence(event.keyCombination())
            self.pressed.emit(keys.toString(QKeySequence.SequenceFormat.PortableText))


def _moves(event: QKeyEvent) -> bool:
    """Keys that belong to the dialog: from field to field, to save, to leave."""
    return event.key() in _MOVING and not event.modifiers() & _STRONG
