"""The passphrase of the open file: another one, a first one, or none any more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import ExamFile
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.passphrase import Attempts
from btstc_jury.ui.protection.key_entry import KeyEntry
from btstc_jury.ui.protection.new_passphrase import NewPassphrase
from btstc_jury.ui.protection.own_key import needed_by
from btstc_jury.ui.protection.secret_field import said_while_busy
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.form_dialog import FormDialog


class PassphraseDialog(FormDialog):
    """``changed``: the file is under another key, or plain."""

    changed = Signal()

    def __init__(self, theme: Theme, file: ExamFile, attempts: Attempts, parent: QWidget) -> None:
        super().__init__(theme, "Phrase de passe", 620, parent)
        self._file = file
        self._encrypted = file.protection.encrypted
        self.old = KeyEntry(theme, attempts, needed_by(file), "Phrase de passe &actuelle")
        self.new = NewPassphrase(theme, "&Nouvelle phrase de passe")
        self.renew = QRadioButton("&Changer de phrase de passe")
        self.remove = QRadioButton("&Retirer la phrase de passe")
        self._consequence = label("", "small muted", wrap=True)
        self._busy = label("", "small muted", wrap=True)
        self._busy.hide()
        self._fill()
        self.buttons.addStretch(1)
        self.add_button("Annuler").clicked.connect(self.reject)
        self._submit = self.add_button("", primary=True)
        self._submit.clicked.connect(self.submit)
        self.old.opened.connect(self._change)
        self.old.waiting.connect(lambda on: self._submit.setEnabled(not on))
        self.renew.setChecked(True)
        self.renew.toggled.connect(self._show)
        self._show()
        (self.old if self._encrypted else self.new).setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        """Nothing here is worth asking before it is lost."""
        return ()

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
            told = messages.problem(problem)
            self.show_problem(f"{told.title} {told.body}")
            return
        self.changed.emit()
        self.accept()

    def _fill(self) -> None:
        acts = QVBoxLayout()
        acts.setSpacing(self.theme.px(4))
        acts.addWidget(self.renew)
        acts.addWidget(self.remove)
        for each in (self.renew, self.remove, self.old):
            each.setVisible(self._encrypted)
        self.body.addWidget(self.old)
        self.body.addLayout(acts)
        for widget in (self.new, self._consequence, self._busy):
            self.body.addWidget(widget)
        self.body.addStretch(1)

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
