"""The days of a centre as rows: each value of a ``Timetable`` one, written only where it differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam, delete, select, update

from btstc_jury.application.centre.ports import Clash
from btstc_jury.application.faults import Fault
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    CentreJuror,
    PaperKey,
    PlacingRules,
    PreparationRoom,
    Printed,
    PrintedPerson,
    Slot,
    SlotState,
    Timetable,
    Weights,
    Window,
    Wish,
)
from btstc_jury.domain.commission import Role
from btstc_jury.storage.centre import day_tables as tables
from btstc_jury.storage.centre.data import CentreData, Clashed, Row, Statement, here, inserting, sealed
from btstc_jury.storage.database import check
from btstc_jury.storage.failures import Damage, Newer


def _windows(windows: Sequence[Window]) -> str:
    return " ".join(f"{begins.isoformat()}/{ends.isoformat()}" for begins, ends in windows)


def _read_windows(text: str) -> tuple[Window, ...]:
    return tuple(_window(each) for each in text.split())


@lru_cache(1_000)
def _window(text: str) -> Window:
    begins, ends = text.split("/")
    return Window(_moment(begins), _moment(ends))


_moment = lru_cache(10_000)(datetime.fromisoformat)


def _maybe_moment(text: str | None) -> datetime | None:
    return None if text is None else _moment(text)


def _numbers(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))


def _read_numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))


def _texts(texts: Sequence[str]) -> str:
    return json.dumps(texts, ensure_ascii=False)


_E = TypeVar("_E", bound=StrEnum)


def _member(kind: type[_E], text: str) -> _E:
    """Raises ``Newer``."""
    try:
        return kind(text)
    except ValueError as error:
        raise Newer(Fault.UNKNOWN_VALUE) from error


def _rules_row(rules: PlacingRules) -> Row:
    lunch = None if rules.lunch is None else "/".join(each.isoformat() for each in rules.lunch)
    hard, costs = int(rules.own_school_hard), attrgetter(*Weights.__slots__)(rules.weights)
    return [1, rules.deliberation, rules.gap, lunch, hard, _texts(rules.exams), *costs]


def _rules(row: Row) -> PlacingRules:
    _, deliberation, gap, lunch, hard, exams, *costs = row
    hours = None
    if lunch is not None:
        begins, ends = map(time.fromisoformat, lunch.split("/"))
        hours = begins, ends
    return PlacingRules(deliberation, gap, hours, bool(hard), tuple(json.loads(exams)), Weights(*costs))


def _juror_row(juror: CentreJuror) -> Row:
    known = juror.identity, juror.name, juror.role.value, juror.quality, juror.school, juror.school_code
    return [*known, _windows(juror.hours)]


def _juror(row: Row) -> CentreJuror:
    identity, name, role, quality, school, code, hours = row
    return CentreJuror(identity, name, _member(Role, role), quality, school, code, _read_windows(hours))


def _room_row(room: PreparationRoom) -> Row:
    return [room.identity, room.name, room.seats]


def _commission_row(commission: CentreCommission) -> Row:
    return [
        *attrgetter("identity", "number", "form", "room", "preparation_room")(commission),
        _numbers(commission.jurors),
        *map(_windows, (commission.half_days, commission.breaks, commission.lost)),
        commission.preparation_minutes,
        commission.oral_minutes,
    ]


def _commission(row: Row) -> CentreCommission:
    identity, number, form, room, preparation_room, jurors, half_days, breaks, lost, *lengths = row
    return CentreCommission(
        identity,
        number,
        form,
        room,
        preparation_room,
        _read_numbers(jurors),
        _read_windows(half_days),
        _read_windows(breaks),
        _read_windows(lost),
        *lengths,
    )


def _wish_row(wish: Wish) -> Row:
    times = [None if each is None else each.isoformat() for each in (wish.not_before, wish.not_after)]
    exams = None if wish.exams is None else _texts(wish.exams)
    return [wish.candidate, _numbers(wish.avoids), *times, exams, int(wish.absent)]


def _wish(row: Row) -> Wish:
    candidate, avoids, before, after, exams, absent = row
    taken = None if exams is None else tuple(json.loads(exams))
    times = _maybe_moment(before), _maybe_moment(after)
    return Wish(candidate, _read_numbers(avoids), *times, taken, bool(absent))


def _slot_row(slot: Slot) -> Row:
    moments = [each.isoformat() for each in (slot.preparation, slot.oral, slot.ends, slot.free)]
    return [slot.candidate, slot.exam, slot.commission, *moments, int(slot.fixed), slot.state.value]


def _slot(row: Row) -> Slot:
    candidate, exam, commission, preparation, oral, ends, free, fixed, state = row
    moments = _moment(preparation), _moment(oral), _moment(ends), _moment(free)
    return Slot(candidate, exam, commission, *moments, bool(fixed), _member(SlotState, state))


_OF_SLOT = 9


def _printed_row(printed: Printed) -> Row:
    rooms = printed.number, printed.room, printed.preparation_room
    return [*_slot_row(printed.slot), *rooms, _names(printed), printed.utc]


def _names(printed: Printed) -> str:
    """A list of jurors alone where nobody else's name was kept."""
    if printed.person is None and printed.centre is None:
        return _texts(printed.jurors)
    told = {"jurors": printed.jurors, "person": printed.person, "centre": printed.centre}
    return json.dumps({name: each for name, each in told.items() if each is not None}, ensure_ascii=False)


