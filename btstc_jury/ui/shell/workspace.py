"""The screens of one open exam file, and the way from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from btstc_jury.application.office import Changes
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import Pulse
from btstc_jury.application.views import messages
from btstc_jury.application.views.under_way import under_way_line
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.candidates.day_page import DayPage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.shell.exports import Exports, PersonExporter
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.shell.under_way import CrossingPage, UnderWayStrip
from btstc_jury.ui.shortcuts import Where
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label
from btstc_jury.ui.window_acts import WindowActs

if TYPE_CHECKING:
    from btstc_jury.application.views.reports import ReportKind
    from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
    from btstc_jury.ui.grid.grid_page import GridPage
    from btstc_jury.ui.live.live_page import LivePage
    from btstc_jury.ui.ports import Ports


_BEAT_MS = 4000


class Workspace(QWidget):
    """The day's list is built at once, the screens of one oral at their first use: a file opens sooner.

    ``page_changed``: another screen, or another oral on it.
    """

    page_changed = Signal()

    def __init__(
        self, theme: Theme, conductor: Conductor, ports: Ports, acts: WindowActs, notices: NoticeBar
    ) -> None:
        super().__init__()
        self._acts = acts
        self._notices = notices
        self.conductor = conductor
        self._oral = 0
        self.day = DayPage(theme, conductor)
        self.pages = Pages(theme, conductor, ports)
        self.crossing = CrossingPage(theme)
        self.under_way = UnderWayStrip(theme, conductor, acts.back)
        self.exports = Exports(theme, conductor, ports.files, self)
        self.persons = PersonExporter(conductor, ports.files, notices, self)
        self.signs = SignsOfLife(conductor, notices, self)
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
        self.signs.slept.connect(self._on_slept)

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
            self._notices.warn(messages.problem_of_oral(problem))
            return
        if not stage.over:
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
        self.exports.stop()
        self.signs.stop()
        self.under_way.stop()
        self.conductor.office.close()

    def _go(self, page: LivePage | DeliberationPage | GridPage, oral: int) -> None:
        if not self.pages.leave(self.page):
            return
        try:
            self._oral = oral
            self._stack.setCurrentWidget(page)
            page.show_oral(oral)
        except FileProblem as problem:
            self._notices.warn(messages.problem_of_oral(problem))
            self._stack.setCurrentWidget(self.day)
        self.page_changed.emit()

    def _connect(self) -> None:
        self.conductor.changed.connect(self._on_changed)
        self.conductor.refused.connect(self._notices.inform)
        self.conductor.failed.connect(self._notices.warn)
        self.day.oral_chosen.connect(self.open_oral)
        self.day.grid_asked.connect(self.show_grid)
        self.day.report_asked.connect(self.show_report)
        self.day.person_asked.connect(self.persons.ask)
        acts = self._acts
        self.day.home.triggered.connect(acts.home.trigger)
        self.day.sheet.triggered.connect(acts.keys.trigger)
        self.day.export.triggered.connect(acts.export.trigger)
        self.day.restore.triggered.connect(acts.restore.trigger)
        self.day.folder.triggered.connect(acts.backup_folder.trigger)
        self.under_way.return_asked.connect(self.show_live)
        self.crossing.return_asked.connect(self.show_live)
        self.crossing.confirmed.connect(self.show_live)
        self.crossing.home_asked.connect(self.show_day)
        self.pages.live_built.connect(self._add_live)
        self.pages.deliberation_built.connect(self._add_deliberation)
        self.pages.grid_built.connect(self._add_grid)

    def _add_live(self, page: LivePage) -> None:
        self._add(page)
        page.drawers.transferred.connect(self.open_oral)
        page.ended.connect(self.show_deliberation)
        page.report_asked.connect(self.show_grid)
        page.footer.offer_candidate(self._acts.candidate)

    def _add_deliberation(self, page: DeliberationPage) -> None:
        self._add(page)
        page.drawers.transferred.connect(self.open_oral)
        page.status.report_asked.connect(self.show_report)
        page.grid_asked.connect(self.show_grid)
        page.oral_resumed.connect(self.show_live)

    def _add_grid(self, page: GridPage) -> None:
        self._add(page)
        page.notice.connect(self._notices.warn)
        page.informed.connect(self._notices.inform)
        page.deliberation_asked.connect(self.show_deliberation)

    def _add(self, page: LivePage | DeliberationPage | GridPage) -> None:
        self._stack.addWidget(page)
        page.home_asked.connect(self.show_day)
        page.banner.offer_cover(self._acts.cover)

    def _show_under_way(self) -> None:
        self.under_way.show_beside(self._oral if self.pages.shows_live(self.page) else None)

    def _on_changed(self, changes: Changes) -> None:
        if changes.oral is None:
            return
        form = self.conductor.office.oral(changes.oral).form
        for event in changes.events:
            text = event.announced(form)
            if text:
                self._notices.inform(text)

    def _on_slept(self) -> None:
        if self.pages.shows_live(self.page):
            self.live.refresh()

    def _add_kind(self, layout: QVBoxLayout, theme: Theme) -> None:
        """A file that isn't an exam says so over every screen, in its own colour."""
        kind = self.conductor.office.session.kind
        if not kind.facts.strip:
            return
        strip = frame(f"notice-{kind}")
        text = label(kind.facts.strip, f"kind-{kind}")
        inside = QVBoxLayout(strip)
        inside.setContentsMargins(theme.space(8), 0, theme.space(8), 0)
        inside.addWidget(text)
        layout.addWidget(strip)


