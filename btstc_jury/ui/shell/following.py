"""A centre that others write in too: what they did is shown, and whether the server answers is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from btstc_jury.application.centre.ports import Sharing
from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.views.formats import clock
from btstc_jury.ui.background import Background
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.shell.waiting import WaitingDialog, do_beside
from btstc_jury.ui.theme.theme import Theme

LOOK_MS = 3000
"""Between two looks."""


class Following(QObject):
    """As long as the centre is open, until ``close``. While a dialog is open what others did waits: what is
    typed there is compared with what was read.
    """

    def __init__(self, theme: Theme, frame: CentreFrame) -> None:
        super().__init__(frame)
        self._frame = frame
        self._presenter = presenter = frame.presenter
        self._sharing = presenter.office.file.sharing
        self._beside = Background(self)
        self._lost_at = ""
        self._acts = False
        self._dialog = partial(_dialog, theme, frame, self._sharing)
        presenter.patient = self._carry_out
        presenter.keeps = is_free
        presenter.lost.connect(self._on_lost)
        frame.lost.again.clicked.connect(self.look)
        frame.lost.give_up.clicked.connect(self._give_up)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        self._beside.drop()

    def look(self) -> None:
        """Whether others did something, asked beside the interface's thread."""
        if self._beside.busy:
            return
        is_behind = self._sharing.is_behind
        self._beside.do(lambda _run: is_behind(), self._on_seen, failed=self._on_failed)

    def _on_seen(self, behind: bool) -> None:
        if self._lost_at:
            self._lost_at = ""
            self._frame.lost.hide()
            self._frame.echo.hear("Le serveur répond de nouveau.")
        if self._acts or not is_free():
            return
        try:
            if behind:
                self._presenter.follow()
            self._presenter.retry()
            self._frame.catch_up()
        except FileProblem as problem:
            self._presenter.tell(problem)

    def _carry_out(self, act: Callable[[], object]) -> object:
        """Beside the interface's thread; after a moment in sight, where it can be given up."""
        self._acts = True
        try:
            return do_beside(act, self._dialog)
        finally:
            self._acts = False

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, FileProblem):
            self._presenter.tell(error)

    def _on_lost(self, _message: Message) -> None:
        self._lost_at = self._lost_at or clock(datetime.now().astimezone())
        waiting = self._presenter.waiting
        self._frame.lost.tell(self._lost_at, "" if waiting is None else waiting.words)

    def _give_up(self) -> None:
        self._presenter.waiting = None
        self._frame.lost.tell(self._lost_at, "")


def is_free() -> bool:
    """Whether no dialog nor menu is open over the pages."""
    return QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None


def _dialog(theme: Theme, parent: QWidget, sharing: Sharing) -> WaitingDialog:
    made = WaitingDialog(
        theme,
        "Le serveur travaille",
        "L’acte s’écrit tout entier ou pas du tout.",
        "Abandonner cet acte",
        parent.window(),
    )
    made.left.connect(sharing.give_up)
    return made
