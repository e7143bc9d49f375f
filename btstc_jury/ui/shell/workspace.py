"""The screens of one open exam file, and the way from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from btstc_jury.application.changes import Changes
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import Pulse
from btstc_jury.application.views import messages
from btstc_jury.domain.oral import Stage
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.candidates.day_page import DayPage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from btstc_jury.ui.deliberation.grid_page import GridPage
from btstc_jury.ui.live.live_page import LivePage
from btstc_jury.ui.services import Services
from btstc_jury.ui.shell.announcements import announcement
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label

_BEAT_MS = 4000
_LIVE = frozenset({Stage.PLANNED, Stage.OPENED, Stage.RUNNING, Stage.PAUSED})


class Workspace(QWidget):
    """Signals: ``informed(text)``, ``warned(Message)`` for the notice bar; ``home_asked`` to the welcome."""

    informed = Signal(str)
    warned = Signal(object)
    home_asked = Signal()
    keys_asked = Signal()

    def __init__(self, theme: Theme, conductor: Conductor, services: Services) -> None:
        super().__init__()
        self.conductor = conductor
        self.day = DayPage(theme, conductor)
        self.live = LivePage(theme, conductor)
        self._theme = theme
        self._services = services
        self._deliberation: DeliberationPage | None = None
        self._grid: GridPage | None = None
        self._pulse = Pulse(conductor.office)
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self.beat)
        self._stack = QStackedWidget()
        for page in (self.day, self.live):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._add_kind(layout, theme)
        layout.addWidget(self._stack, 1)
        self._connect()
        self._keep_pulse()

    @property
    def page(self) -> QWidget:
        """The screen shown."""
        return self._stack.currentWidget() or self.day

    @property
    def deliberation(self) -> DeliberationPage:
        """Built at its first use, so that a file opens at once."""
        if self._deliberation is None:
            page = self._deliberation = DeliberationPage(self._theme, self.conductor)
            self._stack.addWidget(page)
            page.home_asked.connect(self.show_day)
            page.grid_asked.connect(self.show_grid)
            page.oral_resumed.connect(self.show_live)
        return self._deliberation

    @property
    def grid(self) -> GridPage:
        """Built at its first use."""
        if self._grid is None:
            page = self._grid = GridPage(self._theme, self.conductor, self._services)
            self._stack.addWidget(page)
            page.home_asked.connect(self.show_day)
            page.notice.connect(self.warned)
            page.informed.connect(self.informed)
            page.deliberation_asked.connect(self.show_deliberation)
        return self._grid

    def show_day(self) -> None:
        if self._leave():
            self.day.refresh()
            self._stack.setCurrentWidget(self.day)
            self.day.setFocus()

    def open_oral(self, oral: int) -> None:
        """Show the screen that the oral's stage calls for."""
        try:
            stage = self.conductor.office.oral(oral).stage
        except FileProblem as problem:
            self.warned.emit(messages.problem(problem))
            return
        if stage in _LIVE:
            self.show_live(oral)
        elif stage is Stage.ENDED:
            self.show_deliberation(oral)
        else:
            self.show_grid(oral)

    def show_live(self, oral: int) -> None:
        self._go(self.live, oral)

    def show_deliberation(self, oral: int) -> None:
        self._go(self.deliberation, oral)

    def show_grid(self, oral: int) -> None:
        self._go(self.grid, oral)

    def flush(self) -> bool:
        """Record all that is typed; whether nothing is left unrecorded."""
        deliberated = self._deliberation is None or self._deliberation.flush()
        return self.live.flush() and deliberated

    def close_file(self) -> None:
        """Stop everything and close the exam file."""
        self._beat.stop()
        self.beat()
        self.conductor.office.close()

    def _go(self, page: LivePage | DeliberationPage | GridPage, oral: int) -> None:
        if not self._leave():
            return
        try:
            self._stack.setCurrentWidget(page)
            page.show_oral(oral)
        except FileProblem as problem:
            self.warned.emit(messages.problem(problem))
            self._stack.setCurrentWidget(self.day)

    def _leave(self) -> bool:
        """Texts of a deliberation are recorded before it is left; a note being typed waits in its field."""
        page = self._stack.currentWidget()
        return not isinstance(page, DeliberationPage) or page.flush()

    def _connect(self) -> None:
        self.conductor.changed.connect(self._on_changed)
        self.conductor.refused.connect(self.informed)
        self.conductor.failed.connect(self.warned)
        self.day.oral_chosen.connect(self.open_oral)
        self.day.grid_asked.connect(self.show_grid)
        self.day.home_asked.connect(self.home_asked)
        self.day.keys_asked.connect(self.keys_asked)
        self.live.home_asked.connect(self.show_day)
        self.live.ended.connect(self.show_deliberation)

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
        if office.read_only or not office.file.index.under_way():
            return
        try:
            slept = self._pulse.beat()
        except FileProblem as problem:
            self.warned.emit(messages.problem(problem))
            return
        if slept and self.page is self.live:
            self.live.refresh()

    def _add_kind(self, layout: QVBoxLayout, theme: Theme) -> None:
        """A file that isn't an exam says so over every screen, in its own colour."""
        kind = self.conductor.office.session.kind
        if kind is FileKind.EXAM:
            return
        training = kind is FileKind.TRAINING
        words = self.tr("ENTRAÎNEMENT – sans valeur d’examen")
        strip = frame("notice-training" if training else "notice-demonstration")
        text = label(
            words if training else self.tr("DÉMONSTRATION – candidats fictifs, sans valeur d’examen"),
            "kind-entrainement" if training else "kind-demonstration",
        )
        inside = QVBoxLayout(strip)
        inside.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        inside.addWidget(text)
        layout.addWidget(strip)
