"""Buttons: pressed by Enter too, with their key beside their words, made of several words, to tick."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import (
    QAction,
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QLayout,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QStyleOptionButton,
    QWidget,
)

from btstc_jury.ui.shortcuts import Action, key_words
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS, RADIUS_LARGE
from btstc_jury.ui.widgets.basics import (
    CENTRED,
    LEFT_TOP_WRAPPED,
    fit_height,
    paint_ring,
    paint_tick,
    plain_tip,
)


class Button(QPushButton):
    """Ringed by the style sheet while it has the focus; one that is filled has a second ring within, of the
    colour of its words. Enter is the default button's of its dialog.
    """

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__(text)
        if role:
            self.setProperty("role", role)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.property("role") == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inside = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
            painter.drawRoundedRect(inside, RADIUS_LARGE - 2, RADIUS_LARGE - 2)


class PushButton(Button):
    """Qt leaves Enter to the default button of a dialog; a juror expects it on the button in focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, held = QtCore.Qt.Key, QtCore.Qt.KeyboardModifier
        if event.key() in {keys.Key_Return, keys.Key_Enter} and not event.modifiers() & (
            held.ControlModifier | held.ShiftModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)


def toggle(text: str = "", focus: QtCore.Qt.FocusPolicy | None = None) -> PushButton:
    """A pill that is on or off. ``focus``: strong when not given."""
    made = PushButton(text, "toggle")
    made.setCheckable(True)
    made.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus if focus is None else focus)
    return made


def aside(text: str, slot: Callable[[], object], role: str = "") -> Button:
    """In a dialog: Enter stays with the default button while this one has the focus."""
    made = Button(text, role)
    made.setAutoDefault(False)
    made.clicked.connect(slot)
    return made


_CHIP_GAP = 10
_CHIP_PAD = 6
_SMALLER = 0.8
_FAINT = 0.45


def without_mnemonic(text: str) -> str:
    """As it is read: « &Visite » is « Visite », « A && B » « A & B »."""
    return _MARK.sub(r"\1", text)


_MARK = re.compile("&(.?)")


class KeyButton(PushButton):
    """``keys``: what the button's shortcut is called; the shortcut itself belongs to the screen.

    A button of an act takes words, keys, and whether it can be done from its action (``of``, ``follow``).
    """

    _bare = False

    def __init__(self, text: str, keys: str = "", role: str = "plain") -> None:
        super().__init__(role=role)
        self._keys = key_words(keys)
        self._followed: QAction | None = None
        self._words = ""
        self._shown = True
        self.shows_keys = True
        self.set_text(text)

    @classmethod
    def of(cls, action: QAction, role: str = "plain", words: str = "") -> KeyButton:
        """``words``: what the button says in place of the action's."""
        made = cls("", role=role)
        made.follow(action, words)
        return made

    def follow(self, action: QAction, words: str = "") -> None:
        """Do this act, and look like it. Whether the button shows is its screen's, unless the action itself
        comes or goes.
        """
        self._followed, self._words, self._shown = action, words, True
        self.clicked.connect(action.trigger)
        # A method, which Qt forgets with the button: the act may be the window's, and outlive it.
        action.changed.connect(self._take)
        self._take()

    def _take(self) -> None:
        """What the action says now."""
        action = self._followed
        if action is None:
            return
        self.set_keys(action.keys if isinstance(action, Action) else "")
        shown = self._words or (action.words if isinstance(action, Action) else action.text())
        if self.text() != shown:
            self.set_text(shown)
        if not isinstance(action, Action) and action.toolTip() != action.text():
            self.setToolTip(plain_tip(action.toolTip()))
        self.setEnabled(action.isEnabled() and (not isinstance(action, Action) or action.ready))
        if action.isVisible() is not self._shown:
            self._shown = not self._shown
            self.setVisible(self._shown)

    def set_text(self, text: str) -> None:
        self.setText(text)
        words = without_mnemonic(text)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(f"{words} ({self._keys})" if self._keys else words))
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
        if shown != self.shows_keys:
            self.shows_keys = shown
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
        self._bare = True
        super().paintEvent(event)
        self._bare = False
        air = (super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())) // 2
        inside = self.rect().adjusted(air, 0, -air, 0)
        # Its pen has the colour of the button's words.
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = QRect(inside.left(), 0, inside.width() - self._chip_width(), self.height())
        painter.drawText(left, CENTRED, self.text())
        self._paint_chip(painter, inside)

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if self._bare:
            option.text = ""

    def _paint_chip(self, painter: QPainter, inside: QRect) -> None:
        font = self._chip_font()
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(self._keys) + 2 * _CHIP_PAD
        height = metrics.height() + 2
        chip = QRect(inside.right() - width + 1, (self.height() - height) // 2, width, height)
        painter.setFont(font)
        painter.drawText(chip, CENTRED, self._keys)
        painter.setOpacity(_FAINT)
        painter.drawRoundedRect(chip, 3, 3)

    def _chip_width(self) -> int:
        if not self._keys or not self.shows_keys:
            return 0
        words = QFontMetrics(self._chip_font()).horizontalAdvance(self._keys)
        return words + 2 * _CHIP_PAD + _CHIP_GAP

    def _chip_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(10, round(font.pixelSize() * _SMALLER)))
        return font


