"""The preparation of the next candidate, beside the present oral."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.application.views.clock import PreparationLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, hold, set_role


class PreparationStrip(QWidget):
    """Name and time left of the candidate who prepares; hidden when nobody does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name = ElidedLabel(role="muted small")
        self._left = ElidedLabel(role="strong")
        self._room = 0
        self._lines: tuple[PreparationLine, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._name)
        self._layout.addWidget(self._left)
        theme.changed.connect(self._space)
        self._space()
        self.hide()

    def show_lines(self, lines: tuple[PreparationLine, ...]) -> None:
        """The first that ends is shown; the others are counted."""
        self._lines = lines
        self.setVisible(bool(lines))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = self._lines
        if not lines:
            return
        first = lines[0]
        more = f" (+{len(lines) - 1})" if len(lines) > 1 else ""
        self._name.setText(f"En préparation · {first.name}{more}")
        words = "dépassée de {left}" if first.overrun else "{left} restent"
        whole = f"{words.format(left=first.left.lstrip('+'))} / {first.allowed}"
        set_role(self._left, "strong overrun" if first.overrun else "strong")
        room = self.width() - self._theme.space(12)
        fits = self._left.fontMetrics().horizontalAdvance(whole) <= room
        self._left.setText(whole if fits else f"{first.left} / {first.allowed}")
        hold(self._left, QSize(room, self._left.fontMetrics().height()))
        self._left.setToolTip(whole)

    def set_room(self, width: int) -> None:
        """How wide it may be."""
        self._room = width
        self._space()

    def _space(self) -> None:
        px = self._theme.px
        space = self._theme.space
        self._layout.setContentsMargins(space(12), 0, 0, 0)
        self._layout.setSpacing(space(2))
        self.setFixedWidth(min(px(200), self._room) if self._room else px(200))
