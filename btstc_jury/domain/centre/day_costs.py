"""The soft rules of the days: what a timetable costs, by the one measure that plans are compared with.

Each cost is a number of orals, of days or of minutes, linear in what a solver decides; times its weight it is
in minutes of a day that ends later. Slots of absents count nowhere, those that have begun or are fixed count
like any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from btstc_jury.domain.centre.acquaintance import of_own_school, to_avoid
from btstc_jury.domain.centre.opening import centre_opens, common, openings, without
from btstc_jury.domain.centre.timetable import (
    Need,
    Slot,
    SlotKey,
    SlotState,
    Timetable,
    Weights,
    Window,
    needs,
)

_MINUTE = timedelta(minutes=1)


class CostKind(StrEnum):
    OWN_SCHOOL = "own_school"
    """Orals with at least one juror of the candidate's school; none where that is a hard rule."""
    AVOIDED = "avoided"
    """Orals with at least one juror whom the candidate is to avoid; none where that is a hard rule."""
    BALANCE = "balance"
    """For each form, among the commissions that hear by it and have an opening: the most orals of one, less
    the fewest of one, less 1; never below 0.
    """
    ONE_DAY = "one_day"
    """For each candidate: the days with an oral, less 1."""
    WAITING = "waiting"
    """Minutes. For each candidate and day: from the first preparation to the last end, less what the orals
    take with their preparations, less the gap of the rules between two; never below 0.
    """
    HOLES = "holes"
    """Minutes. For each commission and day: what of its openings lies between the beginning of its first oral
    and its last ``free``, and in none of its slots (from the oral to ``free``).
    """
    ENDS = "ends"
    """Minutes. For each day: from the first half-day of any commission (the first oral, where there is no
    half-day) to the last ``free`` of the day.
    """
    ORDER = "order"
    """For each exam, among those who are due it in the order of the list: neighbours of whom the later in the
    list is heard before the other.
    """
    PRINTED = "printed"
    """Orals still planned whose commission, preparation or beginning is another than was printed."""

    def weight(self, weights: Weights) -> int:
        return _WEIGHTS[self](weights)


_WEIGHTS: Mapping[CostKind, Callable[[Weights], int]] = {
    CostKind.OWN_SCHOOL: lambda each: each.own_school,
    CostKind.AVOIDED: lambda each: each.own_school,
    CostKind.BALANCE: lambda each: each.balance,
    CostKind.ONE_DAY: lambda each: each.one_day,
    CostKind.WAITING: lambda each: each.waiting,
    CostKind.HOLES: lambda each: each.holes,
    CostKind.ENDS: lambda _: 1,
    CostKind.ORDER: lambda each: each.order,
    CostKind.PRINTED: lambda each: each.printed,
}


class CostPart(NamedTuple):
    """What one commission, candidate or day adds to a cost. ``slots``: those concerned; ``commissions``: of
    a balance, the one that hears most, then the one that hears fewest.
    """

    amount: int
    slots: tuple[SlotKey, ...] = ()
    commissions: tuple[int, ...] = ()
    candidate: int = 0
    day: date | None = None


class DayCost(NamedTuple):
    """``parts``: those above 0, whose amounts add up to ``amount``."""

    kind: CostKind
    amount: int
    weight: int
    parts: tuple[CostPart, ...] = ()

    @property
    def minutes(self) -> int:
        """Of a day that ends later."""
        return self.amount * self.weight


class DayCosts(NamedTuple):
    """``each``: every kind in its order, those of 0 too; ``unplaced``: orals due that have no slot."""

    each: tuple[DayCost, ...]
    unplaced: int

    @property
    def total(self) -> int:
        return sum(each.minutes for each in self.each)

    @property
    def measure(self) -> tuple[int, int]:
        """The less, the better a plan, of two that break no hard rule: first whom it leaves out, then
        ``total``.
        """
        return self.unplaced, self.total


def day_costs(timetable: Timetable) -> DayCosts:
    """Of any timetable, even of one that breaks hard rules."""
    groups = CostGroups(timetable)
    weights = timetable.rules.weights
    found: dict[CostKind, list[CostPart]] = {kind: [] for kind in CostKind}
    for kind, part in groups.parts():
        if part.amount:
            found[kind].append(part)
    each = tuple(
        DayCost(kind, sum(part.amount for part in parts), kind.weight(weights), tuple(parts))
        for kind, parts in found.items()
    )
    return DayCosts(each, sum(need.key not in timetable.slots for need in groups.needs))


