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
    measured_here: bool = True
    """``False`` where what it is compared with is absent: there are no figures then."""

    @property
    def met(self) -> bool:
        return self.measured_here and self.ratio <= self.goal
