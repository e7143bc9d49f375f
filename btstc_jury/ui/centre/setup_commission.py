"""A commission of a centre, or several alike: number, form, rooms, jurors, half-days, breaks, minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.pasting import LONGEST
from btstc_jury.application.centre.setup import (
    MOST_AT_ONCE,
    add_several,
    counted,
    free_number,
    last_number,
    save_commission,
)
from btstc_jury.application.keyboards import as_figures
from btstc_jury.application.views.centre.setup import form_line, juror_line, missing_seats
from btstc_jury.domain.centre.timetable import CentreCommission, Timetable
from btstc_jury.ui.centre.people_picker import PeoplePicker
from btstc_jury.ui.centre.plan_dialog import PlanDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.windows_editor import WindowsEditor
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.layouts import AT_TOP, row
from btstc_jury.ui.widgets.steady import NumberBox


def first_day(timetable: Timetable) -> date | None:
    """The first on which somebody sits."""
    days = [each.begins.date() for one in timetable.commissions.values() for each in one.half_days]
    return min(days, default=None)


class CommissionDialog(PlanDialog):
    """``commission``: ``None`` for a new one; ``several``: numbered and roomed on from the first."""

    def __init__(
        self,
        theme: Theme,
        presenter: CentrePresenter,
        commission: CentreCommission | None = None,
        parent: QWidget | None = None,
        *,
        several: bool = False,
    ) -> None:
        title = "Ajouter plusieurs commissions" if several else "Ajouter une commission"
        super().__init__(
            theme, presenter, title if commission is None else f"Commission {commission.number}", 720, parent
        )
        self._several = several
        timetable = self.timetable
        self._known = commission or self._new(timetable)
        self._make_choices(timetable)
        self._make_times(timetable)
        self._fill()
        self.add_usual_buttons("Enregistrer" if commission is not None else "Ajouter")
        self._follow()
        self.remember()
        (self.how_many if several else self.number.line).setFocus()

    def entries(self) -> tuple[object, ...]:
        return (
            *(each.line.text() for each in (self.number, self.room, self.preparation, self.oral)),
            *(each.currentData() for each in (self.form, self.preparation_room)),
            *(each.entries() for each in (self.half_days, self.breaks, self.lost)),
            self.jurors.chosen(),
            self.how_many.value(),
        )

    def submit(self) -> None:
        made = self._read()
        fields = (self.number, self._form, self.preparation, self.oral)
        if self.first_invalid((*fields, self.half_days, self.breaks, self.lost)):
            return
        if self._several:
            self.apply_and_close(partial(add_several, pattern=made, how_many=self.how_many.value()))
        else:
            self.apply_and_close(partial(save_commission, commission=made))

    def _new(self, timetable: Timetable) -> CentreCommission:
        """Like the last one, as far as that can be: most are alike."""
        number = free_number(timetable, last_number(timetable))
        like = next(reversed([*timetable.commissions.values()]), None)
        if like is None:
            return CentreCommission(0, number, "e4-ponctuel" if "e4-ponctuel" in self.forms else "")
        room = counted(like.room, 1) if self._several else ""
        return replace(like, identity=0, number=number, room=room, jurors=(), lost=())

    def _make_choices(self, timetable: Timetable) -> None:
        theme, known = self.theme, self._known
        self.how_many = NumberBox(minimum=1, maximum=MOST_AT_ONCE, value=3 if self._several else 1)
        self._how_many = Field(theme, "&Combien", self.how_many)
        self._how_many.setVisible(self._several)
        self.number = LineField(theme, "N&uméro" if not self._several else "Premier n&uméro", known.number)
        self.form = Choice(theme)
        for key, form in self.forms.items():
            self.form.addItem(form.name, key)
        if known.form and known.form not in self.forms:
            self.form.addItem(f"{known.form} (n’est pas sur cet ordinateur)", known.form)
        self.form.setCurrentIndex(self.form.findData(known.form))
        self._form = Field(theme, "&Forme d’épreuve", self.form)
        self.room = LineField(theme, "Première &salle" if self._several else "&Salle", known.room)
        if self._several:
            self.room.set_hint("Les suivantes se comptent\u202f: B12, B13, B14…")
        self.preparation_room = Choice(theme)
        self.preparation_room.addItem("Aucune", 0)
        for each in timetable.rooms.values():
            self.preparation_room.addItem(f"{each.name} ({each.seats} places)", each.identity)
        self.preparation_room.setCurrentIndex(max(self.preparation_room.findData(known.preparation_room), 0))
        self._preparation_room = Field(theme, "Salle de pré&paration", self.preparation_room)
        names = {key: juror_line(each) for key, each in timetable.jurors.items()}
        self.jurors = PeoplePicker(theme, "E&xaminateurs", names, known.jurors, ordered=True)
        self.jurors.setVisible(not self._several)
        self.form.currentIndexChanged.connect(lambda _place: self._follow())
        self.jurors.changed.connect(self._follow)

    def _make_times(self, timetable: Timetable) -> None:
        theme, known, year = self.theme, self._known, self.year
        self.half_days = WindowsEditor(
            theme,
            "Demi-journées",
            "Demi-journée",
            known.half_days,
            year=year,
            add="Ajouter une demi-journée",
            first=first_day(timetable),
        )
        self.breaks = WindowsEditor(
            theme, "Pauses", "Pause", known.breaks, year=year, add="Ajouter une pause", first=None
        )
        self.lost = WindowsEditor(
            theme,
            "Arrêts (salle ou commission perdue)",
            "Arrêt",
            known.lost,
            year=year,
            add="Ajouter un arrêt",
        )
        self.lost.setVisible(bool(known.lost))
        minutes = [known.preparation_minutes, known.oral_minutes]
        typed = ["" if each is None else str(each) for each in minutes]
        self.preparation = LineField(theme, "Prépa&ration, minutes", typed[0], figures=True)
        self.oral = LineField(theme, "I&nterrogation, minutes", typed[1], figures=True)

    def _fill(self) -> None:
        theme = self.theme
        for each in (
            row(theme, (self._how_many, 1), (self.number, 1), (self._form, 3), gap=12, at=AT_TOP),
            row(theme, (self.room, 1), (self._preparation_room, 1), gap=12, at=AT_TOP),
            row(theme, (self.preparation, 1), (self.oral, 1), gap=12, at=AT_TOP),
        ):
            self.body.addLayout(each)
        for part in (self.jurors, self.half_days, self.breaks, self.lost):
            self.body.addWidget(part)

    def _follow(self) -> None:
        """What the form chosen asks for."""
        form = self.forms.get(str(self.form.currentData()))
        self._form.set_hint("" if form is None else form_line(form))
        times = self.timetable.forms.get(str(self.form.currentData()))
        for field, length in (
            (self.preparation, None if times is None else times.preparation),
            (self.oral, None if times is None else times.oral),
        ):
            given = f"Vide\u202f: {length}, selon la forme." if length else "La forme n’en fixe pas."
            if field is self.preparation and length == 0:
                given = "Vide\u202f: sans préparation."
            field.set_hint(given if times is not None else "")
        roles = [self.timetable.jurors[each].role for each in self.jurors.chosen()]
        lacking = "" if form is None else missing_seats(form, roles)
        self.jurors.say(lacking, warning=bool(lacking and roles))

    def _read(self) -> CentreCommission:
        """What is typed; beside each field, what is missing or can't be read."""
        self.number.need("Indiquez le numéro de la commission.")
        self._form.set_error("" if self.form.currentData() else "Choisissez la forme d’épreuve.")
        times = self.timetable.forms.get(str(self.form.currentData()))
        preparation, oral = self._minutes(self.preparation), self._minutes(self.oral)
        if times is not None and not times.oral and not oral and not self.oral.error:
            self.oral.set_error("Indiquez la durée\u202f: la forme ne la fixe pas.")
        return replace(
            self._known,
            number=self.number.text(),
            form=str(self.form.currentData() or ""),
            room=self.room.text(),
            preparation_room=int(self.preparation_room.currentData() or 0),
            jurors=self.jurors.chosen(),
            half_days=self.half_days.check(),
            breaks=self.breaks.check(),
            lost=self.lost.check(),
            preparation_minutes=preparation,
            oral_minutes=oral,
        )

    def _minutes(self, field: LineField) -> int | None:
        typed = as_figures(field.text(), {})
        fits = not typed or (typed.isascii() and typed.isdigit() and int(typed[:4]) <= LONGEST)
        field.set_error("" if fits else f"Écrivez un nombre de minutes, {LONGEST} au plus.")
        return int(typed) if typed and fits else None
