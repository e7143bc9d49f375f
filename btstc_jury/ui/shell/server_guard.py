"""What guards a centre of a server in the window: the server does; the screen is only covered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from btstc_jury.application.centre.server import ServerAddress
from btstc_jury.application.views.centre.server import place_words
from btstc_jury.ui.shell.workspace import Shell

_COVERED = "Un centre d’un serveur n’a pas de phrase de passe\u202f: l’écran est seulement masqué."
_WHO_ENTERS = (
    "Un centre d’un serveur n’a pas de phrase de passe\u202f: le serveur demande un mot de passe, et les"
    " rôles disent qui peut quoi. Le service informatique les donne."
)
_BACKUPS = "sauvegardes\u202f: celles du serveur"


class ServerGuard(QObject):
    """In the place of ``Protection`` and of ``Backups``: what isn't offered says why."""

    protected = Signal()
    encrypted = False

    def __init__(self, shell: Shell, address: ServerAddress) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._guard = shell.guard
        self._guard.lock_asked.connect(self.lock)
        shell.notices.show_file(f"{place_words(address)} · {_BACKUPS}")

    def lock(self) -> None:
        self._guard.cover(_COVERED)

    def change_passphrase(self) -> None:
        self._shell.notices.inform(_WHO_ENTERS)

    def show_recovery(self, *, known: bool = False) -> None:
        self._shell.notices.inform(_WHO_ENTERS)

    def close(self) -> None:
        self._guard.lock_asked.disconnect(self.lock)
        self._guard.unlock()
        self._shell.notices.show_file("")
        self.deleteLater()
