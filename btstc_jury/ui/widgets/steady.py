"""What is chosen with arrows, keys or the mouse: the wheel, which scrolls what is around, leaves it alone
while another field has the focus. No spin box, list to choose from or slider here is of Qt's own class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

if TYPE_CHECKING:
    _Input = QWidget
else:
    _Input = object


class Steady(_Input):
    """Before the class of Qt's; ``hold_still`` once it is made."""

    def hold_still(self) -> None:
        """Qt would give the keys to what the wheel turns over."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberBox(Steady, QSpinBox):
    """A whole number, with words before or after it."""

    def __init__(
        self, *, minimum: int = 0, maximum: int = 99, value: int = 0, prefix: str = "", suffix: str = ""
    ) -> None:
        super().__init__(minimum=minimum, maximum=maximum, value=value, prefix=prefix, suffix=suffix)
        self.hold_still()
