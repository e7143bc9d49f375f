"""« Nom et UAI du centre… »: corrected once the centre is made, and what went out under the old ones."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.naming import bearing, corrected, rename, wrong_uai
from btstc_jury.application.centre.office import CentreTopic
from btstc_jury.application.views.centre.naming import old_name_lines
from btstc_jury.domain.centre.centre import Centre, WrongCentre
from btstc_jury.ui.centre.plan_dialog import PlanDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.fields import LineField
from btstc_jury.ui.widgets.layouts import AT_TOP, fill, row

_PURPOSE = "Ce qui sera imprimé ou préparé ensuite porte le nouveau nom. La session ne change pas."


class NameDialog(PlanDialog):
    def __init__(self, theme: Theme, presenter: CentrePresenter, parent: QWidget | None = None) -> None:
        super().__init__(theme, presenter, "Nom et UAI du centre", 640, parent)
        self._centre = presenter.office.centre
        self._told = bearing(presenter.office)
        self.name = LineField(theme, "&Nom du centre", self._centre.name)
        self.uai = LineField(theme, "&UAI, facultatif", self._centre.uai, placeholder="0921234A")
        self._old = label("", "warning", wrap=True)
        fields = row(theme, (self.name, 4), (self.uai, 2), gap=12, at=AT_TOP)
        fill(self.body, label(_PURPOSE, "muted", wrap=True), fields, self._old)
        self.add_usual_buttons("Enregistrer")
        for each in (self.name, self.uai):
            each.line.textChanged.connect(lambda _text: self._tell_old())
        self._tell_old()
        self.remember()
        self.name.line.setFocus()

    def entries(self) -> tuple[object, ...]:
        return self.name.line.text(), self.uai.line.text()

    def submit(self) -> None:
        self.show_problem("")
        self.name.need("Indiquez le nom du centre.")
        self.uai.set_error(wrong_uai(self.uai.text()))
        if self.first_invalid((self.name, self.uai)):
            return
        try:
            wanted = corrected(self._centre, self.name.text(), self.uai.text())
        except WrongCentre as wrong:
            self.show_problem(str(wrong))
            return
        if wanted == self._centre or self.carry_out(lambda: self._renamed(wanted)):
            self.accept()

    def _renamed(self, wanted: Centre) -> bool:
        told = " ".join((f"Centre renommé\u202f: {wanted.name}.", *self._lines(wanted)))
        return self.presenter.carry_out(
            lambda: rename(self.presenter.office, wanted), {CentreTopic.NAME}, told
        )

    def _lines(self, wanted: Centre) -> tuple[str, ...]:
        return old_name_lines(self._told, name=wanted.name != self._centre.name)

    def _tell_old(self) -> None:
        """Once something else is typed."""
        typed = self.name.text(), self.uai.text().upper()
        if typed == (self._centre.name, self._centre.uai):
            tell(self._old, "")
            return
        tell(self._old, "\n".join(old_name_lines(self._told, name=typed[0] != self._centre.name)))
