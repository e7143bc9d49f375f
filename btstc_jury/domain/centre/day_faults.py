"""The hard rules of the days, and where a timetable breaks them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from btstc_jury.domain.centre.acquaintance import of_own_school, to_avoid
from btstc_jury.domain.centre.opening import centre_opens, jurors_of, lunches, openings, united
from btstc_jury.domain.centre.timetable import (
    STEP,
    CentreCommission,
    Need,
    Slot,
    SlotKey,
    SlotState,
    Timetable,
    Window,
    Wish,
    hears,
    length,
    needs,
)
from btstc_jury.domain.commission import Role


class FaultKind(StrEnum):
    """In the order in which they are told."""

    NOT_LISTED = "not_listed"
    ABSENT = "absent"
    NOT_DUE = "not_due"
    NO_COMMISSION = "no_commission"
    NOT_HEARD_HERE = "not_heard_here"
    NO_LENGTH = "no_length"
    NO_JUROR = "no_juror"
    EMPTY_SEAT = "empty_seat"
    TIMES = "times"
    OFF_STEP = "off_step"
    COMMISSION_TWICE = "commission_twice"
    CANDIDATE_TWICE = "candidate_twice"
    GAP = "gap"
    JUROR_TWICE = "juror_twice"
    SEATS = "seats"
    CLOSED = "closed"
    LUNCH = "lunch"
    BREAK = "break"
    LOST = "lost"
    JUROR_HOURS = "juror_hours"
    EARLY = "early"
    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    OWN_SCHOOL = "own_school"
    AVOIDED = "avoided"
    NOBODY_HEARS = "nobody_hears"
    UNPLACED = "unplaced"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Mapping[FaultKind, str] = {
    FaultKind.NOT_LISTED: "Candidat qui n’est plus dans la liste",
    FaultKind.ABSENT: "Candidat absent, encore placé",
    FaultKind.NOT_DUE: "Épreuve que le candidat ne passe pas ici",
    FaultKind.NO_COMMISSION: "Commission retirée",
    FaultKind.NOT_HEARD_HERE: "Commission d’une autre épreuve",
    FaultKind.NO_LENGTH: "Durée à fixer",
    FaultKind.NO_JUROR: "Aucun examinateur",
    FaultKind.EMPTY_SEAT: "Examinateur qui manque",
    FaultKind.TIMES: "Durées qui ne sont pas celles qui sont dues",
    FaultKind.OFF_STEP: "Horaires hors de la grille",
    FaultKind.COMMISSION_TWICE: "Commission prise deux fois",
    FaultKind.CANDIDATE_TWICE: "Candidat attendu à deux endroits",
    FaultKind.GAP: "Trop peu de temps entre deux épreuves",
    FaultKind.JUROR_TWICE: "Examinateur attendu à deux endroits",
    FaultKind.SEATS: "Salle de préparation pleine",
    FaultKind.CLOSED: "Hors des demi-journées",
    FaultKind.LUNCH: "Pendant le déjeuner",
    FaultKind.BREAK: "Pendant une pause",
    FaultKind.LOST: "Commission ou salle indisponible",
    FaultKind.JUROR_HOURS: "Examinateur absent",
    FaultKind.EARLY: "Préparation avant l’ouverture",
    FaultKind.TOO_SOON: "Candidat pas encore là",
    FaultKind.TOO_LATE: "Candidat déjà parti",
    FaultKind.OWN_SCHOOL: "Examinateur du lycée du candidat",
    FaultKind.AVOIDED: "Examinateur à éviter",
    FaultKind.NOBODY_HEARS: "Aucune commission pour cette épreuve",
    FaultKind.UNPLACED: "Pas encore placé",
}
_RANKS = {each: rank for rank, each in enumerate(FaultKind)}
_LEFT_OUT = frozenset({FaultKind.UNPLACED, FaultKind.NOBODY_HEARS})


class DayFault(NamedTuple):
    """``slots``: those concerned, in the order of their times; ``commission``, ``juror``, ``room``:
    identities, 0 where the rule isn't about one; ``at``: when it is first broken, ``None`` where that is no
    question of time.
    """

    kind: FaultKind
    slots: tuple[SlotKey, ...] = ()
    commission: int = 0
    juror: int = 0
    room: int = 0
    at: datetime | None = None

    @property
    def misplaces(self) -> bool:
        """Whether a slot stands where it can't; not so where one is still to be found."""
        return bool(self.slots) and self.kind not in _LEFT_OUT


