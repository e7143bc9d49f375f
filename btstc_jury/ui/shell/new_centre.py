"""A new centre file: its name, session and UAI, where it is kept, what protects it."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path

from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.naming import wrong_uai
from btstc_jury.application.centre.office import CentreDesk, CentreOffice, create_centre
from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.domain.centre.centre import FIRST_YEAR, LAST_YEAR, Centre, WrongCentre, centre_of
from btstc_jury.ui.protection.passphrase_dialog import ProtectSection
from btstc_jury.ui.protection.secret_fields import busy_line, said_while_busy
from btstc_jury.ui.shell.new_file import coming_year
from btstc_jury.ui.shell.place import FilePlace
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.fields import LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, fill, row

_PURPOSE = (
    "Le fichier d’un centre d’examen tient les candidats de toute la session, le planning des commissions, ce"
    " que l’on envoie aux commissions et ce qui en revient."
)


class NewCentreDialog(FormDialog):
    """``made``: the open file, once there is one; where it can't be made the dialog stays as it is and says
    why. ``folder``: where it is proposed.
    """

    guide_page = "centre"

    def __init__(self, theme: Theme, parent: QWidget | None, desk: CentreDesk, folder: Path) -> None:
        super().__init__(theme, "Nouveau centre d’examen", 760, parent)
        self.made: CentreOffice | None = None
        self._desk = desk
        self._folder = folder
        self.name = LineField(theme, "&Nom du centre", placeholder="Lycée, ville")
        self.year = LineField(theme, "&Session", str(coming_year()))
        self.uai = LineField(theme, "&UAI, facultatif", placeholder="0921234A")
        self.place = FilePlace(theme, CENTRE_SUFFIX, "Fichiers de centre", "Où garder le fichier du centre")
        self.protect = ProtectSection(theme, can_encrypt=desk.files.can_encrypt)
        self._busy = busy_line(self.buttons)
        who = row(theme, (self.name, 4), (self.year, 1), (self.uai, 2), gap=12, at=AT_TOP)
        fill(self.body, label(_PURPOSE, "muted", wrap=True), who, self.place, self.protect)
        self.add_usual_buttons("C&réer le fichier")
        for each in (self.name, self.year):
            each.line.textChanged.connect(self._propose_path)
        self._propose_path()
        self.name.line.setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        typed = (each.line.text() for each in (self.name, self.year, self.uai))
        return (*typed, self.place.typed, *self.protect.entries())

    def done(self, result: int) -> None:
        self.protect.new.wipe()
        super().done(result)

    def submit(self) -> None:
        self.show_problem("")
        self.name.need("Indiquez le nom du centre.")
        self.year.set_error("" if self._year() else "Écrivez l’année\u202f: 2027.")
        self.uai.set_error(wrong_uai(self.uai.text()))
        self.place.check()
        self.protect.check()
        if self.first_invalid((self.name, self.year, self.uai, self.place.field, *self.protect.fields)):
            return
        key = self.protect.key()
        try:
            with said_while_busy(self._busy, "Chiffrement du fichier…") if key else nullcontext():
                self.made = create_centre(self._desk, self.place.path(), self._centre(), key)
        except WrongCentre as wrong:
            self.show_problem(str(wrong))
        except FileProblem as problem:
            self.show_problem(messages.problem_of_centre(problem).sentence)
        else:
            self.accept()

    def _centre(self) -> Centre:
        """Raises ``WrongCentre``."""
        return centre_of(self.name.text(), self._year(), self.uai.text())

    def _year(self) -> int:
        """0 while it can't be read."""
        text = self.year.text()
        year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
        return year if FIRST_YEAR <= year <= LAST_YEAR else 0

    def _propose_path(self) -> None:
        name = re.sub(r"[^\w -]", "", self.name.text())[:60].strip()
        told = " ".join(part for part in ("Centre", str(self._year() or ""), name) if part)
        self.place.propose(self._folder / f"{told}{CENTRE_SUFFIX}")


def make_new_centre(theme: Theme, parent: QWidget, desk: CentreDesk, folder: Path) -> CentreOffice | None:
    """The open file, ``None`` where the user makes none."""
    dialog = NewCentreDialog(theme, parent, desk, folder)
    dialog.exec()
    dialog.deleteLater()
    return dialog.made
