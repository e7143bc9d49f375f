"""A juror's own certificate: its file, and the password that opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from btstc_jury.ui.signing.secret_fields import SecretField
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel
from btstc_jury.ui.widgets.buttons import PushButton


class CertificateField(QWidget):
    """``file_chosen`` carries the path: whoever listens gives its ``content``, "" until then."""

    file_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._folder = str(Path.home())
        self.content = b""
        self.choose = PushButton("Mon certificat…")
        self.choose.setToolTip("Choisir un fichier .p12 ou .pfx")
        self.choose.clicked.connect(self._ask)
        self.name = ElidedLabel("", "small")
        self.password = SecretField(theme, "Mot de passe du certificat")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(6))
        column.addWidget(self.choose, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.name)
        column.addWidget(self.password)

    def forget(self) -> None:
        self.content = b""
        self.name.setText("Aucun fichier choisi")
        self.password.line.clear()
        self.password.set_error("")

    def take(self, path: Path, content: bytes) -> None:
        """The file chosen was read."""
        self.content = content
        self.name.setText(path.name)
        self.password.set_error("")
        self.password.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        words = "Certificats personnels (*.p12 *.pfx)"
        dialog = QFileDialog(self, "Mon certificat", self._folder, words)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._choose)
        dialog.open()

    def _choose(self, name: str) -> None:
        self._folder = str(Path(name).parent)
        self.file_chosen.emit(Path(name))