def day_faults(timetable: Timetable) -> tuple[DayFault, ...]:
    """Each hard rule that is broken, the same for any order of the mappings.

    Slots of absents break nothing and take nobody's time. What has begun is told no fault of its own, but
    others may not stand in its way. A commission is taken from the beginning of the oral until it is
    ``free``, its deliberation included, and so are its jurors; a candidate, from the beginning of
    preparation to the end of the oral; a seat of a preparation room, from preparation to the oral.
    """
    days = _Days(timetable)
    found = (
        *_of_slots(days),
        *_of_commissions(days),
        *_of_candidates(days),
        *_of_jurors(days),
        *_of_rooms(days),
    )
    told = [each for each in found if not days.begun.issuperset(each.slots) or not each.slots]
    return tuple(sorted([*told, *_of_needs(days)], key=_order))


def _order(fault: DayFault) -> tuple[object, ...]:
    at = "" if fault.at is None else fault.at.isoformat()
    return _RANKS[fault.kind], at, fault.slots, fault[2:5]


class _Days:
    """What the rules ask a timetable, each once. ``slots``: without the absents', by their orals."""

    def __init__(self, timetable: Timetable) -> None:
        self.timetable = timetable
        live = (each for each in timetable.slots.values() if each.state is not SlotState.ABSENT)
        self.slots = sorted(live, key=_by_oral)
        self.begun = frozenset(each.key for each in self.slots if each.state is SlotState.BEGUN)
        self.due = {each.key: each for each in needs(timetable)}
        self.opens = centre_opens(timetable)
        self._lengths: dict[tuple[int, Fraction | None], tuple[timedelta, ...]] = {}
        self._openings: dict[int, tuple[Window, ...]] = {}

    @cached_property
    def by_commission(self) -> Mapping[int, Sequence[Slot]]:
        found: dict[int, list[Slot]] = {each: [] for each in self.timetable.commissions}
        for slot in self.slots:
            found.setdefault(slot.commission, []).append(slot)
        return found

    @cached_property
    def heard(self) -> frozenset[str]:
        """The exams of the commissions."""
        forms = self.timetable.forms
        return frozenset(
            forms[each.form].exam for each in self.timetable.commissions.values() if each.form in forms
        )

    def lengths(self, commission: CentreCommission, candidate: int) -> tuple[timedelta, ...]:
        """As ``Length`` has them."""
        key = commission.identity, self.timetable.candidates[candidate].extra_time
        if key not in self._lengths:
            due = length(self.timetable, commission, candidate)
            self._lengths[key] = tuple(timedelta(minutes=each) for each in due)
        return self._lengths[key]

    def within(self, slot: Slot, commission: CentreCommission) -> bool:
        opened = self._openings.get(commission.identity)
        if opened is None:
            opened = self._openings[commission.identity] = openings(self.timetable, commission)
        return _holds(opened, slot)


def _by_oral(slot: Slot) -> tuple[datetime, int, str]:
    return slot.oral, slot.candidate, slot.exam


def _by_preparation(slot: Slot) -> tuple[datetime, int, str]:
    return slot.preparation, slot.candidate, slot.exam


def _holds(windows: Iterable[Window], slot: Slot) -> bool:
    return any(begins <= slot.oral and slot.free <= ends for begins, ends in windows)


def _of_slots(days: _Days) -> Iterator[DayFault]:
    commissions = days.timetable.commissions
    for slot in days.slots:
        if slot.state is not SlotState.PLANNED:
            continue
        yield from _of_wish(days, slot)
        commission = commissions.get(slot.commission)
        if commission is None:
            yield _at(FaultKind.NO_COMMISSION, slot, slot.oral)
            continue
        yield from _of_candidate(days, slot, commission)
        yield from _of_times(days, slot)
        if not days.within(slot, commission):
            yield from _closed(days.timetable, slot, commission)
        if days.timetable.rules.own_school_hard:
            yield from _met(days.timetable, slot, commission)


def _at(kind: FaultKind, slot: Slot, moment: datetime, juror: int = 0) -> DayFault:
    return DayFault(kind, (slot.key,), slot.commission, juror, at=moment)


