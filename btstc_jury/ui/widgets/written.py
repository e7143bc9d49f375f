"""What a key writes, for parts of a screen that take no writing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def written(event: QKeyEvent) -> str:
    """The character, "" for a key that does something; AltGr is Ctrl and Alt on some systems, and writes."""
    text, strong = event.text(), event.modifiers() & (_CONTROL | _ALT | Qt.KeyboardModifier.MetaModifier)
    return text if text.isprintable() and strong in {Qt.KeyboardModifier(0), _CONTROL | _ALT} else ""