def _printed(row: Row) -> Printed:
    number, room, preparation_room, names, utc = row[_OF_SLOT:]
    found = json.loads(names)
    told = found if isinstance(found, dict) else {"jurors": found}
    person = told.get("person")
    return Printed(
        _slot(row[:_OF_SLOT]),
        number,
        room,
        preparation_room,
        tuple(told["jurors"]),
        utc,
        person=None if person is None else PrintedPerson(*person),
        centre=told.get("centre"),
    )


def _paper_row(printed: Printed) -> Row:
    candidate, exam, *others = _printed_row(printed)
    return [candidate, exam, printed.paper, *others]


def _paper(row: Row) -> Printed:
    candidate, exam, paper, *others = row
    return replace(_printed([candidate, exam, *others]), paper=paper)


class DayKind:
    """What rows of one table are. ``place``: what one is called where it is damaged; ``of``: those of a
    timetable, by their key; ``write``, ``read``: a row without centre, version and checksum, the key first.
    """

    def __init__(
        self,
        table: Table,
        place: str,
        of: Callable[[Timetable], Mapping[Any, Any]],
        write: Callable[[Any], Row],
        read: Callable[[Row], Any],
    ) -> None:
        self.table, self.place, self.of, self.write, self.read = table, place, of, write, read
        names = table.columns.keys()
        keys = [each.name for each in table.primary_key if each.name != "centre"]
        self.width = len(keys)
        held = [here(table), *(table.c[name] == bindparam(f"held_{name}") for name in (*keys, "version"))]
        given = [f"held_{name}" for name in (*keys, "version")]
        self.adding = inserting(table)
        self.changing = Statement(update(table).where(*held), [*names, *given], names)
        self.removing = Statement(delete(table).where(*held), given)
        self.all = Statement(select(table).where(here(table)).order_by(*table.primary_key))

    def key(self, row: Row) -> Any:  # noqa: ANN401 - as the timetable has it
        return row[0] if self.width == 1 else tuple(row[: self.width])

    def values(self, key: Any) -> Row:  # noqa: ANN401
        """Of the columns of the key."""
        return [key] if self.width == 1 else key


KINDS: tuple[DayKind, ...] = (
    DayKind(tables.RULES, "règles de placement", lambda each: {1: each.rules}, _rules_row, _rules),
    DayKind(tables.JUROR, "juré", attrgetter("jurors"), _juror_row, _juror),
    DayKind(tables.ROOM, "salle", attrgetter("rooms"), _room_row, lambda row: PreparationRoom(*row)),
    DayKind(tables.COMMISSION, "commission", attrgetter("commissions"), _commission_row, _commission),
    DayKind(tables.WISH, "souhait", attrgetter("wishes"), _wish_row, _wish),
    DayKind(tables.SLOT, "créneau", attrgetter("slots"), _slot_row, _slot),
    DayKind(tables.PRINTED, "document imprimé", attrgetter("printed"), _printed_row, _printed),
    DayKind(tables.PAPER, "document imprimé", attrgetter("papers"), _paper_row, _paper),
)

