"""The words for what disturbed the clock of an oral: pauses, and stops of the program."""

from __future__ import annotations

from btstc_jury.application.views import formats
from btstc_jury.domain.timing import Gap, Pause


def pause_words(pause: Pause) -> str:
    """« Suspension à 14:21, partie 2 à 11:58, durée 2:10 », without its reason."""
    return (
        f"Suspension à {formats.hour(pause.since.utc)}, partie {pause.phase + 1} à "
        f"{formats.minutes(pause.at)}, durée {formats.minutes(pause.length)}"
    )


def gap_words(gap: Gap) -> str:
    """« Arrêt du programme de 14:21:03 à 14:22:10, partie 2, durée 1:07 », without the decision."""
    return (
        f"Arrêt du programme de {formats.hour_second(gap.since.utc)} à "
        f"{formats.hour_second(gap.until.utc)}, partie {gap.phase + 1}, durée {formats.minutes(gap.length)}"
    )
