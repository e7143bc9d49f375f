"""Half-days of several commissions at once: days, morning or afternoon, and their hours."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time
from functools import partial

from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.hours import (
    AFTERNOON,
    DAY_EXPECTED,
    MORNING,
    Unreadable,
    read_days,
    window_of,
)
from btstc_jury.application.centre.setup import set_half_days
from btstc_jury.application.views.centre.setup import commission_rows
from btstc_jury.application.views.formats import clock, long_day
from btstc_jury.domain.centre.timetable import Window
from btstc_jury.ui.centre.hour_fields import hour_in
from btstc_jury.ui.centre.plan_dialog import PlanDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox, aside
from btstc_jury.ui.widgets.fields import LineField
from btstc_jury.ui.widgets.layouts import AT_TOP, column, flow, row

_SHOWN = 6


class _Part(QWidget):
    """A morning or an afternoon."""

    def __init__(self, theme: Theme, name: str, hours: tuple[time, time]) -> None:
        super().__init__()
        self.box = TickBox(theme, name)
        self.box.setChecked(True)
        begins, ends = map(clock, hours)
        self.begins = LineField(theme, "De", begins, placeholder=begins, limit=10)
        self.ends = LineField(theme, "À", ends, placeholder=ends, limit=10)
        bare = name.replace("&", "")
        self.begins.line.setAccessibleName(f"{bare}, début")
        self.ends.line.setAccessibleName(f"{bare}, fin")
        column(theme, self.box, row(theme, self.begins, self.ends, gap=8, at=AT_TOP), gap=4, within=self)
        for each in (self.begins, self.ends):
            self.box.toggled.connect(each.setEnabled)

    def read(self, day: date) -> Window | None:
        """``None`` where it isn't wanted, or can't be read, which stands beside it then."""
        if not self.box.isChecked():
            return None
        begins, ends = hour_in(self.begins), hour_in(self.ends)
        if begins is None or ends is None:
            return None
        try:
            return window_of(day, begins, ends)
        except Unreadable as why:
            self.ends.set_error(f"Attendu\u202f: {why}.")
            return None


class HalfDaysDialog(PlanDialog):
    """``chosen``: the commissions that are ticked at first."""

    def __init__(
        self,
        theme: Theme,
        presenter: CentrePresenter,
        chosen: Collection[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, presenter, "Demi-journées de plusieurs commissions", 680, parent)
        self._make_commissions(chosen)
        self._hint = "18/05/2027, 19/05/2027 ou du 18/05 au 22/05, sans samedi ni dimanche."
        self.days = LineField(theme, "&Jours", "", self._hint, limit=400)
        self.morning = _Part(theme, "&Matin", MORNING)
        self.afternoon = _Part(theme, "A&près-midi", AFTERNOON)
        self.instead = TickBox(theme, "&Remplacer toutes leurs demi-journées par celles-ci")
        parts = row(theme, (self.morning, 1), (self.afternoon, 1), gap=24, at=AT_TOP)
        self.body.addLayout(self._boxes)
        self.body.addWidget(self.days)
        self.body.addLayout(parts)
        self.body.addWidget(self.instead)
        self.submitting = self.add_usual_buttons("Ajouter les demi-journées")
        self.days.line.textChanged.connect(self._follow)
        self.instead.toggled.connect(self._name)
        self.remember()
        self.days.line.setFocus()

    def entries(self) -> tuple[object, ...]:
        parts = (self.morning, self.afternoon)
        return (
            self.days.line.text(),
            self.instead.isChecked(),
            *(each.box.isChecked() for each in parts),
            *(line.line.text() for each in parts for line in (each.begins, each.ends)),
            tuple(self._chosen()),
        )

    def submit(self) -> None:
        self.show_problem("")
        chosen = self._chosen()
        days = self._days()
        windows = [
            found
            for day in days or (date(self.year, 1, 1),)
            for part in (self.morning, self.afternoon)
            if (found := part.read(day)) is not None
        ]
        hours = (each for part in (self.morning, self.afternoon) for each in (part.begins, part.ends))
        if self.first_invalid((self.days, *(each for each in hours if each.isEnabled()))):
            return
        if not chosen or not windows:
            self.show_problem(
                "Cochez au moins une commission." if windows else "Cochez le matin ou l’après-midi."
            )
            return
        instead = self.instead.isChecked()
        self.apply_and_close(
            partial(set_half_days, identities=frozenset(chosen), windows=windows, instead=instead)
        )

    def _make_commissions(self, chosen: Collection[int]) -> None:
        timetable = self.timetable
        rows = {each.identity: each.cells for each in commission_rows(timetable, self.forms)}
        self.commissions = {}
        for key, cells in rows.items():
            box = self.commissions[key] = TickBox(self.theme, f"{cells[0]} ({cells[1]})")
            box.setAccessibleName(f"Commission {cells[0]}, {cells[1]}")
            box.setChecked(key in chosen)
        every = aside("Toutes", lambda: self._tick(ticked=True))
        none = aside("Aucune", lambda: self._tick(ticked=False))
        every.setAccessibleName("Cocher toutes les commissions")
        none.setAccessibleName("Ne cocher aucune commission")
        head = row(self.theme, label("Commissions", "small strong"), 1, every, none)
        boxes = flow(self.theme, *self.commissions.values(), gap=12)
        self._boxes = column(self.theme, head, boxes, gap=4)

    def _tick(self, *, ticked: bool) -> None:
        for each in self.commissions.values():
            each.setChecked(ticked)

    def _chosen(self) -> list[int]:
        return [key for key, box in self.commissions.items() if box.isChecked()]

    def _days(self) -> tuple[date, ...]:
        self.days.set_error("")
        if not self.days.text():
            self.days.need("Indiquez les jours.")
            return ()
        try:
            return read_days(self.days.text(), self.year)
        except Unreadable as why:
            told = str(why) if str(why) != DAY_EXPECTED else f"{why}, ou du 18/05 au 22/05"
            self.days.set_error(f"Attendu\u202f: {told}.")
            return ()

    def _follow(self) -> None:
        """How the days are understood, while they are typed."""
        try:
            days = read_days(self.days.text(), self.year)
        except Unreadable:
            self.days.set_hint(self._hint)
            return
        told = ", ".join(long_day(each, year=False).lower() for each in days[:_SHOWN])
        self.days.set_hint(f"{told}{'…' if len(days) > _SHOWN else ''} ({len(days)} j)")

    def _name(self, instead: bool) -> None:
        self.submitting.setText("Remplacer les demi-journées" if instead else "Ajouter les demi-journées")
