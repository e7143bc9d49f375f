"""What the oral plays, once the arrival is over: to complete or correct it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from btstc_jury.domain.events import PlayedRecorded
from btstc_jury.ui.arrival.played import PlayedSection
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.drawer import Drawer
from btstc_jury.ui.widgets.layouts import ColumnScroll, column


class PlayedDrawer(Drawer):
    """It closes only once what is typed is recorded."""

    def __init__(
        self, theme: Theme, act: Callable[[PlayedRecorded], bool], page: QWidget, anchor: QWidget
    ) -> None:
        super().__init__(theme, page, anchor, "Ce qui est joué")
        self.section = PlayedSection(theme, act)
        inside = QWidget()
        column(theme, self.section, 1, margins=(16, 12), within=inside)
        scroll = ColumnScroll()
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)

    def ask(self) -> None:
        """Open it at its first field."""
        self.open_drawer()
        first = next((each for each in self.section.fields() if each.isVisible()), self)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        self.hide()
        self.section.reset()

    def close_drawer(self) -> None:
        if self.section.flush():
            super().close_drawer()
