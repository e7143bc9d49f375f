"""The current phase: one big number, and what each may do now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from btstc_jury.application.views.clock import ClockView
from btstc_jury.domain.oral import Stage
from btstc_jury.ui.live.interruption_strip import INTERRUPTION_KEYS
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import CLOCK
from btstc_jury.ui.widgets.basics import frame, label, set_role
from btstc_jury.ui.widgets.key_button import KeyButton

_LARGEST_CLOCK = 76
"""Pixels: at large text the clock, readable from afar already, leaves room for the notes."""


class ClockPanel(QWidget):
    """Time of the current phase and of the oral, in words and figures of ``ClockView``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._quiet = frame("quiet")
        self._quiet_text = label(self.tr("■ Ne pas interrompre le candidat"), "strong")
        quiet = QHBoxLayout(self._quiet)
        self._quiet_layout = quiet
        quiet.addWidget(self._quiet_text)
        quiet.addStretch(1)
        self.interruption = KeyButton(self.tr("Signaler une interruption"), INTERRUPTION_KEYS, "on-quiet")
        self.interruption.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        quiet.addWidget(self.interruption)
        self._caption = label(role="muted small")
        self._left = label(role="clock")
        self._elapsed_name = label(self.tr("écoulé"), "muted small")
        self._elapsed = label(role="strong")
        self._total_name = label(self.tr("total restant"), "muted small")
        self._total = label(role="strong")
        self._allowed = label(role="muted")
        self._candidate = label(role="", wrap=True)
        self._commission = label(role="", wrap=True)
        self._candidate.setTextFormat(Qt.TextFormat.RichText)
        self._commission.setTextFormat(Qt.TextFormat.RichText)
        self._body = frame("surface")
        self._build()
        theme.changed.connect(self._space)
        self._space()

    def show_clock(self, view: ClockView) -> None:
        self._quiet.setVisible(view.uninterrupted)
        _set(self._caption, _caption(view, self.tr("dépassement"), self.tr("suspendu")))
        _set(self._left, view.left)
        set_role(self._left, _clock_role(view))
        self._left.setAccessibleName(f"{view.caption} {view.left}")
        _set(self._elapsed, view.elapsed)
        _set(self._total, view.total_left)
        set_role(self._total, "strong overrun" if view.total_overrun else "strong")
        _set(self._allowed, f"/ {view.total_allowed}")
        _set(self._candidate, _two(self.tr("Candidat"), view.candidate))
        _set(self._commission, _two(self.tr("Commission"), view.commission))

    def show_roles(self, shown: bool) -> None:
        """What each may do now gives way where something else needs the room."""
        self._candidate.setVisible(shown)
        self._commission.setVisible(shown)

    def _build(self) -> None:
        figures = QGridLayout()
        figures.addWidget(self._elapsed_name, 0, 0)
        figures.addWidget(self._total_name, 0, 1, 1, 2)
        figures.addWidget(self._elapsed, 1, 0)
        figures.addWidget(self._total, 1, 1)
        figures.addWidget(self._allowed, 1, 2)
        figures.setColumnStretch(3, 1)
        self._figures = figures
        line = QHBoxLayout()
        line.addWidget(self._left)
        line.addLayout(figures, 1)
        line.setAlignment(figures, Qt.AlignmentFlag.AlignBottom)
        self._line = line
        inner = QVBoxLayout(self._body)
        inner.addWidget(self._caption)
        inner.addLayout(line)
        inner.addWidget(self._candidate)
        inner.addWidget(self._commission)
        self._inner = inner
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._quiet)
        outer.addWidget(self._body)

    def _space(self) -> None:
        px = self._theme.px
        self._quiet_layout.setContentsMargins(px(16), px(5), px(16), px(5))
        self._inner.setContentsMargins(px(16), px(8), px(16), px(8))
        self._inner.setSpacing(px(2))
        self._line.setSpacing(px(16))
        self._figures.setHorizontalSpacing(px(8))
        self._figures.setVerticalSpacing(px(2))
        self._figures.setColumnMinimumWidth(0, px(64))
        self._figures.setContentsMargins(0, 0, 0, px(10))
        self._left.setStyleSheet(f"font-size: {min(px(CLOCK), _LARGEST_CLOCK)}px;")


def _caption(view: ClockView, over: str, paused: str) -> str:
    words = view.caption
    if view.overrun:
        words = f"{words.rsplit(' — ', 1)[0]} — {over}"
    return f"{words} · {paused}" if view.stage is Stage.PAUSED else words


def _clock_role(view: ClockView) -> str:
    if view.overrun:
        return "clock overrun"
    return "clock muted" if view.stage is Stage.PAUSED else "clock"


def _two(head: str, text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<b>{head}\u202f:</b> {safe}"


def _set(shown: QLabel, text: str) -> None:
    """Set a text only where it differs: an unchanged label isn't painted again."""
    if shown.text() != text:
        shown.setText(text)
