"""What a day that can't be shown yet lacks, and where to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.layouts import column, panel, row, sized

_WHO_SITS = (
    "Dites quelles commissions siègent, dans quelles salles, avec quels examinateurs et à quelles heures."
    " Les candidats sont ensuite placés automatiquement, ou à la main."
)


class DayEmpty(QWidget):
    """``candidates_asked``: the page that takes them in; ``setup_asked``: the commissions."""

    candidates_asked = Signal()
    setup_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = label("", "heading", wrap=True)
        self._words = label("", "", wrap=True)
        self._candidates = PushButton("Candidats", "primary")
        self._setup = PushButton("Commissions, salles, règles…", "primary")
        self._candidates.clicked.connect(self.candidates_asked.emit)
        self._setup.clicked.connect(self.setup_asked.emit)
        buttons = row(theme, self._candidates, self._setup, 1)
        card = panel(column(theme, self._title, self._words, buttons, gap=12, margins=24), "card")
        sized(theme, card, width=(None, 560))
        column(theme, 1, row(theme, 1, (card, 4), 1), 2, margins=24, within=self)

    def wants(self, timetable: Timetable) -> bool:
        """Whether something has to come first."""
        return bool(self._missing(timetable)[0])

    def show_missing(self, timetable: Timetable) -> None:
        title, words = self._missing(timetable)
        self._title.setText(title)
        self._words.setText(words)
        self._candidates.setVisible(not timetable.candidates)
        self._setup.setVisible(bool(timetable.candidates))

    def first(self) -> QWidget:
        return self._candidates if self._candidates.isVisible() else self._setup

    @staticmethod
    def _missing(timetable: Timetable) -> tuple[str, str]:
        if timetable.slots:
            return "", ""
        if not timetable.candidates:
            return (
                "Pas encore de candidats",
                "La journée se prépare à partir de la liste des candidats\u202f: importez-la d’abord.",
            )
        if not timetable.commissions:
            return "Pas encore de commission", _WHO_SITS
        if not any(each.half_days for each in timetable.commissions.values()):
            return (
                "Aucune demi-journée",
                "Les commissions n’ont pas encore d’horaires\u202f: dites quand elles siègent.",
            )
        return "", ""
