"""The screens of one open exam file, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from btstc_jury.application.office import Changes
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import Pulse
from btstc_jury.application.views import messages
from btstc_jury.application.views.echo import echo
from btstc_jury.application.views.under_way import under_way_line
from btstc_jury.domain.events import RehearsalSet, Topic
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.acts import Where
from btstc_jury.ui.candidates.day_page import DayPage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.privacy.guard import PrivacyGuard
from btstc_jury.ui.settings.preferences import Preferences
from btstc_jury.ui.shell.exports import Exports, SheetsOutput
from btstc_jury.ui.shell.laptops import Laptops
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.shell.scenarios import Scenarios
from btstc_jury.ui.shell.shown_only import ShownOnly
from btstc_jury.ui.shell.under_way import CrossingPage, UnderWayStrip
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.layouts import Pages, column, panel, row
from btstc_jury.ui.window_acts import WindowActs

if TYPE_CHECKING:
    from btstc_jury.application.views.reports import ReportKind
    from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
    from btstc_jury.ui.grid.grid_page import GridPage
    from btstc_jury.ui.live.live_page import LivePage
    from btstc_jury.ui.rehearsal.sessions_page import SessionsPage
    from btstc_jury.ui.shell.guest_room import GuestRoom
    from btstc_jury.ui.shell.training_room import TrainingRoom


@dataclass(frozen=True, slots=True)
class Shell:
    """What the window has, for all that serves the file open in it."""

    theme: Theme
    window: QMainWindow
    ports: Ports
    notices: NoticeBar
    preferences: Preferences
    acts: WindowActs
    guard: PrivacyGuard


class Workspace(QWidget):
    """The day's list is built at once. The screens of one oral are imported and built at their first use, so
    that a file opens sooner; what was never built has nothing to hide or to record.

    ``places``: the screens built so far, which may have keys of their own; ``page_changed``: another screen,
    or another oral on it. ``strips``: above the screen, whichever it is.
    """

    page_changed = Signal()

    def __init__(self, shell: Shell, conductor: Conductor) -> None:
        super().__init__()
        self._shell, theme = shell, shell.theme
        self.conductor = conductor
        self._oral = 0
        self.day = DayPage(theme, conductor)
        self.places: dict[QWidget, Where] = {self.day: Where.DAY}
        self._live: LivePage | None = None
        self._deliberation: DeliberationPage | None = None
        self._grid: GridPage | None = None
        self.crossing = CrossingPage(theme, self.show_live, self.show_day)
        self.under_way = UnderWayStrip(theme, conductor, self._shell.acts.back, self.show_live)
        self.room = _training_room(shell, conductor, self)
        self.exports = Exports(theme, conductor, self._shell.ports, self._shell.notices, self)
        self.sheets = SheetsOutput(theme, conductor, self._shell.ports, self)
        self.laptops = Laptops(theme, conductor, shell.ports, shell.notices, shell.preferences, self)
        self.scenarios = Scenarios(theme, conductor, self._shell.ports, self)

        self.signs = SignsOfLife(conductor, partial(_refresh_clock, self), self)
        self._stack = Pages()
        for page in (self.day, self.crossing):
            self._stack.addWidget(page)

        def shown_in_room(oral: int) -> None:
            self._oral = oral
            self.page_changed.emit()

        if self.room is not None:
            self.room.join(self._stack, self.places, shown_in_room, self.show_day, self.open_oral)
        self.guest = _guest_room(shell, self, self._stack, shown_in_room)
        self.laptops.follow(self)
        files = self._shell.ports.files.desk().files
        self._shown_only = ShownOnly(theme, conductor.office, files, self._shell.notices, self)
        self.day.show_why_read_only(self._shown_only.words)
        whose = "" if self.guest is None else self.guest.whose
        kind = _kind_strip(theme, conductor.office.session, whose)
        self.strips = column(theme, *kind, self._shown_only, self.under_way, gap=0)
        column(theme, self.strips, (self._stack, 1), gap=0, within=self)
        self._connect()

    @property
    def page(self) -> QWidget:
        """The screen shown."""
        return self._stack.currentWidget() or self.day

    @property
    def live(self) -> LivePage:
        if self._live is None:
            from btstc_jury.ui.live.live_page import LivePage  # noqa: PLC0415

            page = self._live = LivePage(self._shell.theme, self.conductor)
            self._add(page, Where.LIVE)
            page.drawers.transferred.connect(self.open_oral)
            page.drawers.scenario_asked.connect(self.scenarios.ask)
            page.ended.connect(partial(_go_on, self, self.show_deliberation))
            page.report_asked.connect(self.show_grid)
            page.footer.offer_candidate(self._shell.acts.candidate)
            self.laptops.join(page, page.presenter, page.drawers.menu)
        return self._live

    @property
    def deliberation(self) -> DeliberationPage:
        if self._deliberation is None:
            from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage  # noqa: PLC0415

            page = self._deliberation = DeliberationPage(self._shell.theme, self.conductor)
            self._add(page, Where.DELIBERATION)
            page.drawers.transferred.connect(self.open_oral)
            page.drawers.scenario_asked.connect(self.scenarios.ask)
            page.status.report_asked.connect(self.show_grid)
            page.grid_asked.connect(self.show_grid)
            page.oral_resumed.connect(partial(_go_on, self, self.show_live))
            self.laptops.join(page, page.presenter, page.drawers.menu)
        return self._deliberation

    @property
    def grid(self) -> GridPage:
        if self._grid is None:
            from btstc_jury.ui.grid.grid_page import GridPage  # noqa: PLC0415

            page = self._grid = GridPage(self._shell.theme, self.conductor, self._shell.ports)
            self._add(page, Where.GRID)
            page.deliberation_asked.connect(self.show_deliberation)
            page.oral_asked.connect(self.open_oral)
            page.situation.oral_asked.connect(self.open_oral)
        return self._grid

    @property
    def candidate_button(self) -> QWidget | None:
        """The button that asks for the candidate's screen, where it is in sight."""
        button = None if self._live is None else self._live.footer.candidate
        if self.room is not None and self.room.played is not None:
            button = self.room.played.foot.on_class
        return button if button is not None and button.isVisible() else None

    @property
    def oral(self) -> int:
        """The oral on the screen shown; 0 beside the day's list."""
        return 0 if self.page is self._home and self.guest is None else self._oral

    @property
    def _home(self) -> DayPage | SessionsPage:
        """Where one comes back to: the day's list, in a training file the sessions."""
        return self.day if self.room is None or self.room.plain else self.room.sessions

    def show_day(self) -> None:
        if self.guest is not None:
            self.guest.open()
        elif self._leave():
            self._home.refresh()
            self._stack.setCurrentWidget(self._home)
            self._home.setFocus()
            self.page_changed.emit()

    def open_oral(self, oral: int) -> None:
        """Show the screen that the oral's stage calls for."""
        if self._in_room(oral):
            return
        try:
            stage = self.conductor.office.oral(oral).stage
        except FileProblem as problem:
            self._shell.notices.warn(messages.problem_of_oral(problem))
            return
        if not stage.facts.over:
            self.show_live(oral)
        elif stage is Stage.ENDED:
            self.show_deliberation(oral)
        else:
            self.show_grid(oral)

    def show_live(self, oral: int) -> None:
        """The live screen of an oral; another one while a clock runs is first asked for."""
        if self._in_room(oral):
            return
        line = under_way_line(self.conductor.office, oral)
        if line is None or self.page is self.crossing:
            self._go(self.live, oral)
        elif self._leave():
            name = self.conductor.office.oral(oral).plan.candidate.full_name
            self._stack.setCurrentWidget(self.crossing)
            self.crossing.ask(line, oral, name)
            self.page_changed.emit()

    def show_deliberation(self, oral: int) -> None:
        if not self._in_room(oral):
            self._go(self.deliberation, oral)

    def show_grid(self, oral: int, report: ReportKind | None = None) -> None:
        """``report``: a report of the oral, where its grid is shown."""
        from_list = self.page is self._home
        if not self._in_room(oral) and self._leave():
            self._go(self.grid, oral)
            if report is not None:
                from btstc_jury.ui.grid.grid_page import Origin  # noqa: PLC0415

                self.grid.show_paper(oral, report, Origin.LIST if from_list else Origin.SCREEN)

    def end_turns(self) -> None:
        """Hide what only the juror in turn may see."""
        if self._live is not None:
            self._live.turns.turn.end()
        if self._deliberation is not None:
            self._deliberation.turns.turn.end()

    def flush(self) -> bool:
        """Record all that is typed; whether nothing is left unrecorded."""
        own = None if self.guest is None else self.guest.page
        typed = (self._live, self._deliberation, self.room, own)
        recorded = [page.flush() for page in typed if page is not None]
        return all(recorded)

    def close_file(self, *, given_up: bool = False) -> None:
        """Stop everything and close the exam file. What is typed and not entered stays in it, unless the user
        has ``given_up``.
        """
        own = None if self.guest is None else self.guest.page
        for page in (self._live, self._deliberation, own):
            if page is not None:
                (page.drafts.forget if given_up else page.drafts.keep)()
        self.exports.stop()
        self.signs.stop()
        self.under_way.stop()
        for stopped in (self._live, self.room, own):
            if stopped is not None:
                stopped.stop_clock()
        self.conductor.office.close()

    def _in_room(self, oral: int) -> bool:
        """Whether it is an attempt, or a juror's own oral, then shown as such, whatever asked for it."""
        if self.guest is not None:
            self.guest.open()
            return True
        return self.room is not None and self._leave() and self.room.takes(oral)

    def _leave(self) -> bool:
        """Texts of a deliberation are recorded before it is left; a remark being typed waits in its field."""
        return self._deliberation is None or self.page is not self._deliberation or self._deliberation.flush()

    def _go(self, page: LivePage | DeliberationPage | GridPage, oral: int) -> None:
        if not self._leave():
            return
        try:
            self._oral = oral
            self._stack.setCurrentWidget(page)
            page.show_oral(oral)
        except FileProblem as problem:
            self._shell.notices.warn(messages.problem_of_oral(problem))
            self._stack.setCurrentWidget(self.day)
        self.page_changed.emit()

    def _connect(self) -> None:
        self.conductor.changed.connect(self._on_changed)
        self.conductor.refused.connect(self._on_refused)
        self.conductor.failed.connect(self._shell.notices.warn)
        self.conductor.informed.connect(self._shell.notices.inform)
        self.day.oral_chosen.connect(self.open_oral)
        self.day.grid_asked.connect(self.show_grid)
        self.day.report_asked.connect(self.show_grid)
        self.day.person_asked.connect(self.exports.ask_person)
        self.day.sheets_asked.connect(self.sheets.ask)
        self.day.attendance_asked.connect(self.sheets.ask_attendance)
        if self.room is not None:
            self.room.sessions.copy_asked.connect(self.exports.ask_person)
            self.day.sessions.triggered.connect(partial(self.room.turn, plain=False))
            self.day.sessions.setVisible(True)
        acts = self._shell.acts
        self.day.home.triggered.connect(acts.home.trigger)
        self.day.sheet.triggered.connect(acts.help.trigger)
        self.day.export.triggered.connect(acts.export.trigger)
        self.day.restore.triggered.connect(acts.restore.trigger)
        self.day.folder.triggered.connect(acts.backup_folder.trigger)
        self.page_changed.connect(self._show_under_way)

    def _add(self, page: LivePage | DeliberationPage | GridPage, where: Where) -> None:
        self.places[page] = where
        self._stack.addWidget(page)
        page.home_asked.connect(self.show_day)
        page.banner.offer_cover(self._shell.acts.cover)

    def _show_under_way(self) -> None:
        self._shown_only.setVisible(bool(self._shown_only.words) and self.page is not self._home)
        played = self.room is not None and self.room.played is not None
        live = self.page is self._live or played or self.guest is not None
        self.under_way.show_beside(self._oral if live else None)

    def _on_refused(self, why: str) -> None:
        if not self._echoes():
            self._shell.notices.inform(why)

    def _on_changed(self, changes: Changes) -> None:
        prepared = any(isinstance(each, RehearsalSet) for each in changes.events)
        if changes.oral is None or self._echoes() or prepared:
            # That an attempt is prepared, its row says.
            return
        if self.room is not None and Topic.LEVELS in changes.topics:
            # It would stay below the student who comes to give theirs without having seen any.
            return
        told = echo(self.conductor.office, changes, levels=self.room is None)
        if told.words and not told.private:
            self._shell.notices.inform(told.words)

    def _echoes(self) -> bool:
        """Whether the screen shown says by itself what was done and why something wasn't."""
        if self.room is not None and self.room.played is not None:
            return True
        live = self.page is self._live or self.guest is not None
        begun = live and self.conductor.office.oral(self._oral).stage.begun
        return begun or self.page is self._deliberation


