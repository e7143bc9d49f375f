"""A button that shows its key beside its words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionButton

from btstc_jury.ui.shortcuts import Action, key_words
from btstc_jury.ui.widgets.push_button import PushButton

_GAP = 10
_CHIP_PAD = 6
_SMALLER = 0.8


class KeyButton(PushButton):
    """``keys``: what the button's shortcut is called; the shortcut itself belongs to the screen.

    A button of an act takes words, keys, and whether it can be done from its action (``of``, ``follow``).
    """

    def __init__(self, text: str, keys: str = "", role: str = "plain") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.default_keys = keys
        self._keys = key_words(keys)
        self._keys_shown = True
        self.set_text(text)

    @classmethod
    def of(cls, action: Action, role: str = "plain", words: str = "") -> KeyButton:
        """``words``: what the button says in place of the action's."""
        made = cls("", role=role)
        made.follow(action, words)
        return made

    def follow(self, action: Action, words: str = "") -> None:
        """Do this act, and look like it."""

        def take() -> None:
            self.set_keys(action.keys)
            if self.text() != (words or action.words):
                self.set_text(words or action.words)
            self.setEnabled(action.isEnabled())
            if not action.isVisible():
                self.hide()
            elif self.isHidden() and self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                self.show()

        self.clicked.connect(action.trigger)
        action.changed.connect(take)
        take()

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({self._keys})" if self._keys else text)
        self.updateGeometry()

    @property
    def keys(self) -> str:
        """The key as it is shown."""
        return self._keys

    def set_keys(self, keys: str) -> None:
        """Another key does what the button does."""
        if key_words(keys) != self._keys:
            self._keys = key_words(keys)
            self.set_text(self.text())

    def show_keys(self, shown: bool) -> None:
        """Where there is no room for the keys they stay in the tooltip."""
        if shown != self._keys_shown:
            self._keys_shown = shown
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + self._chip_width(), size.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._chip_width():
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words, option.text = option.text, ""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        inside = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        ink = option.palette.buttonText().color()
        painter.setPen(ink)
        left = QRect(inside.left(), 0, inside.width() - self._chip_width(), self.height())
        painter.drawText(left, int(Qt.AlignmentFlag.AlignCenter), words)
        self._paint_chip(painter, inside, ink)

    def _paint_chip(self, painter: QPainter, inside: QRect, ink: QColor) -> None:
        font = self._chip_font()
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(self._keys) + 2 * _CHIP_PAD
        height = metrics.height() + 2
        chip = QRect(inside.right() - width + 1, (self.height() - height) // 2, width, height)
        painter.setFont(font)
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), self._keys)
        edge = QColor(ink)
        edge.setAlphaF(0.45)
        painter.setPen(QPen(edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip, 3, 3)

    def _chip_width(self) -> int:
        if not self._keys or not self._keys_shown:
            return 0
        words = QFontMetrics(self._chip_font()).horizontalAdvance(self._keys)
        return words + 2 * _CHIP_PAD + _GAP

    def _chip_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(10, round(font.pixelSize() * _SMALLER)))
        return font
