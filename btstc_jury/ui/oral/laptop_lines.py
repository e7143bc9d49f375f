"""How far the jurors' laptops are: invited, awaited, come back; nothing of what an opinion says."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.laptops import laptop_words
from btstc_jury.domain.events import Topic
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.layouts import Sides, column


class LaptopLines(QWidget):
    """One line a laptop; hidden where no juror was invited."""

    def __init__(self, theme: Theme, presenter: OralPresenter, margins: Sides = 0) -> None:
        super().__init__()
        self._presenter = presenter
        self.words = label(role="small", wrap=True)
        column(theme, self.words, margins=margins, within=self)
        presenter.hear(self.refresh, Topic.OPINIONS, Topic.STAGE, Topic.PLAN)
        self.hide()

    def refresh(self) -> None:
        """What is recorded now."""
        presenter = self._presenter
        told = laptop_words(presenter.office, presenter.number)
        self.words.setText(told)
        self.setVisible(bool(told))
