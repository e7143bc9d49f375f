"""The times of this oral: preparation, total where the commission sets it, and what is granted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.arrival import ArrivalView
from btstc_jury.application.views.clock import ClockView
from btstc_jury.application.views.formats import length, minutes
from btstc_jury.application.views.shared_total import SharedTotal, read_used
from btstc_jury.application.views.sources import source_of
from btstc_jury.domain.commands import Command, StartPreparation
from btstc_jury.domain.events import PreparationEnded
from btstc_jury.domain.form import SettingKind, TimeRule
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral
from btstc_jury.ui.arrival.pieces import Section
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.fields import Field, WholeLine
from btstc_jury.ui.widgets.layouts import fill, flow
from btstc_jury.ui.widgets.steady import NumberBox

_LONGEST = 240
"""Minutes at most for a time set by the commission."""


class TimesSection(Section):
    """``prepare``: begins and ends the preparation, which ``act`` then records. ``passed``: Enter in a
    time that can be read asks for the next question.
    """

    passed = Signal()

    def __init__(self, theme: Theme, prepare: Action, act: Callable[[Command], object]) -> None:
        super().__init__(theme, "Temps")
        self._act = act
        self._prepare_act = prepare
        self._preparing = False
        self._needs_minutes = False
        self.needs_total = False
        self._preparation = label()
        self._prepare_minutes = _minutes_box("Durée de la préparation, en minutes")
        self._prepare = KeyButton.of(prepare)
        self._prepare_note = label(role="muted small", wrap=True)
        self._total_title = label("Durée totale")
        self._total_note = label(role="muted small", wrap=True)
        self.total = _minutes_box("Durée totale de l’interrogation, en minutes")
        self._shared: SharedTotal | None = None
        self._proposed = ""
        self.used = WholeLine(limit=12, placeholder="mm:ss")
        self.used.setObjectName("temps de la situation 1")
        self.used.textChanged.connect(self._show_used)
        self._used = Field(theme, "Temps utilisé en situation 1", self.used)
        self.used.returnPressed.connect(self._pass)
        self.total.lineEdit().returnPressed.connect(self._pass)
        self._prepare_minutes.lineEdit().returnPressed.connect(self._prepare.setFocus)
        self._granted = label("", "small", wrap=True)
        before = flow(theme, self._preparation, self._prepare_minutes, self._prepare, gap=12)
        whole = flow(theme, self._total_title, self.total, gap=12)
        fill(self.body, before, self._prepare_note, self._used, whole, self._total_note, self._granted)

    def begin(self, oral: Oral) -> None:
        """Another oral comes: propose what its form says."""
        proposed = oral.total or oral.form.total.duration
        self.total.setValue(proposed.whole_seconds // 60 if proposed else 0)
        self._prepare_minutes.setValue(0)
        self._proposed = ""
        self.used.clear()

    def show_view(self, oral: Oral, view: ArrivalView, shared: SharedTotal | None) -> None:
        """``shared``: of a total that situation 1 had its part of. What was typed here stays."""
        self._shared = shared
        if shared is not None and self.used.text() in {"", self._proposed}:
            self._proposed = shared.used
            self.used.setText(shared.used)
        self._show_preparation(oral)
        self._show_total(oral)
        self._show_used()
        tell(self._granted, self._granted_words(view))
        exists = oral.form.preparation.kind is not SettingKind.NONE
        self.setVisible(exists or self.needs_total or not self._granted.isHidden())

    def show_clock(self, view: ClockView, own: int) -> None:
        """Refresh the preparation clock of this oral."""
        for line in view.preparations:
            if line.oral == own:
                self._show_words(f"{line.words} / {line.allowed}")

    def length(self) -> Duration | None:
        """The total set by the commission; ``None`` where the form or situation 1 sets it."""
        return (
            Duration.minutes(self.total.value()) if self.needs_total and self.used_before() is None else None
        )

    def used_before(self) -> Duration | None:
        """By situation 1, of the total that both share; ``None`` where nobody said it, or not so that it can
        be read: see ``point_out``.
        """
        return None if self._shared is None else read_used(self._shared, self.used.text()).used

    def point_out(self) -> bool:
        """Go to what can't be read; whether there was anything."""
        if not self._used.error:
            return False
        self.used.setFocus()
        self.used.selectAll()
        return True

    def ask_total(self) -> bool:
        """Go to the total where the commission still has to set it; whether it has."""
        if not self.needs_total or self.used_before() is not None or self.total.value():
            return False
        self.total.setFocus()
        self.total.selectAll()
        return True

    @property
    def total_due(self) -> bool:
        """Whether nothing is proposed for the total: it is to be set before the oral begins."""
        return self.needs_total and self._shared is None

    def first_field(self) -> QWidget | None:
        """What the commission has to say first, or ``None``."""
        if not self.needs_total:
            return None
        return self.total if self._shared is None else self.used

    def _pass(self) -> None:
        if not self.point_out():
            self.passed.emit()

    def _show_used(self) -> None:
        shared = self._shared
        self._used.setVisible(shared is not None)
        if shared is None:
            return
        entry = read_used(shared, self.used.text())
        hint = (
            shared.told or "Laissez vide si personne ne le connaît\u202f: la commission fixe alors la durée."
        )
        self._used.set_hint("\n".join(filter(None, (shared.told, entry.words))) or hint)
        self._used.set_error(entry.error)
        for each in (self._total_title, self.total, self._total_note):
            each.setVisible(not self.used.text().strip())

    def toggle_preparation(self) -> None:
        if not self._prepare.isVisible():
            return
        if self._preparing:
            self._act(PreparationEnded())
            return
        length = Duration.minutes(self._prepare_minutes.value()) if self._needs_minutes else None
        if not self._act(StartPreparation(length)) and self._needs_minutes:
            self._prepare_minutes.setFocus()
            self._prepare_minutes.selectAll()

    def _granted_words(self, view: ArrivalView) -> str:
        times = " · ".join(f"{time.label} {time.granted or time.usual}" for time in view.times)
        lines = [f"Aménagement accordé\u202f: {times}"] if times else []
        if view.aids:
            lines.append(f"Aides\u202f: {view.aids}")
        return "\n".join(lines)

    def _show_total(self, oral: Oral) -> None:
        rule = oral.form.total
        self.needs_total = rule.kind is SettingKind.AT_OPENING
        for each in (self._total_title, self.total, self._total_note):
            each.setVisible(self.needs_total)
        if self.needs_total:
            self._total_note.setText(self._total_words(rule))

    def _show_preparation(self, oral: Oral) -> None:
        rule, current = oral.form.preparation, oral.preparation
        exists = rule.kind is not SettingKind.NONE
        self._preparing = current is not None and current.until is None
        self._needs_minutes = rule.kind is SettingKind.AT_OPENING
        self._preparation.setVisible(exists)
        self._prepare_act.setVisible(exists and (current is None or self._preparing))
        self._prepare_minutes.setVisible(self._needs_minutes and current is None)
        self._prepare_act.say("Terminer la préparation" if self._preparing else "Lancer la préparation")
        self._prepare_note.setVisible(exists and self._needs_minutes and current is None)
        source = source_of(oral.form, "preparation")
        self._prepare_note.setText(f"{source[:1].upper()}{source[1:]}.")
        if not exists or self._preparing:
            return
        factor = 1 + oral.plan.accommodation.preparation
        if current is not None and current.until is not None:
            allowed = length(current.allowed, indicative=rule.indicative)
            used = minutes(current.used(current.until))
            self._show_words(f"terminée\u202f: {used} sur {allowed}")
        elif rule.duration is not None:
            granted = "indicatives" if rule.indicative else "accordées"
            self._show_words(f"{minutes(rule.duration.scaled(factor))} {granted}")
        else:
            self._show_words("durée fixée par la commission")

    def _show_words(self, text: str) -> None:
        self._preparation.setText(f"Préparation\u202f: {text}")

    def _total_words(self, rule: TimeRule) -> str:
        if rule.complement_of is None:
            return "La forme d’épreuve laisse la commission fixer cette durée."
        whole = rule.complement_of.whole_seconds // 60
        return f"La circulaire donne {whole} minutes moins le temps utilisé en situation 1."


def _minutes_box(name: str) -> NumberBox:
    box = NumberBox(maximum=_LONGEST, suffix="\u202fmin")
    box.setAccessibleName(name)
    return box
