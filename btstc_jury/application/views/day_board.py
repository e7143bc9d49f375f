"""A day of the centre as a picture: a line a commission, a block an oral, to scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from fractions import Fraction
from typing import NamedTuple

from btstc_jury.application.views import formats
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.opening import jurors_of, lunches, united, without
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    Slot,
    SlotKey,
    SlotState,
    Timetable,
    Window,
)

_EARLIEST, _LATEST = 8, 18
"""Hours that are shown of any day."""


class Span(NamedTuple):
    """Minutes since midnight."""

    begins: int
    ends: int


class Shut(NamedTuple):
    """When a commission hears nobody, and why: « pause », "" outside its half-days."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """``commission``: 0 for what was placed before one that is gone; ``jurors``: « M. Fictif (STI), … »."""

    commission: int
    title: str
    exam: str
    place: str
    jurors: str
    shut: tuple[Shut, ...]

    @property
    def words(self) -> str:
        told = (self.title, self.exam, self.place, self.jurors)
        return "\n".join(each for each in told if each)


@dataclass(frozen=True, slots=True)
class Block:
    """``line``: its place among the lines; times in minutes since midnight of the day; ``tint``: of its exam,
    0 for the first; ``extra``: « 1/3 », "" for none; ``faults``: what is wrong, in sentences; ``told``: what
    else is known; ``apart``: « …407 » where another is called the same on a block.
    """

    key: SlotKey
    line: int
    preparation: int
    oral: int
    ends: int
    free: int
    name: str
    exam: str
    tint: int
    extra: str
    faults: tuple[str, ...]
    fixed: bool
    state: SlotState
    changed: bool
    told: str
    apart: str = ""

    @property
    def faulty(self) -> bool:
        return bool(self.faults)

    @property
    def words(self) -> str:
        """All of it, in a sentence."""
        return f"{self.told}\u202f; {' '.join(self.faults)}" if self.faults else self.told

    @property
    def brief(self) -> str:
        """The same with the first fault alone."""
        more = len(self.faults) - 1
        others = f" (et {formats.count(more, 'autre problème', 'autres problèmes')})" if more > 0 else ""
        return f"{self.told}\u202f; {self.faults[0]}{others}" if self.faults else self.told

    @property
    def labels(self) -> tuple[str, ...]:
        """« KERN O. · 1/3 », and what it is where there is less room."""
        last, _, initial = self.name.rpartition(" ")
        brief = last if initial.endswith(".") else self.name
        extra = f" · {self.extra}" if self.extra else ""
        if self.apart:
            told = (f"{self.name} {self.apart}{extra}", f"{brief} {self.apart}", f"{self.apart} {brief}")
        else:
            told = (f"{self.name}{extra}", f"{brief}{extra}", brief)
        return tuple(dict.fromkeys(told))


@dataclass(frozen=True, slots=True)
class BoardView:
    """``hours``: whole ones, the first and the last; ``lunch``: ``None`` where there is none that day."""

    day: date
    hours: tuple[int, int]
    lines: tuple[BoardLine, ...]
    blocks: tuple[Block, ...]
    lunch: Span | None


def board_days(timetable: Timetable) -> tuple[date, ...]:
    """Those on which somebody sits or something is placed, in order."""
    sat = {each.begins.date() for one in timetable.commissions.values() for each in one.half_days}
    return tuple(sorted(sat | {each.oral.date() for each in timetable.slots.values()}))


def board_view(
    timetable: Timetable,
    day: date,
    faults: Mapping[SlotKey, Sequence[str]],
    changed: Collection[SlotKey] = frozenset(),
) -> BoardView:
    """``faults``: by slot, what is wrong with it; ``changed``: what isn't as it was printed."""
    slots = [each for each in timetable.slots.values() if each.oral.date() == day]
    commissions = [*timetable.commissions.values()]
    lines = [_line(timetable, each, day) for each in commissions]
    places = {each.identity: place for place, each in enumerate(commissions)}
    if any(each.commission not in places for each in slots):
        places |= {each.commission: len(lines) for each in slots if each.commission not in places}
        lines.append(BoardLine(0, "Commission retirée", "", "", "", ()))
    tints = {exam: place for place, exam in enumerate(exams_of(timetable))}
    twins, alike = namesakes(timetable), _alike_on_blocks(timetable)
    made = [
        replace(
            _block(timetable, slot, places[slot.commission], tints, faults.get(slot.key, ()), changed, twins),
            apart=alike.get(slot.candidate, ""),
        )
        for slot in slots
    ]
    made.sort(key=lambda each: (each.line, each.oral, each.key))
    spans = [Span(each.preparation, each.free) for each in made]
    spans += [_span(each) for one in commissions for each in one.half_days if each.begins.date() == day]
    return BoardView(day, _hours(spans), tuple(lines), tuple(made), _lunch(timetable, commissions, day))


