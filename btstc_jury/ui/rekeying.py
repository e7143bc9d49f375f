"""Gives the shortcuts and buttons of the window the keys in force."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from btstc_jury.ui.shortcuts import Action, Keymap, Where, same
from btstc_jury.ui.widgets.buttons import KeyButton

_DEFAULT = "default-keys"


def rekey(window: QWidget, pages: Mapping[QWidget, Where], keymap: Keymap) -> None:
    """``pages``: the screens, whose keys may differ; all else in the window has the keys of the window.

    What was built with the default keys of an act follows it, however often they change.
    """
    for button in window.findChildren(KeyButton):
        act = keymap.find(button.default_keys, _where(button, pages)) if button.default_keys else None
        if act is not None:
            button.set_keys(keymap.keys(act.name))
    keymap.apply(window)
    found: list[QShortcut | QAction] = [*window.findChildren(QShortcut), *window.findChildren(QAction)]
    for shortcut in found:
        _rekey_one(shortcut, _where(shortcut, pages), keymap)


def _rekey_one(shortcut: QShortcut | QAction, where: Where, keymap: Keymap) -> None:
    if isinstance(shortcut, Action):
        return
    default = shortcut.property(_DEFAULT)
    if default is None:
        own = shortcut.shortcut() if isinstance(shortcut, QAction) else shortcut.key()
        default = own.toString(QKeySequence.SequenceFormat.PortableText)
        shortcut.setProperty(_DEFAULT, default)
    act = keymap.find(default, where) if default else None
    if act is None:
        return
    sequences = [QKeySequence(each) for each in keymap.sequences(act.name)]
    if isinstance(shortcut, QAction):
        shortcut.setShortcuts(sequences)
    elif default == same(act.keys):
        shortcut.setKey(sequences[0])
    else:
        # A further key of the act: gone once the user has chosen.
        shortcut.setKey(QKeySequence(default) if len(sequences) > 1 else QKeySequence())


def _where(thing: QObject, pages: Mapping[QWidget, Where]) -> Where:
    each: QObject | None = thing
    while each is not None:
        if isinstance(each, QWidget) and each in pages:
            return pages[each]
        each = each.parent()
    return Where.WINDOW