class RowButton(QAbstractButton):
    """It is as large as the layout of its words. Subclasses paint it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._over = False
        self._inside: QLayout | None = None

    def lay_out(self, layout: QLayout) -> None:
        """``layout``: made for this button, with its words, which leave clicks to it; other buttons don't."""
        self._inside = layout
        for each in self.findChildren(QWidget):
            if not isinstance(each, QAbstractButton):
                each.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize() if self._inside is None else self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize() if self._inside is None else self._inside.minimumSize()

    def heightForWidth(self, width: int) -> int:
        return -1 if self._inside is None else self._inside.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return does what Space does, in a dialog too; where it only chooses, the dialog has the key."""
        entered = event.key() in {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter}
        if entered and not self.isCheckable():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    def paint_card(self, *, ground: str, edge: str) -> None:
        """To be called by ``paintEvent``: a rounded card, ringed with the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(RADIUS_LARGE)
        painter.setBrush(QColor(ground))
        painter.setPen(QColor(edge))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        if self.hasFocus():
            paint_ring(painter, self.rect(), radius)


_SIDE = 16
_TICK_GAP = 8
_MNEMONIC = 0x0800
_WORDS = LEFT_TOP_WRAPPED | _MNEMONIC

if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object


class _Marked(_Base):
    """Its words wrap and are part of what can be clicked; a mark stands before them, and with the focus a
    ring around all of it.
    """

    _theme: Theme

    def hold(self, theme: Theme) -> None:
        """Once it is made."""
        self._theme = theme
        fit_height(self, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        free = QRect(0, 0, max(width - self._left() - self._air(), 1), 10_000)
        words = self.fontMetrics().boundingRect(free, _WORDS, self.text()).height()
        return max(words, self._theme.px(_SIDE)) + self._theme.px(4)

    def sizeHint(self) -> QSize:
        one_line = self.fontMetrics().size(_MNEMONIC, self.text()).width()
        width = self._left() + one_line + self._air() + 1
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._theme.px(120), self.sizeHint().width()), self._theme.px(_SIDE + 4))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, colors = self._theme.px, self._theme.palette
        air, side = self._air(), px(_SIDE) - 2
        self.paint_mark(painter, QRectF(air + 1, px(2) + 1, side, side))
        painter.setPen(QColor(colors.text if self.isEnabled() else colors.muted))
        painter.drawText(self.rect().adjusted(self._left(), px(2), -air, 0), _WORDS, self.text())
        if self.hasFocus():
            paint_ring(painter, self.rect(), px(RADIUS))

    def paint_mark(self, painter: QPainter, box: QRectF) -> None:
        raise NotImplementedError

    def _left(self) -> int:
        return self._air() + self._theme.px(_SIDE + _TICK_GAP)

    def _air(self) -> int:
        """Between the ring and what it goes around."""
        return self._theme.px(4)


class TickBox(_Marked, QCheckBox):
    """On or off."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self.hold(theme)

    def paint_mark(self, painter: QPainter, box: QRectF) -> None:
        px, colors = self._theme.px, self._theme.palette
        enabled, ticked = self.isEnabled(), self.isChecked()
        painter.setPen(QColor(colors.accent if ticked and enabled else colors.border))
        fill = colors.accent if ticked and enabled else colors.surface
        painter.setBrush(QColor(fill if enabled else colors.sunken))
        painter.drawRoundedRect(box, px(RADIUS - 2), px(RADIUS - 2))
        if ticked:
            paint_tick(painter, box, QColor(colors.on_accent if enabled else colors.muted), max(px(2), 2))


class Radio(_Marked, QRadioButton):
    """One of several."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self.hold(theme)

    def paint_mark(self, painter: QPainter, box: QRectF) -> None:
        colors, enabled = self._theme.palette, self.isEnabled()
        ink = QColor(colors.accent if self.isChecked() and enabled else colors.border)
        painter.setPen(QPen(ink, 2 if self.isChecked() else 1))
        painter.setBrush(QColor(colors.surface if enabled else colors.sunken))
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(box.center(), box.width() / 4, box.height() / 4)
