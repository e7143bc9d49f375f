"""All criteria with the level that the commission gives, in official order, those not yet rated or those
on which opinions diverge first.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from btstc_jury.application.views.criteria import CriteriaView, divergent_first, next_undecided
from btstc_jury.application.views.deliberation import DeliberationView, unrated_first
from btstc_jury.domain.assessed import Assessed
from btstc_jury.ui.deliberation.compared_rows import ColumnHeads, OpinionsDelegate, places
from btstc_jury.ui.shortcuts import KeyedText
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, frame, label, tell
from btstc_jury.ui.widgets.buttons import toggle
from btstc_jury.ui.widgets.criteria_list import CriteriaList
from btstc_jury.ui.widgets.descriptors import Descriptors
from btstc_jury.ui.widgets.layouts import column, flow, row
from btstc_jury.ui.widgets.level_choice import LevelChoice
from btstc_jury.ui.widgets.level_prompt import LevelPrompt

_ROOMY = 190
"""Height from which on title, progress and hint stand around the criteria."""


class RatedCriteria(QWidget):
    """``list`` tells of the ratings; ``page``: the screen; ``above``: over the criteria."""

    def __init__(self, theme: Theme, page: QWidget, above: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._view: DeliberationView | None = None
        self._shown: CriteriaView | None = None
        self._first: frozenset[int] = frozenset()
        self._compared = False
        self.list = CriteriaList(theme, OpinionsDelegate)
        self.list.keys.beside = "les textes s’écrivent à droite"
        self.levels = LevelChoice(self.list, self)
        self.heads = ColumnHeads(theme)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.official = toggle("Ordre officiel", Qt.FocusPolicy.TabFocus)
        self.unrated = toggle("À évaluer d’abord", Qt.FocusPolicy.TabFocus)
        self.divergent = toggle("Écarts d’abord", Qt.FocusPolicy.TabFocus)
        self._title = label("Critères", "strong")
        self._progress = label(role="muted small")
        self._revealed = ElidedLabel(role="muted small")
        self._hint = ElidedLabel(role="muted small")
        self._hint.setObjectName("hint")
        self._told = KeyedText(self._hint, self._hint.setText)
        self._group = QButtonGroup(self)
        for button in (self.divergent, self.official, self.unrated):
            self._group.addButton(button)
            button.clicked.connect(self._order)
        self.official.setChecked(True)
        self.prompt = LevelPrompt(theme, self.list, self)
        self.descriptors = Descriptors(theme, self.list, self, page)
        self._show_hint()
        self._build(above)

    def show_view(self, view: DeliberationView) -> None:
        self._view = view
        lines = view.criteria.assessed
        self._title.setText(lines.facts.short)
        self._progress.setText(view.criteria.progress)
        tell(self._revealed, view.opinions.revealed)
        compared = view.opinions.compared
        changed = compared != self._compared
        if changed:
            self._compared = compared
            self._first = frozenset()
            (self.divergent if compared else self.official).setChecked(True)
        self.divergent.setVisible(compared)
        self.unrated.setVisible(not compared)
        self.list.keys.set_editable(view.editable)
        self._show_hint()
        self._shown = self._ordered(view)
        self.list.show_view(self._shown)
        self.descriptors.show_view(self._shown)
        self._show_heads()
        if changed and compared:
            self.choose_first()

    def official_order(self) -> None:
        """As another oral comes; revealed opinions put the divergences first."""
        self.official.setChecked(True)
        self._first = frozenset()
        self._compared = False

    def choose_first(self) -> None:
        """The first criterion to decide or to rate, or the first of all."""
        self.list.scrollToTop()
        if self._shown is None:
            return
        first = next((line.number for group in self._shown.groups for line in group.lines), None)
        undecided = next_undecided(self._shown, None)
        if first is not None:
            self.list.choose(first if undecided is None else undecided)

    def choose_next(self) -> None:
        """The next criterion to decide or to rate."""
        number = next_undecided(self._shown, self.list.current()) if self._shown else None
        if number is not None:
            self.list.choose(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The current criterion stays in sight; where there is little height, what is also said elsewhere
        gives way to it.
        """
        super().resizeEvent(event)
        roomy = self.height() >= self._theme.px(_ROOMY)
        for each in (self._title, self._progress, self._below):
            each.setVisible(roomy)
        soon(self.heads, self._show_heads)
        soon(self.list, lambda: self.list.scrollTo(self.list.currentIndex()))

    def _ordered(self, view: DeliberationView) -> CriteriaView:
        if self.divergent.isChecked():
            return divergent_first(view.criteria)
        return unrated_first(view.criteria, self._first) if self._first else view.criteria

    def _show_heads(self) -> None:
        self.heads.setVisible(self._compared)
        if self._view is not None and self._compared:
            columns = tuple(juror.column for juror in self._view.opinions.jurors)
            boxes, width = len(self._view.criteria.boxes), self.list.viewport().width()
            self.heads.show_columns(columns, places(width, len(columns), boxes, self._theme.px))

    def _order(self) -> None:
        if self._view is None:
            return
        self._first = frozenset(self._view.unrated) if self.unrated.isChecked() else frozenset()
        kept = self.list.current()
        self.show_view(self._view)
        if self._first:
            self.list.select(min(self._first))
        elif kept is not None:
            self.list.select(kept)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_hint(self) -> None:
        """How to come to the list and back."""
        lines = Assessed.CRITERIA if self._view is None else self._view.criteria.assessed
        fields = lines.named("{notes.criteria} va des critères aux champs et revient")
        if self._view is not None and not self._view.editable:
            self._told.tell(fields)
            return
        following = "écart" if self._compared else "à évaluer"
        self._told.tell(f"{fields} · {{criteria.next}} va au prochain {following}")

    def _build(self, above: QWidget) -> None:
        orders = (self.divergent, self.official, self.unrated)
        told = (self._title, *orders, self.descriptors.shown, self._progress, self._revealed)
        head = flow(self._theme, *told, margins=(16, 8, 12, 8))
        self._below = frame("sunken")
        self.list.setMinimumHeight(1)
        row(self._theme, self._hint, margins=(16, 3), within=self._below)
        parts = (above, head, self.heads, (self.list, 1), self.descriptors, self.prompt, self._below)
        column(self._theme, *parts, gap=0, within=self)
