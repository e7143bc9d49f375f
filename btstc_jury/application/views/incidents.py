"""The words for what disturbed an oral: pauses, stops of the program, interruptions."""

from __future__ import annotations

from btstc_jury.application.views import formats
from btstc_jury.domain.room import TimedInterruption
from btstc_jury.domain.timing import Gap, Pause


def pause_words(pause: Pause) -> str:
    """« Suspension à 14:21, phase 2 à 11:58, durée 2:10 », without its reason."""
    what = "Pause accordée" if pause.granted else "Suspension"
    return (
        f"{what} à {formats.hour(pause.since.utc)}, phase {pause.phase + 1} à "
        f"{formats.minutes(pause.at)}, durée {formats.minutes(pause.length)}"
    )


def gap_words(gap: Gap) -> str:
    """« Arrêt du programme de 14:21:03 à 14:22:10, phase 2, durée 1:07 », without the decision."""
    return (
        f"Arrêt du programme de {formats.hour_second(gap.since.utc)} à "
        f"{formats.hour_second(gap.until.utc)}, phase {gap.phase + 1}, durée {formats.minutes(gap.length)}"
    )


def interruption_words(timed: TimedInterruption) -> str:
    """« Interruption par M. X, phase 2 à 3:10 : motif »."""
    place = "" if timed.phase is None else f", phase {timed.phase + 1} à {formats.minutes(timed.at)}"
    why = f"{formats.NARROW}: {timed.interruption.why}" if timed.interruption.why else ""
    return f"Interruption par {timed.interruption.who}{place}{why}"
