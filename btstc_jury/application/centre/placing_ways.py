"""Ways out where the days can't be placed: what could be given up or added, the cheapest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from btstc_jury.application.centre.placing_problem import Rule, RuleKind
from btstc_jury.domain.centre.opening import without
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    SlotKey,
    SlotState,
    Timetable,
    Window,
    Wish,
)

Lacking = Callable[[Timetable], Sequence[str]]

_OneMore = Callable[[Timetable, CentreCommission], tuple[CentreCommission, Window | None]]

_SMALLER_GAPS = (20, 10, 0)
_WEEKEND = 5
_MOST = 20
_MORE = (1, 1, 3)
"""Each time."""


class WayKind(StrEnum):
    """In the order of what they ask of the centre."""

    SEAT = "seat"
    GAP = "gap"
    BREAK = "break"
    FIXED = "fixed"
    WISH = "wish"
    OWN_SCHOOL = "own_school"
    LUNCH = "lunch"
    HOURS = "hours"
    SHARED_JUROR = "shared_juror"
    HALF_DAY = "half_day"
    COMMISSION = "commission"


@dataclass(frozen=True, slots=True)
class Way:
    """``timetable``: as it would be. ``about``: the juror, room, candidate or commissions concerned,
    one as often as something is added to it; ``minutes``: the gap; ``added``: the half-days, each with the
    commission of the same place in ``about``; ``coming``: jurors who would have to be there beyond the hours
    that they gave, and when.
    """

    kind: WayKind
    timetable: Timetable
    about: tuple[int, ...] = ()
    exam: str = ""
    minutes: int = 0
    added: tuple[Window, ...] = ()
    coming: tuple[tuple[int, Window], ...] = ()


@dataclass(frozen=True, slots=True)
class WayOut:
    """``steps``: each on top of the one before; all of them are needed."""

    steps: tuple[Way, ...]

    @property
    def timetable(self) -> Timetable:
        return self.steps[-1].timetable


def ways_out(
    timetable: Timetable, rules: Sequence[Rule], lacking: Lacking, exams: Sequence[str]
) -> Iterator[Way]:
    """To be tried in this order: first what a rule that collides leaves, then more time, then more
    commissions. Where one of several is enough, the next of its kind isn't worth trying. ``lacking``: exams
    for which counting says that there is too little room in such days, those that lack most first;
    ``exams``: of which something was left out.
    """
    found = [way for rule in rules for way in _OF_RULE[rule.kind](timetable, rule)]
    yield from sorted(found, key=lambda each: [*WayKind].index(each.kind))
    if not any(each.half_days for each in timetable.commissions.values()):
        # Nothing tells on which day anybody could sit.
        return
    yield from _more(timetable, lacking, exams, WayKind.HALF_DAY, _half_day)
    yield from _more(timetable, lacking, exams, WayKind.COMMISSION, _commission)


def _seat(timetable: Timetable, rule: Rule) -> Iterator[Way]:
    room = timetable.rooms[rule.about]
    rooms = {**timetable.rooms, room.identity: replace(room, seats=room.seats + 1)}
    yield Way(WayKind.SEAT, replace(timetable, rooms=rooms), (rule.about,))


def _gap(timetable: Timetable, _rule: Rule) -> Iterator[Way]:
    for minutes in _SMALLER_GAPS:
        if minutes < timetable.rules.gap:
            rules = replace(timetable.rules, gap=minutes)
            yield Way(WayKind.GAP, replace(timetable, rules=rules), minutes=minutes)


def _break(timetable: Timetable, rule: Rule) -> Iterator[Way]:
    commission = replace(timetable.commissions[rule.about], breaks=())
    yield Way(WayKind.BREAK, _with(timetable, commission), (rule.about,))


def _fixed(timetable: Timetable, rule: Rule) -> Iterator[Way]:
    key = SlotKey(rule.about, rule.exam)
    slot = timetable.slots[key]
    if slot.state is SlotState.PLANNED:
        # Without a slot it is to be placed, whatever else stays where it is.
        slots = {other: each for other, each in timetable.slots.items() if other != key}
        yield Way(WayKind.FIXED, replace(timetable, slots=slots), (rule.about,), rule.exam)


def _wish(timetable: Timetable, rule: Rule) -> Iterator[Way]:
    wish = replace(timetable.wishes[rule.about], not_before=None, not_after=None)
    wishes: Mapping[int, Wish] = {**timetable.wishes, rule.about: wish}
    yield Way(WayKind.WISH, replace(timetable, wishes=wishes), (rule.about,))


def _own_school(timetable: Timetable, _rule: Rule) -> Iterator[Way]:
    yield Way(WayKind.OWN_SCHOOL, replace(timetable, rules=replace(timetable.rules, own_school_hard=False)))


def _lunch(timetable: Timetable, _rule: Rule) -> Iterator[Way]:
    yield Way(WayKind.LUNCH, replace(timetable, rules=replace(timetable.rules, lunch=None)))


def _hours(timetable: Timetable, rule: Rule) -> Iterator[Way]:
    juror = replace(timetable.jurors[rule.about], hours=())
    jurors = {**timetable.jurors, rule.about: juror}
    yield Way(WayKind.HOURS, replace(timetable, jurors=jurors), (rule.about,))


def _shared(timetable: Timetable, rule: Rule) -> Iterator[Way]:
    """He sits in the first of his commissions only."""
    sits = [each for each in timetable.commissions.values() if rule.about in each.jurors]
    for each in sits[1:]:
        left = tuple(juror for juror in each.jurors if juror != rule.about)
        timetable = _with(timetable, replace(each, jurors=left))
    yield Way(WayKind.SHARED_JUROR, timetable, (rule.about,))


def _nothing(_timetable: Timetable, _rule: Rule) -> Iterator[Way]:
    yield from ()


_OF_RULE: Mapping[RuleKind, Callable[[Timetable, Rule], Iterator[Way]]] = {
    RuleKind.LUNCH: _lunch,
    RuleKind.BREAK: _break,
    RuleKind.LOST: _nothing,
    RuleKind.HOURS: _hours,
    RuleKind.SHARED_JUROR: _shared,
    RuleKind.GAP: _gap,
    RuleKind.SEATS: _seat,
    RuleKind.WISH: _wish,
    RuleKind.OWN_SCHOOL: _own_school,
    RuleKind.FIXED: _fixed,
    RuleKind.OPENING: _nothing,
    RuleKind.NOW: _nothing,
}


def _with(timetable: Timetable, commission: CentreCommission) -> Timetable:
    return replace(timetable, commissions={**timetable.commissions, commission.identity: commission})


def _more(
    timetable: Timetable, lacking: Lacking, exams: Sequence[str], kind: WayKind, one_more: _OneMore
) -> Iterator[Way]:
    """As much as counting asks for, then more and more of it for each of the exams; first where nobody has to
    come beyond the hours that were given.
    """
    added: list[tuple[int, Window | None]] = []
    coming: dict[tuple[int, Window], None] = {}

    def grown(exam: str) -> Timetable:
        here = [each for each in timetable.commissions.values() if timetable.forms[each.form].exam == exam]
        counts = Counter(identity for identity, _ in added)
        ways = ((one_more(timetable, each), counts[each.identity]) for each in here)
        (made, window), _ = min(ways, key=lambda each: (bool(_beyond(timetable, *each[0])), each[1]))
        added.append((made.identity, window))
        beyond = _beyond(timetable, made, window)
        coming.update(dict.fromkeys(beyond))
        return _coming(_with(timetable, made), beyond)

    while (short := lacking(timetable)) and len(added) < _MOST:
        timetable = grown(short[0])
    if short:
        return
    for exam, more in (("", 0), *((exam, more) for more in _MORE for exam in exams)):
        for _ in range(more):
            timetable = grown(exam)
        if added:
            windows = tuple(window for _, window in added if window is not None)
            about = tuple(identity for identity, _ in added)
            yield Way(kind, timetable, about, added=windows, coming=tuple(coming))


def _beyond(
    timetable: Timetable, commission: CentreCommission, window: Window | None
) -> tuple[tuple[int, Window], ...]:
    """Jurors of the commission who gave their hours, and of the half-day what isn't in them."""
    if window is None:
        return ()
    known = (timetable.jurors[each] for each in commission.jurors if each in timetable.jurors)
    return tuple(
        (each.identity, part) for each in known if each.hours for part in without((window,), each.hours)
    )


