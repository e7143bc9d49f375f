"""Where the parts of a row of the day's list stand, at any width and text size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from btstc_jury.application.views.day import DayRow
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, HEADING, SMALL

_LONGEST_STATE = "Préparation dépassée +00:00"
_LONGEST_FORM = "E4 · CCF situation 2"
_LONGEST_NOTE = "temps majoré"
_LONGEST_ACTION = "Reprendre"
_SHORTEST_NAME = "MMMMMMMMMMMM n° 0123456789"


@dataclass(frozen=True, slots=True)
class Cells:
    """Rectangles of one row; ``form`` holds the note as well where the row has two lines."""

    time: QRect
    name: QRect
    form: QRect
    note: QRect
    state: QRect
    button: QRect


class DayLayout:
    """Measured once for a theme, a width and a kind of list. ``two_lines``: too narrow for one."""

    def __init__(self, theme: Theme, width: int, *, dated: bool) -> None:
        self.width = width
        self.dated = dated
        self.time_font = theme.font(BODY, bold=True)
        self.name_font = theme.font(BODY, bold=True)
        self.next_font = theme.font(HEADING, bold=True)
        self.text_font = theme.font(BODY)
        self.small_font = theme.font(SMALL)
        self.state_font = theme.font(BODY, bold=True)
        self.margin = theme.px(22)
        self.gap = theme.px(12)
        bold, text = QFontMetrics(self.state_font), QFontMetrics(self.text_font)
        self._line = bold.height()
        self.symbol = round(bold.ascent() * 0.95)
        self._time = bold.horizontalAdvance("00/00 00:00" if dated else "00:00") + self.gap
        self._state = self.symbol + theme.px(6) + bold.horizontalAdvance(_LONGEST_STATE)
        self._form = text.horizontalAdvance(_LONGEST_FORM)
        self._note = QFontMetrics(self.small_font).horizontalAdvance(_LONGEST_NOTE)
        self.hint = text.height()
        self.padding = theme.px(11)
        self._button_height = text.height() + theme.px(13)
        self._button = text.horizontalAdvance(_LONGEST_ACTION) + self.hint + 3 * self.padding
        fixed = 2 * self.margin + self._time + self._form + self._note + self._state + self._button
        shortest = bold.horizontalAdvance(_SHORTEST_NAME)
        self.two_lines = fixed + 4 * self.gap + shortest > width
        pad = theme.px(14)
        two = self._line + theme.px(4) + self._button_height + pad
        self._height = two if self.two_lines else max(theme.px(46), self._line + 2 * pad)
        self._next_height = self._height + theme.px(12)

    def height(self, row: DayRow) -> int:
        return self._next_height if row.next else self._height

    def cells(self, box: QRect) -> Cells:
        return self._narrow(box) if self.two_lines else self._wide(box)

    def _wide(self, box: QRect) -> Cells:
        right = box.right() + 1 - self.margin
        button = QRect(right - self._button, 0, self._button, self._button_height)
        button.moveTop(box.center().y() - self._button_height // 2)
        state = QRect(button.left() - self.gap - self._state, box.top(), self._state, box.height())
        note = QRect(state.left() - self.gap - self._note, box.top(), self._note, box.height())
        form = QRect(note.left() - self.gap - self._form, box.top(), self._form, box.height())
        time = QRect(box.left() + self.margin, box.top(), self._time, box.height())
        name = QRect(time.right() + 1, box.top(), 0, box.height())
        name.setRight(form.left() - self.gap)
        return Cells(time, name, form, note, state, button)

    def _narrow(self, box: QRect) -> Cells:
        right = box.right() + 1 - self.margin
        space = (box.height() - self._line - self._button_height) // 3
        top, below = box.top() + space, box.top() + 2 * space + self._line
        state_width = min(self._state, (box.width() - 2 * self.margin - self._time) * 9 // 20)
        state = QRect(right - state_width, top, state_width, self._line)
        button = QRect(state.left(), below, min(self._button, state_width), self._button_height)
        time = QRect(box.left() + self.margin, top, self._time, self._line)
        name = QRect(time.right() + 1, top, state.left() - self.gap - time.right(), self._line)
        form = QRect(name.left(), below, name.width(), self._button_height)
        return Cells(time, name, form, QRect(), state, button)
