"""One line of the table of measures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """``floor`` and ``measured`` in the unit that ``detail`` or ``what`` names, measured in one run on one
    machine; ``ratio`` is between the two, and ``goal`` the highest ratio to be held.
    """

    what: str
    floor: float
    measured: float
    ratio: float
    goal: float
    detail: str

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal
