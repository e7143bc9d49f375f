"""Placing without a solver: first fit, one oral moved by hand, and the places that are free for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from btstc_jury.domain.centre.acquaintance import unwelcome
from btstc_jury.domain.centre.day_costs import CostGroups
from btstc_jury.domain.centre.timetable import (
    STEP,
    Need,
    Slot,
    SlotKey,
    SlotState,
    Timetable,
    needs,
    slot_at,
)
from btstc_jury.domain.centre.vacancies import Vacancies

_MINUTE = timedelta(minutes=1)


class HasBegun(Exception):
    """What was asked would move an oral that has begun: it never is."""


def unplaced(timetable: Timetable) -> tuple[SlotKey, ...]:
    """Orals that are due and have no slot, in the order of the list."""
    return tuple(each.key for each in needs(timetable) if each.key not in timetable.slots)


def first_fit(
    timetable: Timetable, needed: Iterable[Need] | None = None, *, since: datetime | None = None
) -> Timetable:
    """Each of ``needed``, in its order, at the earliest place that breaks no hard rule; of several at once,
    before jurors who may examine that candidate, then before the commission that hears fewest. What finds no
    place has no slot.

    ``needed``: ``None`` for all that are due. What is fixed, has begun or is absent is kept with its slot,
    and so is what isn't ``needed``; the other slots are given up first. ``since``: no preparation begins
    before.
    """
    asked = [
        each for each in (needs(timetable) if needed is None else needed) if _may_move(timetable, each.key)
    ]
    left = taken_out(timetable, (each.key for each in asked))
    vacancies = Vacancies(left, since)
    heard = Counter(each.commission for each in left.slots.values() if each.state is not SlotState.ABSENT)
    slots = {**left.slots}
    for need in asked:
        best = min(_firsts(left, vacancies, need, heard), default=None)
        if best is not None:
            commission = left.commissions[best.commission]
            slot = slot_at(left, commission, need.key, vacancies.moment(best.step))
            vacancies.take(slot)
            slots[need.key] = slot
            heard[best.commission] += 1
    return replace(timetable, slots=slots)


class _First(NamedTuple):
    """The earliest step in a commission; the less, the better."""

    step: int
    unwelcome: bool
    heard: int
    commission: int


def _firsts(timetable: Timetable, vacancies: Vacancies, need: Need, heard: Counter[int]) -> Iterator[_First]:
    for commission in vacancies.hearing(need):
        step = next(vacancies.places(need, commission), None)
        if step is not None:
            met = unwelcome(timetable, commission, need.candidate)
            yield _First(step, met, heard[commission.identity], commission.identity)


def _may_move(timetable: Timetable, key: SlotKey) -> bool:
    slot = timetable.slots.get(key)
    return slot is None or (slot.state is SlotState.PLANNED and not slot.fixed)


def free_slots(
    timetable: Timetable,
    key: SlotKey,
    limit: int,
    *,
    near: datetime | None = None,
    since: datetime | None = None,
) -> tuple[Slot, ...]:
    """At most ``limit`` places for one oral that break no hard rule, the present one among them: of each
    stretch of time that a commission has for it the cheapest by ``DayCosts.total``, the cheapest first. Each
    minute away from ``near`` costs three more. None for what has begun, or isn't due here.
    """
    slot = timetable.slots.get(key)
    need = next((each for each in needs(timetable) if each.key == key), None)
    if need is None or (slot is not None and slot.state is SlotState.BEGUN):
        return ()
    left = taken_out(timetable, (key,))
    vacancies, costs = Vacancies(left, since), CostGroups(left)
    found: list[tuple[int, datetime, int, Slot]] = []
    for commission in vacancies.hearing(need):
        for stretch in _stretches(vacancies.places(need, commission)):
            moments = _worth_asking(vacancies, stretch, near)
            slots = (slot_at(left, commission, key, each) for each in moments)
            found.append(
                min(
                    (costs.added(each) + _far(each, near), each.oral, commission.identity, each)
                    for each in slots
                )
            )
    return tuple(each for *_, each in sorted(found, key=lambda each: each[:3])[:limit])


def _stretches(steps: Iterable[int]) -> Iterator[range]:
    """Steps that follow each other as one."""
    first = last = None
    for step in steps:
        if first is None or last is None or step != last + 1:
            if first is not None and last is not None:
                yield range(first, last + 1)
            first = step
        last = step
    if first is not None and last is not None:
        yield range(first, last + 1)


def _worth_asking(vacancies: Vacancies, stretch: range, near: datetime | None) -> set[datetime]:
    """Both ends, where the costs turn, and what is nearest."""
    ends = vacancies.moment(stretch[0]), vacancies.moment(stretch[-1])
    return {*ends, *(() if near is None else (min(max(on_step(near), ends[0]), ends[1]),))}


def _far(slot: Slot, near: datetime | None) -> int:
    # More than a later end and a hole together: what was asked for isn't where the day is shortest.
    return 0 if near is None else 3 * (abs(slot.oral - near) // _MINUTE)


def on_step(moment: datetime) -> datetime:
    """The nearest time of the grid."""
    past = timedelta(minutes=moment.minute % STEP, seconds=moment.second, microseconds=moment.microsecond)
    return moment - past + (timedelta(minutes=STEP) if past * 2 >= timedelta(minutes=STEP) else timedelta())


def moved(
    timetable: Timetable, key: SlotKey, commission: int, oral: datetime, *, fixed: bool = True
) -> Timetable:
    """That oral there, with the times that are due, whatever rule it breaks: ``day_faults`` tells. ``oral``:
    taken to the grid. Raises ``HasBegun``; ``KeyError`` where commission, form or candidate isn't known.
    """
    _hold(timetable, key)
    slot = slot_at(timetable, timetable.commissions[commission], key, on_step(oral))
    return _with(timetable, replace(slot, fixed=fixed))


def taken_out(timetable: Timetable, keys: Iterable[SlotKey]) -> Timetable:
    """Without these slots. Raises ``HasBegun``."""
    out = frozenset(keys)
    for key in out:
        _hold(timetable, key)
    return replace(timetable, slots={key: each for key, each in timetable.slots.items() if key not in out})


def held(timetable: Timetable, keys: Iterable[SlotKey], *, fixed: bool) -> Timetable:
    """With these slots fixed, or no more. Raises ``KeyError``."""
    changed = {key: replace(timetable.slots[key], fixed=fixed) for key in keys}
    return replace(timetable, slots={**timetable.slots, **changed})


def _hold(timetable: Timetable, key: SlotKey) -> None:
    slot = timetable.slots.get(key)
    if slot is not None and slot.state is SlotState.BEGUN:
        raise HasBegun


def _with(timetable: Timetable, slot: Slot) -> Timetable:
    return replace(timetable, slots={**timetable.slots, slot.key: slot})
