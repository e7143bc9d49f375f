"""Beside the sections of a case: the figures that were changed in one place and not in another."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.case_words import left_words
from btstc_jury.ui.cases.draft import CaseDraft
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import Button
from btstc_jury.ui.widgets.layouts import column

_TOLD = 3
"""That are told at once."""


class FiguresToCheck(QWidget):
    """In sight only where there are some."""

    def __init__(self, theme: Theme, draft: CaseDraft) -> None:
        super().__init__()
        self._draft = draft
        self._words = label("", "small", wrap=True)
        self.carry = Button("Reporter a&illeurs")
        self.carry.setAutoDefault(False)
        column(
            theme, label("Chiffres à vérifier", "small strong"), self._words, self.carry, gap=4, within=self
        )
        self.carry.clicked.connect(draft.carry)
        draft.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        left = self._draft.left
        others = len(left) - _TOLD
        told = [left_words(each) for each in left[:_TOLD]]
        if others > 0:
            told.append("Un autre chiffre." if others == 1 else f"{others} autres chiffres.")
        self._words.setText("\n".join(told))
        self.carry.setVisible(any(each.carries for each in left))
        self.setVisible(bool(left))
