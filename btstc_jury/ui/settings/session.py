"""The particulars of an exam session, as a new file and the open one ask for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role
from btstc_jury.ui.widgets.buttons import aside
from btstc_jury.ui.widgets.fields import LineField, WholeLine, line_edit
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, column, fill, row
from btstc_jury.ui.widgets.role_choice import RoleChoice, Seat

FIRST_YEAR, LAST_YEAR = 2007, 2099
"""The diploma's first session, and the end of what a year of four digits may reasonably be."""


class SessionFields(QWidget):
    """Year, centre, commission's number, room and jurors."""

    changed = Signal()

    def __init__(self, theme: Theme, session: ExamSession, roles: Sequence[Role] = ()) -> None:
        super().__init__()
        self._year = LineField(theme, "&Session", str(session.year))
        self._centre = LineField(theme, "&Centre d’examen", session.centre, placeholder="Lycée, ville")
        self._commission = LineField(theme, "&Numéro de la commission", session.commission)
        self._room = LineField(theme, "Sa&lle, facultatif", session.room)
        self._jurors = JurorFields(theme, session.jurors, roles)
        first = row(theme, (self._centre, 3), (self._year, 1), gap=12, at=AT_TOP)
        second = row(theme, (self._commission, 1), (self._room, 1), gap=12, at=AT_TOP)
        column(theme, first, second, self._jurors, gap=12, within=self)
        for field in (self._year, self._centre, self._commission):
            field.line.textChanged.connect(self.changed)

    @property
    def fields(self) -> tuple[LineField | JurorFields, ...]:
        """In the order in which they are filled in."""
        return self._centre, self._year, self._commission, self._room, self._jurors

    def session(self, kind: FileKind) -> ExamSession:
        """What stands in the fields; the year is 0 while it can't be read."""
        return ExamSession(
            kind=kind,
            year=self._read_year(),
            centre=self._centre.text(),
            commission=self._commission.text(),
            room=self._room.text(),
            jurors=self._jurors.jurors(),
        )

    def entries(self) -> tuple[object, ...]:
        fields = (self._year, self._centre, self._commission, self._room)
        return (*(each.line.text() for each in fields), *self._jurors.entries())

    def check(self) -> None:
        """Say beside each field what is missing or can't be read."""
        self._centre.need("Indiquez le centre d’examen.")
        self._year.set_error("" if self._read_year() else "Écrivez l’année\u202f: 2027.")
        self._commission.need("Indiquez le numéro de la commission.")
        self._room.set_error("")
        self._jurors.check()

    def begin(self) -> None:
        self._centre.line.setFocus()

    def _read_year(self) -> int:
        text = self._year.text()
        year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
        return year if FIRST_YEAR <= year <= LAST_YEAR else 0


USUAL = (
    Juror("j1", "", Role.EG),
    Juror("j2", "", Role.STI),
    Juror("j3", "", Role.PROFESSIONAL),
)
"""The commission that the arrêté wants (l.5477-5480, l.5767-5769), not yet named."""


class _Line(QWidget):
    def __init__(
        self, theme: Theme, juror: Juror, seats: Sequence[Seat], remove: Callable[[_Line], None]
    ) -> None:
        super().__init__()
        self.key = juror.key
        self.name = line_edit(juror.name, "Nom et prénom")
        self.name.setAccessibleName("Nom et prénom")
        self._seat = RoleChoice(theme, seats)
        self._seat.choose((juror.role, juror.replaces_professional))
        self._seat.setAccessibleName("Qualité")
        self._quality = line_edit(juror.quality, "Précision, facultatif", NAME_LIMIT)
        self._quality.setAccessibleName("Précision sur la qualité")
        self._remove = aside("Retirer", lambda: remove(self), "link")
        shown = ((self.name, 4), (self._seat, 5), (self._quality, 3))
        row(theme, *shown, self._remove, within=self)

    def tell_place(self, place: int) -> None:
        """Which of the lines this is, to who doesn't see them."""
        for each in self.stops:
            each.setAccessibleDescription(f"membre {place}")

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return self.name, self._seat, self._quality, self._remove

    def juror(self) -> Juror:
        role, replaces = self._seat.seat()
        return Juror(self.key, self.name.text().strip(), role, replaces, self._quality.text().strip())

    @property
    def unfit(self) -> WholeLine | None:
        """What holds something that can't be kept."""
        return next((each for each in self.texts if each.problem()), None)

    @property
    def texts(self) -> tuple[WholeLine, WholeLine]:
        return self.name, self._quality

    @property
    def nameless(self) -> bool:
        """Whether something is said of a member whom nobody named."""
        return bool(self._quality.text().strip()) and not self.name.text().strip()

    def entries(self) -> tuple[object, ...]:
        return self.key, self.name.text(), self._seat.seat(), self._quality.text()


