"""What happens on the day: who or what is missing, and what has to move for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, assert_never

from btstc_jury.domain.centre.day_faults import DayFault, day_faults
from btstc_jury.domain.centre.opening import without
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    Slot,
    SlotKey,
    SlotState,
    Timetable,
    Window,
    Wish,
    needs,
)


@dataclass(frozen=True, slots=True)
class JurorAway:
    """Nobody replaces the juror: during ``away`` the commissions of that juror hear nobody."""

    juror: int
    away: Window


@dataclass(frozen=True, slots=True)
class JurorReplaced:
    """From now on ``by`` sits instead, in all commissions of that juror or in those that are named."""

    juror: int
    by: int
    commissions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class JurorLeft:
    """From now on the commissions, all of that juror's or those that are named, go on without."""

    juror: int
    commissions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateLate:
    candidate: int
    not_before: datetime


@dataclass(frozen=True, slots=True)
class CandidateAbsent:
    """``exam``: "" for all that are still to come."""

    candidate: int
    exam: str = ""


@dataclass(frozen=True, slots=True)
class CandidateAdded:
    """To be heard in these exams, beside those that the candidate has a slot for."""

    candidate: int
    exams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoomChanged:
    """The commission hears in another room."""

    commission: int
    room: str


@dataclass(frozen=True, slots=True)
class RoomLost:
    """There is no other: during ``lost`` the commission hears nobody."""

    commission: int
    lost: Window


@dataclass(frozen=True, slots=True)
class PreparationRoomChanged:
    """Another room, or the same with other seats."""

    room: int
    name: str
    seats: int


Change: TypeAlias = (
    JurorAway
    | JurorReplaced
    | JurorLeft
    | CandidateLate
    | CandidateAbsent
    | CandidateAdded
    | RoomChanged
    | RoomLost
    | PreparationRoomChanged
)


def upheaval(timetable: Timetable, change: Change, now: datetime) -> Timetable:
    """The days once ``change`` is known, nothing placed again yet: what has begun by ``now`` is so marked and
    stays; what the change makes impossible is taken out, fixed or not; all else stays. An oral whose time
    has come but that the change kept from beginning hasn't begun. Raises ``KeyError`` for an identity that
    isn't known.
    """
    loose = _with_slots(timetable, (_undecided(each, now) for each in timetable.slots.values()))
    old = day_faults(loose)
    changed = _applied(loose, change, now)
    hit = {each.slots[0] for each in day_faults(changed) if len(each.slots) == 1 and _is_new(each, old)}
    begun = {
        key
        for key, slot in changed.slots.items()
        if slot.state is SlotState.PLANNED
        and (slot.preparation <= now or timetable.slots[key].state is SlotState.BEGUN)
        and not (key in hit and (slot.oral > now or _was_kept_from(slot, change, now)))
    }
    marked = (
        replace(each, state=SlotState.BEGUN) if key in begun else each for key, each in changed.slots.items()
    )
    return _without_new_faults(_with_slots(changed, marked), old)


def _undecided(slot: Slot, now: datetime) -> Slot:
    """What was thought to have begun, and isn't over, may not have."""
    begun = slot.state is SlotState.BEGUN and slot.ends > now
    return replace(slot, state=SlotState.PLANNED) if begun else slot


def _with_slots(timetable: Timetable, slots: Iterable[Slot]) -> Timetable:
    return replace(timetable, slots={each.key: each for each in slots})


def _was_kept_from(slot: Slot, change: Change, now: datetime) -> bool:
    """Whether an oral whose time has come can't have begun, where the change makes it impossible."""
    match change:
        case JurorAway(away=window) | RoomLost(lost=window):
            return window.begins <= slot.oral
        case CandidateLate():
            return slot.ends > now
        case (
            CandidateAbsent()
            | JurorReplaced()
            | JurorLeft()
            | CandidateAdded()
            | RoomChanged()
            | PreparationRoomChanged()
        ):
            return False
        case _:
            assert_never(change)


def _applied(timetable: Timetable, change: Change, now: datetime) -> Timetable:
    match change:
        case JurorAway() | JurorReplaced() | JurorLeft():
            return _of_juror(timetable, change)
        case CandidateLate() | CandidateAbsent() | CandidateAdded():
            return _of_candidate(timetable, change, now)
        case RoomChanged(identity, name):
            return _with_commission(timetable, replace(timetable.commissions[identity], room=name))
        case RoomLost(identity, lost):
            return _with_commission(timetable, _stopped(timetable.commissions[identity], lost))
        case PreparationRoomChanged(identity, name, seats):
            room = replace(timetable.rooms[identity], name=name, seats=seats)
            return replace(timetable, rooms={**timetable.rooms, identity: room})
        case _:
            assert_never(change)


