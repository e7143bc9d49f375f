"""The oral as a signed grid carries it, to be read only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from btstc_jury.application.views.evaluation import EvaluationSection
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label


class EvaluationPanel(QScrollArea):
    """Scrolled by the keys once it has the focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Données de l’évaluation")
        self.say("")

    def say(self, why: str) -> None:
        """Instead of data."""
        layout = self._renewed()
        layout.addWidget(label(why, "muted", wrap=True))
        layout.addStretch(1)

    def show_sections(self, sections: Sequence[EvaluationSection]) -> None:
        layout = self._renewed()
        for section in sections:
            layout.addWidget(label(section.title, "heading"))
            layout.addWidget(self._card(section))
        layout.addStretch(1)

    def _renewed(self) -> QVBoxLayout:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        space = self._theme.space
        layout.setContentsMargins(space(16), space(16), space(16), space(16))
        layout.setSpacing(space(8))
        self.setWidget(inside)
        return layout

    def _card(self, section: EvaluationSection) -> QWidget:
        card = frame("card")
        grid = QGridLayout(card)
        space = self._theme.space
        grid.setContentsMargins(space(12), space(8), space(12), space(8))
        grid.setHorizontalSpacing(space(12))
        grid.setVerticalSpacing(space(6))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for line, (name, value) in enumerate(section.lines):
            told = label(value, wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if not name:
                grid.addWidget(told, line, 0, 1, 2)
                continue
            grid.addWidget(label(name, "muted", wrap=True), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(told, line, 1, Qt.AlignmentFlag.AlignTop)
        return card
