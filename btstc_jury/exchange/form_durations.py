"""Times as form files write them: ``"10:00"``, ``"7:30"`` or a whole number of minutes."""

from __future__ import annotations

import re

from btstc_jury.domain.moments import Duration

LONGEST = Duration.minutes(10 * 60)
EXPECTED = 'une durée de 0:01 à 600:00, écrite "mm:ss", ou un nombre entier de minutes'

_MINUTES_SECONDS = re.compile(r"([0-9]{1,3}):([0-5][0-9])")


def parse_duration(value: object) -> Duration | None:
    """The length of time written, or ``None`` when it isn't one, is zero, or exceeds ten hours."""
    match value:
        case bool():
            return None
        case int() if 0 < value <= LONGEST.whole_seconds // 60:
            return Duration.minutes(value)
        case str():
            written = _MINUTES_SECONDS.fullmatch(value.strip())
            if written is None:
                return None
            length = Duration.seconds(int(written[1]) * 60 + int(written[2]))
            return length if Duration(0) < length <= LONGEST else None
        case _:
            return None
