"""Which oral the candidate's screen follows, and its face at every second that changes."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from btstc_jury.application.office import Changes
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views.candidate import WAITING, CandidateFace, candidate_face
from btstc_jury.application.views.planning import Preparations
from btstc_jury.domain.events import Topic
from btstc_jury.ui.conductor import Conductor

_log = logging.getLogger(__name__)


class FaceFeed(QObject):
    """``shown(CandidateFace)``: only this frozen value leaves; the window never meets the exam file.

    An oral under way comes first, the one on the jury's screen before others; then the oral that the
    jury looks at; then, beside the day's list, a preparation.
    """

    shown = Signal(object)

    def __init__(self, conductor: Conductor, preparations: Preparations) -> None:
        super().__init__()
        self._conductor = conductor
        self._looked_at = 0
        self._preparations = preparations
        self._face = WAITING
        self._tick = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self.refresh)
        self._on = False
        self._told = False
        conductor.changed.connect(self._on_changed)

    def look_at(self, oral: int) -> None:
        """The oral on the jury's screen; 0 for none."""
        if oral != self._looked_at:
            self._looked_at = oral
            if oral:
                self._follow(oral)
            self.refresh()

    @property
    def told(self) -> bool:
        """Whether the class reads what the student does in the phase."""
        return self._told

    def tell(self, told: bool) -> None:
        """In a rehearsal alone."""
        self._told = told
        self.refresh()

    def run(self, *, on: bool) -> None:
        """Whether faces are wanted: nothing is computed for a closed window."""
        self._on = on
        self.refresh()

    def refresh(self) -> None:
        if not self._on:
            self._tick.stop()
            return
        self._face = self._now()
        self.shown.emit(self._face)
        if self._face.until_next:
            self._tick.start(max(1, self._face.until_next.us // 1000 + 2))
        else:
            self._tick.stop()

    def followed(self) -> int:
        """The oral whose time is shown; 0 for none."""
        under_way = self._conductor.office.file.index.under_way()
        if under_way:
            return self._looked_at if self._looked_at in under_way else under_way[-1]
        return self._looked_at or next(iter(self._preparations.running()), 0)

    def _now(self) -> CandidateFace:
        try:
            number = self.followed()
            return candidate_face(self._conductor.office, number, told=self._told) if number else WAITING
        except FileProblem as problem:
            # The jury's own screen tells what is wrong with the file: the candidate has nothing to read.
            _log.info("the candidate's screen stands still: %s", problem.kind)
            return self._face

    def _on_changed(self, changes: Changes) -> None:
        if changes.oral is not None:
            self._follow(changes.oral)
        if changes.topics & {Topic.STAGE, Topic.PLAN, Topic.CLOCK, Topic.SESSION}:
            self.refresh()

    def _follow(self, number: int) -> None:
        try:
            self._preparations.follow(number)
        except FileProblem as problem:
            _log.info("no preparation to follow: %s", problem.kind)
