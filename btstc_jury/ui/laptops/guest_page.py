"""A juror's own oral, from « Commencer » to the seal: what its keys do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.laptops import begin, join, seal, take_clock, unseal
from btstc_jury.application.views.live import author_choices, just_begun
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Topic
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.laptops.guest_board import GuestBoard
from btstc_jury.ui.shortcuts import call_lines
from btstc_jury.ui.theme.theme import Theme


class GuestPage(GuestBoard):
    """``carry_asked``: the sealed file is to be copied."""

    carry_asked = Signal()

    def __init__(self, theme: Theme, conductor: Conductor, juror: str) -> None:
        super().__init__(theme, conductor, juror)
        self._connect()

    def show_oral(self, oral: int) -> None:
        """Raises ``FileProblem``."""
        state = self.presenter.office.oral(oral)
        if oral != self.oral:
            self.presenter.number = oral
            call_lines(self, state.form.assessed)
            self.criteria.show_form(state.form)
            self.criteria.prefer_phase()
            self.remarks.show_form(state.form, author_choices(self.presenter.office, oral))
            self.remarks.follow_turn(hidden=True)
            self.remarks.signer.personal.setChecked(True)
            self.history.show_oral(oral)
        self._phase = state.phase
        self.refresh()
        self.drafts.take_up()
        self.lead_to(self.remarks.field)
        self.lead()

    def flush(self) -> bool:
        """Record what is typed; whether nothing is left unrecorded."""
        if not self.oral:
            return True
        return self._record_typing() and not self.remarks.writing.drafts

    def slots(self) -> dict[str, Callable[[], object]]:
        return {
            "oral.next": self._forward,
            "oral.pause": self._pause,
            "oral.granted": lambda: self.presenter.act(ev.Paused(granted=True)),
            "oral.end": self._end,
            "oral.time": self._say_time,
            "oral.undo": lambda: self._travel(do.Undo()),
            "oral.redo": lambda: self._travel(do.Redo()),
            "oral.history": lambda: self.history.toggle(self.oral),
            "notes.criteria": self._toggle_criteria,
            "criteria.next": self._next_unrated,
            "verdict.calculated": lambda: self.opinion.verdict.take_calculated(self.echo.refuse),
            "opinions.seal": self._seal_or_take_back,
            "opinions.carry": self._carry,
        }

    def _record_typing(self) -> bool:
        self.criteria.list.keys.flush()
        held = self.opinion.flush() if self.opinion.isVisible() else None
        return held is None and self.remarks.writing.flush()

    def _forward(self) -> None:
        """A key held, or pressed twice, goes one step."""
        state, act = self.presenter.oral, self.presenter.act
        if state.stage.begun and just_begun(state, self.presenter.office.now()):
            self._refuse("La phase vient de commencer\u202f: rien de plus n’a changé.")
        elif state.stage.facts.waiting:
            self._begin()
            if self.presenter.oral.stage.facts.waiting:
                # The keys stay in what is to be mended.
                return
        elif not state.stage.facts.under_way:
            self._refuse("L’interrogation est terminée.")
        elif state.phase is not None and state.phase + 1 == len(state.form.phases):
            self._refuse("Dernière phase\u202f: {oral.end} termine l’interrogation.")
        else:
            act(do.NextPhase())
        self.lead()

    def _begin(self) -> None:
        """With the commission, or where its clock is by now."""
        office, joins, phase = self.presenter.office, self.view.joins, self.before.phase
        try:
            elapsed = self.before.elapsed() if joins or phase is not None else None
        except ValueError:
            self.before.point_out()
            return
        act = self.presenter.conductor.carry_out
        if joins:
            act(lambda: (take_clock(office, elapsed),))
        elif phase is None:
            act(lambda: (begin(office),))
        elif elapsed is None:
            self.before.point_out()
        else:
            act(lambda: (join(office, phase, elapsed),))

    def _pause(self) -> None:
        paused = self.presenter.oral.stage is Stage.PAUSED
        self.presenter.act(ev.Resumed() if paused else ev.Paused())
        self.lead()

    def _end(self) -> None:
        """What is typed belongs to the oral: while it can't be recorded, the oral doesn't end."""
        if self._record_typing():
            self.presenter.act(ev.Ended())
        else:
            self.remarks.field.setFocus()

    def _seal_or_take_back(self) -> None:
        """Sealed, it changes no more; until it is handed over, its author may take it back."""
        if not self.presenter.oral.stage.facts.over:
            self._refuse("L’avis se scelle une fois l’interrogation terminée\u202f: {oral.end}.")
            return
        if not self._record_typing():
            return
        view = self.view
        if view.lacking and not view.sealed:
            self._refuse(f"L’avis n’est pas scellé\u202f: il manque {view.lacking}.")
            self._to_lacking()
            return
        office = self.presenter.office
        self.presenter.conductor.carry_out(lambda: (unseal(office) if view.sealed else seal(office).changes,))
        self.refresh()
        self.opinion.lead()

    def _to_lacking(self) -> None:
        """The first criterion without a level, or the mark."""
        if not self.criteria.list.go_to_next_unrated():
            self.criteria.show_all()
            if not self.criteria.list.go_to_next_unrated():
                self.opinion.lead()

    def _carry(self) -> None:
        if self.view.sealed:
            self.carry_asked.emit()
        else:
            self._refuse("L’avis se copie une fois scellé\u202f: {opinions.seal}.")

    def _toggle_criteria(self) -> None:
        """F2 and Tab: the criteria and the remark field, once the oral is over the mark."""
        if not self.criteria.list.hasFocus():
            self.criteria.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.presenter.oral.stage.facts.over:
            self.opinion.lead()
        else:
            self.lead()

    def _rate(self, criterion: int, level: str | None) -> None:
        self.presenter.act(ev.Rated(criterion, level))
        if not self.criteria.list.hasFocus():
            self.lead()

    def _take_sentence(self, text: str) -> None:
        """Typed in the criteria, and meant as a remark."""
        if self.remarks.field.isVisible() and not self.remarks.field.isReadOnly():
            self.remarks.field.take(text)
        else:
            self._refuse(
                f"«\u202f{text}\u202f» n’est pas gardé\u202f: aucune remarque ne s’écrit maintenant."
            )

    def _say_locked(self) -> None:
        self._refuse("Votre avis est scellé\u202f: {opinions.seal} le reprend.")

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        self.echo.show_saved(f"consigné {self.presenter.hour()}")

    def _connect(self) -> None:
        self.presenter.changed.connect(self._on_changed)
        to_field = self.remarks.field.setFocus
        self.criteria.filter_changed.connect(self._show_criteria)
        self.criteria.list.rated.connect(self._rate)
        self.criteria.list.locked.connect(self._say_locked)
        self.criteria.list.keys.left.connect(self._toggle_criteria)
        self.criteria.list.keys.sentence.connect(self._take_sentence)
        self.criteria.list.keys.remarks_asked.connect(self.remarks.show_remarks_of)
        self.remarks.field.emptied.connect(self._warn_of_undo)
        self.remarks.field.criteria_asked.connect(self._toggle_criteria)
        for done in (self.pause_strip.done, self.history.closed):
            done.connect(to_field)
        QWidget.setTabOrder(self.remarks.list, self.criteria.list)
        QWidget.setTabOrder(self.criteria.list, self.remarks.field)
