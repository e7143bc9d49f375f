"""Purging the session that is open: asked for, closed, removed, with its receipt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.purging import (
    PurgeOrder,
    PurgeRefused,
    PurgeTools,
    Receipt,
    carry_out,
    prepare_purge,
    term_of,
)
from btstc_jury.application.views import messages
from btstc_jury.ui.shell.purge_dialog import PurgeDialog
from btstc_jury.ui.theme.theme import Theme


class Purger(QObject):
    """``purged(path)``: the exam file is gone; ``told`` carries a ``Message``. ``close``: closes the file,
    and says whether it is closed.
    """

    purged = Signal(object)
    told = Signal(object)

    def __init__(self, theme: Theme, window: QWidget, tools: PurgeTools, close: Callable[[], bool]) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._tools = tools
        self._close = close
        self._receipt: Receipt | None = None

    def ask(self, office: Office) -> None:
        try:
            term = term_of(office, self._tools.months)
        except FileProblem as problem:
            self.told.emit(messages.problem(problem))
            self.deleteLater()
            return
        path = office.file.path
        dialog = PurgeDialog(
            self._theme, path.name, term, lambda order: self._prepare(office, order), self._window
        )
        dialog.accepted.connect(
            lambda: self._carry_out(path, dialog.backup_folders(), dialog.receipt_folder())
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self.deleteLater)
        dialog.open()

    def _prepare(self, office: Office, order: PurgeOrder) -> str:
        try:
            self._receipt = prepare_purge(office, order, self._tools.months)
        except PurgeRefused as refused:
            return str(refused)
        except FileProblem as problem:
            told = messages.problem(problem)
            return f"{told.title} {told.body}"
        return ""

    def _carry_out(self, path: Path, backups: tuple[Path, ...], folder: Path) -> None:
        if self._receipt is None or not self._close():
            return
        title = "La session n’a pas été purgée\u202f: rien n’a été supprimé."
        try:
            receipt, pdf = carry_out(self._receipt, path, backups, folder, self._tools)
        except PurgeRefused as refused:
            self.told.emit(Message(title, str(refused)))
            return
        except FileProblem as problem:
            told = messages.problem(problem)
            self.told.emit(Message(title, f"{told.title} {told.body}", told.detail))
            return
        self.purged.emit(path)
        self.told.emit(self._outcome(receipt, pdf))

    def _outcome(self, receipt: Receipt, pdf: Path) -> Message:
        body = f"Reçu\u202f: {pdf}"
        if receipt.complete:
            count = len(receipt.removals)
            return Message(f"Session purgée, {count} fichiers supprimés.", body, good=True)
        left = ", ".join(each.name for each in receipt.removals if each.problem)
        title = f"Purge incomplète\u202f: {left}."
        return Message(title, f"Supprimez ces fichiers à la main. {body}")
