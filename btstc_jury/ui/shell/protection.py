"""The key of an exam file: asked for before it opens; locked, changed, kept on paper afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from btstc_jury.application.attempts import Attempts
from btstc_jury.application.ports import Clock
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.settings import MOST_RECENT
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.privacy.guard import PrivacyGuard
from btstc_jury.ui.privacy.watching import IdleWatch
from btstc_jury.ui.protection.key_entry import LockPanel, needed_by
from btstc_jury.ui.settings.preferences import Preferences
from btstc_jury.ui.shell.workspace import Workspace
from btstc_jury.ui.theme.theme import Theme

if TYPE_CHECKING:
    # Seldom needed while an oral goes on, and the printing of a key brings Qt's printing in.
    from btstc_jury.ui.protection.unlock_page import UnlockPage


class Unlocking(QObject):
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
        from btstc_jury.ui.protection.unlock_page import UnlockPage  # noqa: PLC0415

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


class Protection(QObject):
    """Made when a file opens; ``close`` before it closes. ``informed(words)``; ``protected``: the file is
    encrypted or plain from now on, or under another key.
    """

    informed = Signal(str)
    protected = Signal()

    def __init__(
        self,
        theme: Theme,
        window: QMainWindow,
        workspace: Workspace,
        ports: Ports,
        preferences: Preferences,
        guard: PrivacyGuard,
        attempts: Attempts,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._workspace = workspace
        self._ports = ports
        self._preferences = preferences
        self._guard = guard
        self._attempts = attempts
        self._office = workspace.conductor.office
        self.idle = IdleWatch()
        self.idle.setParent(self)
        self.idle.idle.connect(self._on_idle)
        guard.lock_asked.connect(self.lock)
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
        panel = LockPanel(self._theme, file.path.name, self._attempts, needed_by(file))
        panel.recovered.connect(self._on_recovered)
        return panel

    def _on_recovered(self) -> None:
        """Not at once: a candidate may be speaking."""
        self.informed.emit(
            "La clé de secours a rouvert l’écran. Si la phrase de passe est perdue, changez-la dès que"
            " possible (menu Fichier)\u202f: la clé sert alors en sa place."
        )

    def change_passphrase(self) -> None:
        if self._office.read_only:
            return
        from btstc_jury.ui.protection.passphrase_dialog import PassphraseDialog  # noqa: PLC0415

        dialog = PassphraseDialog(self._theme, self._office.file, self._attempts, self._window)
        dialog.changed.connect(self._on_changed_key)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_recovery(self, *, known: bool = False) -> None:
        """The page to print. ``known``: whoever asks has just given the passphrase."""
        if not self.encrypted:
            return
        from btstc_jury.ui.protection.recovery_dialog import RecoveryDialog  # noqa: PLC0415

        dialog = RecoveryDialog(
            self._theme, self._office, self._ports, self._attempts, self._window, known=known
        )
        dialog.made.connect(self._on_made)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def offer_recovery(self) -> None:
        """The file has a new key: its page is due until it is made."""
        self._mark_due(due=True)
        self.show_recovery(known=True)

    def _on_changed_key(self) -> None:
        self.protected.emit()
        if self.encrypted:
            self.informed.emit("Phrase de passe changée.")
            self.offer_recovery()
        else:
            self._mark_due(due=False)
            self.informed.emit("Le fichier n’est plus chiffré.")

    def _on_made(self, words: str) -> None:
        self._mark_due(due=False)
        self.informed.emit(words)

    def _mark_due(self, *, due: bool) -> None:
        path = self._office.file.path
        others = tuple(each for each in self._preferences.value.recovery_due if each != path)
        kept = (*others, path)[-MOST_RECENT:] if due else others
        self._preferences.put(replace(self._preferences.value, recovery_due=kept))
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
