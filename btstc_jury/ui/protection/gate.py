"""The way into encrypted files: the page that asks for a key, and how often a wrong one was given."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from btstc_jury.application.ports import Clock
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.views.passphrase import Attempts
from btstc_jury.ui.protection.unlock_page import UnlockPage
from btstc_jury.ui.theme.theme import Theme


class Gate(QObject):
    """At most one page at a time, on ``stack``. Signals: ``opened(office, under_way, renewed)`` as the
    page's, ``left``: another file is wanted.
    """

    opened = Signal(object, object, bool)
    left = Signal()

    def __init__(self, theme: Theme, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._theme = theme
        self._stack = stack
        self._attempts: dict[Path, Attempts] = {}
        self.page: UnlockPage | None = None

    def attempts(self, path: Path, clock: Clock) -> Attempts:
        """As long as the program runs, whatever screen asks for the key of a file."""
        return self._attempts.setdefault(path.resolve(), Attempts(clock))

    def ask(self, path: Path, desk: Desk) -> None:
        """Ask for the key of an encrypted file."""
        self.close()
        attempts = self.attempts(path, desk.clock)
        page = self.page = UnlockPage(self._theme, path, attempts, lambda key: open_file(desk, path, key))
        page.opened.connect(self.opened)
        page.left.connect(self.left)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def close(self) -> None:
        """Take the page away, with all that was typed on it."""
        page, self.page = self.page, None
        if page is not None:
            page.close_file()
            self._stack.removeWidget(page)
            page.deleteLater()
