"""Half-days, breaks or hours, one a line: day, beginning, end."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.application.centre.hours import (
    Unreadable,
    in_order,
    next_window,
    read_day,
    read_hour,
    window_of,
)
from btstc_jury.application.views.formats import clock, short_day
from btstc_jury.domain.centre.timetable import Window
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role, tell
from btstc_jury.ui.widgets.buttons import aside
from btstc_jury.ui.widgets.fields import WholeLine, line_edit
from btstc_jury.ui.widgets.layouts import AT_LEFT, column, row, sized

_DAY, _HOUR = 120, 76
"""Widths of their lines."""


class _Line(QWidget):
    """Empty lines say nothing."""

    def __init__(self, theme: Theme, caption: str, year: int, taken_away: object) -> None:
        super().__init__()
        self._year = year
        self.day = line_edit(placeholder="jj/mm/aaaa", limit=20)
        self.begins = line_edit(placeholder="8h30", limit=10)
        self.ends = line_edit(placeholder="12h30", limit=10)
        self.remove = aside("Retirer", lambda: taken_away(self) if callable(taken_away) else None)
        for line, width in ((self.day, _DAY), (self.begins, _HOUR), (self.ends, _HOUR)):
            sized(theme, line, width=width)
            line.editingFinished.connect(self._write_out)
        self.name(caption)
        parts = (self.day, self.begins, label("à", "muted"), self.ends, self.remove, 1)
        row(theme, *parts, within=self)

    @property
    def lines(self) -> tuple[WholeLine, ...]:
        return self.day, self.begins, self.ends

    def name(self, caption: str) -> None:
        """For those who can't see where it stands."""
        for line, part in zip(self.lines, ("date", "début", "fin"), strict=True):
            line.setAccessibleName(f"{caption}, {part}")
        self.remove.setAccessibleName(f"Retirer\u202f: {caption}")

    def show_window(self, day: date | None, begins: str, ends: str) -> None:
        self.day.setText("" if day is None else short_day(day))
        self.begins.setText(begins)
        self.ends.setText(ends)

    def texts(self) -> tuple[str, ...]:
        return tuple(each.text().strip() for each in self.lines)

    def read(self) -> Window:
        """Raises ``Unreadable``; the line at fault is marked."""
        day, begins, ends = self.texts()
        for line in self.lines:
            set_role(line, "")
        at = self.day
        try:
            on = read_day(day, self._year)
            at = self.begins
            first = read_hour(begins)
            at = self.ends
            return window_of(on, first, read_hour(ends))
        except Unreadable:
            set_role(at, "invalid")
            raise

    def _write_out(self) -> None:
        """As it was understood, with or without Shift."""
        day, begins, ends = self.texts()
        # What can't be read is told when the entries are checked.
        for line, text in ((self.begins, begins), (self.ends, ends)):
            with suppress(Unreadable):
                line.setText(clock(read_hour(text)))
        with suppress(Unreadable):
            self.day.setText(short_day(read_day(day, self._year)))


class WindowsEditor(QWidget):
    """``one``: what one of them is called, « Demi-journée »; ``add``: words of the button; ``year``: of days
    typed without; ``first``: day that is proposed where there is none before. See ``form_dialog.Checked``.
    """

    def __init__(
        self,
        theme: Theme,
        caption: str,
        one: str,
        windows: Sequence[Window],
        *,
        year: int,
        add: str,
        first: date | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._one, self._year, self._first = theme, one, year, first
        self.error = ""
        self._lines: list[_Line] = []
        self._at: QWidget | None = None
        self._rows = column(theme, gap=4)
        self._below = label("", "small overrun", wrap=True)
        self.add = aside(add, self._add_next)
        parts = (label(caption, "small strong"), self._below, self._rows, (self.add, AT_LEFT))
        column(theme, *parts, gap=4, within=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._below.hide()
        for each in windows:
            self._insert(each)

    @property
    def editor(self) -> QWidget:
        return self._at or (self._lines[0].day if self._lines else self.add)

    def entries(self) -> tuple[object, ...]:
        return tuple(each.texts() for each in self._lines if any(each.texts()))

    def check(self) -> tuple[Window, ...]:
        """What is typed, in order; () with ``error`` where it can't be read."""
        self.error, self._at = "", None
        found: list[Window] = []
        for place, line in enumerate(self._lines, 1):
            if not any(line.texts()):
                continue
            try:
                found.append(line.read())
            except Unreadable as why:
                self._tell(f"Ligne {place}, attendu\u202f: {why}.", line)
                return ()
        try:
            windows = in_order(found)
        except Unreadable as why:
            self._tell(f"Attendu\u202f: {why}.", self._lines[0])
            return ()
        tell(self._below, "")
        return windows

    def _tell(self, error: str, line: _Line) -> None:
        self.error = error
        wrong = (each for each in line.lines if each.property("role") == "invalid")
        self._at = next(wrong, line.day)
        self._at.setAccessibleDescription(error)
        tell(self._below, error)

    def _typed(self) -> list[Window]:
        """What can be read of it."""
        found = []
        for line in self._lines:
            try:
                found.append(line.read())
            except Unreadable:
                for each in line.lines:
                    set_role(each, "")
        return found

    def _add_next(self) -> None:
        known = self._typed()
        if not known and self._first is None:
            line = self._insert(None)
        else:
            day, begins, ends = next_window(known, self._first or date(self._year, 1, 1))
            line = self._insert(None)
            line.show_window(day, clock(begins), clock(ends))
        line.day.setFocus(Qt.FocusReason.TabFocusReason)
        line.day.selectAll()

    def _insert(self, window: Window | None) -> _Line:
        line = _Line(self._theme, f"{self._one} {len(self._lines) + 1}", self._year, self._take_away)
        if window is not None:
            begins, ends = (clock(each.time()) for each in window)
            line.show_window(window.begins.date(), begins, ends)
        self._lines.append(line)
        self._rows.addWidget(line)
        # At once: it is about to have the focus.
        line.show()
        before: QWidget = self._lines[-2].remove if len(self._lines) > 1 else line.day
        for each in (*line.lines, line.remove, self.add):
            if each is not before:
                QWidget.setTabOrder(before, each)
            before = each
        return line

    def _take_away(self, line: _Line) -> None:
        place = self._lines.index(line)
        self._lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        for number, each in enumerate(self._lines, 1):
            each.name(f"{self._one} {number}")
        if self.error:
            self.check()
        after: QWidget = self.add
        if self._lines:
            after = self._lines[min(place, len(self._lines) - 1)].day
        after.setFocus(Qt.FocusReason.TabFocusReason)
