"""What simple counting already says: more orals are due than the commissions have room for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from btstc_jury.domain.centre.opening import centre_opens, openings, without
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    Length,
    Need,
    SlotKey,
    SlotState,
    Timetable,
    Window,
    hears,
    length,
)

_MINUTE = timedelta(minutes=1)
_LONG = Length(1 << 20, 1 << 20, 1 << 20)


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
    """The commissions that may hear it; those whose oral has no length yet can't."""
    return tuple(
        each
        for each in timetable.commissions.values()
        if hears(timetable, each, need) and _oral(timetable, each)
    )


def _oral(timetable: Timetable, commission: CentreCommission) -> int:
    own = commission.oral_minutes
    return timetable.forms[commission.form].oral if own is None else own


def shortages(
    timetable: Timetable, due: Sequence[Need], kept: Mapping[SlotKey, object]
) -> tuple[Shortage, ...]:
    """Of each set of commissions that some orals can't do without; of several, those that lack most first.
    ``kept``: slots that stay, of ``timetable``.
    """
    only: dict[frozenset[int], list[Need]] = defaultdict(list)
    for need in due:
        only[frozenset(each.identity for each in hearing(timetable, need))].append(need)
    shortest: dict[int, Length] = {}
    for identities, group in only.items():
        for identity in identities:
            commission = timetable.commissions[identity]
            people = {timetable.candidates[each.candidate].extra_time: each.candidate for each in group}
            lengths = (length(timetable, commission, each) for each in people.values())
            # Extra time is in all parts, so that the shortest is so in each of them.
            shortest[identity] = min(*lengths, shortest.get(identity, _LONG))
    room = {identity: _room(timetable, identity, least, kept) for identity, least in shortest.items()}
    found = []
    for identities in only:
        count = sum(len(group) for others, group in only.items() if others <= identities)
        most = sum(room[each] for each in identities)
        if count > most:
            exam = only[identities][0].exam
            found.append(Shortage(exam, tuple(sorted(identities)), count, most))
    return tuple(sorted(found, key=lambda each: each.room - each.due))


def _room(timetable: Timetable, commission: int, least: Length, kept: Mapping[SlotKey, object]) -> int:
    """How many orals of that length the commission can hear one after the other, beside what it keeps; the
    first of a day is prepared once the centre is open.
    """
    minutes = least.oral + least.deliberation
    busy = [
        Window(slot.oral, slot.free)
        for key, slot in timetable.slots.items()
        if key in kept and slot.commission == commission and slot.state is not SlotState.ABSENT
    ]
    early = [
        Window(opens, opens + timedelta(minutes=least.preparation))
        for opens in centre_opens(timetable).values()
        if least.preparation
    ]
    opened = without(openings(timetable, timetable.commissions[commission]), [*busy, *early])
    return sum((each.ends - each.begins) // _MINUTE // minutes for each in opened)
