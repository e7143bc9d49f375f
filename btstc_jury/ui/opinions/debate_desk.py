"""The parts of a deliberation that serve separate opinions, and the commands they turn into."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.criteria import CriterionLine
from btstc_jury.application.views.deliberation import DeliberationView
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.oral.opinions import DebateNotes, MarksRow, StatesPanel
from btstc_jury.ui.oral.turn import ModeChoice, OpinionTurn
from btstc_jury.ui.theme.theme import Theme


class DebateDesk(QObject):
    """The page places ``mode``, ``turn``, ``states``, ``marks``, ``about_level`` and ``about_mark``.

    ``act`` has a command done, ``record_mark`` records the mark being typed; both say whether they did.
    """

    def __init__(
        self,
        theme: Theme,
        conductor: Conductor,
        act: Callable[[do.Command], bool],
        record_mark: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._act = act
        self._record_mark = record_mark
        self._hidden = False
        self.mode = ModeChoice(theme, conductor, Qt.FocusPolicy.TabFocus)
        self.turn = OpinionTurn(theme, conductor, Qt.FocusPolicy.StrongFocus)
        self.states = StatesPanel(theme)
        self.states.asked.connect(self._take)
        self.marks = MarksRow(theme)
        self.about_level = DebateNotes(theme, act)
        self.about_mark = DebateNotes(theme, act)

    @property
    def juror(self) -> str | None:
        """Key of the one in turn."""
        return self.turn.juror

    def show_view(self, oral: int, view: DeliberationView) -> None:
        opinions = view.opinions
        self._hidden = opinions.hidden
        self.mode.show_oral(oral)
        self.turn.show_view(oral, opinions)
        self.states.show_view(opinions)
        self.marks.show_view(opinions)
        for each in (self.about_level, self.about_mark):
            each.set_editable(view.editable)
        self.about_mark.show_mark(opinions)

    def show_criterion(self, view: DeliberationView, line: CriterionLine | None) -> None:
        spread = line.spread if line else None
        self.about_level.show_level(
            view.opinions,
            line.number if line else None,
            spread.reason if spread else "",
            wanted=spread is not None and spread.wanted,
        )

    def rating(self, criterion: int, level: str | None) -> do.Command:
        """What a level given on the screen means: the commission's, or the opinion of the juror in turn."""
        return self._own_or(ev.Rated(criterion, level), ev.OpinionRated(self.juror or "", criterion, level))

    def marking(self, mark: Decimal | None) -> do.Command:
        """Likewise for the mark."""
        return self._own_or(ev.MarkProposed(mark), ev.OpinionMarked(self.juror or "", mark))

    def give_or_take_back(self) -> None:
        if self._record_mark():
            self.states.give_or_take_back()

    def reveal(self) -> None:
        if self._record_mark():
            self.states.reveal()

    def forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        self.turn.leave()
        self.states.stop_asking()
        for each in (self.about_level, self.about_mark):
            each.forget()

    def flush(self) -> QWidget | None:
        """Record what is typed; the first field that holds something unrecorded, if any."""
        parts = (self.about_level, self.about_mark)
        return next((each.reason for each in parts if not each.flush()), None)

    def _take(self, command: do.Command) -> None:
        """An opinion given is hidden at once; opinions revealed are there to be compared."""
        if not self._act(command):
            return
        if isinstance(command, ev.OpinionGiven):
            self.turn.leave()
        elif isinstance(command, ev.Revealed):
            self.turn.finished.emit()

    def _own_or(self, common: do.Command, own: do.Command) -> do.Command:
        return own if self._hidden else common
