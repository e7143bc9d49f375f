"""A juror's code as it is typed, and who answers for a new one in the place of one forgotten."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.pins import Warrant
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.ui.oral.texts import EntryLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.fields import Choice
from btstc_jury.ui.widgets.layouts import column
from btstc_jury.ui.widgets.secret_line import Secret

_LONGEST = 64


class PinField(Secret, EntryLine):
    """What is typed is never shown, nor told to a screen reader."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name, _LONGEST)
        self.hide_typing()


class WarrantForm(QWidget):
    """``given``: Enter; ``take`` then tells what. ``given_up``: Escape."""

    given = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._said = label("Qui répond de ce nouveau code\u202f?", "small strong", wrap=True)
        self.who = Choice(theme)
        self.who.setAccessibleName("Qui répond du nouveau code")
        self.secret = PinField()
        self.reason = EntryLine("Motif, imprimé sur la grille", TEXT_LIMIT)
        self._error = label(role="warning small", wrap=True)
        self.who.currentIndexChanged.connect(self._show_means)
        for line in (self.secret, self.reason):
            line.entered.connect(self.given)
            line.given_up.connect(self.given_up)
            line.textEdited.connect(lambda _text: self.refuse(""))
        parts = (self._said, self.who, self.secret, self.reason, self._error)
        column(theme, *parts, gap=4, within=self)
        self.hide()

    def ask(self, vouchers: tuple[tuple[str, str], ...]) -> None:
        """``vouchers``: key and name of the jurors who may answer with their own code."""
        self.forget()
        self.who.clear()
        for key, name in vouchers:
            self.who.addItem(f"{name}, avec son code", key)
        self.who.addItem("Personne\u202f: un motif, imprimé sur la grille", "")
        self._show_means()
        self.show()
        self.focus_first()

    def focus_first(self) -> None:
        line = self.reason if self.secret.isHidden() else self.secret
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nothing typed stays."""
        for line in (self.secret, self.reason):
            line.clear()
        self.refuse("")

    def take(self) -> Warrant | None:
        """``None`` where something lacks: then it is said what."""
        voucher = str(self.who.currentData() or "")
        secret, reason = self.secret.text(), self.reason.text().strip()
        if voucher and secret:
            return Warrant(voucher, secret)
        if not voucher and reason:
            return Warrant(reason=reason)
        self.refuse("Saisissez le code de ce membre." if voucher else "Indiquez le motif.")
        return None

    def refuse(self, words: str) -> None:
        """Say what is wrong, and have a code typed again; "" for nothing."""
        tell(self._error, words)
        for line in (self.secret, self.reason):
            line.setAccessibleDescription(words)
        announce(self, words, urgent=True)
        if words:
            self.secret.clear()
            self.focus_first()

    @property
    def voucher_name(self) -> str:
        return self.who.currentText().removesuffix(", avec son code")

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return (self.who, self.secret, self.reason)

    def _show_means(self) -> None:
        voucher = bool(self.who.currentData())
        self.secret.setVisible(voucher)
        self.reason.setVisible(not voucher)
        name = f"Code de {self.voucher_name}" if voucher else ""
        self.secret.setPlaceholderText(name)
        self.secret.setAccessibleName(name)
        self.refuse("")
