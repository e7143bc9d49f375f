"""Words that name keys: a hint, a tooltip, an entry of a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject


class KeyedText(QObject):
    """``write`` shows the words on ``owner``. They are told with the default keys, and shown with those in
    force, which ``ui.rekeying`` says.
    """

    def __init__(self, owner: QObject, write: Callable[[str], object], text: str = "") -> None:
        super().__init__(owner)
        self._write = write
        self._speak: Callable[[str], str] = str
        self._text = ""
        if text:
            self.tell(text)

    def tell(self, text: str) -> None:
        """Other words."""
        self._text = text
        self._write(self._speak(text))

    def rekey(self, speak: Callable[[str], str]) -> None:
        """``speak`` puts the keys in force in place of the default ones."""
        self._speak = speak
        if self._text:
            self._write(speak(self._text))
