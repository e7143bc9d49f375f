"""The keys of all acts, to be changed one by one; a key that another act has is refused."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from btstc_jury.ui.settings.key_field import KeyField
from btstc_jury.ui.shortcuts import Act, Keymap, Where, acts_of, key_words
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import Field


class KeyFields(QWidget):
    """Works on a copy of the keys in force: they hold once the settings are saved."""

    def __init__(self, theme: Theme, keymap: Keymap, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self._theme = theme
        self._keymap = Keymap(keymap.chosen())
        self._fields: dict[str, tuple[Field, KeyField]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        titles = {
            Where.LIVE: "Pendant l’oral",
            Where.DELIBERATION: "En délibération",
            Where.DAY: "Liste du jour",
            Where.GRID: "Grille",
            Where.WINDOW: "Partout",
        }
        for where, title in titles.items():
            layout.addWidget(label(title, "strong"))
            layout.addLayout(self._section(where))
        self.reset = PushButton("Rétablir tous les raccourcis d’origine")
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(self._reset)
        layout.addWidget(self.reset)

    def chosen(self) -> dict[str, str]:
        """The keys that differ from the defaults."""
        return self._keymap.chosen()

    def field(self, name: str) -> tuple[Field, KeyField]:
        """The caption with its error, and the editor, of one act."""
        return self._fields[name]

    def _section(self, where: Where) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(16))
        grid.setVerticalSpacing(self._theme.px(8))
        for place, act in enumerate(acts_of(where)):
            row, column = divmod(place, self._columns)
            grid.addWidget(self._made(act), row, column, Qt.AlignmentFlag.AlignTop)
        for column in range(self._columns):
            grid.setColumnStretch(column, 1)
        return grid

    def _made(self, act: Act) -> Field:
        editor = KeyField()
        editor.show_keys(self._keymap.keys(act.name))
        field = Field(self._theme, act.words[:1].upper() + act.words[1:], editor, self._hint(act))
        editor.pressed.connect(partial(self._give, act))
        editor.default_asked.connect(partial(self._give, act, act.keys))
        self._fields[act.name] = (field, editor)
        return field

    def _give(self, act: Act, keys: str) -> None:
        field, editor = self._fields[act.name]
        field.set_error(self._keymap.give(act.name, keys))
        field.set_hint(self._hint(act))
        editor.show_keys(self._keymap.keys(act.name))

    def _hint(self, act: Act) -> str:
        if act.name not in self._keymap.chosen():
            return ""
        return f"D’origine\u202f: {key_words(act.keys)} (Retour arrière)"

    def _reset(self) -> None:
        self._keymap = Keymap()
        for act in (act for where in Where for act in acts_of(where)):
            self._give(act, act.keys)