class CostGroups:
    """The slots of a timetable as the costs look at them."""

    def __init__(self, timetable: Timetable) -> None:
        self.timetable = timetable
        live = [item for item in timetable.slots.items() if item[1].state is not SlotState.ABSENT]
        self.slots = dict(sorted(live, key=lambda item: (item[1].oral, item[0])))
        self.needs: tuple[Need, ...] = tuple(needs(timetable))
        self.of_commission: dict[tuple[int, date], list[Slot]] = {}
        self.of_candidate: dict[int, list[Slot]] = {}
        self.of_day: dict[date, list[Slot]] = {}
        for slot in self.slots.values():
            day = slot.oral.date()
            self.of_commission.setdefault((slot.commission, day), []).append(slot)
            self.of_candidate.setdefault(slot.candidate, []).append(slot)
            self.of_day.setdefault(day, []).append(slot)

    @cached_property
    def openings(self) -> Mapping[int, Sequence[Window]]:
        timetable = self.timetable
        return {
            identity: openings(timetable, each) for identity, each in sorted(timetable.commissions.items())
        }

    @cached_property
    def opens(self) -> Mapping[date, datetime]:
        return centre_opens(self.timetable)

    def parts(self) -> Iterator[tuple[CostKind, CostPart]]:
        for slot in self.slots.values():
            yield from self.of_slot(slot)
        for part in self._balances():
            yield CostKind.BALANCE, part
        for candidate, slots in self.of_candidate.items():
            yield CostKind.ONE_DAY, self.more_days(candidate, slots)
            for part in self.waiting(candidate, slots):
                yield CostKind.WAITING, part
        for (commission, day), slots in self.of_commission.items():
            yield CostKind.HOLES, self.holes(commission, day, slots)
        for day, slots in self.of_day.items():
            yield CostKind.ENDS, self.end(day, slots)
        for one, other in self._neighbours:
            if self._turned(self.slots.get(one), self.slots.get(other)):
                yield CostKind.ORDER, CostPart(1, (one, other))

    def added(self, slot: Slot) -> int:
        """By how much ``total`` changes once an oral without a slot has that one."""
        weights = self.timetable.rules.weights
        more: Counter[CostKind] = Counter()
        for kind, part in self.of_slot(slot):
            more[kind] += part.amount
        more[CostKind.BALANCE] = self._unbalanced(slot)
        day, own = slot.oral.date(), self.of_candidate.get(slot.candidate, [])
        for sign, slots in ((1, [*own, slot]), (-1, own)):
            if slots:
                more[CostKind.ONE_DAY] += sign * self.more_days(slot.candidate, slots).amount
                waits = (part.amount for part in self.waiting(slot.candidate, slots))
                more[CostKind.WAITING] += sign * sum(waits)
        heard = self.of_commission.get((slot.commission, day), [])
        for sign, slots in ((1, [*heard, slot]), (-1, heard)):
            if slots:
                more[CostKind.HOLES] += sign * self.holes(slot.commission, day, slots).amount
        before = self.of_day.get(day, [])
        more[CostKind.ENDS] = self.end(day, [*before, slot]).amount
        more[CostKind.ENDS] -= self.end(day, before).amount if before else 0
        one, other = (self.slots.get(each) for each in self._beside.get(slot.key, (slot.key, slot.key)))
        more[CostKind.ORDER] = self._turned(one, slot) + self._turned(slot, other)
        return sum(amount * kind.weight(weights) for kind, amount in more.items())

    def _unbalanced(self, slot: Slot) -> int:
        """By how much an oral more in that commission changes the balance."""
        loads = next((each for each in self.loads.values() if slot.commission in each), None)
        if loads is None:
            return 0
        after = {**loads, slot.commission: loads[slot.commission] + 1}
        return _uneven(after.values()) - _uneven(loads.values())

    @staticmethod
    def _turned(before: Slot | None, after: Slot | None) -> bool:
        return before is not None and after is not None and after.oral < before.oral

    def of_slot(self, slot: Slot) -> Iterator[tuple[CostKind, CostPart]]:
        """What it costs by itself."""
        part = CostPart(1, (slot.key,), (slot.commission,), slot.candidate)
        commission = self.timetable.commissions.get(slot.commission)
        if commission is not None and not self.timetable.rules.own_school_hard:
            if any(of_own_school(self.timetable, commission, slot.candidate)):
                yield CostKind.OWN_SCHOOL, part
            if any(to_avoid(self.timetable, commission, slot.candidate)):
                yield CostKind.AVOIDED, part
        printed = self.timetable.printed.get(slot.key)
        if printed is not None and slot.state is SlotState.PLANNED and _place(slot) != _place(printed.slot):
            yield CostKind.PRINTED, part

    @cached_property
    def loads(self) -> Mapping[str, Mapping[int, int]]:
        """By form, how many each of its commissions hears that has an opening."""
        counts = Counter(each.commission for each in self.slots.values())
        found: dict[str, dict[int, int]] = {}
        for identity, commission in sorted(self.timetable.commissions.items()):
            if self.openings[identity]:
                found.setdefault(commission.form, {})[identity] = counts[identity]
        return found

    def _balances(self) -> Iterator[CostPart]:
        for loads in self.loads.values():
            most = max(loads, key=lambda each: loads[each])
            fewest = min(loads, key=lambda each: loads[each])
            yield CostPart(_uneven(loads.values()), commissions=(most, fewest))

    def more_days(self, candidate: int, slots: Sequence[Slot]) -> CostPart:
        days = {each.oral.date() for each in slots}
        return CostPart(len(days) - 1, tuple(each.key for each in slots), candidate=candidate)

    def waiting(self, candidate: int, slots: Sequence[Slot]) -> Iterator[CostPart]:
        """One for each day with several."""
        days: dict[date, list[Slot]] = {}
        for slot in slots:
            days.setdefault(slot.oral.date(), []).append(slot)
        for day, here in sorted(days.items()):
            if len(here) > 1:
                taken = sum((each.ends - each.preparation for each in here), timedelta())
                whole = max(each.ends for each in here) - min(each.preparation for each in here)
                minutes = (whole - taken) // _MINUTE - self.timetable.rules.gap * (len(here) - 1)
                keys = tuple(each.key for each in here)
                yield CostPart(max(0, minutes), keys, candidate=candidate, day=day)

    def holes(self, commission: int, day: date, slots: Sequence[Slot]) -> CostPart:
        begins, ends = min(each.oral for each in slots), max(each.free for each in slots)
        opened = [each for each in self.openings.get(commission, ()) if each.begins.date() == day]
        idle = without(
            common(opened, [Window(begins, ends)]), (Window(each.oral, each.free) for each in slots)
        )
        minutes = sum((each.ends - each.begins for each in idle), timedelta()) // _MINUTE
        return CostPart(minutes, commissions=(commission,), day=day)

    def end(self, day: date, slots: Sequence[Slot]) -> CostPart:
        last = max(slots, key=lambda each: (each.free, each.key))
        opens = self.opens.get(day, min(each.oral for each in slots))
        minutes = max(0, (last.free - opens) // _MINUTE)
        return CostPart(minutes, (last.key,), (last.commission,), day=day)

    @cached_property
    def _neighbours(self) -> Sequence[tuple[SlotKey, SlotKey]]:
        of_exam: dict[str, list[SlotKey]] = {}
        for need in self.needs:
            of_exam.setdefault(need.exam, []).append(need.key)
        return [pair for keys in of_exam.values() for pair in pairwise(keys)]

    @cached_property
    def _beside(self) -> Mapping[SlotKey, tuple[SlotKey, SlotKey]]:
        """The neighbours of each before and after, itself where there is none."""
        after = dict(self._neighbours)
        before = {other: one for one, other in self._neighbours}
        keys = [each.key for each in self.needs]
        return {key: (before.get(key, key), after.get(key, key)) for key in keys}


def _uneven(loads: Collection[int]) -> int:
    return max(0, max(loads) - min(loads) - 1)


def _place(slot: Slot) -> tuple[int, datetime, datetime]:
    return slot.commission, slot.preparation, slot.oral
