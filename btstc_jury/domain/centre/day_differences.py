"""What differs between two plans of the days, and who must be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from btstc_jury.domain.centre.reprinting import Difference, as_printed, differences_of
from btstc_jury.domain.centre.timetable import Printed, Slot, SlotKey, SlotState, Timetable


class ToTell(StrEnum):
    """Who must be told that an oral is elsewhere, or not at all."""

    CANDIDATE = "candidate"
    SCHOOL = "school"
    JURORS = "jurors"
    PREPARATION = "preparation"

    @property
    def words(self) -> str:
        return _TO_TELL[self]


_TO_TELL: Mapping[ToTell, str] = {
    ToTell.CANDIDATE: "le candidat",
    ToTell.SCHOOL: "son établissement",
    ToTell.JURORS: "les examinateurs",
    ToTell.PREPARATION: "la salle de préparation",
}
_CONCERNED: Mapping[Difference, frozenset[ToTell]] = {
    Difference.TIMES: frozenset(ToTell),
    Difference.COMMISSION: frozenset(ToTell),
    Difference.ROOM: frozenset(ToTell),
    Difference.PREPARATION_ROOM: frozenset(ToTell),
    # A candidate isn't told who will examine.
    Difference.JURORS: frozenset({ToTell.JURORS}),
}


class Moved(NamedTuple):
    """``before``, ``after``: what a paper would tell, ``None`` where there is no slot or an ``absent``'s;
    ``in_what``: what differs, nothing where one of them is ``None``; ``printed``: whether a paper says what
    isn't so any more.
    """

    key: SlotKey
    before: Printed | None
    after: Printed | None
    in_what: frozenset[Difference]
    to_tell: frozenset[ToTell]
    printed: bool
    absent: bool = False


def differences(before: Timetable, after: Timetable) -> tuple[Moved, ...]:
    """What moved, came or went between two plans, by when it was or is to be; what has begun where it
    stood is over.
    """
    found = list(_moves(before, after))
    return tuple(sorted(found, key=lambda each: (_first(each), each.key)))


def _moves(before: Timetable, after: Timetable) -> Iterator[Moved]:
    for key in {*before.slots, *after.slots}:
        one, other = before.slots.get(key), after.slots.get(key)
        if one is not None and other is not None and _has_begun_there(one, other):
            continue
        old, new = _told(before, one), _told(after, other)
        in_what = frozenset[Difference]() if old is None or new is None else differences_of(old, new)
        if in_what or (old is None) is not (new is None):
            absent = other is not None and new is None
            untrue = not absent and _is_untrue(after.printed.get(key), new)
            yield Moved(key, old, new, in_what, _to_tell(old, new, in_what, absent=absent), untrue, absent)


def _has_begun_there(before: Slot, after: Slot) -> bool:
    return after.state is SlotState.BEGUN and after == replace(
        before, state=SlotState.BEGUN, fixed=after.fixed
    )


def _is_untrue(printed: Printed | None, now: Printed | None) -> bool:
    return printed is not None and (now is None or bool(differences_of(printed, now)))


def _told(timetable: Timetable, slot: Slot | None) -> Printed | None:
    return None if slot is None or slot.state is SlotState.ABSENT else as_printed(timetable, slot)


def _to_tell(
    old: Printed | None, new: Printed | None, in_what: Iterable[Difference], *, absent: bool
) -> frozenset[ToTell]:
    told = {each for one in in_what for each in _CONCERNED[one]}
    if old is None or new is None:
        told = {ToTell.JURORS, ToTell.PREPARATION} if absent else {*ToTell}
    prepares = any(each is not None and each.slot.preparation < each.slot.oral for each in (old, new))
    return frozenset(told if prepares else told - {ToTell.PREPARATION})


def _first(moved: Moved) -> datetime:
    return min(each.slot.oral for each in (moved.before, moved.after) if each is not None)
