"""What happens in the room beside notes and levels: questions, interruptions, fraud, pauses, history."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views import formats
from btstc_jury.application.views.incidents import fraud_view
from btstc_jury.application.views.live import (
    author_choices,
    in_quiet_phase,
    note_lines,
    questions_view,
    stamp,
    timeline,
)
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.presence import Interruption
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.live.clock import ClockPanel
from btstc_jury.ui.live.live_footer import GRANTED_KEYS, LiveFooter
from btstc_jury.ui.live.notes_panel import NotesPanel
from btstc_jury.ui.live.questions import ASK_KEYS, QUEUE_KEYS
from btstc_jury.ui.live.strips import INTERRUPTION_KEYS, InterruptionStrip
from btstc_jury.ui.oral.fraud import FraudDrawer
from btstc_jury.ui.oral.history import HistoryDrawer
from btstc_jury.ui.oral.transfer import TransferDrawer
from btstc_jury.ui.shortcuts import Action, default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import shortcut

QUESTION_KEYS = default_keys("questions.turn")


class RoomActs(QObject):
    """``transferred(target)``: the sheet belongs to another oral now.

    ``current`` tells the oral on the page; ``travel`` takes back or brings back an act.
    """

    transferred = Signal(int)

    def __init__(
        self,
        theme: Theme,
        conductor: Conductor,
        page: QWidget,
        anchor: QWidget,
        current: Callable[[], int],
        travel: Callable[[do.Undo | do.Redo], object],
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._conductor = conductor
        self._page = page
        self._current = current
        self.strip = InterruptionStrip(theme)
        self.fraud = FraudDrawer(theme, page, anchor, self._act, self._hour)
        self.history = HistoryDrawer(theme, conductor, page, anchor)
        self.transfer = TransferDrawer(theme, conductor, page, anchor)
        self.history.travelled.connect(travel)
        self.transfer.transferred.connect(self.transferred)
        self._notes: NotesPanel | None = None
        self._juror: Callable[[], str | None] = lambda: None

    def serve(
        self, notes: NotesPanel, footer: LiveFooter, clock: ClockPanel, juror: Callable[[], str | None]
    ) -> None:
        """Take the signals and the keys of the live screen that concern the room. ``juror``: the one in
        turn, while opinions are hidden.
        """
        self._juror = juror
        self._notes = notes
        notes.queue.ticked.connect(lambda note, asked: self._act(ev.QuestionTicked(note, asked)))
        notes.queue.ordered.connect(lambda order: self._act(ev.QuestionsOrdered(order)))
        footer.granted_asked.connect(self.pause_granted)
        clock.interruption.clicked.connect(self.ask_interruption)
        self.strip.reported.connect(self._report_interruption)
        for closed in (self.strip.left, self.fraud.closed, self.history.closed, self.transfer.closed):
            closed.connect(notes.field.setFocus)
        self._fill_menu(footer)
        for keys, slot in (
            (ASK_KEYS, notes.queue.ask_next),
            (QUEUE_KEYS, self._to_queue),
            (QUESTION_KEYS, self._turn_line),
            (INTERRUPTION_KEYS, self.ask_interruption),
            (GRANTED_KEYS, self.pause_granted),
        ):
            shortcut(self._page, keys, slot).setAutoRepeat(False)

    def show_oral(self, oral: int) -> None:
        """Another oral comes on the page."""
        self.strip.forget()
        self.fraud.panel.forget()
        self.fraud.hide()
        self.transfer.hide()
        self.history.show_oral(oral)

    def refresh(self) -> None:
        """Paint notes, questions and the report anew."""
        office, oral = self._conductor.office, self._current()
        if self._notes is not None:
            juror = self._juror()
            self._notes.show_notes(
                note_lines(office, oral, juror),
                timeline(office, oral, juror),
                questions_view(office, oral, juror),
            )
        self.fraud.panel.show_view(fraud_view(office, oral))

    def flush(self) -> bool:
        """Record what is typed; whether nothing is left unrecorded."""
        return self.fraud.panel.flush()

    def ask_interruption(self) -> None:
        oral = self._oral()
        if not in_quiet_phase(oral):
            words = "Cette phase n’est pas protégée\u202f: la commission peut y parler."
            self._conductor.refused.emit(words)
            return
        now = self._conductor.office.now()
        face = oral.clock(now)
        phase = face.phase or 0
        names = (name for _, name in author_choices(self._conductor.office, self._current()))
        self.strip.ask(names, now, stamp(phase, face.phases[phase].used))

    def ask_fraud(self) -> None:
        stage = self._oral().stage
        if stage.begun and not stage.settled:
            self._put_away(self.fraud)
            self.fraud.ask()

    def pause_granted(self) -> None:
        oral = self._oral()
        if oral.stage is Stage.RUNNING and oral.plan.accommodation.pauses.us > 0:
            self._act(ev.Paused(granted=True))

    def show_history(self) -> None:
        self._put_away(self.history)
        self.history.toggle(self._current())

    def ask_transfer(self) -> None:
        if self.flush():
            self._put_away(self.transfer)
            self.transfer.ask(self._current())

    def _put_away(self, but: QWidget) -> None:
        """One panel at a time lies over the criteria."""
        for each in (self.history, self.transfer, self.fraud):
            if each is not but:
                each.hide()

    def _fill_menu(self, footer: LiveFooter) -> None:
        for name, slot in (
            ("oral.fraud", self.ask_fraud),
            ("oral.history", self.show_history),
            ("oral.transfer", self.ask_transfer),
        ):
            footer.menu.addAction(Action(name, self._page, slot))

    def _to_queue(self) -> None:
        notes = self._notes
        if notes is not None and (notes.queue.list.hasFocus() or not notes.queue.enter()):
            notes.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn_line(self) -> None:
        if self._notes is not None and self._notes.field.isVisible():
            self._notes.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._notes.field.turn()

    def _report_interruption(self, interruption: Interruption, began: Reading) -> None:
        if self._act(ev.Interrupted(interruption, began)):
            self.strip.taken()

    def _oral(self) -> Oral:
        return self._conductor.office.oral(self._current())

    def _act(self, command: do.Command) -> bool:
        return self._conductor.act(self._current(), command)

    def _hour(self) -> str:
        return formats.hour_second(self._conductor.office.now().utc)
