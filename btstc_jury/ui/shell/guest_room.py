"""The one screen of an invitation on a juror's laptop, and the copy that goes back to the commission."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.application.views.guest import guest_view
from btstc_jury.application.views.laptops import free_path, sealed_stem
from btstc_jury.ui.acts import Where
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.laptops.guest_page import GuestPage
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import ask_folder, documents


class GuestRoom(QObject):
    """It holds one oral, which its page shows from the first moment to the last. ``cover``: hides the screen
    from other eyes.
    """

    def __init__(
        self,
        theme: Theme,
        conductor: Conductor,
        ports: Ports,
        notices: NoticeBar,
        cover: Action,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._conductor, self._ports, self._notices = conductor, ports, notices
        office = conductor.office
        self.oral = office.file.index.all()[0].oral
        self.page = GuestPage(theme, conductor, office.oral(self.oral).jurors[0].key)
        self.page.banner.offer_cover(cover)
        self.page.carry_asked.connect(self.carry)

    @property
    def whose(self) -> str:
        """« Avis de Mme Okoye (STI) sur l’interrogation de … »."""
        return guest_view(self._conductor.office, self.oral, self.page.presenter.juror or "").whose

    def join(
        self, stack: QStackedWidget, places: dict[QWidget, Where], shown: Callable[[int], object]
    ) -> None:
        """Its page stands in ``stack`` among the others; ``shown``: it came."""
        self._stack, self._shown = stack, shown
        places[self.page] = Where.GUEST
        stack.addWidget(self.page)

    def open(self) -> None:
        """What can't be read is told."""
        self._stack.setCurrentWidget(self.page)
        self._shown(self.oral)
        try:
            self.page.show_oral(self.oral)
        except FileProblem as problem:
            self._notices.warn(messages.problem_of_oral(problem))

    def carry(self) -> None:
        """A whole copy on the stick, where one is plugged in, or in a folder that is chosen."""
        path = self._conductor.office.file.path
        sticks = [each for each in self._ports.machine.sticks() if not path.is_relative_to(each)]
        if sticks:
            self.copy_to(sticks[0])
        else:
            title, usual = "Copier l’avis sur une clé, ou dans un dossier", str(documents())
            ask_folder(self.page, title, usual, self._chosen, shelf=Shelf.OPINIONS)

    def copy_to(self, folder: Path) -> None:
        """Under a name that is free there."""
        file = self._conductor.office.file
        to = free_path(folder, sealed_stem(file.path.stem))
        try:
            file.protection.rescue(to)
        except FileProblem as problem:
            self._notices.warn(messages.problem(problem))
            return
        self.page.opinion.tell_copy(to)
        self._notices.inform(f"Avis copié\u202f: {to}")

    def _chosen(self, folder: str) -> None:
        self.copy_to(Path(folder))