Held = dict[str, dict[Any, tuple[int, Any]]]
"""By table and key, the version of each row and what it says. Version 0: not a row yet."""


def read_days(data: CentreData) -> Held:
    """Raises ``FileProblem``, ``Damage``, ``Newer``."""
    held = {kind.table.name: dict(_read(kind, row) for row in data.rows(kind.all)) for kind in KINDS}
    held["rules"].setdefault(1, (0, PlacingRules()))
    return held


def _read(kind: DayKind, row: Row) -> tuple[Any, tuple[int, Any]]:
    key = kind.key(row[1:])
    place = f"{kind.place} {' '.join(map(str, kind.values(key)))}"
    check(place, row[:-1], row[-1])
    try:
        return key, (row[-2], kind.read(row[1:-2]))
    except ValueError as error:
        raise Damage(Fault.UNREADABLE_LINE, place) from error


def timetable_of(held: Held) -> Timetable:
    """Without candidates and forms."""
    rules, jurors, rooms, commissions, wishes, slots, printed, papers = (
        {key: value for key, (_, value) in held[kind.table.name].items()} for kind in KINDS
    )
    by_key = {each.key: each for each in slots.values()}, {each.slot.key: each for each in printed.values()}
    return replace(
        Timetable(),
        rules=rules[1],
        jurors=jurors,
        rooms=rooms,
        commissions=commissions,
        wishes=wishes,
        slots=by_key[0],
        printed=by_key[1],
        papers={PaperKey(each.slot.candidate, each.slot.exam, each.paper): each for each in papers.values()},
    )


@dataclass(frozen=True, slots=True)
class Change:
    """``version``: of the row held, 0 for none; ``value``: ``None`` where it goes."""

    key: Any
    version: int
    value: Any


Changes = Mapping[str, Sequence[Change]]
"""By table."""


def changes(held: Held, before: Timetable, after: Timetable) -> Changes:
    """Raises ``Clashed`` where what is to be changed isn't held as ``before`` says."""
    found: dict[str, Sequence[Change]] = {}
    clashes: list[tuple[Clash, int]] = []
    for kind in KINDS:
        old, new = kind.of(before), kind.of(after)
        if old is not new:
            name = kind.table.name
            found[name] = _differing(name, held[name], old, new, clashes)
    if clashes:
        raise Clashed([each for each, _ in clashes], [act for _, act in clashes])
    return found


def _differing(
    name: str,
    held: Mapping[Any, tuple[int, Any]],
    old: Mapping[Any, Any],
    new: Mapping[Any, Any],
    clashes: list[tuple[Clash, int]],
) -> list[Change]:
    found = []
    for key in (*new, *(each for each in old if each not in new)):
        was, value = old.get(key), new.get(key)
        if was is value or was == value:
            continue
        version, there = held.get(key, (0, None))
        if there != was:
            clashes.append((Clash(name, key, was, there, value), version))
        found.append(Change(key, version, value))
    return found


def write_days(data: CentreData, found: Changes, version: int) -> None:
    """In a transaction. ``version``: of the rows written. Raises ``Clashed``."""
    for kind in KINDS:
        added, changed, removed = [], [], []
        for each in found.get(kind.table.name, ()):
            of = [*kind.values(each.key), each.version]
            if each.value is None:
                removed.append(of)
                continue
            row = sealed([data.centre, *kind.write(each.value), version])
            if each.version:
                changed.append([*row, *of])
            else:
                added.append(row)
        for statement, rows in ((kind.removing, removed), (kind.changing, changed), (kind.adding, added)):
            if rows and data.write(statement, rows) != len(rows):
                raise Clashed


def held_after(held: Held, found: Changes, version: int) -> Held:
    """What is held once they are written."""
    now = dict(held)
    for name, each_change in found.items():
        rows = dict(now[name])
        for each in each_change:
            if each.value is None:
                del rows[each.key]
            else:
                rows[each.key] = version, each.value
        now[name] = rows
    return now
