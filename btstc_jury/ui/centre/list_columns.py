"""What the columns of a list are taken for, each in a closed list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.columns import ListColumn, ListField, ListMapping
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import discard
from btstc_jury.ui.widgets.fields import Choice, Field
from btstc_jury.ui.widgets.layouts import ColumnScroll, column, panel, sized, table

_LEFT = "ne pas reprendre"
_ACROSS = 5
_HEIGHT = 150


class ListColumns(QWidget):
    """``corrected(place, field)``: by the user, ``None`` for a column that is left."""

    corrected = Signal(int, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[str, ...] = ()
        self.choices: list[Choice] = []
        self._scroll = ColumnScroll()
        sized(theme, self._scroll, height=_HEIGHT)
        column(theme, self._scroll, within=self)

    def show_mapping(self, mapping: ListMapping) -> None:
        names = tuple(each.name for each in mapping.columns)
        if names != self._shown:
            self._shown = names
            self._build(mapping)
        for choice, each in zip(self.choices, mapping.columns, strict=True):
            choice.setCurrentIndex(choice.findData(each.field))

    def _build(self, mapping: ListMapping) -> None:
        self.choices = [self._choice(place) for place in range(len(mapping.columns))]
        fields = [
            Field(self._theme, _caption(each), choice)
            for each, choice in zip(mapping.columns, self.choices, strict=True)
        ]
        if (before := self._scroll.takeWidget()) is not None:
            discard(before)
        grid = table(self._theme, fields, _ACROSS, gap=(12, 8))
        self._scroll.setWidget(panel(column(self._theme, grid, 1, margins=2)))

    def _choice(self, place: int) -> Choice:
        made = Choice(self._theme)
        made.addItem(_LEFT, None)
        for each in ListField:
            made.addItem(each.facts.label, each)
        made.activated.connect(partial(self._on_chosen, place))
        return made

    def _on_chosen(self, place: int, _at: int) -> None:
        data = self.choices[place].currentData()
        self.corrected.emit(place, None if data is None else ListField(data))


def _caption(told: ListColumn) -> str:
    name = told.name if len(told.name) <= 28 else f"{told.name[:27]}…"
    return (name if name == told.letters else f"{told.letters} · {name}").replace("&", "&&")
