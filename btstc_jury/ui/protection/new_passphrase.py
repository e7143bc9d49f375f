"""Choosing a passphrase: typed twice, with what it is worth."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.application.passphrases import FileKey, passphrase_key
from btstc_jury.application.views.passphrase import strength_view
from btstc_jury.ui.protection.secret_field import ShowBox, secret_edit, wipe
from btstc_jury.ui.protection.strength_meter import StrengthMeter
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import Field


class NewPassphrase(QWidget):
    """``fields``: for the dialog that checks them, in order."""

    def __init__(self, theme: Theme, caption: str) -> None:
        super().__init__()
        self.first, self.second = secret_edit(), secret_edit()
        self._first = Field(theme, caption, self.first)
        self._second = Field(theme, "La même, une seconde fois", self.second)
        self.fields = (self._first, self._second)
        self.meter = StrengthMeter(theme)
        self.show_box = ShowBox(theme, self.first, self.second)
        self.first.textChanged.connect(self._measure)
        self.second.textChanged.connect(lambda: self._second.set_error(""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        for each in (self._first, self.meter, self._second, self.show_box):
            layout.addWidget(each)
        self.setFocusProxy(self.first)

    @property
    def filled(self) -> bool:
        """Whether something is typed, whatever it is."""
        return bool(self.first.text() or self.second.text())

    def check(self) -> None:
        """Say beside the fields what is wrong with them."""
        text = self.first.text()
        error = ""
        if not text:
            error = "Choisissez une phrase de passe."
        elif not strength_view(text).accepted:
            error = "Elle serait vite devinée\u202f: choisissez-en une plus longue."
        self._first.set_error(error)
        differs = bool(text) and text != self.second.text()
        self._second.set_error("Les deux saisies diffèrent\u202f: retapez la seconde." if differs else "")

    def key(self) -> FileKey:
        """Once ``check`` finds nothing. Raises ``ValueError`` for an empty field."""
        return passphrase_key(self.first.text())

    def wipe(self) -> None:
        for each in (self.first, self.second):
            wipe(each)
        for field in self.fields:
            field.set_error("")
        self.show_box.setChecked(False)

    def _measure(self, text: str) -> None:
        self._first.set_error("")
        self.meter.show_strength(text)
