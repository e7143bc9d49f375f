"""An attempt while it is played: what its keys do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.rehearsing import begin
from btstc_jury.application.views.live import just_begun
from btstc_jury.application.views.rehearsal.live import (
    attempt_controls,
    following_step,
)
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.case import Step
from btstc_jury.domain.events import Topic
from btstc_jury.domain.rehearsal import Speaker
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.rehearsal.live_board import AttemptBoard
from btstc_jury.ui.theme.theme import Theme


class AttemptPage(AttemptBoard):
    """``ended(oral)``: it is over, and is to be looked at."""

    home_asked = Signal()
    ended = Signal(int)

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__(theme, conductor, ports)
        self._connect()

    def show_oral(self, oral: int) -> None:
        """Raises ``FileProblem``."""
        state = self.presenter.office.oral(oral)
        if oral != self.oral:
            self._record_typing()
            self.remarks.writing.put_aside(record=False)
            self.drafts.leave()
            self.presenter.number = oral
            self.criteria.show_form(state.form)
            self.criteria.prefer_phase()
            self.remarks.show_form(state.form, ())
            self.pause_strip.forget()
            self.improvised.forget()
            self.echo.forget()
            self.history.show_oral(oral)
            self.buyer.begin()
            self.turn_to_buyer()
        self.refresh()
        self.drafts.take_up()
        self.lead_to(self.remarks.field)
        self.remarks.field.setFocus()

    def flush(self) -> bool:
        """Record what is typed; whether nothing is left unrecorded."""
        return self._record_typing() and not self.remarks.writing.drafts

    def slots(self) -> dict[str, Callable[[], object]]:
        return {
            "oral.next": self._forward,
            "oral.pause": self._pause,
            "oral.end": self._end,
            "oral.time": self._say_time,
            "oral.undo": lambda: self._travel(do.Undo()),
            "oral.redo": lambda: self._travel(do.Redo()),
            "oral.history": lambda: self.history.toggle(self.oral),
            "oral.list": self.home_asked.emit,
            "notes.criteria": self._toggle_criteria,
            "criteria.next": self._next_unrated,
            "preparation.toggle": self._toggle_preparation,
            "speech.change": self._change_speaker,
            "speech.silence": lambda: self._speak(Speaker.SILENCE),
            "speech.cut": lambda: self.presenter.act(ev.BuyerCut()),
            "objections.next": self._throw_next,
            "objections.add": self._ask_improvised,
            "steps.next": self._next_step,
            "attempt.restart": self._restart,
        }

    def _record_typing(self) -> bool:
        self.criteria.list.keys.flush()
        recorded = [part.flush() for part in (self.pause_strip, self.remarks.writing)]
        return all(recorded)

    def _forward(self) -> None:
        """A key held, or pressed twice, goes one step."""
        state, office, oral = self.presenter.oral, self.presenter.office, self.oral
        if state.stage.begun and just_begun(state, office.now()):
            self._refuse("La phase vient de commencer\u202f: rien de plus n’a changé.")
        elif state.stage.facts.waiting:
            self.presenter.conductor.carry_out(lambda: begin(office, oral))
        elif attempt_controls(office, oral).last:
            self._refuse("Dernière phase\u202f: {oral.end} termine la séance.")
        else:
            self.presenter.act(do.NextPhase())
        self.remarks.field.setFocus()

    def _restart(self) -> None:
        phase = self.presenter.oral.phase
        if phase is None:
            self._refuse("Rien n’est commencé.")
        else:
            self.presenter.act(ev.PhaseRestarted(phase))

    def _pause(self) -> None:
        if self.presenter.oral.stage is Stage.PAUSED:
            self.pause_strip.flush()
            self.presenter.act(ev.Resumed())
            self.remarks.field.setFocus()
        elif self.presenter.act(ev.Paused()):
            self.pause_strip.ask_reason()

    def _end(self) -> None:
        """What is typed belongs to the attempt: while it can't be recorded, it doesn't end."""
        if self._record_typing():
            self.presenter.act(ev.Ended())
        else:
            self.remarks.field.setFocus()
            self._say_unended("La séance", self.remarks.writing.refused)

    def _toggle_preparation(self) -> None:
        running = self.presenter.oral.preparation
        if running is None:
            form = self.presenter.oral.form
            self.presenter.act(do.StartPreparation(form.preparation.duration))
        elif running.until is None:
            self.presenter.act(ev.PreparationEnded())

    def _change_speaker(self) -> None:
        rehearsal = self.presenter.oral.rehearsal
        student = rehearsal is not None and rehearsal.speaker is Speaker.STUDENT
        self._speak(Speaker.BUYER if student else Speaker.STUDENT)

    def _speak(self, speaker: Speaker) -> None:
        self.presenter.act(ev.SpeakerChanged(speaker))

    def _next_step(self) -> None:
        step = following_step(self.presenter.oral)
        if step is None:
            self._refuse("Toutes les étapes sont passées.")
        else:
            self._reach(step)

    def _reach(self, step: Step) -> None:
        self.presenter.act(ev.StepReached(step))
        # What was tapped shows what the journal says, whether it was taken or not.
        self._show_steps()

    def _throw_next(self) -> None:
        self.throwing.throw_next()

    def _ask_improvised(self) -> None:
        self.turn_to_buyer()
        self.throwing.ask()

    def _toggle_criteria(self) -> None:
        """F2: the criteria in the place of the buyer's card, and back."""
        if self.criteria.list.hasFocus():
            self.turn_to_buyer()
            self.remarks.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.turn_to_criteria()
            self.criteria.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take_sentence(self, text: str) -> None:
        if not self.remarks.field.isReadOnly():
            self.remarks.field.take(text)

    def _next_unrated(self) -> None:
        self.turn_to_criteria()
        super()._next_unrated()

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        self.echo.show_saved(f"consigné {self.presenter.hour()}")
        if Topic.STAGE in topics and self.presenter.oral.stage is Stage.ENDED:
            self.ended.emit(self.oral)

    def _connect(self) -> None:
        self.presenter.changed.connect(self._on_changed)
        to_field = self.remarks.field.setFocus
        self.criteria.filter_changed.connect(self._show_criteria)
        self.criteria.list.rated.connect(lambda number, level: self.presenter.act(ev.Rated(number, level)))
        self.criteria.list.keys.left.connect(self._toggle_criteria)
        self.criteria.list.keys.sentence.connect(self._take_sentence)
        self.criteria.list.keys.remarks_asked.connect(self.remarks.show_remarks_of)
        self.remarks.field.emptied.connect(self._warn_of_undo)
        self.remarks.field.criteria_asked.connect(self._toggle_criteria)
        self.buyer.objections.thrown.connect(self.throwing.throw)
        self.buyer.objections.handled.connect(self.throwing.tell)
        self.throwing.scrolled.connect(self.buyer.turn_pages)
        self.throwing.told.connect(self.echo.say)
        self.buyer.reached.connect(self._reach)
        for done in (self.pause_strip.done, self.history.closed, self.improvised.left, self.throwing.thrown):
            done.connect(to_field)
        QWidget.setTabOrder(self.remarks.list, self.criteria.list)
        QWidget.setTabOrder(self.criteria.list, self.remarks.field)