def _of_wish(days: _Days, slot: Slot) -> Iterator[DayFault]:
    """Of what is known of the candidate, whoever hears."""
    wish = days.timetable.wishes.get(slot.candidate, _NO_WISH)
    if slot.candidate not in days.timetable.candidates:
        yield _at(FaultKind.NOT_LISTED, slot, slot.oral)
    elif wish.absent:
        yield _at(FaultKind.ABSENT, slot, slot.oral)
    elif slot.key not in days.due and slot.exam in days.heard:
        yield _at(FaultKind.NOT_DUE, slot, slot.oral)
    if wish.not_before is not None and slot.preparation < wish.not_before:
        yield _at(FaultKind.TOO_SOON, slot, slot.preparation)
    if wish.not_after is not None and slot.ends > wish.not_after:
        yield _at(FaultKind.TOO_LATE, slot, slot.ends)


_NO_WISH = Wish(0)


def _of_candidate(days: _Days, slot: Slot, commission: CentreCommission) -> Iterator[DayFault]:
    """Whether that commission hears that exam, and for as long as is due."""
    need = days.due.get(slot.key) or Need(slot.candidate, slot.exam, None)
    if not hears(days.timetable, commission, need):
        yield _at(FaultKind.NOT_HEARD_HERE, slot, slot.oral)
    elif slot.candidate in days.timetable.candidates:
        preparation, oral, deliberation = days.lengths(commission, slot.candidate)
        if (
            slot.preparation + preparation != slot.oral
            or slot.oral + oral != slot.ends
            or slot.ends + deliberation != slot.free
        ):
            yield _at(FaultKind.TIMES, slot, slot.oral)


def _of_times(days: _Days, slot: Slot) -> Iterator[DayFault]:
    if any(map(_off_step, (slot.preparation, slot.oral, slot.ends, slot.free))):
        yield _at(FaultKind.OFF_STEP, slot, slot.oral)
    opens = days.opens.get(slot.oral.date())
    if opens is not None and slot.preparation < opens and slot.preparation < slot.oral:
        yield _at(FaultKind.EARLY, slot, slot.preparation)


def _off_step(moment: datetime) -> bool:
    return bool(moment.minute % STEP or moment.second or moment.microsecond)


def _closed(timetable: Timetable, slot: Slot, commission: CentreCommission) -> Iterator[DayFault]:
    """Why a slot lies in none of the openings."""
    if not _holds(united(commission.half_days), slot):
        yield _at(FaultKind.CLOSED, slot, slot.oral)
    shut = (
        (FaultKind.LUNCH, lunches(timetable, commission)),
        (FaultKind.BREAK, commission.breaks),
        (FaultKind.LOST, commission.lost),
    )
    for kind, windows in shut:
        met = [each.begins for each in windows if each.begins < slot.free and slot.oral < each.ends]
        if met:
            yield _at(kind, slot, min(met))
    for juror in jurors_of(timetable, commission):
        if juror.hours and not _holds(united(juror.hours), slot):
            yield _at(FaultKind.JUROR_HOURS, slot, slot.oral, juror.identity)


def _met(timetable: Timetable, slot: Slot, commission: CentreCommission) -> Iterator[DayFault]:
    for kind, who in ((FaultKind.OWN_SCHOOL, of_own_school), (FaultKind.AVOIDED, to_avoid)):
        for juror in who(timetable, commission, slot.candidate):
            yield _at(kind, slot, slot.oral, juror.identity)


def _of_commissions(days: _Days) -> Iterator[DayFault]:
    for identity, commission in days.timetable.commissions.items():
        slots = days.by_commission[identity]
        if _has_no_length(days.timetable, commission):
            yield DayFault(FaultKind.NO_LENGTH, tuple(each.key for each in slots), identity)
        if not jurors_of(days.timetable, commission):
            yield DayFault(FaultKind.NO_JUROR, commission=identity)
        elif empty_seats(days.timetable, commission):
            yield DayFault(FaultKind.EMPTY_SEAT, commission=identity)
        for before, after in _in_turn(slots, lambda each: each.free):
            if after.oral < before.free:
                pair = before.key, after.key
                yield DayFault(FaultKind.COMMISSION_TWICE, pair, identity, at=after.oral)


