"""The live oral, from arrival to its end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views import messages
from btstc_jury.application.views.arrival import before_start_words, start_words
from btstc_jury.application.views.live import author_choices, just_begun
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Topic
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.live.live_board import LiveBoard
from btstc_jury.ui.shortcuts import call_lines
from btstc_jury.ui.theme.theme import Theme


class LivePage(LiveBoard):
    """``ended(oral)``: over, or deliberation is asked for; ``report_asked(oral, kind)``: it doesn't
    take place.
    """

    home_asked = Signal()
    ended = Signal(int)
    report_asked = Signal(int, object)

    def __init__(self, theme: Theme, conductor: Conductor) -> None:
        super().__init__(theme, conductor)
        self._connect()

    def show_oral(self, oral: int) -> None:
        """Show an oral at any stage. Raises ``FileProblem`` where its journal can't be read."""
        state = self.presenter.office.oral(oral)
        if oral != self.oral:
            self.turns.turn.leave()
            self._record_typing()
            self.remarks.writing.put_aside(record=False)
            self.drafts.leave()
            self.presenter.number = oral
            call_lines(self, state.form.assessed)
            self.criteria.show_form(state.form)
            self.criteria.prefer_phase()
            self.remarks.show_form(state.form, author_choices(self.presenter.office, oral))
            self.pause_strip.forget()
            self.interruption.forget()
            self.fraud.panel.forget()
            self.echo.forget()
            self.fraud.hide()
            self.drawers.show_oral(oral)
            self.arrival.begin(state)
        self._phase = state.phase
        self.refresh()
        self.drafts.take_up()
        self.lead_to(self.remarks.field)
        (self.arrival.first_field() if not state.stage.begun else self.remarks.field).setFocus()

    def flush(self) -> bool:
        """Record what is typed, before the page is left for good; whether nothing is left unrecorded."""
        return self._record_typing() and not self.remarks.writing.drafts

    def _record_typing(self) -> bool:
        self.criteria.list.keys.flush()
        played = (self.arrival.played, self.drawers.played.section)
        typed = (self.fraud.panel, self.pause_strip, self.remarks.writing, *played)
        recorded = [part.flush() for part in typed]
        return all(recorded)

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        self.echo.show_saved(f"consigné {self.presenter.hour()}")
        if Topic.STAGE in topics and self.presenter.oral.stage is Stage.ENDED:
            self.ended.emit(self.oral)
        if topics & {Topic.LEVELS, Topic.REMARKS} and (where := before_start_words(self.presenter.oral)):
            self.presenter.conductor.informed.emit(where)

    def _forward(self) -> None:
        """A key held, or pressed twice, goes one step."""
        state, act = self.presenter.oral, self.presenter.act
        if state.stage.begun and just_begun(state, self.presenter.office.now()):
            words = "La phase vient de commencer\u202f: rien de plus n’a changé."
            self.presenter.conductor.refused.emit(words)
            return
        if not state.stage.begun:
            self.arrival.played.flush()
            if self.arrival.times.point_out():
                return
            aside = start_words(self.presenter.office, self.oral)
            planned = state.stage is Stage.PLANNED
            if not act(self.arrival.opening()):
                if not self.arrival.times.ask_total():
                    self.arrival.commission.point_out()
                return
            if aside:
                # Whole at the foot of the window; what the start itself brings there comes after.
                self.presenter.conductor.informed.emit(aside)
            if not act(do.Start()):
                return
            if aside:
                # The commission that sits down by the same key gets up again by the same link.
                self.echo.explain(aside, acts=2 if planned else 1)
        elif state.phase is not None and state.phase + 1 == len(state.form.phases):
            words = "Dernière phase\u202f: {oral.end} termine l’interrogation."
            self.presenter.conductor.refused.emit(words)
        else:
            act(do.NextPhase())
        self.remarks.field.setFocus()

    def _pause(self) -> None:
        if self.presenter.oral.stage is Stage.PAUSED:
            self.pause_strip.flush()
            self.presenter.act(ev.Resumed())
            self.remarks.field.setFocus()
        elif self.presenter.act(ev.Paused()):
            self.pause_strip.ask_reason()

    def _end(self) -> None:
        """What is typed belongs to the oral: while it can't be recorded, the oral doesn't end."""
        if self.interruption.insists():
            self.echo.refuse("L’interrogation n’est pas terminée\u202f: une interruption est commencée.")
        elif self._record_typing():
            self.presenter.act(ev.Ended())
        else:
            self.remarks.field.setFocus()
            self._say_unended("L’interrogation", self.remarks.writing.refused)

    def _ask_interruption(self) -> None:
        self.interruption.ask()
        self.refresh_clock()

    def _toggle_preparation(self) -> None:
        self.arrival.times.toggle_preparation()

    def _ask_fraud(self) -> None:
        stage = self.presenter.oral.stage
        if stage.begun and not stage.facts.settled:
            self.drawers.put_away(self.fraud)
            self.fraud.ask()

    def _rate(self, criterion: int, level: str | None) -> None:
        self.presenter.act(ev.Rated(criterion, level))
        if not self.criteria.list.hasFocus():
            self.remarks.field.setFocus()

    def _say_locked(self) -> None:
        office = self.presenter.office
        why = messages.read_only(office.read_only) or messages.refusal(Refusal(Reason.FINALISED))
        self.presenter.conductor.refused.emit(why)

    def _toggle_focus(self) -> None:
        into_list = not self.criteria.list.hasFocus()
        (self.criteria.list if into_list else self.remarks.field).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take_sentence(self, text: str) -> None:
        """Typed in the criteria, and meant as a remark."""
        if self.remarks.field.isReadOnly():
            self._say_locked()
        elif self.remarks.field.isVisible():
            self.remarks.field.take(text)
        else:
            words = "«\u202f{text}\u202f» n’est pas gardé\u202f: les remarques s’écrivent une fois commencé."
            self.presenter.conductor.refused.emit(words.format(text=text))

    def slots(self) -> dict[str, Callable[[], object]]:
        return {
            "oral.next": self._forward,
            "oral.pause": self._pause,
            "oral.granted": lambda: self.presenter.act(ev.Paused(granted=True)),
            "oral.end": self._end,
            "oral.interruption": self._ask_interruption,
            "oral.undo": lambda: self._travel(do.Undo()),
            "oral.redo": lambda: self._travel(do.Redo()),
            "oral.fraud": self._ask_fraud,
            "oral.list": self.home_asked.emit,
            "notes.criteria": self._toggle_focus,
            "criteria.next": self._next_unrated,
            "preparation.toggle": self._toggle_preparation,
            "oral.time": self._say_time,
        }

    def _connect(self) -> None:
        self.presenter.changed.connect(self._on_changed)
        to_field = self.remarks.field.setFocus
        self.criteria.filter_changed.connect(self._show_criteria)
        self.criteria.list.rated.connect(self._rate)
        self.criteria.list.locked.connect(self._say_locked)
        self.criteria.list.keys.left.connect(to_field)
        self.criteria.list.keys.sentence.connect(self._take_sentence)
        self.criteria.list.keys.remarks_asked.connect(self.remarks.show_remarks_of)
        self.remarks.field.emptied.connect(self._warn_of_undo)
        self.remarks.field.criteria_asked.connect(self._toggle_focus)
        QWidget.setTabOrder(self.remarks.list, self.criteria.list)
        QWidget.setTabOrder(self.criteria.list, self.remarks.field)
        self.arrival.played.scenario_asked.connect(lambda: self.drawers.scenario_asked.emit(self.oral))
        self.arrival.stopped.report_asked.connect(lambda kind: self.report_asked.emit(self.oral, kind))
        self.interruption.left.connect(self.refresh_clock)
        for done in (self.pause_strip.done, self.interruption.left, self.drawers.closed):
            done.connect(to_field)
        self.turns.turn.leaving.connect(lambda: self.remarks.writing.put_aside(record=self.isVisible()))
        self.turns.turn.finished.connect(to_field)
        self.footer.more.clicked.connect(lambda: self.drawers.show_menu(self.footer.more))
        self.footer.deliberate.clicked.connect(lambda: self.ended.emit(self.oral))
