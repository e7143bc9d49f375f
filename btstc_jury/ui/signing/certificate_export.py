"""The certificate of the file's authority goes out, so that anyone can check the internal signatures."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.signing_tools import SigningProblem
from btstc_jury.application.views import messages
from btstc_jury.ui.background import Background
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.services import Services

FILE_NAME = "autorite.crt"


class CertificateExport(QObject):
    """``informed`` says what was written, ``notice`` carries a ``Message``: what went wrong."""

    informed = Signal(str)
    notice = Signal(object)

    def __init__(self, page: QWidget, conductor: Conductor, services: Services) -> None:
        super().__init__(page)
        self._page = page
        self._conductor = conductor
        self._services = services
        self._beside = Background(self)

    def ask(self) -> None:
        """Where to; the dialog asks about a file that is there."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._page, "Certificat de l’autorité", folder, "X.509 (*.crt)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("crt")
        dialog.selectFile(FILE_NAME)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: Path) -> None:
        """Beside the interface's thread: keys take a second to import."""
        kept = self._conductor.office.file.proofs.authority()
        if kept is not None:
            write = partial(self._write, path, kept.certificate)
            told = FileProblem, SigningProblem
            self._beside.do(lambda _: write(), self._tell, failed=self._tell_failure, told=told)

    def _write(self, path: Path, certificate: bytes) -> Path:
        self._services.write_file(path, self._services.signing().certificate_text(certificate))
        return path

    def _tell(self, path: Path) -> None:
        self.informed.emit(f"Certificat enregistré\u202f: {path}")

    def _tell_failure(self, error: Exception) -> None:
        if isinstance(error, FileProblem):
            self.notice.emit(messages.problem(error))
        elif isinstance(error, SigningProblem):
            self.notice.emit(Message("Le certificat n’a pas été enregistré.", str(error)))