def _of_juror(timetable: Timetable, change: JurorAway | JurorReplaced | JurorLeft) -> Timetable:
    sitting = [each for each in timetable.commissions.values() if change.juror in each.jurors]
    match change:
        case JurorAway(identity, away):
            juror = timetable.jurors[identity]
            hours = without(juror.hours, (away,))
            if hours:
                return replace(timetable, jurors={**timetable.jurors, identity: replace(juror, hours=hours)})
            # No hours mean whenever the commissions sit: there it has to be said of them.
            return _with_commission(timetable, *(_stopped(each, away) for each in sitting))
        case JurorReplaced(identity, by, named):
            instead: tuple[int, ...] = (timetable.jurors[by].identity,)
        case JurorLeft(identity, named):
            instead = ()
        case _:
            assert_never(change)
    changed = (
        replace(
            each,
            jurors=tuple(
                dict.fromkeys(
                    one for juror in each.jurors for one in (instead if juror == identity else (juror,))
                )
            ),
        )
        for each in sitting
        if not named or each.identity in named
    )
    return _with_commission(timetable, *changed)


def _of_candidate(
    timetable: Timetable, change: CandidateLate | CandidateAbsent | CandidateAdded, now: datetime
) -> Timetable:
    identity = change.candidate
    wish = timetable.wishes.get(identity, Wish(identity))
    own = {key: each for key, each in timetable.slots.items() if key.candidate == identity}
    match change:
        case CandidateLate(not_before=moment):
            return _with_wish(timetable, replace(wish, not_before=moment, absent=False))
        case CandidateAbsent(exam=exam):
            missed = {
                key: replace(each, state=SlotState.ABSENT)
                for key, each in own.items()
                if (key.exam == exam if exam else each.state is SlotState.PLANNED and each.ends > now)
            }
            after = replace(timetable, slots={**timetable.slots, **missed})
            return after if exam else _with_wish(after, replace(wish, absent=True))
        case CandidateAdded(exams=exams):
            alone = {identity: timetable.candidates[identity]}
            there = _with_wish(replace(timetable, candidates=alone), replace(wish, absent=False))
            due = dict.fromkeys((*(each.exam for each in needs(there)), *exams))
            missed_keys = {
                key for key, each in own.items() if key.exam in exams and each.state is SlotState.ABSENT
            }
            after = _without(timetable, missed_keys)
            return _with_wish(after, replace(wish, exams=tuple(due), absent=False))
        case _:
            assert_never(change)


def _stopped(commission: CentreCommission, lost: Window) -> CentreCommission:
    return replace(commission, lost=(*commission.lost, lost))


def _with_commission(timetable: Timetable, *commissions: CentreCommission) -> Timetable:
    changed = {each.identity: each for each in commissions}
    return replace(timetable, commissions={**timetable.commissions, **changed})


def _with_wish(timetable: Timetable, wish: Wish) -> Timetable:
    return replace(timetable, wishes={**timetable.wishes, wish.candidate: wish})


def _without(timetable: Timetable, keys: Collection[SlotKey]) -> Timetable:
    return replace(timetable, slots={key: each for key, each in timetable.slots.items() if key not in keys})


def _is_new(fault: DayFault, old: Iterable[DayFault]) -> bool:
    """Of a slot that stands where it can't, and not known before, not even with others who are gone since."""
    return fault.misplaces and not any(
        each.kind is fault.kind and each[2:5] == fault[2:5] and set(fault.slots) <= set(each.slots)
        for each in old
    )


def _without_new_faults(timetable: Timetable, old: Iterable[DayFault]) -> Timetable:
    """As many slots taken out as break a rule that none broke before: of several one at a time, not one that
    is fixed unless all are, and the latest.
    """
    left = timetable
    while True:
        out = {_to_go(left, each) for each in day_faults(left) if _is_new(each, old)}
        if not out:
            return left
        left = _without(left, out)


def _to_go(timetable: Timetable, fault: DayFault) -> SlotKey:
    # What has begun alone is told no fault: there is one that hasn't.
    slots = [timetable.slots[each] for each in fault.slots]
    coming = [each for each in slots if each.state is SlotState.PLANNED]
    return max(coming, key=lambda each: (not each.fixed, each.oral, each.key)).key
