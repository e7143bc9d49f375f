"""Beside a form that is written: its pages, and everything that is left to correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, plain_tip, set_role
from btstc_jury.ui.widgets.layouts import column, panel

FAULT_KEY = "F8"
_SIDE = 230
_PAGES_TALL, _SHORTEST = 212, 120


class _FaultList(QListWidget):
    """Enter goes to the fault: it is not the dialog's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()

    def go_on(self) -> None:
        """To the next one."""
        if self.count():
            self.setCurrentRow((self.currentRow() + 1) % self.count())
            self.itemActivated.emit(self.currentItem())


class SidePanel(QWidget):
    """``page_chosen``: its place; ``fault_chosen``: its place among those that are shown."""

    page_chosen = Signal(int)
    fault_chosen = Signal(int)

    def __init__(self, theme: Theme, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self.to_correct = 0
        self.pages = QListWidget()
        self.pages.setAccessibleName("Pages de la forme")
        self.pages.addItems(list(titles))
        set_role(self.pages, "boxed")
        self.pages.setMinimumHeight(theme.px(_SHORTEST))
        self.pages.setMaximumHeight(theme.px(_PAGES_TALL))
        self.pages.setCurrentRow(0)
        self.pages.currentRowChanged.connect(self.page_chosen)
        self._told = label("", "small strong")
        self.faults = _FaultList()
        self.faults.setAccessibleName("À corriger")
        set_role(self.faults, "boxed")
        self.faults.setWordWrap(True)
        for chosen in (self.faults.itemActivated, self.faults.itemClicked):
            chosen.connect(lambda _item: self.fault_chosen.emit(self.faults.currentRow()))
        turn = label("Ctrl+Page préc. ou suiv.", "small muted")
        side = panel(column(theme, (self.pages, 400), turn, self._told, (self.faults, 99), 1))
        side.setFixedWidth(theme.px(_SIDE))
        column(theme, side, within=self)

    def show_faults(self, words: Sequence[str], by_page: Mapping[int, int], doubts: Sequence[str]) -> None:
        """``by_page``: how many faults each page has; ``doubts`` follow them, and keep nothing back."""
        self.to_correct = len(words)
        said = [*words, *(f"À vérifier\u202f: {each}" for each in doubts)]
        if said != [self.faults.item(place).text() for place in range(self.faults.count())]:
            self.faults.clear()
            self.faults.addItems(said)
        for place, each in enumerate(said):
            self.faults.item(place).setToolTip(plain_tip(each))
        title = "À corriger" if words else "À vérifier"
        count = len(words) or len(doubts)
        self._told.setText(f"{title} ({FAULT_KEY})\u202f: {count}" if count else "Rien à corriger")
        self.faults.setVisible(bool(said))
        for place, title in enumerate(self._titles):
            count = by_page.get(place, 0)
            self.pages.item(place).setText(f"{title} ({count})" if count else title)
