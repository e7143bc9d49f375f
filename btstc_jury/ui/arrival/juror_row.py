"""One juror in the list of those who sit."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.application.views import people
from btstc_jury.domain.commission import Juror
from btstc_jury.ui.arrival.pieces import Tick
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label


class JurorRow(QWidget):
    """``changed``: who sits, or as what."""

    changed = Signal()

    def __init__(self, theme: Theme, juror: Juror, *, ticked: bool) -> None:
        super().__init__()
        self._juror = juror
        self.tick = Tick(theme, juror.name)
        self.tick.setChecked(ticked)
        self.tick.setAccessibleDescription(people.seat(juror))
        self.tick.chosen.connect(lambda _on: self.changed.emit())
        self.tick.passed.connect(self.focusNextChild)
        self._seat = label(people.seat(juror), "small muted", wrap=True)
        self.replaces = Tick(theme, "")
        self.replaces.setText("siège à la place du professionnel")
        self.replaces.setChecked(juror.replaces_professional)
        self.replaces.chosen.connect(self._choose_seat)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tick)
        below = QVBoxLayout()
        below.setContentsMargins(theme.space(24), 0, 0, 0)
        below.addWidget(self._seat)
        below.addWidget(self.replaces)
        column.addLayout(below)
        self.setFocusProxy(self.tick)

    def juror(self) -> Juror:
        """As this juror sits for the oral."""
        return self._juror

    def ticked(self) -> bool:
        return self.tick.isChecked()

    def offer_replacement(self, offered: bool) -> None:
        """Whether this juror may take the absent professional's seat, or already has it."""
        seated = self._juror.replaces_professional and self._juror.role.facts.replaces
        self.replaces.setVisible(seated or (offered and self._juror.role.facts.replaces))

    def _choose_seat(self, replaces: bool) -> None:
        self._juror = replace(self._juror, replaces_professional=replaces)
        self._seat.setText(people.seat(self._juror))
        self.tick.setAccessibleDescription(people.seat(self._juror))
        self.changed.emit()