def _refresh_clock(workspace: Workspace) -> None:
    """The machine slept: what stood still meanwhile is put to whoever sees the clock."""
    if workspace.places.get(workspace.page) is Where.LIVE:
        workspace.live.refresh()
    elif workspace.guest is not None:
        workspace.guest.page.refresh()


def _training_room(shell: Shell, conductor: Conductor, window: QWidget) -> TrainingRoom | None:
    """``None`` for an exam and for the demonstration of one."""
    if conductor.office.session.kind is not FileKind.TRAINING:
        return None
    from btstc_jury.ui.shell.training_room import TrainingRoom  # noqa: PLC0415 - an exam needs none

    return TrainingRoom(shell.theme, conductor, shell.ports, shell.notices, shell.acts, window)


def _guest_room(
    shell: Shell, workspace: Workspace, stack: QStackedWidget, shown: Callable[[int], None]
) -> GuestRoom | None:
    """Of an invitation, on the juror's laptop."""
    if not workspace.conductor.office.session.kind.facts.opinion:
        return None
    from btstc_jury.ui.shell.guest_room import GuestRoom  # noqa: PLC0415 - seldom asked for

    made = GuestRoom(
        shell.theme, workspace.conductor, shell.ports, shell.notices, shell.acts.cover, workspace
    )
    made.join(stack, workspace.places, shown)
    return made


