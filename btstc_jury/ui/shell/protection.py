"""The key of an exam file: asked for before it opens; locked, changed, kept on paper afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from btstc_jury.application.attempts import Attempts
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Clock, GuardedOffice
from btstc_jury.application.settings import MOST_RECENT
from btstc_jury.application.views.passphrase import RecoverySheet
from btstc_jury.ui.privacy.watching import IdleWatch
from btstc_jury.ui.protection.key_entry import LockPanel, needed_by
from btstc_jury.ui.shell.workspace import Shell
from btstc_jury.ui.theme.theme import Theme

if TYPE_CHECKING:
    # Seldom needed while an oral goes on, and the printing of a key brings Qt's printing in.
    from btstc_jury.ui.protection.unlock_page import Opened, UnlockPage


class Unlocking(QObject):
    """At most one page at a time, on ``stack``; ``left`` is called as its signal says."""

    def __init__(
        self,
        theme: Theme,
        stack: QStackedWidget,
        left: Callable[[], object],
    ) -> None:
        super().__init__(stack)
        self._left = left
        self._theme = theme
        self._stack = stack
        self._attempts: dict[Path, Attempts] = {}
        self.page: UnlockPage | None = None

    def attempts(self, path: Path, clock: Clock) -> Attempts:
        """As long as the program runs, whatever screen asks for the key of a file."""
        return self._attempts.setdefault(Path(os.path.realpath(path)), Attempts(clock))

    def ask(
        self, path: Path, clock: Clock, open_with: Callable[[FileKey], Opened], opened: Callable[..., object]
    ) -> None:
        """Ask for the key of an encrypted file; ``opened`` is called as the page's signal says."""
        self.close()
        from btstc_jury.ui.protection.unlock_page import UnlockPage  # noqa: PLC0415

        page = self.page = UnlockPage(self._theme, path, self.attempts(path, clock), open_with)
        page.opened.connect(opened)
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


@dataclass(frozen=True, slots=True)
class Guarded:
    """What an open file is, an exam's or a centre's, for those who guard it. ``sheet``: of its recovery key,
    with whose ``reminder`` the user is told that it isn't printed yet; ``busy``: whether somebody is being
    heard, and nothing is touched meanwhile; ``changed``: emitted by whatever is done in it.
    """

    office: GuardedOffice
    sheet: Callable[[], RecoverySheet]
    reminder: QAction
    busy: Callable[[], bool]
    changed: SignalInstance


class Protection(QObject):
    """Made when a file opens; ``close`` before it closes. ``protected``: the file is encrypted or plain from
    now on, or under another key.
    """

    protected = Signal()

    def __init__(self, shell: Shell, guarded: Guarded, attempts: Attempts) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._preferences = preferences = shell.preferences
        self._guard = shell.guard
        self._guarded = guarded
        self._attempts = attempts
        self._office = guarded.office
        self.idle = IdleWatch()
        self.idle.setParent(self)
        self.idle.idle.connect(self._on_idle)
        self._guard.lock_asked.connect(self.lock)
        guarded.reminder.triggered.connect(self.show_recovery)
        guarded.changed.connect(self.idle.touch)
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
            shell.theme,
            self._office.file,
            self._guarded.sheet,
            shell.ports,
            self._attempts,
            shell.window,
            known=known,
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
        self._guarded.reminder.setVisible(due)

    def _on_idle(self) -> None:
        """While an oral runs the commission listens, and touches nothing."""
        if not self._guarded.busy() and self.encrypted:
            self.lock()
