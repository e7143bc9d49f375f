"""What tries a key on the open file."""

from __future__ import annotations

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import ExamFile
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.ui.protection.key_entry import Attempt


def needed_by(file: ExamFile) -> Attempt:
    """An attempt that goes through with the key of ``file`` only."""

    def attempt(key: FileKey) -> None:
        if not file.protection.accepts(key):
            raise FileProblem(ProblemKind.WRONG_KEY, file.path)

    return attempt
