"""In what capacity a juror sits: the roles of the forms known, or a word of one's own."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QLineEdit

from btstc_jury.application.views.people import seat as seat_words
from btstc_jury.domain.commission import ROLE_LIMIT, Juror, Role
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import Choice

_OTHER = "Autre qualité…"

Seat = tuple[Role, bool]
"""A role, and whether its holder takes the absent professional's seat."""


class RoleChoice(Choice):
    """The last line of the list is written over with any other word, which then stands in the list; not so
    where it is ``closed``.
    """

    def __init__(self, theme: Theme, seats: Iterable[Seat] = (), *, closed: bool = False) -> None:
        super().__init__(theme)
        self._closed = closed
        self.activated.connect(self._choose)
        self.offer(seats)

    def offer(self, seats: Iterable[Seat]) -> None:
        """These and no other, the first of them chosen."""
        self.setEditable(False)
        self.clear()
        for each in seats:
            self._insert(each)
        if not self._closed:
            self.addItem(_OTHER, None)
        self.setCurrentIndex(0)

    def choose(self, seat: Seat) -> None:
        """One that isn't offered is from now on."""
        place = self._place(seat)
        self.setCurrentIndex(self._insert(seat) if place < 0 else place)

    def seat(self) -> Seat:
        """What is being written counts as soon as it is a role; before, the first that is offered."""
        known = self.currentData()
        if known is not None and not (self.isEditable() and self.currentText() == ""):
            return known[0], known[1]
        typed = " ".join(self.currentText().split()) if self.isEditable() else ""
        first: Seat = self.itemData(0) or (Role.EG, False)
        return (Role(typed[:ROLE_LIMIT].strip()), False) if typed else first

    def _place(self, seat: Seat) -> int:
        return next((at for at in range(self.count()) if self.itemData(at) == seat), -1)

    def _insert(self, seat: Seat) -> int:
        """Before the line that is written over."""
        role, replaces = seat
        other = self.findText(_OTHER)
        at = self.count() if other < 0 else other
        self.insertItem(at, seat_words(Juror("", "", role, replaces)), seat)
        return at

    def _choose(self, place: int) -> None:
        if self.itemText(place) != _OTHER:
            self.setEditable(False)
            return
        line = QLineEdit()
        line.setMaxLength(ROLE_LIMIT)
        line.setPlaceholderText("Professeur de lettres")
        line.setFrame(False)
        line.setAccessibleName(self.accessibleName())
        self.setEditable(True)
        self.setLineEdit(line)
        self.setInsertPolicy(RoleChoice.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none; its stub doesn't say so.
        self.clearEditText()
        line.editingFinished.connect(self._take)
        line.setFocus()

    def _take(self) -> None:
        """What was written is a line of the list like the others."""
        if not self.isEditable():
            return
        seat = self.seat()
        self.setEditable(False)
        self.choose(seat)
