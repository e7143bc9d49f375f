"""Which day of the centre is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QStyle, QStyleOptionButton, QStylePainter

from btstc_jury.application.views import formats
from btstc_jury.application.views.day_board import board_days
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.painting import paint_chevron

_CHEVRON = 16


class DayChoice(PushButton):
    """« mardi 18 mai », and a menu of all of them. ``asked``: another one."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__("", "toggle")
        self._theme = theme
        self._days: Sequence[date] = ()
        self.day: date | None = None
        self.setMenu(QMenu(self))

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + self._theme.px(_CHEVRON), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign of a menu is that of a list: the style's own is a dot here."""
        painter, option, room = QStylePainter(self), QStyleOptionButton(), self._theme.px(_CHEVRON)
        self.initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        option.rect.adjust(0, 0, -room, 0)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chevron(self._theme, painter, QPointF(self.width() - room, self.height() / 2))

    def show_days(self, timetable: Timetable) -> None:
        """The day chosen stays while there is one; then the nearest."""
        self._days = board_days(timetable)
        if self.day not in self._days:
            self.day = _nearest(self._days, self.day)
        counts = Counter(each.oral.date() for each in timetable.slots.values())
        self.menu().clear()
        for each in self._days:
            action = self.menu().addAction(f"{_words(each)} · {formats.count(counts[each], 'interrogation')}")
            action.triggered.connect(partial(self._ask, each))
        self.setVisible(bool(self._days))
        self._tell()

    def go_to(self, day: date) -> None:
        self.day = day
        self._tell()

    def has(self, step: int) -> bool:
        """Whether there is another so many days on."""
        return self._beside(step) is not None

    def step(self, step: int) -> None:
        """To the next one, or to the one before."""
        day = self._beside(step)
        if day is not None:
            self.asked.emit(day)

    def _beside(self, step: int) -> date | None:
        at = self._days.index(self.day) + step if self.day in self._days else -1
        return self._days[at] if 0 <= at < len(self._days) else None

    def _ask(self, day: date) -> None:
        self.asked.emit(day)

    def _tell(self) -> None:
        words = "" if self.day is None else _words(self.day)
        self.setText(words)
        self.setAccessibleName(f"Journée montrée\u202f: {words}")


def _words(day: date) -> str:
    return formats.long_day(day, year=False).lower()


def _nearest(days: Sequence[date], day: date | None) -> date | None:
    if not days:
        return None
    return days[0] if day is None else min(days, key=lambda each: abs(each - day))
