"""The candidate's preparation, with its own clock."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.domain.moments import Duration, Reading, between


@dataclass(frozen=True, slots=True)
class Preparation:
    """``allowed`` includes the accommodation; ``until`` is ``None`` while the candidate prepares."""

    allowed: Duration
    since: Reading
    until: Reading | None = None

    def used(self, now: Reading) -> Duration:
        """Time passed; it goes on whatever the program does, since the candidate works on paper."""
        return between(self.since, self.until or now)
