"""Centres in the window: opened, shown, closed. Their pages are imported with the first of them: an exam
file needs none.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.settings import KnownCentre
from btstc_jury.application.views import messages
from btstc_jury.ui.acts import Where
from btstc_jury.ui.settings.preferences import remember, remember_centre
from btstc_jury.ui.shell.protection import Unlocking
from btstc_jury.ui.shell.workspace import Shell

if TYPE_CHECKING:
    from btstc_jury.application.centre.office import CentreOffice
    from btstc_jury.application.centre.server import ServerAddress
    from btstc_jury.domain.centre.centre import Centre
    from btstc_jury.ui.shell.centre_room import CentreRoom


class CentreRooms(QObject):
    """At most one is open, in ``stack``: ``room``. ``left``: the welcome is wanted."""

    page_changed = Signal()

    def __init__(
        self, shell: Shell, stack: QStackedWidget, unlocking: Unlocking, left: Callable[[], object]
    ) -> None:
        super().__init__(shell.window)
        self._shell, self._stack, self._unlocking, self._left = shell, stack, unlocking, left
        self.room: CentreRoom | None = None
        self._called: Centre | None = None

    @property
    def place(self) -> tuple[QWidget | None, Where]:
        """The page one is on."""
        if self.room is None:
            return None, Where.WINDOW
        page = self.room.frame.page
        return page, page.where

    def open_path(self, path: Path) -> bool:
        """False too for an encrypted file, whose passphrase is then asked for."""
        from btstc_jury.application.centre.office import open_centre  # noqa: PLC0415 - an exam needs no centre

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
        self._show(self._room(office))
        if office.file.aside:
            self._shell.notices.warn(messages.whole(office.file.aside))

    def show_served(self, office: CentreOffice, address: ServerAddress) -> None:
        """The same of a centre of a server, opened again by ``address``."""
        self._remember(office, address)
        self._show(self._room(office, address))

    def _name(self) -> None:
        """On the window and, of a server, among those opened before."""
        if self.room is None or self.room.office.centre == self._called:
            return
        office, address = self.room.office, self.room.address
        centre = self._called = office.centre
        self._shell.window.setWindowTitle(f"{centre.name}, session {centre.year} — BTS TC Jury")
        if address is not None:
            self._remember(office, address)

    def _remember(self, office: CentreOffice, address: ServerAddress) -> None:
        from btstc_jury.application.views.centre.server import place_words, session_words  # noqa: PLC0415

        known = KnownCentre(address.url, session_words(office.centre), place_words(address))
        remember_centre(self._shell.preferences, known)

    def _room(self, office: CentreOffice, address: ServerAddress | None = None) -> CentreRoom:
        from btstc_jury.ui.shell.centre_room import CentreRoom  # noqa: PLC0415 - an exam needs no centre

        return CentreRoom(self._shell, office, self._unlocking, address)

    def _show(self, room: CentreRoom) -> None:
        shell = self._shell
        self.room, self._called = room, None
        self._stack.addWidget(room.frame)
        self._stack.setCurrentWidget(room.frame)
        room.frame.page_changed.connect(self.page_changed)
        shell.acts.set_file_open(is_open=True, of_centre=True)
        room.named.connect(self._name)
        self._name()
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
