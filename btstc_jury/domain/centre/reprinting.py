"""What was printed, and no longer says the truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.domain.centre.opening import jurors_of
from btstc_jury.domain.centre.timetable import Printed, Slot, SlotKey, SlotState, Timetable


class Difference(StrEnum):
    """In what two tell another thing of one oral."""

    TIMES = "times"
    COMMISSION = "commission"
    ROOM = "room"
    PREPARATION_ROOM = "preparation_room"
    JURORS = "jurors"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Mapping[Difference, str] = {
    Difference.TIMES: "horaire",
    Difference.COMMISSION: "commission",
    Difference.ROOM: "salle",
    Difference.PREPARATION_ROOM: "salle de préparation",
    Difference.JURORS: "jury",
}


def as_printed(timetable: Timetable, slot: Slot, utc: int = 0) -> Printed:
    """What a paper tells of a slot now; of a commission that is gone, nothing. The room to prepare in is told
    to those who prepare.
    """
    commission = timetable.commissions.get(slot.commission)
    if commission is None:
        return Printed(slot, "", "", "", (), utc)
    room = timetable.rooms.get(commission.preparation_room)
    prepared = room.name if room is not None and slot.preparation < slot.oral else ""
    names = tuple(each.name for each in jurors_of(timetable, commission))
    return Printed(slot, commission.number, commission.room, prepared, names, utc)


def differences_of(before: Printed, after: Printed) -> frozenset[Difference]:
    return frozenset(_differing(before, after))


def _differing(before: Printed, after: Printed) -> Iterator[Difference]:
    if _times(before.slot) != _times(after.slot):
        yield Difference.TIMES
    if (before.slot.commission, before.number) != (after.slot.commission, after.number):
        yield Difference.COMMISSION
    if before.room != after.room:
        yield Difference.ROOM
    if before.preparation_room != after.preparation_room:
        yield Difference.PREPARATION_ROOM
    if before.jurors != after.jurors:
        yield Difference.JURORS


def _times(slot: Slot) -> tuple[object, ...]:
    return slot.preparation, slot.oral, slot.ends


@dataclass(frozen=True, slots=True)
class Reprinting:
    """``changed``: what is still to come and was printed otherwise, by when it comes; ``gone``: printed, and
    without a slot now; ``never``: still to come, and never printed.
    """

    changed: Mapping[SlotKey, frozenset[Difference]]
    gone: tuple[SlotKey, ...]
    never: tuple[SlotKey, ...]


def changed_since_printed(timetable: Timetable) -> Reprinting:
    """Of what has begun and of absents nothing is printed again."""
    coming = [each for each in timetable.slots.values() if each.state is SlotState.PLANNED]
    coming.sort(key=lambda each: (each.oral, each.key))
    found = {
        each.key: differences_of(timetable.printed[each.key], as_printed(timetable, each))
        for each in coming
        if each.key in timetable.printed
    }
    return Reprinting(
        {key: each for key, each in found.items() if each},
        tuple(sorted(each for each in timetable.printed if each not in timetable.slots)),
        tuple(each.key for each in coming if each.key not in found),
    )
