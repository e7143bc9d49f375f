"""The report on a suspicion of fraud, written beside the oral that goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from btstc_jury.domain import commands as do
from btstc_jury.ui.live.fraud_panel import FraudPanel
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.drawer import Drawer

FRAUD_KEYS = default_keys("oral.fraud")


class FraudDrawer(Drawer):
    """It closes only once what is typed is recorded."""

    def __init__(
        self,
        theme: Theme,
        page: QWidget,
        anchor: QWidget,
        act: Callable[[do.Command], bool],
        hour: Callable[[], str],
    ) -> None:
        super().__init__(theme, page, anchor, "Suspicion de fraude")
        self.panel = FraudPanel(theme, act, hour)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.addWidget(self.panel)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(scroll, 1)
        self.panel.asked.connect(scroll.ensureWidgetVisible)
        theme.changed.connect(self._space)
        self._space()

    def ask(self) -> None:
        """Open it, ready for the facts."""
        self.open_drawer()
        self.panel.facts.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_drawer(self) -> None:
        if self.panel.flush():
            super().close_drawer()

    def _space(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(16), space(12), space(16), space(12))
