"""An attempt while it is played."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal

from btstc_jury.application.rehearsing import begin
from btstc_jury.application.views.clock import clock_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Topic
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.live.clock import PhaseBar
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.rehearsal.head import AttemptHead
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import FiguresLabel
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import column, flow, panel
from btstc_jury.ui.widgets.leading import Leading


class AttemptPage(Leading):
    """``ended(oral)``: it is over, and is to be looked at."""

    home_asked = Signal()
    ended = Signal(int)

    def __init__(self, theme: Theme, conductor: Conductor) -> None:
        super().__init__()
        self.presenter = OralPresenter(conductor, self)
        self.head = AttemptHead(theme, Action("oral.list", self, self.home_asked.emit))
        self.bar = PhaseBar(theme)
        self._left = FiguresLabel("clock")
        self._next = Action("oral.next", self, self._forward)
        self._end = Action("oral.end", self, lambda: self.presenter.act(ev.Ended()))
        self._end.say("Terminer la séance")
        forward = KeyButton.of(self._next, "primary")
        foot = panel(flow(theme, forward, KeyButton.of(self._end), margins=(22, 10)), "footer")
        told = column(theme, self.bar, self._left, 1, gap=12, margins=(16, 10))
        column(theme, self.head, (told, 1), foot, gap=0, within=self)
        self._tick = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self.refresh_clock)
        self.presenter.hear(self._show, *Topic)
        self.lead_to(forward)

    @property
    def oral(self) -> int:
        return self.presenter.number

    def show_oral(self, oral: int) -> None:
        """Raises ``FileProblem``."""
        self.presenter.number = oral
        self.presenter.repaint()
        self.setFocus()

    def refresh_clock(self) -> None:
        if not self.oral:
            return
        view = clock_view(self.presenter.office, self.oral)
        self.bar.show_cells(view.cells)
        self._left.setText(view.left)
        if view.stage is Stage.RUNNING and self.isVisible():
            self._tick.start(max(1, view.until_next.us // 1000 + 2))
        else:
            self._tick.stop()

    def stop_clock(self) -> None:
        """The file closes."""
        self._tick.stop()

    def flush(self) -> bool:
        """Whether nothing typed is left unrecorded."""
        return True

    def _show(self) -> None:
        self.head.show_attempt(self.presenter.office, self.oral)
        stage = self.presenter.oral.stage
        self._next.say("Commencer" if stage.facts.waiting else "Phase suivante")
        self._end.setVisible(stage.facts.under_way)
        self.refresh_clock()
        if stage is Stage.ENDED:
            self.ended.emit(self.oral)

    def _forward(self) -> None:
        if self.presenter.oral.stage.facts.waiting:
            office, oral = self.presenter.office, self.oral
            self.presenter.conductor.carry_out(lambda: begin(office, oral))
        else:
            self.presenter.act(do.NextPhase())
