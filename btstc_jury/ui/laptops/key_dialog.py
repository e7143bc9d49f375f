"""The passphrase of an opinion that came back, where the commission's file doesn't know it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from btstc_jury.application.passphrases import FileKey, Mistyped, typed_key
from btstc_jury.application.views.passphrase import mistyped
from btstc_jury.ui.protection.secret_fields import ShowBox, secret_edit, wipe
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import fill

_SAID = (
    "C’est la phrase de passe de l’invitation, que l’examinateur connaît\u202f: il peut la taper lui-même."
    " Rien n’est montré de ce que dit son avis."
)
_WRONG = "Elle n’ouvre pas ce fichier\u202f: vérifiez-la, ou laissez ce fichier. Rien n’a été modifié."


class OpinionKeyDialog(FormDialog):
    """``take`` is given the key, and says whether it opens; ``left``: the file is left aside."""

    guide_page = "portable"

    def __init__(
        self,
        theme: Theme,
        name: str,
        take: Callable[[FileKey], bool],
        left: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, f"«\u202f{name}\u202f» est chiffré", 560, parent)
        self._take, self._left_aside, self._opened = take, left, False
        self.secret = secret_edit()
        self._field = Field(theme, "&Phrase de passe", self.secret)
        self.show_box = ShowBox(theme, self.secret)
        fill(self.body, label(_SAID, "muted", wrap=True), self._field, self.show_box)
        self.add_button("Laisser ce fichier", self.reject)
        self.add_button("Recevoir", self.submit, primary=True)
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
        self.remember()

    def submit(self) -> None:
        if not self.secret.text():
            self._field.set_error("Tapez la phrase de passe.")
            return
        try:
            key = typed_key(self.secret.text())
        except Mistyped as error:
            self._field.set_error(mistyped(error))
            return
        wipe(self.secret)
        if self._take(key):
            self._opened = True
            self.accept()
        else:
            self._field.set_error(_WRONG)
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        wipe(self.secret)
        super().done(result)
        if not self._opened:
            self._left_aside()
