"""The one screen of an invitation on a juror's laptop, and the copy that goes back to the commission."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.guest import guest_view
from btstc_jury.ui.acts import Where
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.laptops.guest_page import GuestPage
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.window_acts import WindowActs


class GuestRoom(QObject):
    """It holds one oral, which its page shows from the first moment to the last."""

    def __init__(
        self,
        theme: Theme,
        conductor: Conductor,
        ports: Ports,
        notices: NoticeBar,
        acts: WindowActs,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._conductor, self._ports, self._notices = conductor, ports, notices
        office = conductor.office
        self.oral = office.file.index.all()[0].oral
        self.page = GuestPage(theme, conductor, office.oral(self.oral).jurors[0].key)
        self.page.banner.offer_cover(acts.cover)

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

    @property
    def in_sight(self) -> bool:
        return self._stack.currentWidget() is self.page
