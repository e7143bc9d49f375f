"""Which form, on which day, at what time."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from btstc_jury.application.views import formats
from btstc_jury.application.views.planning import parse_day, parse_time
from btstc_jury.domain.form import Form
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import Choice, Field, line_edit


class OralFields(QWidget):
    """``locked``: the form is shown and can't be changed."""

    form_changed = Signal()

    def __init__(self, theme: Theme, forms: tuple[Form, ...], chosen: str, *, locked: bool) -> None:
        super().__init__()
        self._forms = forms
        self._form = Choice(theme)
        for form in forms:
            self._form.addItem(form.name)
        keys = [form.key for form in forms]
        self._form.setCurrentIndex(keys.index(chosen) if chosen in keys else min(0, len(forms) - 1))
        self._form.setEnabled(not locked)
        self._locked = locked
        self._form_field = Field(theme, "&Forme d’épreuve", self._form)
        self._day = line_edit(placeholder="jj/mm/aaaa")
        self._time = line_edit(placeholder="hh:mm")
        self._day_field = Field(theme, "&Date", self._day)
        self._time_field = Field(theme, "&Heure", self._time)
        self.fields = (self._form_field, self._day_field, self._time_field)
        when = QHBoxLayout()
        when.setSpacing(theme.px(12))
        when.addWidget(self._day_field, 3, Qt.AlignmentFlag.AlignTop)
        when.addWidget(self._time_field, 2, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addWidget(self._form_field)
        layout.addLayout(when)
        self._form.currentIndexChanged.connect(self._tell)
        self._tell()

    def form(self) -> Form | None:
        place = self._form.currentIndex()
        return self._forms[place] if place >= 0 else None

    def day(self) -> date | None:
        return parse_day(self._day.text())

    def scheduled(self) -> datetime | None:
        """``None`` while day or time can't be read."""
        day, time = self.day(), parse_time(self._time.text())
        return None if day is None or time is None else datetime.combine(day, time)

    def schedule(self, at: datetime) -> None:
        self._day.setText(formats.short_day(at.date()))
        self._time.setText(at.strftime("%H:%M"))

    def entries(self) -> tuple[object, ...]:
        return self._form.currentIndex(), self._day.text(), self._time.text()

    def check(self) -> None:
        """Say beside each field what is missing or can't be read."""
        self._form_field.set_error("" if self.form() else "Choisissez la forme d’épreuve.")
        self._day_field.set_error("" if self.day() else "Écrivez la date\u202f: 18/05/2027.")
        readable = parse_time(self._time.text()) is not None
        self._time_field.set_error("" if readable else "Écrivez l’heure\u202f: 14:00.")

    def _tell(self) -> None:
        form = self.form()
        if self._locked:
            hint = "Ne change plus\u202f: la préparation ou l’oral a commencé."
        else:
            hint = form.title if form is not None else ""
        self._form_field.set_hint(hint)
        self.form_changed.emit()
