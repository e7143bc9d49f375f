"""The passphrase of a file to be made, or the explicit choice of none."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.application.passphrases import FileKey
from btstc_jury.ui.protection.new_passphrase import NewPassphrase
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import Field


class ProtectSection(QWidget):
    """``can_encrypt``: this machine has what encryption needs; otherwise only a plain file is offered."""

    def __init__(self, theme: Theme, *, can_encrypt: bool) -> None:
        super().__init__()
        self.new = NewPassphrase(theme, "&Phrase de passe")
        self.plain = TickBox(theme, "Sans phrase de passe")
        self._why = label(
            (
                "Elle chiffre le fichier\u202f: sans elle, personne ne lit ni les candidats ni les notes. Le"
                " programme ne peut pas la retrouver\u202f; il propose ensuite une clé de secours à imprimer."
            ),
            "small muted",
            wrap=True,
        )
        self._missing = label(
            (
                "Ce poste ne peut pas chiffrer\u202f: il lui manque le composant «\u202fsqlcipher3\u202f». Le"
                " fichier sera en clair. Une fois le composant installé, «\u202fFichier › Phrase de"
                " passe…\u202f» le chiffrera."
            ),
            "small warning",
            wrap=True,
        )
        consequence = "Quiconque ouvre cet ordinateur peut lire les candidats et les notes."
        self._consequence = label(consequence, "small muted", wrap=True)
        self._consequence.setContentsMargins(theme.px(24), 0, 0, 0)
        self.plain.setAccessibleDescription(consequence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(label("Protection du fichier", "strong"))
        for each in (self._missing, self._why, self.new, self.plain, self._consequence):
            layout.addWidget(each)
        self._missing.setVisible(not can_encrypt)
        if not can_encrypt:
            self.plain.setChecked(True)
            self.plain.setEnabled(False)
        self.plain.toggled.connect(self._show)
        self._show()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Those to be checked."""
        return () if self.plain.isChecked() else self.new.fields

    def key(self) -> FileKey | None:
        """``None`` for a plain file."""
        return None if self.plain.isChecked() else self.new.key()

    def check(self) -> None:
        if not self.plain.isChecked():
            self.new.check()

    def entries(self) -> tuple[object, ...]:
        """Whether something was typed or chosen; the passphrase itself is kept nowhere."""
        return (self.plain.isChecked(), self.new.filled)

    def _show(self) -> None:
        plain = self.plain.isChecked()
        if plain:
            self.new.wipe()
        self.new.setVisible(not plain)
        self._why.setVisible(not plain)
