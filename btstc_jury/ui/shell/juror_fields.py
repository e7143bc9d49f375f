"""The members of the commission: a name and a capacity each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from btstc_jury.application.views.people import seat
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role
from btstc_jury.ui.widgets.fields import Choice, line_edit

USUAL = (
    Juror("j1", "", Role.EG),
    Juror("j2", "", Role.STI),
    Juror("j3", "", Role.PROFESSIONAL),
)
"""The commission that the arrêté wants (l.5477-5480, l.5767-5769), not yet named."""

_SEATS = (
    (Role.EG, False),
    (Role.STI, False),
    (Role.PROFESSIONAL, False),
    (Role.EG, True),
)


class _Line(QWidget):
    removed = Signal()

    def __init__(self, theme: Theme, juror: Juror) -> None:
        super().__init__()
        self.key = juror.key
        self.name = line_edit(juror.name, "Nom et prénom")
        self.name.setAccessibleName("Nom et prénom")
        self._seat = Choice(theme)
        self._seat.addItems([seat(Juror("", "", role, replaces)) for role, replaces in _SEATS])
        self._seat.setCurrentIndex(_SEATS.index((juror.role, juror.replaces_professional)))
        self._seat.setAccessibleName("Qualité")
        self._remove = QPushButton("Retirer")
        self._remove.setProperty("role", "link")
        self._remove.setAutoDefault(False)
        self._remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.name, 5)
        layout.addWidget(self._seat, 6)
        layout.addWidget(self._remove)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return self.name, self._seat, self._remove

    def juror(self) -> Juror:
        role, replaces = _SEATS[self._seat.currentIndex()]
        return Juror(self.key, self.name.text().strip(), role, replaces)

    def entries(self) -> tuple[object, ...]:
        return self.key, self.name.text(), self._seat.currentIndex()


class JurorFields(QWidget):
    """A line without a name isn't kept; a juror keeps the key that the file knows."""

    def __init__(self, theme: Theme, jurors: Sequence[Juror]) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[_Line] = []
        self._known = [juror.key for juror in jurors]
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(8))
        self.error = ""
        self._hint = "Une ligne sans nom n’est pas gardée\u202f; vous pourrez la compléter plus tard."
        self._below = label(self._hint, "small muted", wrap=True)
        self._more = QPushButton("Ajouter un &membre")
        self._more.setProperty("role", "link")
        self._more.setAutoDefault(False)
        self._more.clicked.connect(self._add_empty)
        foot = QHBoxLayout()
        foot.addWidget(self._below, 1)
        foot.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(label("Commission d’interrogation", "small strong"))
        layout.addLayout(self._rows)
        layout.addLayout(foot)
        for juror in jurors:
            self._add(juror)

    @property
    def editor(self) -> QWidget:
        """Where to type when something is missing."""
        return self._lines[0].name if self._lines else self

    def jurors(self) -> tuple[Juror, ...]:
        every = tuple(line.juror() for line in self._lines)
        return tuple(juror for juror in every if juror.name)

    def entries(self) -> tuple[object, ...]:
        return tuple(entry for line in self._lines for entry in line.entries())

    def check(self) -> None:
        missing = not self.jurors()
        self.error = "Indiquez au moins un membre de la commission." if missing else ""
        self._below.setText(self.error or self._hint)
        set_role(self._below, "small overrun" if self.error else "small muted")
        first = self.editor
        if isinstance(first, QLineEdit):
            set_role(first, "invalid" if missing else "")

    def _add_empty(self) -> None:
        number = 1
        while f"j{number}" in self._known:
            number += 1
        self._known.append(f"j{number}")
        self._add(Juror(f"j{number}", "", Role.EG)).name.setFocus()

    def _add(self, juror: Juror) -> _Line:
        line = _Line(self._theme, juror)
        line.removed.connect(lambda: self._remove(line))
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
