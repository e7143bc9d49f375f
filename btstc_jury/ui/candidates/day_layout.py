"""Where the parts of a row of the day's list stand, at any width and text size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from btstc_jury.application.views.day import DayRow
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, HEADING, SMALL

_LONGEST_STATE = "Préparation terminée "
_LONGEST_ACTION = "Reprendre "
_SHORTEST_NAME = "MMMMMMMMMMMM"


@dataclass(frozen=True, slots=True)
class Cells:
    """Rectangles of one row; ``form`` holds the note as well, and the number where there are two lines."""

    time: QRect
    name: QRect
    form: QRect
    state: QRect
    button: QRect


class DayLayout:
    """Measured once for a theme, a width and the rows' kind. ``two_lines``: too narrow for columns."""

    def __init__(self, theme: Theme, width: int, forms: Sequence[str], *, dated: bool) -> None:
        self.width = width
        self.dated = dated
        self.forms = tuple(forms)
        self.time_font = theme.font(BODY, bold=True)
        self.name_font = theme.font(BODY, bold=True)
        self.next_font = theme.font(HEADING, bold=True)
        self.text_font = theme.font(BODY)
        self.small_font = theme.font(SMALL)
        self.state_font = theme.font(BODY, bold=True)
        self.margin, self.gap, self.padding = theme.px(22), theme.px(12), theme.px(11)
        bold, text, small = (
            QFontMetrics(font) for font in (self.state_font, self.text_font, self.small_font)
        )
        self.line, self._small_line = bold.height(), small.height()
        self.symbol = round(bold.ascent() * 0.95)
        self.hint = text.height()
        self._time = bold.horizontalAdvance("00/00 00:00" if dated else "00:00") + self.gap
        self._state = self.symbol + theme.px(6) + bold.horizontalAdvance(_LONGEST_STATE)
        widest = max((text.horizontalAdvance(f"{form} ") for form in forms), default=0)
        self._form = min(widest, theme.px(200))
        self._button_height = text.height() + theme.px(13)
        self._button = text.horizontalAdvance(_LONGEST_ACTION) + self.hint + 3 * self.padding
        fixed = 2 * self.margin + self._time + self._form + self._state + self._button + 3 * self.gap
        self.two_lines = fixed + bold.horizontalAdvance(_SHORTEST_NAME) > width
        self._hinted = small.horizontalAdvance(f"{_LONGEST_ACTION}\u21b5")
        self._next_line = QFontMetrics(self.next_font).height()
        self._padding_line = theme.px(4)
        self._padding_row = theme.px(14)
        self._height = max(theme.px(46), self.line + self._small_line + theme.px(10))
        self._larger = theme.px(12)

    def height(self, row: DayRow) -> int:
        if self.two_lines:
            return sum(self._lines(row)) + self._padding_row
        return self._height + self._larger if row.next else self._height

    def cells(self, box: QRect, row: DayRow) -> Cells:
        return self._narrow(box, row) if self.two_lines else self._wide(box)

    def _wide(self, box: QRect) -> Cells:
        right = box.right() + 1 - self.margin
        button = QRect(right - self._button, 0, self._button, self._button_height)
        button.moveTop(box.center().y() - self._button_height // 2)
        state = QRect(button.left() - self.gap - self._state, box.top(), self._state, box.height())
        form = QRect(state.left() - self.gap - self._form, box.top(), self._form, box.height())
        time = QRect(box.left() + self.margin, box.top(), self._time, box.height())
        name = QRect(time.right() + 1, box.top(), 0, box.height())
        name.setRight(form.left() - self.gap)
        return Cells(time, name, form, state, button)

    def _narrow(self, box: QRect, row: DayRow) -> Cells:
        """The name has the first line for itself; the next oral has a third line, with its button."""
        left, right = box.left() + self.margin, box.right() + 1 - self.margin
        inner = left + self._time
        room = right - inner
        heights = self._lines(row)
        pad = (box.height() - sum(heights)) // 2
        tops = [box.top() + pad + sum(heights[:line]) for line in range(len(heights))]
        time = QRect(left, tops[0], self._time, heights[0])
        name = QRect(inner, tops[0], room, heights[0])
        state = QRect(inner, tops[-1], min(self._state, room), heights[-1])
        button = QRect(0, tops[-1], self._button if row.next else self._hinted, heights[-1])
        button.moveRight(right - 1)
        if row.next:
            return Cells(time, name, QRect(inner, tops[1], room, heights[1]), state, button)
        form = QRect(state.right() + self.gap, tops[-1], 0, heights[-1])
        form.setRight(right)
        return Cells(time, name, form, state, button)

    def _lines(self, row: DayRow) -> tuple[int, ...]:
        if row.next:
            return self._next_line, self._small_line + self._padding_line, self._button_height
        return self.line + self._padding_line, self.line
