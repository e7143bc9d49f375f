"""A list of interrogations that somebody has to do something about, and what can be done from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.centre.board import Box, OralLine
from btstc_jury.ui.centre.rows_table import Heading, RowsModel, RowsTable
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import fill

_HEADINGS = (
    Heading("Candidat", lambda line: line.name, 4, 150),
    Heading("Numéro", lambda line: line.number, 1, 95),
    Heading("Épreuve", lambda line: line.exam, 0, 75),
    Heading("Commission", lambda line: line.commission or "—", 0, 95),
    Heading("Heure", lambda line: line.hour or "—", 0, 75),
    Heading("Pourquoi", lambda line: line.words or line.box.facts.label, 6, 180),
)


class OralDeeds(NamedTuple):
    """``confirm``: that these are whom their numbers say, whether it is durable."""

    to_day: Callable[[OralLine], object]
    to_board: Callable[[OralLine], object]
    confirm: Callable[[Sequence[OralLine]], bool]


class OralsDialog(FormDialog):
    """Enter goes to the chosen one on the board, where its versions are."""

    def __init__(
        self, theme: Theme, title: str, orals: Sequence[OralLine], deeds: OralDeeds, parent: QWidget
    ) -> None:
        super().__init__(theme, title, 860, parent)
        self._deeds = deeds
        self.table = RowsTable(theme, title, RowsModel[OralLine](_HEADINGS, lambda line: line.place))
        self.table.rows.show(orals)
        self.table.setMinimumHeight(theme.px(300))
        fill(self.body, self.table)
        self.copy = self.add_button("&Copier la liste", self.copy_list)
        self.confirm = self.add_button("Con&firmer le rattachement", self._confirm)
        self.day = self.add_button("Voir dans la &journée", self._to_day)
        self.board = self.add_button("&Voir au tableau", self.submit, primary=True)
        self.leave = self.add_button("Fermer", self.reject)
        self.table.chosen.connect(self.submit)
        self.table.moved.connect(self._show_acts)
        self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_acts()

    def submit(self) -> None:
        self._leave_with(self._deeds.to_board)

    def copy_list(self) -> None:
        """Tab-separated, as a spreadsheet takes it."""
        lines = ["\t".join(each.title for each in _HEADINGS)]
        lines += ["\t".join(each.text(row) for each in _HEADINGS) for row in self.table.rows.rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _to_day(self) -> None:
        self._leave_with(self._deeds.to_day)

    def _leave_with(self, deed: Callable[[OralLine], object]) -> None:
        chosen = self.table.selected
        if len(chosen) == 1:
            self.accept()
            deed(chosen[0])

    def _confirm(self) -> None:
        if self._deeds.confirm(self._unconfirmed()):
            self.accept()

    def _unconfirmed(self) -> tuple[OralLine, ...]:
        told = Box.UNCONFIRMED.facts.label
        return tuple(
            each for each in self.table.selected if each.box is Box.UNCONFIRMED or told in each.words
        )

    def _show_acts(self) -> None:
        one = len(self.table.selected) == 1
        self.day.setEnabled(one)
        self.board.setEnabled(one)
        self.confirm.setVisible(any(each.tie and "à confirmer" in each.tie for each in self.table.rows.rows))
        self.confirm.setEnabled(bool(self._unconfirmed()))
