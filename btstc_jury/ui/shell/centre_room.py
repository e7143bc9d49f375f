"""A centre file in the window: opened, shown, guarded, closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from btstc_jury.application.backups import BackupLog
from btstc_jury.application.centre.office import CentreOffice, CentreTopic, open_centre
from btstc_jury.application.centre.server import ServerAddress
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, Message, ProblemKind
from btstc_jury.application.settings import KnownCentre
from btstc_jury.application.views import messages
from btstc_jury.application.views.centre.server import place_words, session_words
from btstc_jury.application.views.passphrase import centre_recovery_sheet
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.acts import Where
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.privacy.watching import IdleWatch
from btstc_jury.ui.settings.preferences import note_protection, remember, remember_centre
from btstc_jury.ui.shell.backups import BackedUp, Backups
from btstc_jury.ui.shell.following import Following
from btstc_jury.ui.shell.protection import Guarded, Protection, Unlocking
from btstc_jury.ui.shell.server_guard import ServerGuard
from btstc_jury.ui.shell.workspace import Shell


class CentreRoom(QObject):
    """One open centre, of a file or of a server (``address``), and what serves it as long as it is open."""

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
        self._address = address
        self._idle = IdleWatch()
        self._idle.setParent(self)
        self._idle.idle.connect(shell.guard.cover)
        self.presenter.changed.connect(self._idle.touch)
        shell.preferences.changed.connect(self._follow)
        self._follow()

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
        if self._address is not None:
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


class CentreRooms(QObject):
    """At most one is open, in ``stack``: ``room``. ``left``: the welcome is wanted."""

    page_changed = Signal()

    def __init__(
        self, shell: Shell, stack: QStackedWidget, unlocking: Unlocking, left: Callable[[], object]
    ) -> None:
        super().__init__(shell.window)
        self._shell, self._stack, self._unlocking, self._left = shell, stack, unlocking, left
        self.room: CentreRoom | None = None

    @property
    def place(self) -> tuple[QWidget | None, Where]:
        """The page one is on."""
        if self.room is None:
            return None, Where.WINDOW
        page = self.room.frame.page
        return page, page.where

    def open_path(self, path: Path) -> bool:
        """False too for an encrypted file, whose passphrase is then asked for."""
        desk = self._shell.ports.centres.desk()
        try:
            office = open_centre(desk, path)
        except FileProblem as problem:
            self._left()
            if problem.kind is not ProblemKind.LOCKED:
                self._shell.notices.warn(messages.problem_of_centre(problem))
                return False
            path = path.absolute()

            def opened(key: FileKey) -> tuple[CentreOffice, None]:
                return open_centre(desk, path, key), None

            self._unlocking.ask(path, desk.clock, opened, self._on_unlocked)
            return False
        self.show(office)
        return True

    def show(self, office: CentreOffice) -> None:
        """A file, in the place of what is shown."""
        path = office.file.path
        remember(self._shell.preferences, path, encrypted=office.file.protection.encrypted)
        self._show(CentreRoom(self._shell, office, self._unlocking))
        if office.file.aside:
            self._shell.notices.warn(messages.whole(office.file.aside))

    def show_served(self, office: CentreOffice, address: ServerAddress) -> None:
        """The same of a centre of a server, opened again by ``address``."""
        name = session_words(office.centre)
        remember_centre(self._shell.preferences, KnownCentre(address.url, name, place_words(address)))
        self._show(CentreRoom(self._shell, office, self._unlocking, address))

    def _show(self, room: CentreRoom) -> None:
        shell, office = self._shell, room.office
        self.room = room
        self._stack.addWidget(room.frame)
        self._stack.setCurrentWidget(room.frame)
        room.frame.page_changed.connect(self.page_changed)
        shell.acts.set_file_open(is_open=True, of_centre=True)
        shell.window.setWindowTitle(f"{office.centre.name}, session {office.centre.year} — BTS TC Jury")
        room.show_protection()
        room.frame.show_page()

    def close(self) -> bool:
        """Whether none is open any more."""
        room = self.room
        if room is None:
            return True
        if room.backups is not None and not room.backups.finish():
            return False
        self.room = None
        room.close()
        self._stack.removeWidget(room.frame)
        room.frame.deleteLater()
        self._shell.notices.show_file("")
        self._shell.acts.set_file_open(is_open=False)
        return True

    def stop(self) -> None:
        """The program ends."""
        if self.room is not None:
            self.room.close()
            self.room = None

    def _on_unlocked(self, office: CentreOffice, _under_way: None, renewed: bool) -> None:
        self.show(office)
        self._unlocking.close()
        if renewed and self.room is not None:
            self.room.offer_recovery()
