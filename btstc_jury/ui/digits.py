"""The keys of the digits, with or without Shift: on French and Belgian keyboards they give letters and signs
without it.
"""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from btstc_jury.application.keyboards import DIGIT_SIGNS

_FIRST_KEY = {"xcb": 10, "wayland": 10, "windows": 2}
"""Scan code of the key « 1 », the others follow, « 0 » last; by the platform's name for Qt."""


def as_digit(character: str) -> str:
    """The digit of the key that gives this character, or ""."""
    if len(character) == 1 and character in "0123456789":
        return character
    return DIGIT_SIGNS.get(character.lower(), "")


def digit_of(event: QKeyEvent) -> str:
    """The digit that a key stands for where only digits make sense, or "". Where the system tells which key
    it was, another key with the same character (« é » in Geneva) is none.
    """
    text = event.text()
    held = QtCore.Qt.KeyboardModifier
    if event.modifiers() & (held.ControlModifier | held.AltModifier | held.MetaModifier):
        return ""
    if len(text) == 1 and text in "0123456789":
        return text
    first = _FIRST_KEY.get(QGuiApplication.platformName())
    if event.nativeScanCode() and first is not None:
        place = event.nativeScanCode() - first
        shifted = event.modifiers() & held.ShiftModifier
        return "1234567890"[place] if 0 <= place <= 9 and not shifted and text else ""
    return as_digit(text)


def with_any_digit(keys: str) -> tuple[str, ...]:
    """A key sequence that ends with a digit, « Alt+2 », and what the same keys send without Shift:
    « Alt+É ». Others alone.
    """
    head, last = keys[:-1], keys[-1:]
    if last not in set("0123456789") or (head and not head.endswith("+")):
        return (keys,)
    return (keys, *(f"{head}{sign.upper()}" for sign, digit in DIGIT_SIGNS.items() if digit == last))


def sequences(keys: str) -> list[QKeySequence]:
    """For a shortcut that works with or without Shift."""
    return [QKeySequence(each) for each in with_any_digit(keys)]
