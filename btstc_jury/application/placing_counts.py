"""What simple counting already says: more orals are due than the commissions have room for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from btstc_jury.domain.centre.opening import openings, without
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    Need,
    SlotKey,
    SlotState,
    Timetable,
    Window,
    hears,
    length,
)

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Shortage:
    """``due``: orals that only these commissions can hear; ``room``: that they have room for, at the very
    most.
    """

    exam: str
    commissions: tuple[int, ...]
    due: int
    room: int


def hearing(timetable: Timetable, need: Need) -> tuple[CentreCommission, ...]:
    """The commissions that may hear it, and for how long."""
    return tuple(
        each
        for each in timetable.commissions.values()
        if hears(timetable, each, need) and length(timetable, each, need.candidate).oral
    )


def shortages(
    timetable: Timetable, due: Sequence[Need], kept: Mapping[SlotKey, object]
) -> tuple[Shortage, ...]:
    """Of each set of commissions that some orals can't do without; of several, those that lack most first.
    ``kept``: slots that stay, of ``timetable``.
    """
    only: dict[frozenset[int], list[Need]] = defaultdict(list)
    for need in due:
        only[frozenset(each.identity for each in hearing(timetable, need))].append(need)
    shortest: dict[int, int] = {}
    for identities, group in only.items():
        for identity in identities:
            commission = timetable.commissions[identity]
            lengths = [length(timetable, commission, each.candidate) for each in group]
            least = min(each.oral + each.deliberation for each in lengths)
            shortest[identity] = min(least, shortest.get(identity, least))
    room = {identity: _room(timetable, identity, least, kept) for identity, least in shortest.items()}
    found = []
    for identities in only:
        count = sum(len(group) for others, group in only.items() if others <= identities)
        most = sum(room[each] for each in identities)
        if count > most:
            exam = only[identities][0].exam
            found.append(Shortage(exam, tuple(sorted(identities)), count, most))
    return tuple(sorted(found, key=lambda each: each.room - each.due))


def _room(timetable: Timetable, commission: int, minutes: int, kept: Mapping[SlotKey, object]) -> int:
    """How many orals of that length the commission can hear one after the other, beside what it keeps."""
    busy = [
        Window(slot.oral, slot.free)
        for key, slot in timetable.slots.items()
        if key in kept and slot.commission == commission and slot.state is not SlotState.ABSENT
    ]
    opened = without(openings(timetable, timetable.commissions[commission]), busy)
    return sum((each.ends - each.begins) // _MINUTE // minutes for each in opened)