def _coming(timetable: Timetable, beyond: Sequence[tuple[int, Window]]) -> Timetable:
    """They come then too."""
    jurors = {**timetable.jurors}
    for identity, window in beyond:
        known = jurors[identity]
        jurors[identity] = replace(known, hours=tuple(sorted((*known.hours, window))))
    return replace(timetable, jurors=jurors)


def _half_day(timetable: Timetable, commission: CentreCommission) -> tuple[CentreCommission, Window]:
    window = _next_half_day(timetable, commission)
    return replace(commission, half_days=(*commission.half_days, window)), window


def _next_half_day(timetable: Timetable, commission: CentreCommission) -> Window:
    """One at which others sit and this one doesn't; otherwise as its first, on the next day of the week."""
    all_of = sorted({each for one in timetable.commissions.values() for each in one.half_days})
    own = commission.half_days
    for each in all_of:
        if all(each.ends <= one.begins or one.ends <= each.begins for one in own):
            return each
    if not all_of:
        raise ValueError("no commission sits at all")
    last = all_of[-1].begins.date() + timedelta(days=1)
    while last.weekday() >= _WEEKEND:
        last += timedelta(days=1)
    first = (sorted(own) or all_of)[0]
    return Window(datetime.combine(last, first.begins.time()), datetime.combine(last, first.ends.time()))


def _commission(timetable: Timetable, like: CentreCommission) -> tuple[CentreCommission, None]:
    """Like that one, in a room and with jurors of its own."""
    identity = max(timetable.commissions) + 1
    return replace(like, identity=identity, number="", room="", jurors=(), breaks=(), lost=()), None