def empty_seats(timetable: Timetable, commission: CentreCommission) -> tuple[Role, ...]:
    """Of those that its form asks for, in its order: without a president's decision on each, the commission
    can't begin.
    """
    form = timetable.forms.get(commission.form)
    left = Counter(each.role for each in jurors_of(timetable, commission))
    lacking = []
    for role in () if form is None else form.seats:
        left[role] -= 1
        if left[role] < 0:
            lacking.append(role)
    return tuple(lacking)


def _in_turn(slots: Iterable[Slot], ends: Callable[[Slot], datetime]) -> Iterator[tuple[Slot, Slot]]:
    """Each but the first, behind the one before it that ends last."""
    furthest: Slot | None = None
    for slot in slots:
        if furthest is not None:
            yield furthest, slot
        if furthest is None or ends(slot) > ends(furthest):
            furthest = slot


def _has_no_length(timetable: Timetable, commission: CentreCommission) -> bool:
    form = timetable.forms.get(commission.form)
    return form is not None and not (
        form.oral if commission.oral_minutes is None else commission.oral_minutes
    )


def _of_candidates(days: _Days) -> Iterator[DayFault]:
    whose: dict[int, list[Slot]] = {}
    for slot in days.slots:
        whose.setdefault(slot.candidate, []).append(slot)
    gap = timedelta(minutes=days.timetable.rules.gap)
    for slots in whose.values():
        slots.sort(key=_by_preparation)
        for before, after in _in_turn(slots, lambda each: each.ends):
            pair = before.key, after.key
            if after.preparation < before.ends:
                yield DayFault(FaultKind.CANDIDATE_TWICE, pair, at=after.preparation)
            elif after.preparation < before.ends + gap:
                yield DayFault(FaultKind.GAP, pair, at=after.preparation)


def _of_jurors(days: _Days) -> Iterator[DayFault]:
    where: dict[int, list[CentreCommission]] = {}
    for commission in days.timetable.commissions.values():
        for juror in dict.fromkeys(commission.jurors):
            where.setdefault(juror, []).append(commission)
    for juror, commissions in where.items():
        if len(commissions) < 2 or juror not in days.timetable.jurors:
            continue
        slots = [each for one in commissions for each in days.by_commission[one.identity]]
        furthest: dict[int, Slot] = {}
        for slot in sorted(slots, key=_by_oral):
            for identity, other in furthest.items():
                if identity != slot.commission and slot.oral < other.free:
                    yield DayFault(FaultKind.JUROR_TWICE, (other.key, slot.key), juror=juror, at=slot.oral)
            last = furthest.get(slot.commission)
            if last is None or slot.free > last.free:
                furthest[slot.commission] = slot


def _of_rooms(days: _Days) -> Iterator[DayFault]:
    inside: dict[int, list[Slot]] = {each: [] for each in days.timetable.rooms}
    for identity, slots in days.by_commission.items():
        commission = days.timetable.commissions.get(identity)
        if commission is not None and commission.preparation_room in inside:
            inside[commission.preparation_room] += [each for each in slots if each.preparation < each.oral]
    for identity, slots in inside.items():
        seats = days.timetable.rooms[identity].seats
        for crowd in _crowds(slots, seats):
            keys = tuple(each.key for each in crowd)
            yield DayFault(FaultKind.SEATS, keys, room=identity, at=crowd[seats].preparation)


def _crowds(slots: Iterable[Slot], seats: int) -> Iterator[Sequence[Slot]]:
    """Those in a room while it is too full, once for each such time, in the order of coming."""
    crowd: list[Slot] = []
    within: list[Slot] = []
    for slot in sorted(slots, key=_by_preparation):
        within = [each for each in within if each.oral > slot.preparation]
        if crowd and len(within) <= seats:
            yield crowd
            crowd = []
        within.append(slot)
        if len(within) > seats:
            crowd = [*crowd, slot] if crowd else list(within)
    if crowd:
        yield crowd


def _of_needs(days: _Days) -> Iterator[DayFault]:
    commissions = days.timetable.commissions.values()
    found: dict[tuple[str, bool | None], bool] = {}
    for key, need in days.due.items():
        if key in days.timetable.slots:
            continue
        way = need.exam, need.in_ccf
        if way not in found:
            found[way] = any(hears(days.timetable, each, need) for each in commissions)
        yield DayFault(FaultKind.UNPLACED if found[way] else FaultKind.NOBODY_HEARS, (key,))
