"""Making a new exam file with the assistant."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views import messages
from btstc_jury.domain.refusals import Refusal
from btstc_jury.domain.session import ExamSession
from btstc_jury.ui.shell.new_file_dialog import NewFileDialog
from btstc_jury.ui.theme.theme import Theme


def make_new_file(theme: Theme, parent: QWidget, desk: Desk, folder: Path) -> Office | None:
    """The open file, ``None`` where the user makes none; ``folder``: where it is proposed."""
    made: list[Office] = []

    def create(session: ExamSession, path: Path, key: FileKey | None) -> str:
        try:
            made.append(create_file(desk, path, session, key))
        except FileProblem as problem:
            told = messages.problem(problem)
            return f"{told.title} {told.body}"
        except Refusal as refused:
            return messages.refusal(refused)
        return ""

    dialog = NewFileDialog(theme, parent, folder=folder, create=create, can_encrypt=desk.files.can_encrypt)
    dialog.exec()
    dialog.deleteLater()
    return made[0] if made else None
