"""A juror of a centre, and a room in which candidates prepare."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.hours import Unreadable
from btstc_jury.application.centre.pasting import roles_of, uai_of
from btstc_jury.application.centre.setup import save_juror, save_room
from btstc_jury.application.keyboards import as_figures
from btstc_jury.application.views.centre.told import capital, room_words
from btstc_jury.domain.centre.timetable import CentreJuror, PreparationRoom
from btstc_jury.domain.commission import Role
from btstc_jury.ui.centre.plan_dialog import PlanDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.setup_commission import first_day
from btstc_jury.ui.centre.windows_editor import WindowsEditor
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import Field, LineField
from btstc_jury.ui.widgets.layouts import AT_TOP, column, flow, row
from btstc_jury.ui.widgets.role_choice import RoleChoice
from btstc_jury.ui.widgets.steady import NumberBox

_MOST_SEATS = 500
_NO_FORM = "Aucune forme d’épreuve n’a ce rôle\u202f: choisissez-en un autre."


class JurorDialog(PlanDialog):
    """``juror``: ``None`` for a new one."""

    def __init__(
        self,
        theme: Theme,
        presenter: CentrePresenter,
        juror: CentreJuror | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = "Ajouter un examinateur" if juror is None else juror.name
        super().__init__(theme, presenter, title, 640, parent)
        known = self._known = juror or CentreJuror(0, "", Role.EG)
        self.name = LineField(theme, "&Nom", known.name)
        self.role = RoleChoice(theme, [(each, False) for each in roles_of(self.forms)], closed=True)
        self.role.choose((known.role, False))
        self.quality = LineField(theme, "&Qualité", known.quality, placeholder="Facultatif")
        self.school = LineField(theme, "É&tablissement ou entreprise", known.school, placeholder="Facultatif")
        hint = "Par lui se reconnaît un candidat de son propre lycée."
        self.code = LineField(theme, "&UAI", known.school_code, hint, placeholder="0750123A", limit=20)
        self.hours = WindowsEditor(
            theme,
            "Présences (vide\u202f: quand siègent ses commissions)",
            "Présence",
            known.hours,
            year=self.year,
            add="Ajouter une présence",
            first=first_day(self.timetable),
        )
        self._make_seats()
        self._role = Field(theme, "&Rôle", self.role)
        self.body.addLayout(row(theme, (self.name, 3), (self._role, 3), gap=12, at=AT_TOP))
        self.body.addWidget(self.quality)
        self.body.addLayout(row(theme, (self.school, 3), (self.code, 2), gap=12, at=AT_TOP))
        self.body.addWidget(self.hours)
        self.body.addLayout(self._seats)
        self.add_usual_buttons("Ajouter" if juror is None else "Enregistrer")
        self.remember()
        self.name.line.setFocus()

    def entries(self) -> tuple[object, ...]:
        lines = (self.name, self.quality, self.school, self.code)
        ticked = tuple(key for key, box in self.seats.items() if box.isChecked())
        return (*(each.line.text() for each in lines), self.role.seat(), self.hours.entries(), ticked)

    def submit(self) -> None:
        self.name.need("Indiquez le nom.")
        code = self._code()
        hours = self.hours.check()
        fits = self.role.seat()[0] in roles_of(self.forms)
        self._role.set_error("" if fits else _NO_FORM)
        if self.first_invalid((self.name, self._role, self.quality, self.school, self.code, self.hours)):
            return
        made = replace(
            self._known,
            name=self.name.text(),
            role=self.role.seat()[0],
            quality=self.quality.text(),
            school=self.school.text(),
            school_code=code,
            hours=hours,
        )
        chosen = frozenset(key for key, box in self.seats.items() if box.isChecked())
        self.apply_and_close(partial(save_juror, juror=made, commissions=chosen))

    def _make_seats(self) -> None:
        self.seats = {}
        for key, each in self.timetable.commissions.items():
            box = self.seats[key] = TickBox(self.theme, each.number)
            box.setAccessibleName(f"Commission {each.number}")
            box.setChecked(self._known.identity in each.jurors)
        caption = label("Siège dans les commissions", "small strong")
        boxes = flow(self.theme, *self.seats.values(), gap=12)
        self._seats = column(self.theme, caption, boxes, gap=4)
        caption.setVisible(bool(self.seats))

    def _code(self) -> str:
        """Where it can't be read, that stands beside it, and nothing is given."""
        typed = self.code.text()
        self.code.set_error("")
        if not typed:
            return ""
        try:
            return uai_of(as_figures(typed[:7], {}) + typed[7:])
        except Unreadable as why:
            self.code.set_error(f"Attendu\u202f: {why}.")
            return ""


class RoomDialog(PlanDialog):
    """``room``: ``None`` for a new one."""

    def __init__(
        self,
        theme: Theme,
        presenter: CentrePresenter,
        room: PreparationRoom | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = "Ajouter une salle de préparation" if room is None else capital(room_words(room.name))
        super().__init__(theme, presenter, title, 480, parent)
        known = self._known = room or PreparationRoom(0, "", 6)
        self.name = LineField(theme, "&Nom de la salle", known.name)
        self.seats = NumberBox(minimum=1, maximum=_MOST_SEATS, value=max(known.seats, 1))
        hint = "Combien de candidats peuvent y préparer en même temps."
        seats = Field(theme, "&Places", self.seats, hint)
        self.body.addLayout(row(theme, (self.name, 2), (seats, 2), gap=12, at=AT_TOP))
        self.add_usual_buttons("Ajouter" if room is None else "Enregistrer")
        self.remember()
        self.name.line.setFocus()

    def entries(self) -> tuple[object, ...]:
        return self.name.line.text(), self.seats.value()

    def submit(self) -> None:
        self.name.need("Indiquez le nom de la salle.")
        if self.first_invalid((self.name,)):
            return
        made = replace(self._known, name=self.name.text(), seats=self.seats.value())
        self.apply_and_close(partial(save_room, room=made))
