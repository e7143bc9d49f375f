"""The screens of one open exam file, and the way from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from btstc_jury.application.changes import Changes
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import Pulse
from btstc_jury.application.views import messages
from btstc_jury.application.views.under_way import under_way_line
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.candidates.day_page import DayPage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.export.exports import Exports
from btstc_jury.ui.shell.announcements import announcement
from btstc_jury.ui.shell.crossing_page import CrossingPage
from btstc_jury.ui.shell.pages import Pages
from btstc_jury.ui.shell.person_exporter import PersonExporter
from btstc_jury.ui.shell.under_way_strip import RETURN_KEYS, UnderWayStrip
from btstc_jury.ui.shortcuts import Action, Where
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label, shortcut

if TYPE_CHECKING:
    from btstc_jury.application.views.reports import ReportKind
    from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
    from btstc_jury.ui.grid.grid_page import GridPage
    from btstc_jury.ui.live.live_page import LivePage
    from btstc_jury.ui.services import Services

_BEAT_MS = 4000
_LIVE = frozenset({Stage.PLANNED, Stage.OPENED, Stage.RUNNING, Stage.PAUSED, Stage.CLOSED})


class Workspace(QWidget):
    """The day's list is built at once, the screens of one oral at their first use: a file opens sooner.

    Signals: ``informed(text)``, ``warned(Message)`` for the notice bar; ``home_asked`` to the welcome;
    ``page_changed``: another screen, or another oral on it; ``cover_asked``: hide the screen;
    ``candidate_asked``: choose where the candidate's screen shows; ``restore_asked``: take up a backup;
    ``folder_asked``: choose where backups go.
    """

    informed = Signal(str)
    warned = Signal(object)
    home_asked = Signal()
    keys_asked = Signal()
    page_changed = Signal()
    cover_asked = Signal()
    candidate_asked = Signal()
    restore_asked = Signal()
    folder_asked = Signal()

    def __init__(self, theme: Theme, conductor: Conductor, services: Services) -> None:
        super().__init__()
        self.conductor = conductor
        self._oral = 0
        self.day = DayPage(theme, conductor)
        self.pages = Pages(theme, conductor, services)
        self.crossing = CrossingPage(theme)
        self.under_way = UnderWayStrip(theme, conductor)
        self._exports = Exports(theme, conductor, services, self)
        self.persons = PersonExporter(conductor, services, self)
        self._pulse = Pulse(conductor.office)
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self._give_sign)
        self._candidate = Action("window.candidate", self, self.candidate_asked.emit)
        self._stack = QStackedWidget()
        for page in (self.day, self.crossing):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._add_kind(layout, theme)
        layout.addWidget(self.under_way)
        layout.addWidget(self._stack, 1)
        self._connect()
        self.page_changed.connect(self._show_under_way)
        self._keep_pulse()

    @property
    def page(self) -> QWidget:
        """The screen shown."""
        return self._stack.currentWidget() or self.day

    @property
    def live(self) -> LivePage:
        return self.pages.live

    @property
    def deliberation(self) -> DeliberationPage:
        return self.pages.deliberation

    @property
    def grid(self) -> GridPage:
        return self.pages.grid

    @property
    def places(self) -> dict[QWidget, Where]:
        """The screens built so far, which may have keys of their own."""
        return {self.day: Where.DAY, **self.pages.places}

    @property
    def oral(self) -> int:
        """The oral on the screen shown; 0 beside the day's list."""
        return 0 if self.page is self.day else self._oral

    def show_day(self) -> None:
        if self.pages.leave(self.page):
            self.day.refresh()
            self._stack.setCurrentWidget(self.day)
            self.day.setFocus()
            self.page_changed.emit()

    def open_oral(self, oral: int) -> None:
        """Show the screen that the oral's stage calls for."""
        try:
            stage = self.conductor.office.oral(oral).stage
        except FileProblem as problem:
            self.warned.emit(messages.problem_of_oral(problem))
            return
        if stage in _LIVE:
            self.show_live(oral)
        elif stage is Stage.ENDED:
            self.show_deliberation(oral)
        else:
            self.show_grid(oral)

    def show_live(self, oral: int) -> None:
        """The live screen of an oral; another one while a clock runs is first asked for."""
        line = under_way_line(self.conductor.office, oral)
        if line is None or self.page is self.crossing:
            self._go(self.live, oral)
        elif self.pages.leave(self.page):
            name = self.conductor.office.oral(oral).plan.candidate.full_name
            self._stack.setCurrentWidget(self.crossing)
            self.crossing.ask(line, oral, name)
            self.page_changed.emit()

    def show_deliberation(self, oral: int) -> None:
        self._go(self.deliberation, oral)

    def show_grid(self, oral: int) -> None:
        self._go(self.grid, oral)

    def show_report(self, oral: int, kind: ReportKind) -> None:
        """A report of the oral, where its grid is shown."""
        if self.pages.leave(self.page):
            self._go(self.grid, oral)
            self.grid.show_report(oral, kind)

    def close_file(self) -> None:
        """Stop everything and close the exam file."""
        self._exports.stop()
        self._beat.stop()
        self.under_way.stop()
        self.beat()
        self.conductor.office.close()

    def _go(self, page: LivePage | DeliberationPage | GridPage, oral: int) -> None:
        if not self.pages.leave(self.page):
            return
        try:
            self._oral = oral
            self._stack.setCurrentWidget(page)
            page.show_oral(oral)
        except FileProblem as problem:
            self.warned.emit(messages.problem_of_oral(problem))
            self._stack.setCurrentWidget(self.day)
        self.page_changed.emit()

    def _connect(self) -> None:
        self.conductor.changed.connect(self._on_changed)
        self.conductor.refused.connect(self.informed)
        self.conductor.failed.connect(self.warned)
        self.day.oral_chosen.connect(self.open_oral)
        self.day.grid_asked.connect(self.show_grid)
        self.day.report_asked.connect(self.show_report)
        self.day.person_asked.connect(self.persons.ask)
        self.persons.informed.connect(self.informed)
        self.persons.warned.connect(self.warned)
        self.day.home_asked.connect(self.home_asked)
        self.day.keys_asked.connect(self.keys_asked)
        self.day.export_asked.connect(self._exports.ask)
        self.day.restore_asked.connect(self.restore_asked)
        self.day.folder_asked.connect(self.folder_asked)
        self.under_way.return_asked.connect(self.show_live)
        self.crossing.return_asked.connect(self.show_live)
        self.crossing.confirmed.connect(self.show_live)
        self.crossing.home_asked.connect(self.show_day)
        shortcut(self, RETURN_KEYS, self.under_way.go_back)
        self.pages.live_built.connect(self._add_live)
        self.pages.deliberation_built.connect(self._add_deliberation)
        self.pages.grid_built.connect(self._add_grid)

    def _add_live(self, page: LivePage) -> None:
        self._add(page)
        page.drawers.transferred.connect(self.open_oral)
        page.ended.connect(self.show_deliberation)
        page.report_asked.connect(self.show_grid)
        page.footer.offer_candidate(self._candidate)

    def _add_deliberation(self, page: DeliberationPage) -> None:
        self._add(page)
        page.drawers.transferred.connect(self.open_oral)
        page.status.report_asked.connect(self.show_report)
        page.grid_asked.connect(self.show_grid)
        page.oral_resumed.connect(self.show_live)

    def _add_grid(self, page: GridPage) -> None:
        self._add(page)
        page.notice.connect(self.warned)
        page.informed.connect(self.informed)
        page.deliberation_asked.connect(self.show_deliberation)

    def _add(self, page: LivePage | DeliberationPage | GridPage) -> None:
        self._stack.addWidget(page)
        page.home_asked.connect(self.show_day)
        page.banner.cover_asked.connect(self.cover_asked)

    def _show_under_way(self) -> None:
        self.under_way.show_beside(self._oral if self.pages.shows_live(self.page) else None)

    def _on_changed(self, changes: Changes) -> None:
        self._keep_pulse()
        if changes.oral is None:
            return
        form = self.conductor.office.oral(changes.oral).form
        for event in changes.events:
            text = announcement(event, form)
            if text:
                self.informed.emit(text)

    def _keep_pulse(self) -> None:
        running = not self.conductor.office.read_only and bool(self.conductor.office.file.index.under_way())
        if running and not self._beat.isActive():
            self.beat()
            self._beat.start()
        elif not running and self._beat.isActive():
            self._beat.stop()
            self._pulse.pause()

    def beat(self) -> None:
        """Give a sign of life; a stop of the machine since the last one is put to the jury."""
        office = self.conductor.office
        if not office.read_only and office.file.index.under_way():
            self._give_sign()

    def _give_sign(self) -> None:
        """While the timer runs, an oral does: nothing is looked up."""
        try:
            slept = self._pulse.beat()
        except FileProblem as problem:
            self.warned.emit(messages.problem(problem))
            return
        if slept and self.pages.shows_live(self.page):
            self.live.refresh()

    def _add_kind(self, layout: QVBoxLayout, theme: Theme) -> None:
        """A file that isn't an exam says so over every screen, in its own colour."""
        kind = self.conductor.office.session.kind
        if kind is FileKind.EXAM:
            return
        training = kind is FileKind.TRAINING
        words = "ENTRAÎNEMENT – sans valeur d’examen"
        strip = frame("notice-training" if training else "notice-demonstration")
        text = label(
            words if training else "DÉMONSTRATION – candidats fictifs, sans valeur d’examen",
            "kind-entrainement" if training else "kind-demonstration",
        )
        inside = QVBoxLayout(strip)
        inside.setContentsMargins(theme.space(8), 0, theme.space(8), 0)
        inside.addWidget(text)
        layout.addWidget(strip)
