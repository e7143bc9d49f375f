"""What was printed, and no longer says the truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.opening import jurors_of
from btstc_jury.domain.centre.timetable import (
    Printed,
    PrintedPerson,
    Slot,
    SlotKey,
    SlotState,
    Timetable,
)


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


def centre_printed(centre: Centre) -> str:
    """As papers call it: « Lycée Jean-Monnet · UAI 0921234A »."""
    return f"{centre.name} · UAI {centre.uai}" if centre.uai else centre.name


def person_printed(candidate: CentreCandidate, *, school: bool = True, birth: bool = True) -> PrintedPerson:
    """As papers call him that say his school, or his birth."""
    born = candidate.birth.isoformat() if candidate.birth else ""
    return PrintedPerson(
        candidate.number,
        candidate.full_name,
        candidate.school if school else None,
        born if birth else None,
    )


def calls_otherwise(before: PrintedPerson | None, after: PrintedPerson | None) -> bool:
    """Whether two papers call the candidate otherwise, as far as both say."""
    if before is None or after is None:
        return False
    return any(None not in {one, other} and one != other for one, other in zip(before, after, strict=True))


@dataclass(frozen=True, slots=True)
class Reprinting:
    """``changed``: what is still to come and was printed otherwise, by when it comes; ``gone``: printed, and
    without a slot now; ``never``: still to come, and never printed; ``corrected``: of candidates who are
    called otherwise since, ``renamed``: under another name of the centre, both still to come.
    """

    changed: Mapping[SlotKey, frozenset[Difference]]
    gone: tuple[SlotKey, ...]
    never: tuple[SlotKey, ...]
    corrected: tuple[SlotKey, ...] = ()
    renamed: tuple[SlotKey, ...] = ()


def changed_since_printed(timetable: Timetable, centre: str = "") -> Reprinting:
    """Of what has begun and of absents nothing is printed again. ``centre``: as ``centre_printed`` calls it,
    "" where that doesn't count.
    """
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
        tuple(key for key in found if _is_corrected(timetable, key)),
        tuple(key for key in found if centre and timetable.printed[key].centre not in {None, centre}),
    )


def _is_corrected(timetable: Timetable, key: SlotKey) -> bool:
    candidate = timetable.candidates.get(key.candidate)
    if candidate is None:
        return False
    return calls_otherwise(timetable.printed[key].person, person_printed(candidate))