def _go_on(workspace: Workspace, show: Callable[[int], None], oral: int) -> None:
    """What ended the oral, or took its end back, is said on the screen that follows."""
    live, deliberation = workspace.live, workspace.deliberation
    ended = workspace.page is live
    show(oral)
    if ended:
        deliberation.echo.follow(live.echo)
    else:
        live.echo.follow(deliberation.echo)


def _kind_strip(theme: Theme, session: ExamSession, whose: str) -> tuple[QWidget, ...]:
    """A file that isn't an exam says so over every screen, in its own colour. ``whose``: opinion it holds."""
    if not session.strip:
        return ()
    role = session.kind.value
    words = label(" – ".join(filter(None, (session.strip, whose))), f"kind-{role}", wrap=bool(whose))
    return (panel(row(theme, words, margins=(8, 0)), f"notice-{role}"),)


_BEAT_MS = 4000


class SignsOfLife(QObject):
    """Given now and then while an oral is under way. ``slept`` is called where the machine stood still since
    the last one, which is put to the jury.
    """

    def __init__(self, conductor: Conductor, slept: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._conductor = conductor
        self._office = conductor.office
        self._slept = slept
        self._pulse = Pulse(conductor.office)
        self._failed = False
        self._timer = QTimer(self, interval=_BEAT_MS)
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
            # Once, not at every beat: it would cover what is told meanwhile.
            if not self._failed:
                self._failed = True
                self._conductor.failed.emit(messages.problem(problem, of_act=False))
            return
        self._failed = False
        if slept:
            self._slept()
