"""The cases beside the students: what the next attempt is proposed with."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QShowEvent

from btstc_jury.application.cases import CaseLine
from btstc_jury.application.views import formats
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.two_lines import TwoLineList, TwoLines


class CaseRows(TwoLineList):
    """It follows the student selected until the teacher picks one by hand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Cas")
        self._picking = False
        self.moved.connect(self._pick)
        self.clicked.connect(self._pick)

    @property
    def picked(self) -> str:
        """Key of the one that the teacher selected since the page came, "" for none."""
        return str(self.current) if self._picking and self.current is not None else ""

    def show_lines(self, lines: Iterable[CaseLine]) -> None:
        self.show_rows(tuple(map(_case_lines, lines)))

    def follow(self, key: str) -> None:
        """What is in sight is what is proposed."""
        if not self._picking:
            with QSignalBlocker(self):
                self.select(key)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._picking = False

    def _pick(self) -> None:
        """By hand, and by nothing that is shown anew."""
        self._picking = self._picking or self.hasFocus()


def _case_lines(line: CaseLine) -> TwoLines:
    detail = " · ".join(filter(None, (line.exam, line.trade)))
    more = formats.count(line.objections, "objection") if line.objections else ""
    state = "complet" if line.complete else f"{line.filled} rubriques sur {line.rubrics}"
    return TwoLines(line.key, line.title, detail, state, more, f"{line.title}, {detail}, {state}, {more}")
