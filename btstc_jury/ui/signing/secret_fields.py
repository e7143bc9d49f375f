"""The PIN of a juror, to be given or to be chosen, with what is wrong with it below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.application.pins import SHORTEST
from btstc_jury.ui.opinions.opinion_turn import PinField
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import Field

_LONGEST_PASSWORD = 200


class SecretField(Field):
    """``entered``: Enter; ``given_up``: Escape."""

    entered = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme, caption: str, hint: str = "", longest: int = _LONGEST_PASSWORD) -> None:
        self.line = PinField()
        self.line.setMaxLength(longest)
        super().__init__(theme, caption, self.line, hint)
        self.line.entered.connect(self.entered)
        self.line.given_up.connect(self.given_up)
        self.line.textEdited.connect(lambda _text: self.set_error(""))

    def refuse(self, words: str) -> None:
        """Say what is wrong; it is to be typed again."""
        self.line.clear()
        self.set_error(words)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class PinFields(QWidget):
    """``forgotten``: the juror asks to choose another PIN."""

    entered = Signal()
    given_up = Signal()
    forgotten = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choosing = False
        self.pin = SecretField(theme, "Code")
        self.again = SecretField(theme, "Le même code")
        self.forget = PushButton("Code oublié")
        self.forget.setProperty("role", "link")
        self.forget.clicked.connect(self.forgotten)
        for field in (self.pin, self.again):
            field.given_up.connect(self.given_up)
        self.pin.entered.connect(self._go_on)
        self.again.entered.connect(self.entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(6))
        column.addWidget(self.pin)
        column.addWidget(self.again)
        column.addWidget(self.forget, alignment=Qt.AlignmentFlag.AlignLeft)
        self.ask(choosing=False)

    @property
    def choosing(self) -> bool:
        """Whether a new PIN is being chosen."""
        return self._choosing

    def ask(self, *, choosing: bool) -> None:
        self._choosing = choosing
        for field in (self.pin, self.again):
            field.line.clear()
            field.set_error("")
        caption = "Code à choisir" if choosing else "Code"
        least = f"{SHORTEST} caractères au moins, à retenir"
        self.pin.set_caption(caption)
        self.pin.set_hint(least if choosing else "")
        self.again.setVisible(choosing)
        self.forget.setVisible(not choosing)

    def take(self) -> str | None:
        """The PIN, ``None`` where it can't be one: then it is said why."""
        typed, again = self.pin.line.text(), self.again.line.text()
        if self._choosing and len(typed) < SHORTEST:
            self.pin.refuse(f"{SHORTEST} caractères au moins.")
            return None
        if self._choosing and typed != again:
            self.again.refuse("Les deux codes diffèrent\u202f: recommencez.")
            return None
        if not typed:
            self.pin.refuse("Saisissez le code.")
            return None
        return typed

    def _go_on(self) -> None:
        if self._choosing:
            self.again.line.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.entered.emit()