def exams_of(timetable: Timetable) -> tuple[str, ...]:
    """All that are heard or placed, each once."""
    heard = {
        timetable.forms[each.form].exam
        for each in timetable.commissions.values()
        if each.form in timetable.forms
    }
    return tuple(sorted(heard | {each.exam for each in timetable.slots}))


def short_name(candidate: CentreCandidate | None, identity: int) -> str:
    """« KERN O. »; of one who is in no list any more, his identity."""
    if candidate is None:
        return f"n° {identity}"
    first = candidate.first_names.strip()[:1]
    return f"{candidate.last_name.upper()} {first}.".strip(" .") + ("." if first else "")


def full_name(timetable: Timetable, identity: int) -> str:
    """With what tells a namesake apart."""
    candidate = timetable.candidates.get(identity)
    if candidate is None:
        return f"candidat n° {identity}"
    name = candidate.full_name
    several = sum(each.full_name == name for each in timetable.candidates.values()) > 1
    return f"{name}{_apart(candidate) if several else ''}"


def namesakes(timetable: Timetable) -> Mapping[int, str]:
    """« (n° 012700407) », after a space, of each whose name another has; the birth of who has no number."""
    counts = Counter(each.full_name for each in timetable.candidates.values())
    if len(counts) == len(timetable.candidates):
        return {}
    every = timetable.candidates.items()
    return {identity: _apart(each) for identity, each in every if counts[each.full_name] > 1}


def _apart(candidate: CentreCandidate) -> str:
    if candidate.exam_number:
        return f" (n° {candidate.exam_number})"
    return f" (né(e) le {formats.short_day(candidate.birth)})" if candidate.birth else ""


_END = 3
"""Figures of a number that a block has room for."""


def _alike_on_blocks(timetable: Timetable) -> Mapping[int, str]:
    """« …407 » of each who is called on a block as another is."""
    named_ = {identity: short_name(each, identity) for identity, each in timetable.candidates.items()}
    counts = Counter(named_.values())
    if len(counts) == len(named_):
        return {}
    alike = (identity for identity, name in named_.items() if counts[name] > 1)
    return {identity: _brief(timetable.candidates[identity]) for identity in alike}


def _brief(candidate: CentreCandidate) -> str:
    if candidate.exam_number:
        return f"…{candidate.exam_number[-_END:]}"
    return f"{candidate.birth:%d/%m}" if candidate.birth else ""


def named(timetable: Timetable, commission: int) -> str:
    """« commission 2 », within a sentence."""
    found = timetable.commissions.get(commission)
    return "commission retirée" if found is None else f"commission {found.number}"


def extra_words(extra: Fraction | None) -> str:
    """« 1/3 », "" for none."""
    return f"{extra.numerator}/{extra.denominator}" if extra else ""


def slot_words(timetable: Timetable, slot: Slot) -> str:
    """« KERN Odile, E4 : mardi 18 mai, 14 h 20, commission 2 »."""
    day = formats.long_day(slot.oral.date(), year=False).lower()
    told = f"{full_name(timetable, slot.candidate)}, {slot.exam}{formats.COLON} {day}"
    return f"{told}, {formats.clock(slot.oral)}, {named(timetable, slot.commission)}"


def place_of(timetable: Timetable, commission: CentreCommission) -> str:
    """« B12 · prép. B10 »."""
    room = timetable.rooms.get(commission.preparation_room)
    return " · ".join(filter(None, (commission.room, f"prép. {room.name}" if room else "")))


def _line(timetable: Timetable, commission: CentreCommission, day: date) -> BoardLine:
    form = timetable.forms.get(commission.form)
    jurors = (f"{each.name} ({each.role.facts.short})" for each in jurors_of(timetable, commission))
    return BoardLine(
        commission.identity,
        f"Commission {commission.number}",
        "" if form is None else form.exam,
        place_of(timetable, commission),
        ", ".join(jurors),
        tuple(_shut(timetable, commission, day)),
    )


def _shut(timetable: Timetable, commission: CentreCommission, day: date) -> Iterator[Shut]:
    """Lunch, which is everybody's, left out."""
    whole = Window(datetime.combine(day, time(0)), datetime.combine(day, time(23, 59)))
    open_ = united(each for each in commission.half_days if each.begins.date() == day)
    free = without([whole], lunches(timetable, commission))
    yield from _named("", without(free, open_), day)
    for juror in jurors_of(timetable, commission):
        if juror.hours:
            yield from _named(f"sans {juror.name}", without(open_, juror.hours), day)
    yield from _named("pause", commission.breaks, day)
    yield from _named("indisponible", commission.lost, day)


