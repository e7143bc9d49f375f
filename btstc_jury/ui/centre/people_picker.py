"""Some of many people, chosen one after the other, in an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QSizePolicy, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role, tell
from btstc_jury.ui.widgets.buttons import aside
from btstc_jury.ui.widgets.fields import Choice, Field, beside
from btstc_jury.ui.widgets.layouts import AT_TOP, column, row
from btstc_jury.ui.widgets.lists import KeyedRows

_KEY = Qt.ItemDataRole.UserRole
_MOST = 6
"""Lines in sight; it scrolls beyond."""


class PeoplePicker(QWidget):
    """``names``: of all of them, by identity; ``ordered``: whether their order counts. ``changed``: others
    are chosen.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        caption: str,
        names: Mapping[int, str],
        chosen: Sequence[int],
        *,
        ordered: bool,
        hint: str = "",
    ) -> None:
        super().__init__()
        self._names = names
        self.list = KeyedRows()
        set_role(self.list, "boxed")
        self.choice = Choice(theme)
        self._add = aside("Ajouter", self._take)
        self._up = aside("Monter", lambda: self._move(-1))
        self._down = aside("Descendre", lambda: self._move(1))
        self._out = aside("Retirer", self._remove)
        self._hint = label(hint, "small muted", wrap=True)
        field = Field(theme, caption, self.list)
        others = Field(theme, f"À ajouter\u202f: {caption.replace('&', '').lower()}", self.choice)
        others.editor.setAccessibleName(f"À ajouter\u202f: {caption.replace('&', '').lower()}")
        acts = (self._up, self._down, self._out)
        for act in acts:
            act.setAccessibleName(f"{act.text()}\u202f: {caption.replace('&', '').lower()}")
        self._add.setAccessibleName(f"Ajouter\u202f: {caption.replace('&', '').lower()}")
        choosing = row(theme, (others, 1), beside(others, self._add), at=AT_TOP)
        column(theme, field, self._hint, row(theme, *acts, 1), choosing, gap=6, within=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._hint.setVisible(bool(hint))
        self._up.setVisible(ordered)
        self._down.setVisible(ordered)
        self.list.removed.connect(self._remove)
        if ordered:
            self.list.moved.connect(self._move)
        self.list.currentRowChanged.connect(self._follow)
        for each in chosen:
            self._insert(each)
        self._fit()

    def chosen(self) -> tuple[int, ...]:
        return tuple(int(self.list.item(place).data(_KEY)) for place in range(self.list.count()))

    def say(self, hint: str, *, warning: bool = False) -> None:
        """What there is to know of those who are chosen."""
        tell(self._hint, hint)
        set_role(self._hint, "small warning" if warning else "small muted")
        self.list.setAccessibleDescription(hint)

    def _insert(self, identity: int) -> None:
        item = QListWidgetItem(self._names.get(identity, f"n° {identity}"))
        item.setData(_KEY, identity)
        self.list.addItem(item)
        self.list.setCurrentItem(item)

    def _take(self) -> None:
        identity = self.choice.currentData()
        if identity is not None:
            self._insert(int(identity))
            self._fit()
            self.changed.emit()

    def _remove(self) -> None:
        if self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())
            self._fit()
            self.changed.emit()

    def _move(self, by: int) -> None:
        place = self.list.currentRow()
        if place >= 0 and 0 <= place + by < self.list.count():
            self.list.insertItem(place + by, self.list.takeItem(place))
            self.list.setCurrentRow(place + by)
            self.changed.emit()

    def _fit(self) -> None:
        """The list as high as it needs, and the others to choose from."""
        lines = min(max(self.list.count(), 2), _MOST)
        self.list.setFixedHeight(lines * (self.fontMetrics().lineSpacing() + 4) + 12)
        chosen = {*self.chosen()}
        self.choice.clear()
        for identity, name in self._names.items():
            if identity not in chosen:
                self.choice.addItem(name, identity)
        self._add.setEnabled(self.choice.count() > 0)
        self.choice.setEnabled(self.choice.count() > 0)
        self._follow()

    def _follow(self) -> None:
        place, count = self.list.currentRow(), self.list.count()
        self._up.setEnabled(place > 0)
        self._down.setEnabled(0 <= place < count - 1)
        self._out.setEnabled(place >= 0)
