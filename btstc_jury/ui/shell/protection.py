"""The key of an exam file: asked for before it opens; locked, changed, kept on paper afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from btstc_jury.application.attempts import Attempts
from btstc_jury.application.office import Office
from btstc_jury.application.ports import Clock
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.settings import MOST_RECENT
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.privacy.watching import IdleWatch
from btstc_jury.ui.protection.key_entry import LockPanel, needed_by
from btstc_jury.ui.shell.workspace import Shell, Workspace
from btstc_jury.ui.theme.theme import Theme

if TYPE_CHECKING:
    # Seldom needed while an oral goes on, and the printing of a key brings Qt's printing in.
    from btstc_jury.ui.protection.unlock_page import UnlockPage


class Unlocking(QObject):
    """At most one page at a time, on ``stack``; ``opened`` and ``left`` are called as its signals say."""

    def __init__(
        self,
        theme: Theme,
        stack: QStackedWidget,
        opened: Callable[[Office, int | None, bool], object],
        left: Callable[[], object],
    ) -> None:
        super().__init__(stack)
        self._opened, self._left = opened, left
        self._theme = theme
        self._stack = stack
        self._attempts: dict[Path, Attempts] = {}
        self.page: UnlockPage | None = None

    def attempts(self, path: Path, clock: Clock) -> Attempts:
        """As long as the program runs, whatever screen asks for the key of a file."""
        return self._attempts.setdefault(Path(os.path.realpath(path)), Attempts(clock))

    def ask(self, path: Path, desk: Desk) -> None:
        """Ask for the key of an encrypted file."""
        self.close()
        from btstc_jury.ui.protection.unlock_page import UnlockPage  # noqa: PLC0415

        attempts = self.attempts(path, desk.clock)
        page = self.page = UnlockPage(self._theme, path, attempts, lambda key: open_file(desk, path, key))
        page.opened.connect(self._opened)
        page.left.connect(self._left)
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


class Protection(QObject):
    """Made when a file opens; ``close`` before it closes. ``protected``: the file is encrypted or plain from
    now on, or under another key.
    """

    protected = Signal()

    def __init__(self, shell: Shell, workspace: Workspace, attempts: Attempts) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._preferences = preferences = shell.preferences
        self._guard = shell.guard
        self._workspace = workspace
        self._attempts = attempts
        self._office = workspace.conductor.office
        self.idle = IdleWatch()
        self.idle.setParent(self)
        self.idle.idle.connect(self._on_idle)
        self._guard.lock_asked.connect(self.lock)
        workspace.day.recovery.triggered.connect(self.show_recovery)
        workspace.conductor.changed.connect(self.idle.touch)
        preferences.changed.connect(self._follow_preferences)
        self._follow_preferences()

    @property
    def encrypted(self) -> bool:
        return self._office.file.protection.encrypted

    def close(self) -> None:
        self.idle.set_minutes(0)
        self._guard.lock_asked.disconnect(self.lock)
        self._preferences.changed.disconnect(self._follow_preferences)
        self._guard.unlock()
        self.deleteLater()

    def lock(self) -> None:
        """Hide everything until the passphrase is given again; a plain file has none and is only covered."""
        if self.encrypted:
            self._guard.lock(self._lock_panel)
        else:
            self._guard.cover("Ce fichier n’a pas de phrase de passe\u202f: l’écran est seulement masqué.")

    def _lock_panel(self) -> LockPanel:
        file = self._office.file
        panel = LockPanel(self._shell.theme, file.path.name, self._attempts, needed_by(file))
        panel.recovered.connect(self._on_recovered)
        return panel

    def _on_recovered(self) -> None:
        """Not at once: a candidate may be speaking."""
        self._shell.notices.inform(
            "La clé de secours a rouvert l’écran. Si la phrase de passe est perdue, changez-la dès que"
            " possible (menu Fichier)\u202f: la clé sert alors en sa place."
        )

    def change_passphrase(self) -> None:
        if self._office.read_only:
            return
        from btstc_jury.ui.protection.passphrase_dialog import PassphraseDialog  # noqa: PLC0415

        dialog = PassphraseDialog(self._shell.theme, self._office.file, self._attempts, self._shell.window)
        dialog.changed.connect(self._on_changed_key)
        dialog.ask()

    def show_recovery(self, *, known: bool = False) -> None:
        """The page to print. ``known``: whoever asks has just given the passphrase."""
        if not self.encrypted:
            return
        from btstc_jury.ui.protection.recovery_dialog import RecoveryDialog  # noqa: PLC0415

        shell = self._shell
        dialog = RecoveryDialog(
            shell.theme, self._office, shell.ports, self._attempts, shell.window, known=known
        )
        dialog.made.connect(self._on_made)
        dialog.ask()

    def offer_recovery(self) -> None:
        """The file has a new key: its page is due until it is made."""
        self._mark_due(due=True)
        self.show_recovery(known=True)

    def _on_changed_key(self) -> None:
        self.protected.emit()
        if self.encrypted:
            self._shell.notices.inform("Phrase de passe changée.")
            self.offer_recovery()
        else:
            self._mark_due(due=False)
            self._shell.notices.inform("Le fichier n’est plus chiffré.")

    def _on_made(self, words: str) -> None:
        self._mark_due(due=False)
        self._shell.notices.inform(words)

    def _mark_due(self, *, due: bool) -> None:
        path = self._office.file.path
        others = tuple(each for each in self._preferences.value.recovery_due if each != path)
        kept = (*others, path)[-MOST_RECENT:] if due else others
        self._preferences.put(self._preferences.value._replace(recovery_due=kept))
        self._remind()

    def _follow_preferences(self) -> None:
        self.idle.set_minutes(self._preferences.value.auto_lock if self.encrypted else 0)
        self._remind()

    def _remind(self) -> None:
        due = self.encrypted and self._office.file.path in self._preferences.value.recovery_due
        self._workspace.day.recovery.setVisible(due)

    def _on_idle(self) -> None:
        """While an oral runs the commission listens, and touches nothing."""
        index = self._office.file.index
        running = any(index.summary(each).stage is Stage.RUNNING for each in index.under_way())
        if not running and self.encrypted:
            self.lock()
