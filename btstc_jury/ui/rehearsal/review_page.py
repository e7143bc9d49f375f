"""What came of an attempt."""

from __future__ import annotations

from PySide6.QtCore import Signal

from btstc_jury.application.views import formats
from btstc_jury.domain.events import Topic
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.rehearsal.head import AttemptHead
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import column, flow, panel
from btstc_jury.ui.widgets.leading import Leading


class ReviewPage(Leading):
    """``again(number)``: another attempt of that student; ``progress_asked(number)``: all of theirs."""

    home_asked = Signal()
    again = Signal(str)
    progress_asked = Signal(str)

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__()
        self.presenter = OralPresenter(conductor, self)
        self._ports = ports
        self.head = AttemptHead(theme, Action("oral.list", self, self.home_asked.emit))
        self._times = label(wrap=True)
        self._new = Action("attempt.new", self, lambda: self.again.emit(self._student))
        self._progress = Action("progress.student", self, lambda: self.progress_asked.emit(self._student))
        new = KeyButton.of(self._new, "primary")
        title = label("Ce qui s’est passé", "heading")
        told = column(theme, title, self._times, 1, gap=12, margins=24)
        foot = panel(flow(theme, new, KeyButton.of(self._progress), margins=(22, 10)), "footer")
        column(theme, self.head, (told, 1), foot, gap=0, within=self)
        self.presenter.hear(self._show, *Topic)
        self.lead_to(new)

    @property
    def oral(self) -> int:
        return self.presenter.number

    def show_oral(self, oral: int) -> None:
        """Raises ``FileProblem``."""
        self.presenter.number = oral
        self.presenter.repaint()
        self.setFocus()

    def flush(self) -> bool:
        """Whether nothing typed is left unrecorded."""
        return True

    @property
    def _student(self) -> str:
        return self.presenter.oral.plan.candidate.number

    def _show(self) -> None:
        office, oral = self.presenter.office, self.oral
        self.head.show_attempt(office, oral)
        state = office.oral(oral)
        face = state.clock(office.now())
        self._times.setText(
            "\n".join(
                f"{place} {phase.title}{formats.COLON} {formats.minutes(time.used)} / {formats.granted(time)}"
                for place, (phase, time) in enumerate(zip(state.form.phases, face.phases, strict=True), 1)
                if time.used
            )
        )
