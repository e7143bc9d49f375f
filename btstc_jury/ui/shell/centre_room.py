"""A centre file in the window: opened, shown, guarded, closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from btstc_jury.application.backups import BackupLog
from btstc_jury.application.centre_office import CentreOffice, CentreTopic, open_centre
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, Message, ProblemKind
from btstc_jury.application.views import messages
from btstc_jury.application.views.passphrase import centre_recovery_sheet
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.acts import Where
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.privacy.watching import IdleWatch
from btstc_jury.ui.settings.preferences import note_protection, remember
from btstc_jury.ui.shell.backups import BackedUp, Backups
from btstc_jury.ui.shell.protection import Guarded, Protection, Unlocking
from btstc_jury.ui.shell.workspace import Shell


class CentreRoom(QObject):
    """One open centre file, and what serves it as long as it is open."""

    def __init__(self, shell: Shell, office: CentreOffice, unlocking: Unlocking) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self.office = office
        self.presenter = CentrePresenter(office)
        self.presenter.setParent(self)
        self.frame = CentreFrame(shell.theme, self.presenter, shell.ports)
        self._failure: Message | None = None
        self.presenter.failed.connect(self._tell_failure)
        self.presenter.done.connect(lambda _words: self._take_failure_back())
        reminder = QAction("Clé de secours à imprimer…", self)
        self._folder = QAction("Dossier de sauvegarde à choisir…", self)
        self._folder.triggered.connect(shell.acts.backup_folder.trigger)
        for each in (reminder, self._folder):
            self.frame.head.remind(each)
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
        self._idle = IdleWatch()
        self._idle.setParent(self)
        self._idle.idle.connect(shell.guard.cover)
        self.presenter.changed.connect(self._idle.touch)
        shell.preferences.changed.connect(self._follow)
        self._follow()

    def show_protection(self) -> None:
        """The menus and the recent files tell whether the open file is encrypted."""
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
        """In the place of what is shown."""
        shell = self._shell
        path = office.file.path
        remember(shell.preferences, path, encrypted=office.file.protection.encrypted)
        room = self.room = CentreRoom(shell, office, self._unlocking)
        self._stack.addWidget(room.frame)
        self._stack.setCurrentWidget(room.frame)
        room.frame.page_changed.connect(self.page_changed)
        shell.acts.set_file_open(is_open=True, of_centre=True)
        shell.window.setWindowTitle(f"{office.centre.name}, session {office.centre.year} — BTS TC Jury")
        room.show_protection()
        room.frame.show_page()
        if office.file.aside:
            shell.notices.warn(messages.whole(office.file.aside))

    def close(self) -> bool:
        """Whether none is open any more."""
        room = self.room
        if room is None:
            return True
        if not room.backups.finish():
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
            self.room.protection.offer_recovery()
