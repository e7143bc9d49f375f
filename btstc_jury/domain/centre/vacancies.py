"""Where an oral can be put without breaking a hard rule, found in steps of the grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from btstc_jury.domain.centre.acquaintance import unwelcome
from btstc_jury.domain.centre.opening import centre_opens, openings
from btstc_jury.domain.centre.timetable import (
    STEP,
    CentreCommission,
    Length,
    Need,
    Slot,
    SlotState,
    Timetable,
    Wish,
    hears,
    length,
)

_STEP = timedelta(minutes=STEP)
_DAY = timedelta(days=1) // _STEP


class Vacancies:
    """What the slots of a timetable leave free, less what is taken as one goes on. Absents take nothing."""

    def __init__(self, timetable: Timetable, since: datetime | None = None) -> None:
        """``since``: no preparation begins before."""
        self._timetable = timetable
        moments = [each.begins for one in timetable.commissions.values() for each in one.half_days]
        moments += [each.preparation for each in timetable.slots.values()]
        first = min(moments, default=datetime.combine(date.min, time()))
        self._origin = datetime.combine(first.date(), time())
        self._since = 0 if since is None else max(0, self._up(since))
        self._opens = {self._down(each) // _DAY: self._up(each) for each in centre_opens(timetable).values()}
        self._free = {
            identity: [(self._up(begins), self._down(ends)) for begins, ends in openings(timetable, each)]
            for identity, each in timetable.commissions.items()
        }
        self._beside = _sharing_jurors(timetable)
        self._preparing: dict[int, Counter[int]] = {each: Counter() for each in timetable.rooms}
        self._attending: dict[int, list[tuple[int, int]]] = {}
        self._lengths: dict[tuple[int, Fraction | None], Length] = {}
        for slot in timetable.slots.values():
            if slot.state is not SlotState.ABSENT:
                self.take(slot)

    def _down(self, moment: datetime) -> int:
        return (moment - self._origin) // _STEP

    def _up(self, moment: datetime) -> int:
        return -((self._origin - moment) // _STEP)

    def moment(self, step: int) -> datetime:
        return self._origin + step * _STEP

    def take(self, slot: Slot) -> None:
        """Its time is free no more, for anybody it needs."""
        for identity in self._beside.get(slot.commission, ()):
            self._free[identity] = _less(self._free[identity], self._down(slot.oral), self._up(slot.free))
        span = self._down(slot.preparation), self._up(slot.ends)
        self._attending.setdefault(slot.candidate, []).append(span)
        commission = self._timetable.commissions.get(slot.commission)
        if commission is not None and commission.preparation_room in self._preparing:
            steps = range(self._down(slot.preparation), self._up(slot.oral))
            self._preparing[commission.preparation_room].update(steps)

    def hearing(self, need: Need) -> Iterator[CentreCommission]:
        """The commissions that may hear it, by identity."""
        timetable = self._timetable
        for _, commission in sorted(timetable.commissions.items()):
            if not hears(timetable, commission, need) or not self._length(commission, need.candidate).oral:
                continue
            met = unwelcome(timetable, commission, need.candidate)
            if not (timetable.rules.own_school_hard and met):
                yield commission

    def places(self, need: Need, commission: CentreCommission) -> Iterator[int]:
        """Every step at which that oral can begin there, in their order."""
        due = self._length(commission, need.candidate)
        preparation, oral, deliberation = (each // STEP for each in due)
        wish = self._timetable.wishes.get(need.candidate, Wish(need.candidate))
        first, last = self._since, None if wish.not_after is None else self._down(wish.not_after)
        if wish.not_before is not None:
            first = max(first, self._up(wish.not_before))
        for begins, ends in self._free[commission.identity]:
            step = max(begins, first + preparation)
            while step + oral + deliberation <= ends and (last is None or step + oral <= last):
                later = self._later(need.candidate, commission, step, preparation, oral)
                if later == step:
                    yield step
                    later += 1
                step = later

    def _length(self, commission: CentreCommission, candidate: int) -> Length:
        key = commission.identity, self._timetable.candidates[candidate].extra_time
        if key not in self._lengths:
            self._lengths[key] = length(self._timetable, commission, candidate)
        return self._lengths[key]

    def _later(
        self, candidate: int, commission: CentreCommission, step: int, preparation: int, oral: int
    ) -> int:
        """``step`` where the oral can begin then; otherwise a later one, before which it can't."""
        comes, goes = step - preparation, step + oral
        gap = -(-self._timetable.rules.gap // STEP)
        for begins, ends in self._attending.get(candidate, ()):
            if comes < ends + gap and begins < goes + gap:
                return ends + gap + preparation
        if not preparation:
            return step
        opens = self._opens.get(step // _DAY, comes)
        if comes < opens:
            return opens + preparation
        preparing = self._preparing.get(commission.preparation_room)
        if preparing is not None:
            seats = self._timetable.rooms[commission.preparation_room].seats
            for each in range(step - 1, comes - 1, -1):
                if preparing[each] >= seats:
                    return each + 1 + preparation
        return step


def _less(free: Sequence[tuple[int, int]], begins: int, ends: int) -> list[tuple[int, int]]:
    left: list[tuple[int, int]] = []
    for one, other in free:
        if other <= begins or ends <= one:
            left.append((one, other))
            continue
        left += [each for each in ((one, begins), (ends, other)) if each[0] < each[1]]
    return left


def _sharing_jurors(timetable: Timetable) -> Mapping[int, Sequence[int]]:
    """By commission, it and those that can't sit while it does."""
    seated = {
        identity: {juror for juror in each.jurors if juror in timetable.jurors}
        for identity, each in timetable.commissions.items()
    }
    return {
        one: [other for other, theirs in seated.items() if other == one or jurors & theirs]
        for one, jurors in seated.items()
    }
