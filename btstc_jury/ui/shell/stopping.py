"""The system tells the program to end: what is typed is kept, and nothing is asked."""

from __future__ import annotations

import signal
import socket
from typing import cast

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication

from btstc_jury.ui.shell.main_window import MainWindow

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
"""Those of them that the system has."""


class Stopping(QObject):
    """Python hears a signal only when it runs next, which may be never while Qt waits for an event: a socket
    wakes Qt. Stays in force as long as the window.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._heard, self._told = socket.socketpair()
        for each in (self._heard, self._told):
            each.setblocking(False)
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        for name in _SIGNALS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda _number, _frame: None)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._stop)
        # The session ends, or may: the window is closed afterwards, if it does.
        cast("QGuiApplication", QGuiApplication.instance()).commitDataRequest.connect(self._keep)

    def _keep(self) -> None:
        # Only an open file needs it, and has imported it.
        from btstc_jury.ui.oral.drafts import Drafts  # noqa: PLC0415

        for each in self._window.findChildren(Drafts):
            each.keep()

    def _stop(self) -> None:
        self._notifier.setEnabled(False)
        self._window.stop()
        QGuiApplication.exit(0)
