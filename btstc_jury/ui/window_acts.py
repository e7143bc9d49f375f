"""What can be done wherever one is in the window: its menus and the buttons of all screens take these."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol, runtime_checkable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from btstc_jury.ui.acts import Where
from btstc_jury.ui.shortcuts import Action, Keymap


class GuardAction(Action):
    """An act whose key works over dialogs and menus too: the guard of the window has it, this names it."""

    def take_keys(self, keymap: Keymap) -> None:
        super().take_keys(keymap)
        self.setShortcuts([])


def plain_action(window: QWidget, text: str, slot: Callable[[], object]) -> QAction:
    """An act without a key."""
    made = QAction(window)
    made.setText(text)
    made.triggered.connect(lambda _checked: slot())
    return made


@runtime_checkable
class Guided(Protocol):
    """A window beside the main one with a page of the guide of its own: that of the screen ``guide``."""

    guide: Where


class WindowActs(NamedTuple):
    """``home``: back to the welcome; ``back``: to the oral whose clock runs; ``backup_folder``: where copies
    of exam files go; ``centre``: a new file of an exam centre; ``export``: all grids of the file; ``jury``:
    the « dossier CCF », the bordereau.
    """

    new: Action
    training: QAction
    open: Action
    demonstration: QAction
    centre: QAction
    server: QAction
    drill: QAction
    verify: Action
    restore: QAction
    forms: Action
    cases: Action
    home: Action
    purge: QAction
    export: QAction
    jury: QAction
    passphrase: QAction
    recovery: QAction
    settings: Action
    backup_folder: QAction
    quit: Action
    cover: Action
    lock: Action
    candidate: Action
    back: Action
    help: Action
    tour: QAction
    memento: QAction
    keys: Action
    about: QAction

    def set_file_open(self, *, is_open: bool, of_centre: bool = False) -> None:
        """``of_centre``: a centre's, which holds no orals."""
        guards, of_orals = (self.home, self.cover, self.lock), (self.purge, self.export, self.jury)
        for each in guards:
            each.setEnabled(is_open)
        for act in (*of_orals, self.candidate):
            act.setEnabled(is_open and not of_centre)
        if not is_open:
            self.back.setEnabled(False)
            self.set_protection(changeable=False, encrypted=False)

    def show_for_exam(self, whole: bool, *, rehearses: bool = False) -> None:
        """``whole``: the open file is no invitation, of which a juror has the one oral and nothing else."""
        for each in (self.export, self.jury):
            each.setVisible(whole and not rehearses)
        for act in (self.purge, self.passphrase, self.recovery, self.candidate):
            act.setVisible(whole)

    def set_protection(self, *, changeable: bool, encrypted: bool) -> None:
        """``changeable``: the open file may be given another passphrase, or none."""
        self.passphrase.setEnabled(changeable)
        self.recovery.setEnabled(encrypted)