class JurorFields(QWidget):
    """A line without a name isn't kept; a juror keeps the key that the file knows."""

    def __init__(self, theme: Theme, jurors: Sequence[Juror], roles: Sequence[Role]) -> None:
        super().__init__()
        self._theme = theme
        others = (role for role in dict.fromkeys(roles) if role not in tuple(Role))
        replacing = ((role, True) for role in Role if role.facts.replaces)
        official = ((role, False) for role in Role)
        self._seats = (*official, *replacing, *((role, False) for role in others))
        self._lines: list[_Line] = []
        self._known = [juror.key for juror in jurors]
        self._rows = column(theme)
        self.error = ""
        self._hint = "Une ligne sans nom n’est pas gardée\u202f; vous pourrez la compléter plus tard."
        self._below = label(self._hint, "small muted", wrap=True)
        self._more = aside("Ajouter un &membre", self._add_empty, "link")
        title = label("Commission d’interrogation", "small strong")
        foot = row(theme, (self._below, 1), self._more)
        column(theme, title, self._rows, foot, within=self)
        for juror in jurors:
            self._add(juror)

    @property
    def editor(self) -> QWidget:
        """Where to type when something is missing."""
        nameless = next((line.name for line in self._lines if line.nameless), None)
        return self._unfit() or nameless or (self._lines[0].name if self._lines else self)

    def jurors(self) -> tuple[Juror, ...]:
        every = tuple(line.juror() for line in self._lines)
        return tuple(juror for juror in every if juror.name)

    def entries(self) -> tuple[object, ...]:
        return tuple(entry for line in self._lines for entry in line.entries())

    def check(self) -> None:
        self.error = ""
        if unfit := self._unfit():
            self.error = unfit.problem()
        elif any(line.nameless for line in self._lines):
            self.error = "Indiquez le nom de ce membre\u202f: sa précision serait perdue."
        elif not self.jurors():
            self.error = "Indiquez au moins un membre de la commission."
        self._below.setText(self.error or self._hint)
        set_role(self._below, "small overrun" if self.error else "small muted")
        for each in (each for line in self._lines for each in line.texts):
            set_role(each, "invalid" if self.error and each is self.editor else "")

    def _unfit(self) -> WholeLine | None:
        return next((line.unfit for line in self._lines if line.unfit is not None), None)

    def _add_empty(self) -> None:
        number = 1
        while f"j{number}" in self._known:
            number += 1
        self._known.append(f"j{number}")
        self._add(Juror(f"j{number}", "", Role.EG)).name.setFocus()

    def _add(self, juror: Juror) -> _Line:
        line = _Line(self._theme, juror, self._seats, self._remove)
        self._lines.append(line)
        self._rows.addWidget(line)
        self._order_keyboard()
        return line

    def showEvent(self, event: QShowEvent) -> None:
        # Only now are all in the window whose order counts.
        self._order_keyboard()
        super().showEvent(event)

    def _order_keyboard(self) -> None:
        """Tab goes through the lines as they are read, then to the button under them."""
        for place, line in enumerate(self._lines, start=1):
            line.tell_place(place)
        stops = [stop for line in self._lines for stop in line.stops]
        for before, after in pairwise((*stops, self._more)):
            QWidget.setTabOrder(before, after)

    def _remove(self, line: _Line) -> None:
        place = self._lines.index(line)
        self._lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        if self._lines:
            self._lines[min(place, len(self._lines) - 1)].name.setFocus()


Save = Callable[[ExamSession], str]
"""Keeps the particulars; says why it could not, or "" once they are durable."""


class SessionDialog(FormDialog):
    guide_page = "journee"

    def __init__(
        self,
        theme: Theme,
        session: ExamSession,
        save: Save,
        parent: QWidget | None = None,
        qualities: Sequence[str] = (),
        roles: Sequence[Role] = (),
    ) -> None:
        """``qualities``: what the forms ask of jurors beyond their role, a line each; ``roles``: of the forms
        known.
        """
        super().__init__(theme, "Session et commission", 1000, parent)
        self._kind = session.kind
        self._save = save
        self._fields = SessionFields(theme, session, roles)
        badge = label(session.kind.facts.label, f"kind-{session.kind.value}")
        why = label("La nature du fichier ne change pas.", "small muted")
        asked = label("\n".join(qualities), "small muted", wrap=True)
        asked.setVisible(bool(qualities))
        fill(self.body, row(theme, badge, why, 1), self._fields, asked)
        self.add_usual_buttons("&Enregistrer")
        self._fields.begin()
        self.remember()

    def session(self) -> ExamSession:
        return self._fields.session(self._kind)

    def entries(self) -> tuple[object, ...]:
        return self._fields.entries()

    def submit(self) -> None:
        self.show_problem("")
        self._fields.check()
        if self.first_invalid(self._fields.fields):
            return
        said = self._save(self.session())
        self.show_problem(said)
        if not said:
            self.accept()
