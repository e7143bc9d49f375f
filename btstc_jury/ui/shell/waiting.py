"""Waiting for work beside the interface's thread: unseen while it is short, said when it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from btstc_jury.ui.background import Background
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.layouts import column, panel, row

T = TypeVar("T")

_UNSEEN_MS = 300
_WIDTH = 460


class WaitingDialog(QDialog):
    """Says what is being done; ``leave``: words of the button that gives it up, "" for none. It closes only
    by ``accept``.
    """

    left = Signal()

    def __init__(self, theme: Theme, title: str, text: str, leave: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        words = (label(title, "heading"), label(text, "muted", wrap=True))
        body = column(theme, *words, self.bar, gap=12, margins=(24, 16))
        layout = column(theme, body, gap=6, within=self)
        if leave:
            button = PushButton(leave)
            button.setAutoDefault(False)
            button.clicked.connect(self.left)
            layout.addWidget(panel(row(theme, 1, button, margins=(24, 12)), "footer"))
        self.setFixedWidth(theme.px(_WIDTH))

    def show_percent(self, percent: int) -> None:
        self.bar.setRange(0, 100)
        self.bar.setValue(percent)

    def reject(self) -> None:
        """Escape gives nothing up."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


def wait_for(ended: SignalInstance, busy: Callable[[], bool], dialog: Callable[[], WaitingDialog]) -> None:
    """Return when ``ended`` was emitted and nothing is ``busy``; the dialog comes if that takes a while."""
    loop = QEventLoop()
    ended.connect(loop.quit)
    QTimer.singleShot(_UNSEEN_MS, loop.quit)
    if busy():
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if not busy():
        return
    shown = dialog()
    ended.connect(shown.accept)
    if busy():
        shown.exec()
    shown.deleteLater()


def do_beside(work: Callable[[], T], dialog: Callable[[], WaitingDialog]) -> T:
    """Do the work in another thread, and return what it gives; what it raises is raised here."""
    beside = Background()
    results: list[T] = []
    errors: list[Exception] = []
    beside.do(lambda _: work(), results.append, failed=errors.append, told=(Exception,))
    wait_for(beside.rested, lambda: beside.busy, dialog)
    if errors:
        raise errors[0]
    return results[0]
