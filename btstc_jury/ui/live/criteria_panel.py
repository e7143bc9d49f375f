"""The criteria of the live screen: which are shown, how far the rating is, and the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from btstc_jury.application.views.criteria import CriteriaFilter, CriteriaView
from btstc_jury.domain.form import Form
from btstc_jury.ui.shortcuts import Action, KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, frame, label
from btstc_jury.ui.widgets.buttons import toggle
from btstc_jury.ui.widgets.criteria_list import CriteriaList
from btstc_jury.ui.widgets.descriptors import Descriptors
from btstc_jury.ui.widgets.fields import Choice
from btstc_jury.ui.widgets.layouts import column, flow, row, sized
from btstc_jury.ui.widgets.level_choice import LevelChoice
from btstc_jury.ui.widgets.level_prompt import LevelPrompt

_ROOMY = 300
"""Height from which on all the filters stand above the criteria."""

_CRAMPED = 230
"""Height under which the key alone leads to the criteria without a level."""


_TOLD = {False: "Critères montrés ({criteria.filter})", True: "Une ligne par critère ({criteria.compact})"}
"""Of a filter, and of the compact list."""


class CriteriaPanel(QWidget):
    """``filter_changed``: ask for another view; ``shown`` and ``competence`` tell which."""

    filter_changed = Signal()

    def __init__(self, theme: Theme, page: QWidget, above: QWidget) -> None:
        """``page``: the screen, whose keys work here; ``above``: over the criteria."""
        super().__init__()
        self._theme = theme
        self._of_phase = False
        self.list = CriteriaList(theme)
        self.levels = LevelChoice(self.list, self)
        self._phase = toggle("Pour cette phase", Qt.FocusPolicy.TabFocus)
        self._all = toggle("Tous", Qt.FocusPolicy.TabFocus)
        self._unrated = toggle("À évaluer", Qt.FocusPolicy.TabFocus)
        self._compact = toggle("Compact", Qt.FocusPolicy.TabFocus)
        self._competence = Choice(theme)
        self._progress = label(role="muted small")
        self._hint = ElidedLabel("évaluer les critères au clavier", "muted small")
        self.prompt = LevelPrompt(theme, self.list, self)
        self.descriptors = Descriptors(theme, self.list, self, page)
        self._group = QButtonGroup(self)
        self._filters = {
            CriteriaFilter.PHASE: self._phase,
            CriteriaFilter.ALL: self._all,
            CriteriaFilter.UNRATED: self._unrated,
        }
        Action("criteria.filter", page, self.show_next_filter)
        Action("criteria.competence", page, self.choose_competence)
        Action("criteria.compact", page, self._compact.toggle)
        self._told: dict[QWidget, KeyedText] = {}
        self._build(above)
        theme.changed.connect(self._thin)

    @property
    def shown(self) -> CriteriaFilter:
        return next(each for each, button in self._filters.items() if button.isChecked())

    @property
    def competence(self) -> str:
        """Code of the only competence shown, "" for all."""
        return str(self._competence.currentData() or "")

    def show_form(self, form: Form) -> None:
        """Offer the competences of a form."""
        named = form.assessed.named
        self._hint.setText(named("évaluer les critères au clavier"))
        for button, tell in self._told.items():
            tell.tell(named(_TOLD[button is self._compact]))
        self._competence.clear()
        self._competence.addItem("Compétences", "")
        assessed = {code for criterion in form.criteria for code in criterion.competences}
        for competence in form.competences:
            if competence.code in assessed:
                self._competence.addItem(f"{competence.code} {competence.label}", competence.code)
        self._all.setChecked(True)
        self.list.begin(frozenset(criterion.number for criterion in form.criteria))

    def show_next_filter(self) -> None:
        """By key: the filters in turn."""
        offered = [each for each in self._filters if each is not CriteriaFilter.PHASE or self._of_phase]
        following = offered[(offered.index(self.shown) + 1) % len(offered)]
        self._filters[following].click()

    def choose_competence(self) -> None:
        """By key: the competences to choose from, with the arrows and Enter, where the form has some."""
        if self._competence.count() < 2:
            return
        self._competence.show()
        self._competence.showPopup()

    def show_all(self) -> None:
        """Leave nothing out."""
        self._competence.setCurrentIndex(0)
        self._all.click()

    def prefer_phase(self) -> None:
        """Show the criteria of the phase, where the form names some."""
        self._phase.setChecked(True)

    def show_view(self, view: CriteriaView) -> None:
        self._of_phase = view.phase_count > 0
        self._phase.setVisible(self._of_phase)
        if view.phase_count == 0 and self._phase.isChecked():
            self._all.setChecked(True)
        every = "Toutes" if view.assessed.facts.feminine else "Tous"
        self._all.setText(f"{every} · {view.total}")
        left = "masqués" if view.locked else str(view.total - view.rated)
        self._unrated.setText(f"À évaluer · {left}")
        self._progress.setText(view.progress)
        self._thin()
        self.list.show_view(view)
        self.descriptors.show_view(view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._thin()

    def _thin(self) -> None:
        """Where there is little height, what has a key and isn't in use gives way to the criteria."""
        roomy = self.height() >= self._theme.px(_ROOMY)
        self._compact.setVisible(roomy or self._compact.isChecked())
        some = self._competence.count() > 1
        self._competence.setVisible(some and (roomy or self._competence.currentIndex() > 0))
        cramped = self._of_phase and self.height() < self._theme.px(_CRAMPED)
        self._unrated.setVisible(not cramped or self._unrated.isChecked())

    def _show_absent(self, criterion: int) -> None:
        self.show_all()
        self.list.select(criterion)

    def _build(self, above: QWidget) -> None:
        for button in self._filters.values():
            self._group.addButton(button)
            button.clicked.connect(self.filter_changed)
        self._all.setChecked(True)
        self.list.setMinimumHeight(1)
        self._compact.toggled.connect(self.list.set_compact)
        self._competence.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._competence.setAccessibleName("Compétence")
        self._competence.activated.connect(lambda _index: self.filter_changed.emit())
        KeyedText(self._competence, self._competence.setToolTip, "Compétence ({criteria.competence})")
        for button in self._filters.values():
            self._told[button] = KeyedText(button, button.setToolTip, _TOLD[False])
        self._told[self._compact] = KeyedText(self._compact, self._compact.setToolTip, _TOLD[True])
        self.list.keys.absent.connect(self._show_absent)
        filters = QWidget()
        shown = (self._compact, self.descriptors.shown, self._competence)
        flow(self._theme, *self._filters.values(), *shown, gap=6, margins=(16, 8, 12, 8), within=filters)
        sized(self._theme, self._competence, width=150, height=28)
        sized(self._theme, self._competence.view(), width=(420, None))
        foot = frame("sunken")
        chip = label(role="keys")
        KeyedText(chip, chip.setText, "{notes.criteria}")
        row(self._theme, chip, (self._hint, 1), self._progress, margins=(16, 3), within=foot)
        below = (self.descriptors, self.prompt, foot)
        column(self._theme, above, filters, (self.list, 1), *below, gap=0, within=self)
