"""Two workstations changed the same thing: both are shown, and the second one chooses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from btstc_jury.ui.centre.presenter import Met
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill, panel, spaced

_WHY = "Pendant que vous travailliez, un autre poste a changé la même chose. Rien n’est encore écrit d’ici."
_SHOWN = 8


class ClashDialog(FormDialog):
    """``mine``: whether the user's own change goes over the other one's, which Enter and Escape keep."""

    def __init__(self, theme: Theme, met: Met, parent: QWidget | None) -> None:
        super().__init__(theme, "Changé aussi sur un autre poste", 760, parent)
        self.mine = False
        done = [label(each, "strong", wrap=True) for each in met.acts[-_SHOWN:]]
        fill(
            self.body,
            label(_WHY, wrap=True),
            column(theme, label("Fait entre-temps", "small muted"), *done, gap=4),
            self._sides(met),
            label(f"Vous vouliez\u202f: {met.mine}", "muted", wrap=True),
        )
        self.again = self.add_button("Refaire le mien par-dessus", self._take_mine)
        self.keep = self.add_button("Garder ce qui est là", self.reject, primary=True)
        self.keep.setFocus()

    def submit(self) -> None:
        self.reject()

    def _take_mine(self) -> None:
        self.mine = True
        self.accept()

    def _sides(self, met: Met) -> QWidget:
        grid = QGridLayout()
        spaced(self.theme, grid, gap=(16, 8), margins=(12, 8))
        for across, heading in enumerate(("", "Là maintenant", "Ce que vous vouliez")):
            grid.addWidget(label(heading, "small muted"), 0, across)
        for down, each in enumerate(met.views, 1):
            cells = (label(each.what, "strong", wrap=True), *(label(side, wrap=True) for side in each[1:]))
            spoken = f"{each.what}. Là maintenant\u202f: {each.there}. Vous vouliez\u202f: {each.mine}"
            cells[0].setAccessibleName(spoken)
            for across, cell in enumerate(cells):
                grid.addWidget(cell, down, across, Qt.AlignmentFlag.AlignTop)
        for across in range(3):
            grid.setColumnStretch(across, 1)
        return panel(grid, "sunken")


def chooses_own(theme: Theme, parent: QWidget, met: Met) -> bool:
    """Whether the user's own change goes over what is there."""
    dialog = ClashDialog(theme, met, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.mine
