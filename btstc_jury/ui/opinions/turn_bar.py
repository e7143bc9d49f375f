"""The line over the criteria: how the commission gives its opinion, and whose turn it is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from btstc_jury.application.views.opinions import OpinionsView
from btstc_jury.ui.opinions.mode_choice import MODE_KEYS, ModeChoice
from btstc_jury.ui.opinions.opinion_turn import OpinionTurn
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import shortcut

_TURNS = 6
"""Nobody and five jurors can be chosen by key."""


class TurnBar(QFrame):
    """Both on one line where there is room; nothing at all where there is nothing to choose."""

    def __init__(self, theme: Theme, mode: ModeChoice, turn: OpinionTurn) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "line-bottom")
        self._row = QHBoxLayout(self)
        self._row.addWidget(mode, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(turn, 1)
        self._row.addStretch(0)
        theme.changed.connect(self._space)
        self._space()

    def show_view(self, view: OpinionsView) -> None:
        self.setVisible(view.choosable or view.hidden)

    def _space(self) -> None:
        space = self._theme.space
        self._row.setContentsMargins(space(16), space(5), space(12), space(5))
        self._row.setSpacing(space(12))


def bind_turns(page: QWidget, mode: ModeChoice, turn: OpinionTurn) -> None:
    """Alt+M for the mode, Alt+1… for a juror's turn, Alt+0 to end it."""
    shortcut(page, MODE_KEYS, mode.toggle)
    for position in range(_TURNS):
        shortcut(page, f"Alt+{position}", partial(turn.ask, position))
