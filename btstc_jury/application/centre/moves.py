"""What is done by hand to one oral of the day: the days afterwards and what it is called, or why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from btstc_jury.application.views import formats
from btstc_jury.application.views.day_board import full_name, named, slot_words
from btstc_jury.domain.centre.day_faults import DayFault, day_faults
from btstc_jury.domain.centre.timetable import (
    Need,
    Slot,
    SlotKey,
    SlotState,
    Timetable,
    hears,
    needs,
    slot_at,
)


class Refused(Exception):
    """Why it can't be done, in a sentence."""


class Done(NamedTuple):
    """``words``: what was done."""

    timetable: Timetable
    words: str


def need_of(timetable: Timetable, key: SlotKey) -> Need:
    """What is due, with the way of taking it as far as it is known."""
    known = (each for each in needs(timetable) if each.key == key)
    return next(known, Need(*key, None))


def slot_there(timetable: Timetable, key: SlotKey, commission: int, oral: datetime) -> Slot:
    """An oral as it would stand there, fixed: what a hand placed is no longer the program's to move. Raises
    ``Refused``.
    """
    there = timetable.commissions.get(commission)
    before = timetable.slots.get(key)
    if before is not None and before.state is SlotState.BEGUN:
        raise Refused(f"{full_name(timetable, key.candidate)} a commencé\u202f: cela ne bouge plus.")
    if key.candidate not in timetable.candidates:
        raise Refused("Ce candidat n’est plus dans la liste.")
    if (
        there is None
        or there.form not in timetable.forms
        or not hears(timetable, there, need_of(timetable, key))
    ):
        told = named(timetable, commission)
        raise Refused(f"La {told} n’entend pas cette épreuve ({key.exam}).")
    return replace(slot_at(timetable, there, key, oral), fixed=True)


def with_slot(timetable: Timetable, slot: Slot) -> Timetable:
    return replace(timetable, slots={**timetable.slots, slot.key: slot})


def put(timetable: Timetable, slot: Slot) -> Done:
    """There, be it free or not."""
    return Done(with_slot(timetable, slot), slot_words(timetable, slot))


def nudged(timetable: Timetable, key: SlotKey, minutes: int) -> Done:
    """Raises ``Refused``."""
    slot = _placed(timetable, key)
    oral = slot.oral + timedelta(minutes=minutes)
    if oral.date() != slot.oral.date():
        raise Refused("La journée finit là.")
    return put(timetable, slot_there(timetable, key, slot.commission, oral))


def handed_on(timetable: Timetable, key: SlotKey, step: int) -> Done:
    """To the next commission that hears this exam, at the same time; ``step``: 1 down the list, -1 up.
    Raises ``Refused``.
    """
    slot = _placed(timetable, key)
    need = need_of(timetable, key)
    every = [*timetable.commissions.values()]
    at = next((place for place, each in enumerate(every) if each.identity == slot.commission), -1)
    beyond = every[at + 1 :] if step > 0 else every[: max(at, 0)][::-1]
    other = next((each for each in beyond if hears(timetable, each, need)), None)
    if other is None:
        where = "Plus bas" if step > 0 else "Plus haut"
        raise Refused(f"{where}, aucune commission n’entend cette épreuve ({key.exam}).")
    return put(timetable, slot_there(timetable, key, other.identity, slot.oral))


def fixed(timetable: Timetable, key: SlotKey) -> Done:
    """Kept by placing again, or let go where it was."""
    slot = _placed(timetable, key)
    after = replace(slot, fixed=not slot.fixed)
    what = "fixé" if after.fixed else "n’est plus fixé"
    return Done(with_slot(timetable, after), f"{_called(timetable, key)}{formats.COLON} {what}")


def taken_out(timetable: Timetable, key: SlotKey) -> Done:
    """Raises ``Refused``."""
    slot = _placed(timetable, key)
    if slot.state is SlotState.BEGUN:
        raise Refused(f"{full_name(timetable, key.candidate)} a commencé\u202f: cela ne s’enlève plus.")
    left = {each: other for each, other in timetable.slots.items() if each != key}
    return Done(
        replace(timetable, slots=left), f"{_called(timetable, key)}{formats.COLON} retiré du planning"
    )


def turned(timetable: Timetable, key: SlotKey, state: SlotState) -> Done:
    """In that state, or planned again where it is in it."""
    slot = _placed(timetable, key)
    after = replace(slot, state=SlotState.PLANNED if slot.state is state else state)
    told = {
        SlotState.BEGUN: "commencé",
        SlotState.ABSENT: "absent",
        SlotState.PLANNED: _BACK[slot.state],
    }
    return Done(with_slot(timetable, after), f"{_called(timetable, key)}{formats.COLON} {told[after.state]}")


_BACK: Mapping[SlotState, str] = {
    SlotState.BEGUN: "pas encore commencé",
    SlotState.ABSENT: "pas absent",
    SlotState.PLANNED: "à venir",
}


def faults_of(timetable: Timetable, slot: Slot) -> tuple[DayFault, ...]:
    """What would be wrong with it, if it stood there. As quick as a hand that moves it."""
    day = slot.oral.date()
    near = {
        key: each
        for key, each in timetable.slots.items()
        if key != slot.key and (each.oral.date() == day or each.candidate == slot.candidate)
    }
    concerned = {each.candidate for each in near.values()} | {slot.candidate}
    known = {each: timetable.candidates[each] for each in concerned if each in timetable.candidates}
    some = replace(timetable, candidates=known, slots={**near, slot.key: slot})
    return tuple(each for each in day_faults(some) if each.misplaces and slot.key in each.slots)


def _placed(timetable: Timetable, key: SlotKey) -> Slot:
    slot = timetable.slots.get(key)
    if slot is None:
        raise Refused(f"{_called(timetable, key)} n’est pas placé.")
    return slot


def _called(timetable: Timetable, key: SlotKey) -> str:
    return f"{full_name(timetable, key.candidate)}, {key.exam}"
