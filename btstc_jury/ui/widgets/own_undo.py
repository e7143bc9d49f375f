"""Who undoes: the field that has the focus, as long as what it holds is not recorded, or else the oral."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


def belongs_to_page(event: QEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Whether the page's shortcut must take this key: the field has nothing of its own to undo or redo."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not can_undo
    return event.matches(QKeySequence.StandardKey.Redo) and not can_redo


def replace_text(field: QLineEdit, text: str) -> None:
    """Put ``text`` where the typing goes on; the field forgets what it could undo, which is recorded now."""
    position = field.cursorPosition()
    field.setText(text)
    field.setCursorPosition(position)
