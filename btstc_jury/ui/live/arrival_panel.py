"""Before the oral: who sits, which times, and the candidate's preparation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFormLayout, QSpinBox, QVBoxLayout, QWidget

from btstc_jury.application.views.clock import ClockView
from btstc_jury.application.views.formats import minutes
from btstc_jury.application.views.people import seat
from btstc_jury.domain.commands import EndPreparation, Open, StartPreparation
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.form import SettingKind, TimeRule
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.column_scroll import ColumnScroll
from btstc_jury.ui.widgets.key_button import KeyButton
from btstc_jury.ui.widgets.tick_box import TickBox

_ROOM_FOR_KEYS = 330
"""Width from which on the button shows its key."""

_LONGEST = 240
"""Minutes at most for a time set by the commission."""


class ArrivalPanel(ColumnScroll):
    """``asked(command)``: a command on the preparation. ``opening()`` is the command that the start needs."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._jurors: list[tuple[Juror, TickBox]] = []
        self._title = label(self.tr("Avant de commencer"), "heading")
        self._preparation_title = label(self.tr("Préparation du candidat"), "strong")
        self._preparation = label(wrap=True)
        self._prepare_minutes = _minutes_box(self.tr("Durée de la préparation, en minutes"))
        self._prepare = KeyButton(self.tr("Lancer la préparation"), "Ctrl+T")
        self._prepare.clicked.connect(self._toggle_preparation)
        self._total_title = label(self.tr("Durée totale"), "strong")
        self._total_note = label(role="muted small", wrap=True)
        self._total = _minutes_box(self.tr("Durée totale de l’épreuve, en minutes"))
        self._commission_title = label(self.tr("Commission présente"), "strong")
        self._commission = QVBoxLayout()
        self._next = label(
            self.tr("Vérifiez l’identité du candidat, puis commencez\u202f: le temps part aussitôt."),
            "muted",
            wrap=True,
        )
        self._preparing = False
        self._needs_minutes = False
        self._needs_total = False
        self._build()
        theme.changed.connect(self._space)
        self._space()

    def begin(self, oral: Oral, jurors: tuple[Juror, ...]) -> None:
        """Another oral comes: propose what its form and the exam file say."""
        rule = oral.form.total
        proposed = oral.total or rule.duration
        self._total.setValue(proposed.whole_seconds // 60 if proposed else 0)
        self._prepare_minutes.setValue(0)
        self._show_jurors(jurors)
        self._tick(oral.jurors or jurors)

    def show_oral(self, oral: Oral, jurors: tuple[Juror, ...]) -> None:
        """``jurors``: those of the exam file. What the commission has changed here stays."""
        self._show_preparation(oral)
        rule = oral.form.total
        self._needs_total = rule.kind is SettingKind.AT_OPENING
        for each in (self._total_title, self._total, self._total_note):
            each.setVisible(self._needs_total)
        if self._needs_total:
            self._total_note.setText(self._total_words(rule))
        if self._show_jurors(jurors):
            self._tick(jurors)

    def show_clock(self, view: ClockView, own: int) -> None:
        """Refresh the preparation clock of this oral."""
        for line in view.preparations:
            if line.oral == own:
                words = self.tr("dépassée de {left}") if line.overrun else self.tr("reste {left}")
                shown = words.format(left=line.left.lstrip("+"))
                self._preparation.setText(f"{shown} / {line.allowed}")

    def opening(self) -> Open:
        present = tuple(juror for juror, box in self._jurors if box.isChecked())
        total = Duration.minutes(self._total.value()) if self._needs_total else None
        return Open(present, total)

    def toggle_preparation(self) -> None:
        if self._prepare.isVisible():
            self._toggle_preparation()

    def first_field(self) -> QWidget:
        """Where the focus goes when the panel appears."""
        return self._total if self._needs_total else self

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._prepare.show_keys(self.width() >= self._theme.px(_ROOM_FOR_KEYS))

    def _toggle_preparation(self) -> None:
        if self._preparing:
            self.asked.emit(EndPreparation())
            return
        length = Duration.minutes(self._prepare_minutes.value()) if self._needs_minutes else None
        self.asked.emit(StartPreparation(length))

    def _show_preparation(self, oral: Oral) -> None:
        rule, current = oral.form.preparation, oral.preparation
        exists = rule.kind is not SettingKind.NONE
        self._preparing = current is not None and current.until is None
        self._needs_minutes = rule.kind is SettingKind.AT_OPENING
        for each in (self._preparation_title, self._preparation):
            each.setVisible(exists)
        self._prepare.setVisible(exists and (current is None or self._preparing))
        self._prepare_minutes.setVisible(self._needs_minutes and current is None)
        stop = self.tr("Terminer la préparation")
        self._prepare.set_text(stop if self._preparing else self.tr("Lancer la préparation"))
        if not exists or self._preparing:
            return
        factor = 1 + oral.plan.accommodation.preparation
        if current is not None and current.until is not None:
            used = minutes(current.used(current.until))
            words = self.tr("terminée\u202f: {used} sur {allowed}")
            self._preparation.setText(words.format(used=used, allowed=minutes(current.allowed)))
        elif rule.duration is not None:
            allowed = minutes(rule.duration.scaled(factor))
            self._preparation.setText(self.tr("{allowed} accordées").format(allowed=allowed))
        else:
            self._preparation.setText(self.tr("durée fixée par la commission"))

    def _total_words(self, rule: TimeRule) -> str:
        if rule.complement_of is None:
            return self.tr("La forme d’épreuve laisse la commission fixer cette durée.")
        whole = rule.complement_of.whole_seconds // 60
        text = self.tr("{whole} minutes moins la durée de la situation 1.")
        return text.format(whole=whole)

    def _show_jurors(self, known: tuple[Juror, ...]) -> bool:
        """One box for each; whether they are new."""
        if [juror for juror, _ in self._jurors] == list(known):
            return False
        for _, box in self._jurors:
            self._commission.removeWidget(box)
            box.deleteLater()
        words = {juror.key: f"{juror.name} — {seat(juror)}" for juror in known}
        self._jurors = [(juror, TickBox(self._theme, words[juror.key])) for juror in known]
        for _, box in self._jurors:
            self._commission.addWidget(box)
        return True

    def _tick(self, present: tuple[Juror, ...]) -> None:
        keys = {juror.key for juror in present}
        for juror, box in self._jurors:
            box.setChecked(juror.key in keys)

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.addWidget(self._title)
        layout.addWidget(self._preparation_title)
        layout.addWidget(self._preparation)
        form = QFormLayout()
        form.addRow(self._prepare_minutes)
        layout.addLayout(form)
        layout.addWidget(self._prepare, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._total_title)
        layout.addWidget(self._total, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._total_note)
        layout.addWidget(self._commission_title)
        layout.addLayout(self._commission)
        layout.addWidget(self._next)
        layout.addStretch(1)
        self._inner = layout
        self.setWidget(inside)

    def _space(self) -> None:
        px = self._theme.px
        self._inner.setContentsMargins(px(24), px(16), px(24), px(16))
        self._inner.setSpacing(px(8))
        for title in (self._preparation_title, self._total_title, self._commission_title, self._next):
            title.setContentsMargins(0, px(10), 0, 0)


def _minutes_box(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, _LONGEST)
    box.setSuffix("\u202fmin")
    box.setAccessibleName(name)
    return box
