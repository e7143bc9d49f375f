"""What is known of a candidate beside the list: whom to avoid, when, which exams here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from functools import partial

from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.setup import save_wish
from btstc_jury.application.views.centre.setup import extra_words, heard_exams, juror_line, told_exams
from btstc_jury.application.views.formats import clock, of_name, short_day
from btstc_jury.domain.centre.acquaintance import of_one_school
from btstc_jury.domain.centre.timetable import Wish
from btstc_jury.ui.centre.hour_fields import day_in, hour_in, write_out
from btstc_jury.ui.centre.people_picker import PeoplePicker
from btstc_jury.ui.centre.plan_dialog import PlanDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import Radio, TickBox
from btstc_jury.ui.widgets.fields import LineField
from btstc_jury.ui.widgets.layouts import AT_TOP, column, flow, row


class _Moment(QWidget):
    """A day and an hour, both or neither; ``usual``: the hour of a day alone. Checked by ``read``."""

    def __init__(self, theme: Theme, caption: str, moment: datetime | None, year: int, usual: time) -> None:
        super().__init__()
        self._year, self._usual = year, usual
        day = "" if moment is None else short_day(moment.date())
        hour = "" if moment is None else clock(moment.time())
        self.day = LineField(theme, f"{caption}, jour", day, placeholder="jj/mm/aaaa", limit=20)
        self.hour = LineField(theme, "heure", hour, placeholder=clock(usual), limit=10)
        bare = caption.replace("&", "")
        self.hour.line.setAccessibleName(f"{bare}, heure")
        row(theme, (self.day, 3), (self.hour, 2), gap=8, within=self, at=AT_TOP)
        write_out((self.day,), (self.hour,), year)

    @property
    def fields(self) -> tuple[LineField, LineField]:
        return self.day, self.hour

    def read(self) -> datetime | None:
        """``None`` where nothing is typed, or nothing that can be read, which stands beside it then."""
        for each in self.fields:
            each.set_error("")
        if not self.day.text() and not self.hour.text():
            return None
        day = day_in(self.day, self._year)
        hour = hour_in(self.hour) if self.hour.text() else self._usual
        if day is None or hour is None:
            return None
        return datetime.combine(day, hour)


class WishesDialog(PlanDialog):
    """``candidate``: identity of one who is in the centre."""

    def __init__(
        self, theme: Theme, presenter: CentrePresenter, candidate: int, parent: QWidget | None = None
    ) -> None:
        timetable = presenter.office.timetable
        self._candidate = timetable.candidates[candidate]
        super().__init__(theme, presenter, f"Contraintes {of_name(self._candidate.full_name)}", 640, parent)
        known = self._known = timetable.wishes.get(candidate, Wish(candidate))
        told = (extra_words(self._candidate), self._candidate.school)
        self.body.addWidget(label("\n".join(filter(None, told)), "muted", wrap=True))
        self._make_avoided(known)
        self.before = _Moment(theme, "Pas a&vant", known.not_before, self.year, time(8))
        self.after = _Moment(theme, "Pas a&près", known.not_after, self.year, time(18))
        self.body.addLayout(row(theme, (self.before, 1), (self.after, 1), gap=24, at=AT_TOP))
        self._make_exams(known)
        self.add_usual_buttons("Enregistrer")
        self.remember()
        self.avoided.list.setFocus()

    def entries(self) -> tuple[object, ...]:
        moments = (*self.before.fields, *self.after.fields)
        return (*(each.line.text() for each in moments), self.avoided.chosen(), self._exams())

    def submit(self) -> None:
        before, after = self.before.read(), self.after.read()
        if before is not None and after is not None and before >= after:
            self.after.day.set_error("Ce moment est après le premier.")
        if self.first_invalid((*self.before.fields, *self.after.fields)):
            return
        wish = replace(
            self._known,
            avoids=self.avoided.chosen(),
            not_before=before,
            not_after=after,
            exams=self._exams(),
        )
        self.apply_and_close(partial(save_wish, wish=wish))

    def _make_avoided(self, known: Wish) -> None:
        timetable = self.timetable
        names = {key: juror_line(each) for key, each in timetable.jurors.items()}
        own = [each.name for each in timetable.jurors.values() if of_one_school(self._candidate, each)]
        hint = f"De son lycée, évités sans l’écrire\u202f: {', '.join(own)}." if own else ""
        self.avoided = PeoplePicker(
            self.theme, "&Examinateurs à éviter", names, known.avoids, ordered=False, hint=hint
        )
        self.body.addWidget(self.avoided)

    def _make_exams(self, known: Wish) -> None:
        told = told_exams(self.timetable, self._candidate)
        heard = heard_exams(self.timetable)
        self.as_listed = Radio(self.theme, f"Selon la &liste\u202f: {', '.join(told) or 'aucune'}")
        self.chosen_here = Radio(self.theme, "&Celles-ci seulement")
        self.exams = {}
        for each in dict.fromkeys((*heard, *(known.exams or ()))):
            box = self.exams[each] = TickBox(self.theme, each)
            box.setChecked(each in (told if known.exams is None else known.exams))
        boxes = QWidget()
        flow(self.theme, *self.exams.values(), gap=12, within=boxes)
        self.chosen_here.toggled.connect(boxes.setEnabled)
        (self.as_listed if known.exams is None else self.chosen_here).setChecked(True)
        boxes.setEnabled(self.chosen_here.isChecked())
        caption = label("Épreuves passées dans ce centre", "small strong")
        self.body.addLayout(column(self.theme, caption, self.as_listed, self.chosen_here, boxes, gap=4))

    def _exams(self) -> tuple[str, ...] | None:
        if self.as_listed.isChecked():
            return None
        return tuple(exam for exam, box in self.exams.items() if box.isChecked())
