"""When a commission can hear, and from when on candidates can be called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from btstc_jury.domain.centre.timetable import CentreCommission, CentreJuror, Timetable, Window


def united(windows: Iterable[Window]) -> tuple[Window, ...]:
    """In order, those that touch or overlap as one."""
    found: list[Window] = []
    for each in sorted(windows):
        if found and each.begins <= found[-1].ends:
            found[-1] = Window(found[-1].begins, max(found[-1].ends, each.ends))
        else:
            found.append(each)
    return tuple(found)


def without(windows: Iterable[Window], closed: Iterable[Window]) -> tuple[Window, ...]:
    """What is left of ``windows``, in order, as few as can be."""
    left = united(windows)
    for shut in united(closed):
        left = tuple(part for each in left for part in _cut(each, shut))
    return left


def _cut(window: Window, shut: Window) -> Iterable[Window]:
    if shut.ends <= window.begins or window.ends <= shut.begins:
        return (window,)
    parts = Window(window.begins, shut.begins), Window(shut.ends, window.ends)
    return (each for each in parts if each.begins < each.ends)


def common(windows: Sequence[Window], others: Sequence[Window]) -> tuple[Window, ...]:
    """What lies in both; each of them as ``united`` gives it."""
    met = (
        Window(max(one.begins, other.begins), min(one.ends, other.ends))
        for one in windows
        for other in others
    )
    return tuple(each for each in met if each.begins < each.ends)


def lunches(timetable: Timetable, commission: CentreCommission) -> tuple[Window, ...]:
    """One for each day on which that commission sits."""
    lunch = timetable.rules.lunch
    if lunch is None:
        return ()
    days = sorted({each.begins.date() for each in commission.half_days})
    return tuple(Window(datetime.combine(day, lunch[0]), datetime.combine(day, lunch[1])) for day in days)


def jurors_of(timetable: Timetable, commission: CentreCommission) -> tuple[CentreJuror, ...]:
    """Those who are known, each once."""
    known = timetable.jurors
    return tuple(known[each] for each in dict.fromkeys(commission.jurors) if each in known)


def openings(timetable: Timetable, commission: CentreCommission) -> tuple[Window, ...]:
    """When that commission can hear and deliberate, in order and apart: its half-days, without lunch, its
    breaks and what it lost, within the hours of each of its jurors. An oral with its deliberation lies
    within one of them; preparation needn't.
    """
    closed = (*lunches(timetable, commission), *commission.breaks, *commission.lost)
    left = without(commission.half_days, closed)
    for juror in jurors_of(timetable, commission):
        if juror.hours:
            left = common(left, united(juror.hours))
    return left


def centre_opens(timetable: Timetable) -> Mapping[date, datetime]:
    """By day, when the first half-day of any commission begins: no preparation begins before. What keeps
    jurors away until later doesn't count: a first oral isn't put off twice.
    """
    found: dict[date, datetime] = {}
    for commission in timetable.commissions.values():
        for begins, _ in commission.half_days:
            day = begins.date()
            found[day] = min(begins, found.get(day, begins))
    return found
