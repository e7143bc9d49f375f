"""The days of a centre as the solver is asked about them, and its answer as slots."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise

from btstc_jury.application.centre.placing_counts import hearing
from btstc_jury.application.centre.placing_problem import (
    DAY,
    Bar,
    Kept,
    Option,
    OralToPlace,
    Place,
    Problem,
    Rule,
    RuleKind,
    SeatRule,
    Sitting,
    Span,
)
from btstc_jury.domain.centre.acquaintance import of_own_school, to_avoid
from btstc_jury.domain.centre.opening import centre_opens, jurors_of, lunches
from btstc_jury.domain.centre.timetable import (
    STEP,
    CentreCommission,
    Length,
    Need,
    Slot,
    SlotKey,
    SlotState,
    Timetable,
    Window,
    Wish,
    length,
    needs,
    slot_at,
)

_TICK = timedelta(minutes=STEP)
_NO_DAY = datetime.combine(date(2000, 1, 1), time())


def _stays(slot: Slot, *, due: bool) -> bool:
    """Whether placing again leaves it where it is; what isn't due any more goes unless it has begun."""
    return slot.state is not SlotState.PLANNED or (slot.fixed and due)


class PlacingQuestion:
    """``now``: nothing is placed before; ``None`` before the first day. ``needs``: what is to be placed, in
    the order of the problem's orals; ``unheard``: what no commission hears.
    """

    def __init__(self, timetable: Timetable, now: datetime | None = None) -> None:
        self.timetable = timetable
        all_due = {each.key: each for each in needs(timetable)}
        self.kept = {key: each for key, each in timetable.slots.items() if _stays(each, due=key in all_due)}
        due = [each for key, each in all_due.items() if key not in self.kept]
        self.needs = tuple(each for each in due if hearing(timetable, each))
        self.unheard = tuple(each for each in due if not hearing(timetable, each))
        self.now = now
        days = [each for one in timetable.commissions.values() for each in one.half_days]
        first = min((each.begins for each in days), default=_NO_DAY)
        self._midnight = datetime.combine(first.date(), time())
        self._end = self._up(max((each.ends for each in days), default=first)) + DAY
        self._rules: dict[Rule, int] = {}
        self._lengths: dict[tuple[int, Fraction | None], Length] = {}
        self.problem = self._problem()

    def places(self, slots: Mapping[SlotKey, Slot]) -> tuple[Place | None, ...]:
        """Where these slots put what is to be placed."""
        found = [slots.get(each.key) for each in self.needs]
        return tuple(
            None if each is None else Place(each.commission, self._down(each.oral)) for each in found
        )

    def placed(self, places: Sequence[Place | None]) -> Timetable:
        """The days with the slots of an answer, and with what was kept."""
        made = dict(self.kept)
        for need, place in zip(self.needs, places, strict=True):
            if place is not None:
                commission = self.timetable.commissions[place.commission]
                oral = self._midnight + place.oral * _TICK
                made[need.key] = slot_at(self.timetable, commission, need.key, oral)
        return replace(self.timetable, slots=made)

    def _problem(self) -> Problem:
        timetable = self.timetable
        gap_rule = self._rule(RuleKind.GAP)
        slots = [each for each in self.kept.values() if each.state is not SlotState.ABSENT]
        commissions = [each for each in timetable.commissions.values() if each.form in timetable.forms]
        sits = Counter(juror for each in commissions for juror in {*each.jurors} & {*timetable.jurors})
        kept = tuple(map(self._kept, slots))
        return Problem(
            orals=tuple(map(self._oral, self.needs)),
            sittings=tuple(map(self._sitting, commissions)),
            kept=kept,
            seats=tuple(
                SeatRule(self._rule(RuleKind.SEATS, each.identity), each.identity, each.seats)
                for each in timetable.rooms.values()
            ),
            shared=tuple(
                (juror, self._rule(RuleKind.SHARED_JUROR, juror))
                for juror, count in sits.items()
                if count > 1
            ),
            bars=tuple(self._for_all()),
            gap_minutes=timetable.rules.gap,
            gap_rule=gap_rule,
            neighbours=tuple(self._neighbours(kept)),
            weights=timetable.rules.weights,
            rules=tuple(self._rules),
        )

    def _rule(self, kind: RuleKind, about: int = 0, exam: str = "") -> int:
        return self._rules.setdefault(Rule(kind, about, exam), len(self._rules))

    def _oral(self, need: Need) -> OralToPlace:
        timetable = self.timetable
        wish = timetable.wishes.get(need.candidate, Wish(need.candidate))
        printed = timetable.printed.get(need.key)
        options = [self._option(each, need) for each in hearing(timetable, need)]
        return OralToPlace(
            need.candidate,
            need.exam,
            tuple(options),
            tuple(self._absences(wish)),
            None if printed is None else self._printed(printed.slot),
        )

    def _printed(self, slot: Slot) -> Place:
        commission = self.timetable.commissions.get(slot.commission)
        if commission is not None and commission.form in self.timetable.forms:
            due = slot_at(self.timetable, commission, slot.key, slot.oral)
            if due.preparation == slot.preparation:
                return Place(slot.commission, self._down(slot.oral))
        # It can't be there any more.
        return Place(0, 0)

    def _option(self, commission: CentreCommission, need: Need) -> Option:
        extra = commission.identity, self.timetable.candidates[need.candidate].extra_time
        if extra not in self._lengths:
            self._lengths[extra] = length(self.timetable, commission, need.candidate)
        due = self._lengths[extra]
        own = self._own(commission, need.candidate)
        hard = self.timetable.rules.own_school_hard and own
        refused = (self._rule(RuleKind.OWN_SCHOOL),) if hard else ()
        lengths = due.preparation // STEP, due.oral // STEP, due.deliberation // STEP
        return Option(commission.identity, *lengths, own, refused)

    def _own(self, commission: CentreCommission, candidate: int) -> int:
        found = of_own_school, to_avoid
        return sum(any(True for _ in each(self.timetable, commission, candidate)) for each in found)

    def _absences(self, wish: Wish) -> Iterator[Bar]:
        if wish.not_before is not None:
            yield Bar(self._rule(RuleKind.WISH, wish.candidate), -DAY, self._up(wish.not_before))
        if wish.not_after is not None:
            yield Bar(self._rule(RuleKind.WISH, wish.candidate), self._down(wish.not_after), self._end)

    def _for_all(self) -> Iterator[Bar]:
        for opens in centre_opens(self.timetable).values():
            begins = self._up(opens)
            yield Bar(self._rule(RuleKind.OPENING), begins // DAY * DAY, begins)
        if self.now is not None:
            yield Bar(self._rule(RuleKind.NOW), -DAY, self._up(self.now))

    def _sitting(self, commission: CentreCommission) -> Sitting:
        spans = [Span(self._up(each.begins), self._down(each.ends)) for each in commission.half_days]
        return Sitting(
            commission.identity,
            commission.form,
            _joined(spans),
            tuple(self._closed(commission)),
            commission.preparation_room,
            commission.jurors,
        )

    def _closed(self, commission: CentreCommission) -> Iterator[Bar]:
        breaks, lost = RuleKind.BREAK, RuleKind.LOST
        yield from (self._bar(self._rule(breaks, commission.identity), each) for each in commission.breaks)
        yield from (self._bar(self._rule(lost, commission.identity), each) for each in commission.lost)
        for window in lunches(self.timetable, commission):
            yield self._bar(self._rule(RuleKind.LUNCH), window)
        for juror in jurors_of(self.timetable, commission):
            if juror.hours:
                there = _joined([Span(self._up(each.begins), self._down(each.ends)) for each in juror.hours])
                rule = self._rule(RuleKind.HOURS, juror.identity)
                ends = [-DAY, *(each.ends for each in there)]
                begins = [*(each.begins for each in there), self._end]
                yield from (Bar(rule, *each) for each in zip(ends, begins, strict=True))

    def _bar(self, rule: int, window: Window) -> Bar:
        return Bar(rule, self._down(window.begins), self._up(window.ends))

    def _kept(self, slot: Slot) -> Kept:
        printed = self.timetable.printed.get(slot.key)
        commission = self.timetable.commissions.get(slot.commission)
        hard = self.timetable.rules.own_school_hard
        return Kept(
            slot.candidate,
            slot.exam,
            slot.commission,
            self._down(slot.preparation),
            self._down(slot.oral),
            self._up(slot.ends),
            self._up(slot.free),
            self._rule(RuleKind.FIXED, slot.candidate, slot.exam),
            0 if hard or commission is None else self._own(commission, slot.candidate),
            slot.state is SlotState.PLANNED and printed is not None and _moved(slot, printed.slot),
        )

    def _neighbours(self, kept: Sequence[Kept]) -> Iterator[tuple[int, int]]:
        places = {each.key: place for place, each in enumerate(self.needs)}
        places |= {SlotKey(each.candidate, each.exam): len(places) + at for at, each in enumerate(kept)}
        of_exam: dict[str, list[SlotKey]] = defaultdict(list)
        for need in needs(self.timetable):
            of_exam[need.exam].append(need.key)
        for keys in of_exam.values():
            for one, other in pairwise(keys):
                if one in places and other in places:
                    yield places[one], places[other]

    def _down(self, moment: datetime) -> int:
        return (moment - self._midnight) // _TICK

    def _up(self, moment: datetime) -> int:
        return -((self._midnight - moment) // _TICK)


def _moved(slot: Slot, printed: Slot) -> bool:
    now, then = ((each.commission, each.preparation, each.oral) for each in (slot, printed))
    return now != then


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """In order, none touching the next."""
    found: list[Span] = []
    for each in sorted(spans):
        if each.begins >= each.ends:
            continue
        if found and each.begins <= found[-1].ends:
            found[-1] = Span(found[-1].begins, max(found[-1].ends, each.ends))
        else:
            found.append(each)
    return tuple(found)
