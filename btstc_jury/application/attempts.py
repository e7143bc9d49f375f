"""How often a secret was given wrong, and how long the next try has to wait."""

from __future__ import annotations

from btstc_jury.application.ports import Clock
from btstc_jury.domain.moments import ZERO, Duration, Reading, between

FREE = 3
"""Wrong ones before the first wait."""
_FIRST = Duration.seconds(5)
_LONGEST = Duration.minutes(5)


class Attempts:
    """Counts as long as the program runs; what a thief does with a copy of the file, it can't slow down."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong = 0
        self._last: Reading | None = None

    def wait(self) -> Duration:
        """How long the next attempt must still wait."""
        if self._last is None or self._wrong < FREE:
            return ZERO
        imposed = min(_FIRST.us << min(self._wrong - FREE, 16), _LONGEST.us)
        return Duration(max(0, imposed - max(0, between(self._last, self._clock.now()).us)))

    def failed(self) -> None:
        self._wrong += 1
        self._last = self._clock.now()

    def succeeded(self) -> None:
        self._wrong = 0
        self._last = None
