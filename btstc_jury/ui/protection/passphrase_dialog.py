"""The passphrase of a file: chosen for a new one, changed, taken away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.attempts import Attempts
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import GuardedFile
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.ui.protection.key_entry import KeyEntry, needed_by
from btstc_jury.ui.protection.secret_fields import NewPassphrase, busy_line, said_while_busy
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import Radio, TickBox
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill


class ProtectSection(QWidget):
    """``can_encrypt``: this machine has what encryption needs; otherwise only a plain file is offered."""

    def __init__(self, theme: Theme, *, can_encrypt: bool) -> None:
        super().__init__()
        self.new = NewPassphrase(theme, "&Phrase de passe")
        self.plain = TickBox(theme, "Sans phrase de passe")
        self._why = label(
            (
                "La phrase de passe chiffre le fichier\u202f: sans elle, personne ne lit ni les candidats ni"
                " les notes. Le programme ne peut pas la retrouver\u202f; il propose ensuite une clé de"
                " secours à imprimer."
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
        self._consequence = label("", "small muted", wrap=True)
        self._consequence.setContentsMargins(theme.px(24), 0, 0, 0)
        self.tell_who("les candidats et les notes")
        title = label("Protection du fichier", "strong")
        choice = (self._missing, self._why, self.new, self.plain, self._consequence)
        column(theme, title, *choice, within=self)
        self._missing.setVisible(not can_encrypt)
        if not can_encrypt:
            self.plain.setChecked(True)
            self.plain.setEnabled(False)
        self.plain.toggled.connect(self._show)
        self._show()

    def tell_who(self, held: str) -> None:
        """``held``: what anybody could read in a plain file."""
        consequence = f"Quiconque ouvre cet ordinateur peut lire {held}."
        self._consequence.setText(consequence)
        self.plain.setAccessibleDescription(consequence)

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


class PassphraseDialog(FormDialog):
    """``changed``: the file is under another key, or plain."""

    changed = Signal()

    guide_page = "fichiers"

    def __init__(self, theme: Theme, file: GuardedFile, attempts: Attempts, parent: QWidget) -> None:
        super().__init__(theme, "Phrase de passe", 620, parent)
        self._file = file
        self._encrypted = file.protection.encrypted
        self._busy = busy_line(self.buttons)
        self.old = KeyEntry(theme, attempts, needed_by(file), "Phrase de passe &actuelle", self._busy)
        self.new = NewPassphrase(theme, "&Nouvelle phrase de passe")
        self.old.show_box.setAccessibleDescription("phrase de passe actuelle")
        self.new.show_box.setAccessibleDescription("nouvelle phrase de passe")
        self.renew = Radio(theme, "&Changer de phrase de passe")
        self.remove = Radio(theme, "&Retirer la phrase de passe")
        self._consequence = label("", "small muted", wrap=True)
        self._fill()
        self._submit = self.add_usual_buttons("")
        self.old.opened.connect(self._change)
        self.old.waiting.connect(self._submit.setDisabled)
        self.renew.setChecked(True)
        self.renew.toggled.connect(self._show)
        self._show()
        (self.old if self._encrypted else self.new).setFocus()
        self.remember()

    def submit(self) -> None:
        self.show_problem("")
        if self.renew.isChecked():
            self.new.check()
            if self.first_invalid(self.new.fields):
                return
        if not self._encrypted:
            self._change()
        elif self.old.editor.text():
            self.old.submit()
        else:
            self.old.setFocus()
            self.show_problem("Tapez d’abord la phrase de passe actuelle.")

    def done(self, result: int) -> None:
        self.old.wipe()
        self.new.wipe()
        super().done(result)

    def _change(self) -> None:
        key: FileKey | None = self.new.key() if self.renew.isChecked() else None
        try:
            with said_while_busy(self._busy, "Chiffrement…"):
                self._file.protection.change(key)
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return
        self.changed.emit()
        self.accept()

    def _fill(self) -> None:
        acts = column(self.theme, self.renew, self.remove, gap=4)
        for each in (self.renew, self.remove, self.old):
            each.setVisible(self._encrypted)
        fill(self.body, self.old, acts, self.new, self._consequence)

    def _show(self) -> None:
        renew = self.renew.isChecked()
        self.new.setVisible(renew)
        if not renew:
            self.new.wipe()
            self._submit.setText("Retirer la phrase de passe")
            words = (
                "Le fichier ne sera plus chiffré\u202f: quiconque ouvre cet ordinateur, ou la clé USB qui le"
                " porte, peut lire les candidats et les notes."
            )
        elif self._encrypted:
            self._submit.setText("Changer")
            words = (
                "La clé de secours change aussi\u202f: imprimez-la de nouveau et détruisez l’ancienne page."
                " Les copies de sauvegarde d’avant gardent l’ancienne phrase de passe."
            )
        else:
            self._submit.setText("Chiffrer le fichier")
            words = (
                "Le fichier sera chiffré. Les copies déjà faites restent en clair, et sur une clé USB ou un"
                " disque SSD des traces d’avant peuvent subsister\u202f: seul un fichier créé chiffré n’a"
                " jamais été en clair."
            )
        self._consequence.setText(words)