def _named(name: str, windows: Iterable[Window], day: date) -> Iterator[Shut]:
    return (Shut(_span(each), name) for each in windows if each.begins.date() == day)


def _lunch(timetable: Timetable, commissions: Iterable[CentreCommission], day: date) -> Span | None:
    every = (each for one in commissions for each in lunches(timetable, one))
    return next((_span(each) for each in every if each.begins.date() == day), None)


def _span(window: Window) -> Span:
    midnight = datetime.combine(window.begins.date(), time(0))
    return Span(_minutes(window.begins, midnight), _minutes(window.ends, midnight))


def _minutes(moment: datetime, midnight: datetime) -> int:
    return round((moment - midnight).total_seconds() / 60)


def _hours(spans: Sequence[Span]) -> tuple[int, int]:
    first = min((each.begins // 60 for each in spans), default=_EARLIEST)
    last = max((-(-each.ends // 60) for each in spans), default=_LATEST)
    return min(first, _EARLIEST), max(last, _LATEST)


def _block(
    timetable: Timetable,
    slot: Slot,
    line: int,
    tints: Mapping[str, int],
    faults: Sequence[str],
    changed: Collection[SlotKey],
    twins: Mapping[int, str],
) -> Block:
    midnight = datetime.combine(slot.oral.date(), time(0))
    candidate = timetable.candidates.get(slot.candidate)
    extra = "" if candidate is None else extra_words(candidate.extra_time)
    return Block(
        key=slot.key,
        line=line,
        preparation=_minutes(slot.preparation, midnight),
        oral=_minutes(slot.oral, midnight),
        ends=_minutes(slot.ends, midnight),
        free=_minutes(slot.free, midnight),
        name=short_name(candidate, slot.candidate),
        exam=slot.exam,
        tint=tints[slot.exam],
        extra=extra,
        faults=tuple(faults),
        fixed=slot.fixed,
        state=slot.state,
        changed=slot.key in changed,
        told=_told(timetable, slot, extra, twins, told_otherwise=slot.key in changed),
    )


STATE_WORDS: Mapping[SlotState, str] = {
    SlotState.PLANNED: "",
    SlotState.BEGUN: "commencé",
    SlotState.ABSENT: "candidat absent",
}


def _told(
    timetable: Timetable, slot: Slot, extra: str, twins: Mapping[int, str], *, told_otherwise: bool
) -> str:
    prepares = slot.preparation < slot.oral
    candidate = timetable.candidates.get(slot.candidate)
    name = f"candidat n° {slot.candidate}" if candidate is None else candidate.full_name
    told = [
        f"{name}{twins.get(slot.candidate, '')}, {slot.exam}",
        named(timetable, slot.commission),
        f"préparation à {formats.clock(slot.preparation)}" if prepares else "",
        f"interrogation de {formats.clock(slot.oral)} à {formats.clock(slot.ends)}",
        f"temps majoré de {extra}" if extra else "",
        "fixé" if slot.fixed else "",
        STATE_WORDS[slot.state],
        "modifié depuis l’impression" if told_otherwise else "",
    ]
    return ", ".join(filter(None, told))


def unplaced_block(key: SlotKey) -> Block:
    """Nowhere yet, to be given times."""
    return Block(
        key=key,
        line=0,
        preparation=0,
        oral=0,
        ends=0,
        free=0,
        name="",
        exam=key.exam,
        tint=0,
        extra="",
        faults=(),
        fixed=False,
        state=SlotState.PLANNED,
        changed=False,
        told="",
    )


def lanes(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Of each, in order of their beginnings, in which lane it stands and of how many, so that none covers
    another: one lane for those that meet none.
    """
    found: list[tuple[int, int]] = []
    group: list[int] = []
    ends: list[int] = []
    for begins, until in spans:
        if ends and max(ends) <= begins:
            found += [(lane, len(ends)) for lane in group]
            group, ends = [], []
        free = next((lane for lane, each in enumerate(ends) if each <= begins), len(ends))
        ends[free : free + 1] = [until]
        group.append(free)
    return [*found, *((lane, len(ends)) for lane in group)]


def by_slot(told: Iterable[tuple[AbstractSet[SlotKey] | Sequence[SlotKey], str]]) -> dict[SlotKey, list[str]]:
    """Sentences by the slots that they are about."""
    found: dict[SlotKey, list[str]] = {}
    for keys, words in told:
        for key in keys:
            found.setdefault(key, []).append(words)
    return found
