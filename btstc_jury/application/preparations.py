"""Which candidates prepare now."""

from __future__ import annotations

from btstc_jury.application.office import Office
from btstc_jury.domain.moments import Reading


class Preparations:
    """Kept up to date oral by oral, from those that run when the file is opened, whatever their day."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._since: dict[int, Reading] = {}
        for each in office.file.index.preparing():
            if each.preparing is not None:
                self._since[each.oral] = each.preparing.since

    def follow(self, number: int) -> None:
        """Something changed in that oral, or it is looked at. Raises ``FileProblem``."""
        self._since.pop(number, None)
        preparation = self._office.oral(number).preparation
        if preparation is not None and preparation.until is None:
            self._since[number] = preparation.since

    def running(self) -> tuple[int, ...]:
        """The first begun first."""
        return tuple(sorted(self._since, key=lambda number: self._since[number].utc))
