"""What is chosen with arrows, keys or the mouse: the wheel, which scrolls what is around, leaves it alone
while another field has the focus. No spin box, list to choose from or slider here is of Qt's own class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QStyle, QStyleOptionSpinBox, QWidget

from btstc_jury.ui.digits import digit_of

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


_AIR = 8
"""Pixels before the figure, which the style sheet gives to text fields alone."""


class NumberBox(Steady, QSpinBox):
    """A whole number, with words before or after it."""

    def __init__(
        self, *, minimum: int = 0, maximum: int = 99, value: int = 0, prefix: str = "", suffix: str = ""
    ) -> None:
        super().__init__(minimum=minimum, maximum=maximum, value=value, prefix=prefix, suffix=suffix)
        self.hold_still()
        self.lineEdit().setTextMargins(_AIR, 0, 0, 0)

    def sizeHint(self) -> QSize:
        return super().sizeHint().grownBy(QMargins(_AIR, 0, 0, 0))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().grownBy(QMargins(_AIR, 0, 0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the digits with or without Shift."""
        digit = digit_of(event)
        if digit and digit != event.text():
            held = event.modifiers()
            event = QKeyEvent(event.type(), ord(digit), held, digit)
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """« − » and « + » stand where the style sheet puts the two buttons."""
        super().paintEvent(event)
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        painter = QPainter(self)
        for part, able in (
            (QStyle.SubControl.SC_SpinBoxDown, self.value() > self.minimum()),
            (QStyle.SubControl.SC_SpinBoxUp, self.value() < self.maximum()),
        ):
            box = self.style().subControlRect(QStyle.ComplexControl.CC_SpinBox, option, part, self)
            shade = QPalette.ColorGroup.Active if able and self.isEnabled() else QPalette.ColorGroup.Disabled
            painter.setPen(QPen(self.palette().color(shade, QPalette.ColorRole.WindowText), 2))
            middle, reach = box.center(), max(box.width() // 5, 3)
            painter.drawLine(middle - QPoint(reach, 0), middle + QPoint(reach, 0))
            if part is QStyle.SubControl.SC_SpinBoxUp:
                painter.drawLine(middle - QPoint(0, reach), middle + QPoint(0, reach))
