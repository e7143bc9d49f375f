"""What each level of the current criterion looks like, on demand: it takes no focus, and follows the list."""

from __future__ import annotations

from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from btstc_jury.application.views.criteria import CriteriaView, CriterionLine
from btstc_jury.ui.shortcuts import Action, KeyedText
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, set_role
from btstc_jury.ui.widgets.buttons import toggle
from btstc_jury.ui.widgets.criteria_list import CriteriaList
from btstc_jury.ui.widgets.layouts import Strips, column, spaced

_SHARE = 0.4
"""Of the height of the pane, at most."""


class Descriptors(Strips):
    """``shown``: the button that shows them, there where the form has some, as the act of ``page`` is;
    ``pane``: what they lie in.
    """

    def __init__(self, theme: Theme, criteria: CriteriaList, pane: QWidget, page: QWidget) -> None:
        self._criteria = criteria
        self._action = Action("criteria.descriptors", page, self.toggle)
        self._view: CriteriaView | None = None
        self.title = label(role="small strong", wrap=True)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = spaced(theme, QGridLayout(), gap=(10, 2))
        self._grid.setColumnStretch(1, 1)
        inside = Framed("sunken")
        column(theme, self.title, self._grid, gap=4, margins=(16, 6), within=inside)
        super().__init__(theme, pane, _SHARE, inside)
        self.setAccessibleName("Descripteurs des niveaux")
        self.shown = toggle("Descripteurs", Qt.FocusPolicy.TabFocus)
        self.shown.toggled.connect(self._follow)
        KeyedText(self.shown, self.shown.setToolTip, "Descripteurs des niveaux ({criteria.descriptors})")
        criteria.current_changed.connect(self._follow)
        self.shown.hide()
        self.hide()

    @property
    def _available(self) -> bool:
        return any(line.descriptors for line in self._lines())

    def show_view(self, view: CriteriaView) -> None:
        self._view = view
        self.shown.setVisible(self._available)
        self._action.setVisible(self._available)
        self._follow()

    def toggle(self) -> None:
        """Those of the first criterion to rate where none is current."""
        if self._criteria.current() is None:
            self._criteria.select_next_unrated()
        self.shown.toggle()

    def words(self) -> str:
        """All that is shown, a line each."""
        said = (f"{letters.text()} {text.text()}" for letters, text in self._rows if not text.isHidden())
        return "\n".join((self.title.text(), *said))

    def _lines(self) -> tuple[CriterionLine, ...]:
        groups = self._view.groups if self._view is not None else ()
        return tuple(line for group in groups for line in group.lines)

    def _follow(self) -> None:
        current = self._criteria.current()
        line = next((each for each in self._lines() if each.number == current), None)
        wanted = self.shown.isChecked() and self._available
        self.setVisible(wanted)
        if not wanted or self._view is None:
            return
        if line is None:
            choose = "Choisissez un critère\u202f: ses descripteurs viennent ici."
            self.title.setText(self._view.assessed.named(choose))
        else:
            points = f" · {line.points}" if line.points else ""
            none = "" if line.descriptors else " · sans descripteur"
            self.title.setText(f"{line.number}. {line.text}{points}{none}")
        boxes = self._view.boxes[: len(line.descriptors)] if line else ()
        said = line.descriptors if line else ()
        while len(self._rows) < len(said):
            self._add_row()
        for row, box, text in zip_longest(self._rows, boxes, said):
            for cell in row:
                cell.setVisible(bool(text))
            if text and line is not None:
                given = box.letters == line.level
                row[0].setText(box.letters)
                row[1].setText(text)
                row[1].setAccessibleName(f"{box.letters}, {box.label}{', niveau donné' if given else ''}")
                set_role(row[1], "small strong" if given else "small")
        # The criterion stays in sight above them.
        soon(self._criteria, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        self._criteria.scrollTo(self._criteria.currentIndex())

    def _add_row(self) -> None:
        letters, text = label(role="keys"), label(role="small", wrap=True)
        place = len(self._rows)
        self._grid.addWidget(letters, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, place, 1)
        self._rows.append((letters, text))