class SignsOfLife(QObject):
    """Given now and then while an oral is under way. ``slept``: the machine stood still since the last one,
    which is put to the jury.
    """

    slept = Signal()

    def __init__(self, conductor: Conductor, notices: NoticeBar, parent: QObject) -> None:
        super().__init__(parent)
        self._office = conductor.office
        self._notices = notices
        self._pulse = Pulse(conductor.office)
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._give)
        conductor.changed.connect(self._follow)
        self._follow()

    def stop(self) -> None:
        """With a last sign: the file closes."""
        self._timer.stop()
        self.give()

    def give(self) -> None:
        """A sign now, if an oral is under way."""
        if self._running():
            self._give()

    def _running(self) -> bool:
        return not self._office.read_only and bool(self._office.file.index.under_way())

    def _follow(self) -> None:
        running = self._running()
        if running and not self._timer.isActive():
            self._give()
            self._timer.start()
        elif not running and self._timer.isActive():
            self._timer.stop()
            self._pulse.pause()

    def _give(self) -> None:
        """While the timer runs, an oral does: nothing is looked up."""
        try:
            slept = self._pulse.beat()
        except FileProblem as problem:
            self._notices.warn(messages.problem(problem))
            return
        if slept:
            self.slept.emit()


class Pages(QObject):
    """A file opens without them: each is imported, built and told of (``live_built(LivePage)``…) at its
    first use, and what was never built has nothing to hide or to record.
    """

    live_built = Signal(QWidget)
    deliberation_built = Signal(QWidget)
    grid_built = Signal(QWidget)

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__()
        self._theme = theme
        self._conductor = conductor
        self._ports = ports
        self._live: LivePage | None = None
        self._deliberation: DeliberationPage | None = None
        self._grid: GridPage | None = None

    @property
    def live(self) -> LivePage:
        if self._live is None:
            from btstc_jury.ui.live.live_page import LivePage  # noqa: PLC0415

            self._live = LivePage(self._theme, self._conductor)
            self.live_built.emit(self._live)
        return self._live

    @property
    def deliberation(self) -> DeliberationPage:
        if self._deliberation is None:
            from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage  # noqa: PLC0415

            self._deliberation = DeliberationPage(self._theme, self._conductor)
            self.deliberation_built.emit(self._deliberation)
        return self._deliberation

    @property
    def grid(self) -> GridPage:
        if self._grid is None:
            from btstc_jury.ui.grid.grid_page import GridPage  # noqa: PLC0415

            self._grid = GridPage(self._theme, self._conductor, self._ports)
            self.grid_built.emit(self._grid)
        return self._grid

    @property
    def places(self) -> dict[QWidget, Where]:
        """The screens built so far, which may have keys of their own."""
        places: tuple[tuple[QWidget | None, Where], ...] = (
            (self._live, Where.LIVE),
            (self._deliberation, Where.DELIBERATION),
            (self._grid, Where.GRID),
        )
        return {page: where for page, where in places if page is not None}

    @property
    def candidate_button(self) -> QWidget | None:
        """The button that asks for the candidate's screen, where it is in sight."""
        button = None if self._live is None else self._live.footer.candidate
        return button if button is not None and button.isVisible() else None

    def shows_live(self, page: QWidget) -> bool:
        """Whether ``page`` is the live screen."""
        return self._live is not None and page is self._live

    def end_turns(self) -> None:
        """Hide what only the juror in turn may see."""
        if self._live is not None:
            self._live.turns.turn.leave()
        if self._deliberation is not None:
            self._deliberation.turns.turn.end()

    def leave(self, page: QWidget) -> bool:
        """Texts of a deliberation are recorded before it is left; a remark being typed waits in its field."""
        return self._deliberation is None or page is not self._deliberation or self._deliberation.flush()

    def flush(self) -> bool:
        """Record all that is typed; whether nothing is left unrecorded."""
        recorded = [page.flush() for page in (self._live, self._deliberation) if page is not None]
        return all(recorded)
