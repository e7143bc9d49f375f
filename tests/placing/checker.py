"""Whether a plan keeps the hard rules, and whether there is one at all: by arithmetic of its own, in minutes,
that shares no code with the program beyond the values themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from btstc_jury.domain.centre.timetable import Slot, SlotState, Timetable

Span = tuple[int, int]


def minute(moment: datetime) -> int:
    return moment.toordinal() * 1440 + moment.hour * 60 + moment.minute


@dataclass(frozen=True)
class Visit:
    """One oral somewhere: who, before whom, and its four times."""

    candidate: int
    exam: str
    commission: int
    prepares: int
    begins: int
    ends: int
    free: int


def visit(slot: Slot) -> Visit:
    times = (minute(each) for each in (slot.preparation, slot.oral, slot.ends, slot.free))
    return Visit(slot.candidate, slot.exam, slot.commission, *times)


class Checker:
    """``now``: nothing new may begin before."""

    def __init__(self, timetable: Timetable, now: datetime | None = None) -> None:
        self.timetable = timetable
        self.now = None if now is None else minute(now)
        self.open = {identity: [*self._open(identity)] for identity in timetable.commissions}

    def _open(self, identity: int) -> Iterator[int]:
        """Minutes at which the commission can hear."""
        commission = self.timetable.commissions[identity]
        shut = [(minute(a), minute(b)) for a, b in (*commission.breaks, *commission.lost)]
        lunch = self.timetable.rules.lunch
        for begins, ends in commission.half_days:
            for each in range(minute(begins), minute(ends)):
                of_day = each % 1440
                if (
                    lunch
                    and lunch[0].hour * 60 + lunch[0].minute <= of_day < lunch[1].hour * 60 + lunch[1].minute
                ):
                    continue
                if any(a <= each < b for a, b in shut):
                    continue
                if all(self._there(juror, each) for juror in commission.jurors):
                    yield each

    def _there(self, juror: int, at: int) -> bool:
        hours = self.timetable.jurors[juror].hours
        return not hours or any(minute(a) <= at < minute(b) for a, b in hours)

    def lengths(self, candidate: int, commission: int) -> tuple[int, int, int]:
        extra = self.timetable.candidates[candidate].extra_time
        form = self.timetable.forms[self.timetable.commissions[commission].form]

        def due(minutes: int) -> int:
            whole = minutes if not extra else minutes + minutes * extra
            return int(-(-whole // 5) * 5)

        return due(form.preparation), due(form.oral), -(-self.timetable.rules.deliberation // 5) * 5

    def at(self, candidate: int, exam: str, commission: int, begins: int) -> Visit:
        prepares, oral, deliberates = self.lengths(candidate, commission)
        ends = begins + oral
        return Visit(candidate, exam, commission, begins - prepares, begins, ends, ends + deliberates)

    def due(self) -> list[tuple[int, str]]:
        """Orals that some commission here hears; the lists of these tests write « E4, E6 »."""
        found = []
        for identity, candidate in self.timetable.candidates.items():
            wish = self.timetable.wishes.get(identity)
            if wish is None or not wish.absent:
                found += [(identity, exam) for exam in candidate.exams.split(", ")]
        return found

    def hearing(self, candidate: int, exam: str) -> list[int]:
        return [
            identity
            for identity, each in self.timetable.commissions.items()
            if self.timetable.forms[each.form].exam == exam and not self._barred(candidate, identity)
        ]

    def _barred(self, candidate: int, commission: int) -> bool:
        if not self.timetable.rules.own_school_hard:
            return False
        wish = self.timetable.wishes.get(candidate)
        school = self.timetable.candidates[candidate].school_code
        return any(
            self.timetable.jurors[each].school_code == school or (wish is not None and each in wish.avoids)
            for each in self.timetable.commissions[commission].jurors
        )

    def alone(self, one: Visit) -> list[str]:
        """What is wrong with it by itself."""
        told = []
        opened = {*self.open[one.commission]}
        if any(each not in opened for each in range(one.begins, one.free)):
            told.append("closed")
        if one.begins % 5:
            told.append("off the grid")
        day = one.begins // 1440
        first = min(
            minute(a)
            for each in self.timetable.commissions.values()
            for a, _ in each.half_days
            if minute(a) // 1440 == day
        )
        if one.prepares < first:
            told.append("before the centre opens")
        wish = self.timetable.wishes.get(one.candidate)
        if wish is not None and wish.not_before is not None and one.prepares < minute(wish.not_before):
            told.append("too soon")
        if wish is not None and wish.not_after is not None and one.ends > minute(wish.not_after):
            told.append("too late")
        if self.now is not None and one.prepares < self.now:
            told.append("in the past")
        return told

    def together(self, one: Visit, other: Visit) -> list[str]:
        """What is wrong with both; not seats, which three may overfill."""
        told = []
        jurors = {*self.timetable.commissions[one.commission].jurors} & {
            *self.timetable.commissions[other.commission].jurors
        }
        apart = one.free <= other.begins or other.free <= one.begins
        if (one.commission == other.commission or jurors) and not apart:
            told.append("commission or juror twice")
        if one.candidate == other.candidate:
            gap = self.timetable.rules.gap
            if not (one.ends + gap <= other.prepares or other.ends + gap <= one.prepares):
                told.append("candidate twice, or too little between")
        return told

    def seated(self, visits: list[Visit]) -> list[str]:
        told = []
        for room in self.timetable.rooms.values():
            spans = [
                (each.prepares, each.begins)
                for each in visits
                if self.timetable.commissions[each.commission].preparation_room == room.identity
            ]
            for at, _ in spans:
                if sum(a <= at < b for a, b in spans) > room.seats:
                    told.append(f"seats of {room.name}")
        return told

    def kept(self) -> dict[tuple[int, str], Visit]:
        """What may not be moved and takes time."""
        due = {*self.due()}
        return {
            (slot.candidate, slot.exam): visit(slot)
            for slot in self.timetable.slots.values()
            if slot.state is SlotState.BEGUN
            or (slot.fixed and slot.state is SlotState.PLANNED and (slot.candidate, slot.exam) in due)
        }

    def gone(self) -> set[tuple[int, str]]:
        """Orals that nobody waits for any more."""
        return {(s.candidate, s.exam) for s in self.timetable.slots.values() if s.state is SlotState.ABSENT}

    def told(self, plan: Timetable) -> list[str]:
        """What is wrong with a whole plan."""
        visits = {
            (slot.candidate, slot.exam): visit(slot)
            for slot in plan.slots.values()
            if slot.state is not SlotState.ABSENT
        }
        kept = self.kept()
        told = [f"moved {key}" for key, each in kept.items() if visits.get(key) != each]
        wanted = {*self.due()} - self.gone() | {*kept}
        told += [f"missing {key}" for key in sorted(wanted - {*visits})]
        told += [f"not asked for {key}" for key in sorted({*visits} - wanted)]
        for key, each in visits.items():
            if key in kept:
                continue
            if each != self.at(each.candidate, each.exam, each.commission, each.begins):
                told.append(f"lengths {each}")
            if each.commission not in self.hearing(*key):
                told.append(f"commission {each}")
            told += [f"{what}: {each}" for what in self.alone(each)]
        those = [*visits.items()]
        for place, (key, one) in enumerate(those):
            for other_key, other in those[:place]:
                if not (key in kept and other_key in kept):
                    told += [f"{what}: {one}, {other}" for what in self.together(one, other)]
        return told + self.seated([*visits.values()])

    def possible(self, budget: int = 200_000) -> bool:
        """Whether there is a plan, by trying all; raises ``TimeoutError`` after so many steps."""
        kept = self.kept()
        left: dict[tuple[int, str], list[Visit]] = {}
        for key in {*self.due()} - {*kept} - self.gone():
            left[key] = [
                at
                for commission in self.hearing(*key)
                for begins in self.open[commission]
                if begins % 5 == 0 and not self.alone(at := self.at(*key, commission, begins))
            ]
        for each in kept.values():
            left = self._narrowed(left, each)
        self._steps = budget
        return self._searched([*kept.values()], left)

    def _narrowed(
        self, left: Mapping[tuple[int, str], list[Visit]], one: Visit
    ) -> dict[tuple[int, str], list[Visit]]:
        return {key: [each for each in those if not self.together(one, each)] for key, those in left.items()}

    def _searched(self, chosen: list[Visit], left: Mapping[tuple[int, str], list[Visit]]) -> bool:
        if not left:
            return True
        self._steps -= 1
        if not self._steps:
            raise TimeoutError
        if any(not each for each in left.values()) or self._too_full(left):
            return False
        key = min(left, key=lambda each: (len(left[each]), each))
        rest = {other: those for other, those in left.items() if other != key}
        for one in left[key]:
            if not self.seated([*chosen, one]) and self._searched([*chosen, one], self._narrowed(rest, one)):
                return True
        return False

    def _too_full(self, left: Mapping[tuple[int, str], list[Visit]]) -> bool:
        """More is due than there are minutes left for it: of orals that only the same commissions hear."""
        of: dict[frozenset[int], list[list[Visit]]] = {}
        for those in left.values():
            of.setdefault(frozenset(each.commission for each in those), []).append(those)
        for group in of.values():
            due = sum(min(each.free - each.begins for each in those) for those in group)
            minutes = {
                (each.commission, at)
                for those in group
                for each in those
                for at in range(each.begins, each.free, 5)
            }
            if due > 5 * len(minutes):
                return True
        return False
