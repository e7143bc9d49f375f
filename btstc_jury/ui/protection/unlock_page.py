"""An encrypted file before it opens: its key is asked for, and how often a wrong one was given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.application.attempts import Attempts
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import GuardedOffice
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.ui.protection.key_entry import KeyEntry
from btstc_jury.ui.protection.secret_fields import NewPassphrase, said_while_busy
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, LockSign, label, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import ColumnScroll, column, flow, panel, row, sized

_WIDTH = 580

Opened = tuple[GuardedOffice, int | None]
"""The open file, and the oral under way in it, ``None`` for none."""


_PASSPHRASE, _HAVE_KEY = "Phrase de passe", "J’ai la clé de secours…"
_AT_FIRST = "Sa phrase de passe l’ouvre."
_BY_KEY = "Tapez les treize groupes de la page imprimée. Tirets et majuscules ne comptent pas."


class UnlockPage(QWidget):
    """Signals: ``opened(office, under_way, renewed)``, ``renewed``: it has another passphrase now, and so
    another recovery key; ``left``: another file is wanted.
    """

    opened = Signal(object, object, bool)
    left = Signal()

    def __init__(
        self, theme: Theme, path: Path, attempts: Attempts, open_with: Callable[[FileKey], Opened]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._open_with = open_with
        self._found: Opened | None = None
        self.entry = KeyEntry(theme, attempts, self._try, _PASSPHRASE)
        self.entry.opened.connect(self._go_on)
        self.new = NewPassphrase(theme, "Nouvelle phrase de passe")
        self.new.hide()
        self._title = label("Ce fichier est chiffré", "heading", wrap=True)
        self._words = label(_AT_FIRST, "muted", wrap=True)
        self._said = label("", "small warning", wrap=True)
        self._said.hide()
        self._submit = KeyButton("Ouvrir", "Return", "primary")
        self._other = KeyButton(_HAVE_KEY)
        self._leave = KeyButton("Autre fichier…", "Esc")
        self.entry.waiting.connect(self._submit.setDisabled)
        self._submit.clicked.connect(self.submit)
        self._other.clicked.connect(self._ask_other)
        self._leave.clicked.connect(self.abandon)
        for edit in (self.entry.editor, self.new.first, self.new.second):
            edit.returnPressed.connect(self.submit)
        self._arrange(path)
        self.setFocusProxy(self.entry)

    def submit(self) -> None:
        if self._found is None:
            self.entry.submit()
        else:
            self._renew(self._found)

    def abandon(self) -> None:
        """Leave the file closed; nothing typed stays."""
        self.close_file()
        self.left.emit()

    def close_file(self) -> None:
        """The file that a recovery key has opened stays closed without another passphrase."""
        self.entry.wipe()
        self.new.wipe()
        found, self._found = self._found, None
        if found is not None:
            found[0].close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.abandon()
        else:
            super().keyPressEvent(event)

    def _try(self, key: FileKey) -> None:
        self._found = self._open_with(key)

    def _go_on(self, key: FileKey) -> None:
        found = self._found
        if found is None:
            return
        if key.raw and not found[0].read_only:
            self._ask_new()
        else:
            self._hand_over(found, renewed=False)

    def _hand_over(self, found: Opened, *, renewed: bool) -> None:
        self._found = None
        self.new.wipe()
        self.opened.emit(*found, renewed)

    def _ask_other(self) -> None:
        """The recovery key in the place of the passphrase, and back."""
        if self._other.text() == _HAVE_KEY:
            self.entry.ask_recovery_key("Clé de secours")
            self._words.setText(_BY_KEY)
            self._other.set_text("J’ai la phrase de passe…")
        else:
            self.entry.ask_passphrase(_PASSPHRASE)
            self._words.setText(_AT_FIRST)
            self._other.set_text(_HAVE_KEY)
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_new(self) -> None:
        self._title.setText("La clé de secours ouvre ce fichier")
        self._words.setText(
            "Choisissez maintenant une nouvelle phrase de passe. La clé qui vient de servir ne vaudra"
            " plus rien\u202f: il faudra imprimer la nouvelle."
        )
        self.entry.hide()
        self._other.hide()
        self.new.show()
        self._submit.set_text("Changer et ouvrir")
        self.setFocusProxy(self.new)
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renew(self, found: Opened) -> None:
        self.new.check()
        wrong = next((each for each in self.new.fields if each.error), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            with said_while_busy(self._said, "Chiffrement…"):
                found[0].file.protection.change(self.new.key())
        except FileProblem as problem:
            self._said.setText(messages.problem(problem).sentence)
            set_role(self._said, "small warning")
            self._said.show()
            return
        self._hand_over(found, renewed=True)

    def _arrange(self, path: Path) -> None:
        name = ElidedLabel(path.name, "strong", middle=True)
        folder = ElidedLabel(str(path.parent), "small muted", middle=True)
        theme = self._theme
        file = column(theme, name, folder, gap=2)
        lock = LockSign(theme, 32)
        head = row(theme, lock, (file, 1), gap=12)
        head.setAlignment(lock, Qt.AlignmentFlag.AlignVCenter)
        buttons = flow(theme, self._submit, self._other, self._leave)
        told = (self._title, self._words, self.entry, self.new, self._said)
        card = panel(column(theme, head, *told, buttons, gap=12, margins=(24, 20)), "card")
        sized(theme, card, width=(None, _WIDTH))
        content = panel(column(theme, 2, row(theme, 1, (card, 1000), 1), 3, margins=9))
        column(theme, ColumnScroll(content), within=self)
