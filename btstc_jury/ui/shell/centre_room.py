"""One open centre in the window: its pages, and what guards and backs it up."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from btstc_jury.application.backups import BackupLog
from btstc_jury.application.centre.office import CentreOffice, CentreTopic
from btstc_jury.application.centre.server import ServerAddress
from btstc_jury.application.problems import Message
from btstc_jury.application.views.passphrase import centre_recovery_sheet
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.privacy.watching import IdleWatch
from btstc_jury.ui.settings.preferences import note_protection
from btstc_jury.ui.shell.backups import BackedUp, Backups
from btstc_jury.ui.shell.following import Following
from btstc_jury.ui.shell.protection import Guarded, Protection, Unlocking
from btstc_jury.ui.shell.server_guard import ServerGuard
from btstc_jury.ui.shell.workspace import Shell


class CentreRoom(QObject):
    """One open centre, of a file or of a server (``address``), and what serves it as long as it is open.
    ``named``: it is called otherwise.
    """

    named = Signal()

    def __init__(
        self,
        shell: Shell,
        office: CentreOffice,
        unlocking: Unlocking,
        address: ServerAddress | None = None,
    ) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self.office = office
        self.presenter = CentrePresenter(office)
        self.presenter.setParent(self)
        self.frame = CentreFrame(shell.theme, self.presenter, shell.ports)
        self._failure: Message | None = None
        self.presenter.failed.connect(self._tell_failure)
        self.presenter.done.connect(lambda _words: self._take_failure_back())
        self.backups: Backups | None = None
        self.protection: Protection | ServerGuard
        if address is None:
            self._guard_file(unlocking)
        else:
            self.protection = ServerGuard(shell, address)
        self._following = None if address is None else Following(shell.theme, self.frame)
        self.address = address
        self._idle = IdleWatch()
        self._idle.setParent(self)
        self._idle.idle.connect(shell.guard.cover)
        self.presenter.changed.connect(self._idle.touch)
        self.presenter.changed.connect(self._hear)
        shell.preferences.changed.connect(self._follow)
        self._follow()

    def _hear(self, topics: frozenset[CentreTopic]) -> None:
        if CentreTopic.NAME in topics:
            self.named.emit()

    def _guard_file(self, unlocking: Unlocking) -> None:
        """By its passphrase, and by copies of it."""
        shell, office = self._shell, self.office
        reminder = QAction("Clé de secours à imprimer…", self)
        self._folder = QAction("Dossier de sauvegarde à choisir…", self)
        self._folder.triggered.connect(shell.acts.backup_folder.trigger)
        self.frame.head.remind(reminder)
        self.frame.head.remind(self._folder, gives_way=True)
        attempts = unlocking.attempts(office.file.path, office.clock)
        guarded = Guarded(
            office,
            lambda: centre_recovery_sheet(office),
            reminder,
            # Nobody is heard by the office of a centre.
            lambda: False,
            self.presenter.changed,
        )
        self.protection = Protection(shell, guarded, attempts)
        self.protection.protected.connect(self.show_protection)
        self.backups = Backups(shell, self._backed_up())

    def offer_recovery(self) -> None:
        """The file has a new key."""
        if isinstance(self.protection, Protection):
            self.protection.offer_recovery()

    def show_protection(self) -> None:
        """The menus and the recent files tell whether the open file is encrypted."""
        if self.address is not None:
            # It says why there is none.
            self._shell.acts.set_protection(changeable=True, encrypted=False)
            return
        encrypted = note_protection(self._shell.preferences, self.office.file)
        self._shell.acts.set_protection(changeable=not self.office.read_only, encrypted=encrypted)

    def _backed_up(self) -> BackedUp:
        file, clock = self.office.file, self.office.clock
        log = BackupLog(file.path, FileKind.EXAM, read_only=False)

        def note(topics: frozenset[CentreTopic]) -> bool:
            log.touch()
            # What came from elsewhere, or goes there; the days are moved too often.
            return log.due and not topics <= {CentreTopic.DAY}

        changed, lacks = self.presenter.changed, self._folder.setVisible
        return BackedUp(file.path, log, lambda: clock.now().utc, changed, note, lacks)

    def close(self) -> None:
        if self._following is not None:
            self._following.close()
        self.presenter.let_go()
        if self.backups is not None:
            self.backups.close()
        self._shell.preferences.changed.disconnect(self._follow)
        self._idle.set_minutes(0)
        self.protection.close()
        self.office.close()
        self.deleteLater()

    def _tell_failure(self, message: Message) -> None:
        self._failure = message
        self._shell.notices.warn(message)

    def _take_failure_back(self) -> None:
        """Once something is written again, a full disk or a file out of its place is past."""
        if self._failure is not None:
            self._shell.notices.take_back(self._failure)
            self._failure = None

    def _follow(self) -> None:
        self._idle.set_minutes(self._shell.preferences.value.auto_cover)
