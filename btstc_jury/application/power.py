"""What an oral asks of the laptop: to stay awake, and to tell when its battery runs low.

Apart from the other ports, so that the first window needs none of what these import.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

LOW = 20
"""Percent of charge under which the jury is told, while nothing feeds the battery."""


class KeepAwake(Protocol):
    """At most one request at a time."""

    def hold(self, told: Callable[[bool], None]) -> None:
        """Ask the system neither to sleep nor to darken the screen. ``told``: whether it agrees; called once,
        from another thread.
        """

    def release(self) -> None:
        """Take the request back; nothing happens where there is none."""


@dataclass(frozen=True, slots=True)
class BatteryState:
    """``percent``: charge, 0 to 100; ``discharging``: nothing feeds it."""

    percent: int
    discharging: bool

    @property
    def low(self) -> bool:
        return self.discharging and self.percent < LOW


class Battery(Protocol):
    def state(self) -> BatteryState | None:
        """``None`` where there is no battery, or where the system doesn't say. Never slow, never raises."""
