"""The head of the day page: which session, which commission, where, and what the file is worth."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from btstc_jury.application.views.day import DayView
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, label, set_role
from btstc_jury.ui.widgets.buttons import KeyButton


class DayHeader(QFrame):
    """Where room is short the diploma goes first, then the place is cut; the kind always stays."""

    keys_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._theme = theme
        self._diploma = label("", "heading")
        self._session = label("", "heading")
        self._commission = ElidedLabel("", "pill")
        self._place = ElidedLabel("", "pill")
        self._kind = label()
        self._keys = KeyButton("? raccourcis", role="keys")
        self._keys.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._keys.clicked.connect(self.keys_asked)
        self._row = QHBoxLayout(self)
        for each in (self._diploma, self._session, self._commission, self._place):
            self._row.addWidget(each)
        self._row.addStretch(1)
        self._row.addWidget(self._kind)
        self._row.addWidget(self._keys)
        for each in (self._diploma, self._session, self._kind):
            each.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._space)
        self._space()

    def show_day(self, view: DayView) -> None:
        self._diploma.setText(f"{view.title} ·")
        self._session.setText(view.session)
        self._commission.setText(f"Commission {view.commission}")
        self._commission.setVisible(bool(view.commission))
        self._place.setText(view.place)
        set_role(self._kind, f"kind-{view.kind.value}")
        self._kind.setText(view.kind_label)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As if the diploma were gone already."""
        least = super().minimumSizeHint()
        hidden = self._diploma.isHidden()
        return least if hidden else QSize(least.width() - self._diploma.sizeHint().width(), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        self._commission.setMinimumWidth(min(self._commission.sizeHint().width(), px(150)))
        kept = (self._diploma, self._session, self._commission, self._kind, self._keys)
        wanted = sum(each.sizeHint().width() + px(12) for each in kept) + px(32)
        place = min(self._place.sizeHint().width(), px(260))
        self._diploma.setVisible(wanted + place < self.width())

    def _space(self) -> None:
        space = self._theme.space
        self._row.setContentsMargins(space(16), space(10), space(16), space(10))
        self._row.setSpacing(space(8))
        self._fit()
