"""What the commission still owes the candidate and the president of the jury."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.domain.oral import Oral
from btstc_jury.domain.presence import Countersignature, Duty


def duties(oral: Oral) -> tuple[Duty, ...]:
    """Nothing before the end of the oral: the candidate isn't disturbed by it."""
    if not oral.stage.over:
        return ()
    return tuple(_duties(oral))


def _duties(oral: Oral) -> Iterator[Duty]:
    room = oral.room
    if room.reserved and oral.form.dossier.told_of_reserve and not room.informed:
        yield Duty.INFORM
    if room.fraud is not None and room.fraud.fraud.countersignature is Countersignature.PENDING:
        yield Duty.COUNTERSIGN
    if room.status.worth.report and not room.handed_over:
        yield Duty.HAND_OVER
