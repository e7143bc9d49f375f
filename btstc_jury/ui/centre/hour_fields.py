"""Days and hours of the centre's dialogs, as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, time
from functools import partial

from btstc_jury.application.centre.hours import Unreadable, read_day, read_hour
from btstc_jury.application.views.formats import clock, short_day
from btstc_jury.ui.widgets.fields import LineField


def write_out(days: Iterable[LineField], hours: Iterable[LineField], year: int) -> None:
    """Each as it was understood once it is left, with or without Shift."""

    def write(field: LineField, understood: Callable[[str], str]) -> None:
        # What can't be read is told when the entries are checked.
        with suppress(Unreadable):
            field.line.setText(understood(field.text()))

    for day in days:
        day.line.editingFinished.connect(partial(write, day, lambda text: short_day(read_day(text, year))))
    for hour in hours:
        hour.line.editingFinished.connect(partial(write, hour, lambda text: clock(read_hour(text))))


def day_in(field: LineField, year: int) -> date | None:
    """``None`` where it can't be read, which stands below it then; ``year``: of a day typed without."""
    field.set_error("")
    try:
        return read_day(field.text(), year)
    except Unreadable as why:
        field.set_error(f"Attendu\u202f: {why}.")
        return None


def hour_in(field: LineField) -> time | None:
    """The same of an hour."""
    field.set_error("")
    try:
        return read_hour(field.text())
    except Unreadable as why:
        field.set_error(f"Attendu\u202f: {why}.")
        return None
