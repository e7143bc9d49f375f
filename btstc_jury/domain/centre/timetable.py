"""The day of a centre: who hears whom, where, and when. All times are local wall time of the centre, without
zone; all lengths are whole minutes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from btstc_jury.domain.centre.candidates import CentreCandidate, sittings
from btstc_jury.domain.commission import Role

STEP = 5
"""Minutes: every time of a slot is a multiple of it after midnight, every length is rounded up to it."""
DELIBERATION = 10
GAP = 30
LUNCH = (time(12, 30), time(13, 30))


class Window(NamedTuple):
    """``begins`` before ``ends``, both of one day: a half-day, a break, the hours of a juror."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class CentreJuror:
    """``school_code``: UAI of the juror's own school; ``hours``: when there, none for whenever the
    commissions sit. One may sit in several commissions, at different hours.
    """

    identity: int
    name: str
    role: Role
    quality: str = ""
    school: str = ""
    school_code: str = ""
    hours: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class PreparationRoom:
    """``seats``: candidates who may prepare in it at once."""

    identity: int
    name: str
    seats: int


@dataclass(frozen=True, slots=True)
class CentreCommission:
    """``number``: as the centre writes it; ``form``: key of the form by which it hears; ``preparation_room``:
    0 for none, then nothing counts seats; ``jurors``: identities, in the order of the grid; ``lost``: when
    its room, or the commission, can't be had after all. ``preparation_minutes``, ``oral_minutes``: ``None``
    for those of the form.
    """

    identity: int
    number: str
    form: str
    room: str = ""
    preparation_room: int = 0
    jurors: tuple[int, ...] = ()
    half_days: tuple[Window, ...] = ()
    breaks: tuple[Window, ...] = ()
    lost: tuple[Window, ...] = ()
    preparation_minutes: int | None = None
    oral_minutes: int | None = None


class FormTimes(NamedTuple):
    """What a form asks of the day. ``exam``: « E4 », « E4 S2 » for one of several situations of a CCF;
    ``in_ccf``: ``None`` where the form doesn't say; ``preparation``: 0 for none; ``oral``: 0 where it is to
    be set; ``seats``: who has to sit, none where whoever sits will do; ``name``: « E4 · ponctuel ».
    """

    exam: str
    in_ccf: bool | None
    preparation: int
    oral: int
    seats: tuple[Role, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is known of a candidate beside the list. ``avoids``: jurors who must not examine; ``not_before``,
    ``not_after``: when the candidate can be there; ``exams``: what is taken here, ``None`` for what the list
    or the centre says; ``absent``: no oral is placed any more.
    """

    candidate: int
    avoids: tuple[int, ...] = ()
    not_before: datetime | None = None
    not_after: datetime | None = None
    exams: tuple[str, ...] | None = None
    absent: bool = False


class SlotState(StrEnum):
    PLANNED = "planned"
    BEGUN = "begun"
    """Its preparation or oral has begun, or is over: it is never moved again."""
    ABSENT = "absent"
    """The candidate didn't come: the commission is free."""


def situated(exam: str, situation: int) -> str:
    """« E4 S2 », or the exam itself where it is held at once (0)."""
    return f"{exam} S{situation}" if situation else exam


class SlotKey(NamedTuple):
    """``exam``: as ``FormTimes`` has it."""

    candidate: int
    exam: str


@dataclass(frozen=True, slots=True)
class Slot:
    """``preparation``: when it begins, the same as ``oral`` where there is none; ``free``: when the
    commission is, after its deliberation; ``fixed``: by hand, and kept. The times are what was decided:
    ``day_faults`` says where they aren't what the candidate is due.
    """

    candidate: int
    exam: str
    commission: int
    preparation: datetime
    oral: datetime
    ends: datetime
    free: datetime
    fixed: bool = False
    state: SlotState = SlotState.PLANNED

    @property
    def key(self) -> SlotKey:
        return SlotKey(self.candidate, self.exam)


class PaperKey(NamedTuple):
    """``paper``: the kind of paper, as the program names it."""

    candidate: int
    exam: str
    paper: str


class PrintedPerson(NamedTuple):
    """Whom a paper names; ``None`` for what papers of its kind don't say. ``birth``: ISO, "" where it isn't
    known.
    """

    number: str
    name: str
    school: str | None = None
    birth: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What the latest paper told of a slot. ``utc``: microseconds; ``jurors``: names; ``paper``: its kind,
    "" where that of any kind is meant. ``person``, ``centre``: how it called the candidate and the centre,
    ``None`` where that wasn't kept.
    """

    slot: Slot
    number: str
    room: str
    preparation_room: str
    jurors: tuple[str, ...]
    utc: int
    paper: str = ""
    person: PrintedPerson | None = None
    centre: str | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What each soft rule costs, in minutes of a day that ends later; 0 leaves the rule out."""

    own_school: int = 1000
    balance: int = 100
    one_day: int = 200
    waiting: int = 1
    holes: int = 1
    order: int = 1
    printed: int = 300


@dataclass(frozen=True, slots=True)
class PlacingRules:
    """``gap``: between the end of one oral and the preparation of the next of one candidate; ``lunch``:
    ``None`` for none; ``own_school_hard``: a juror never examines a candidate of his own school, nor one who
    is to avoid him; ``exams``: what those take whose list doesn't say.
    """

    deliberation: int = DELIBERATION
    gap: int = GAP
    lunch: tuple[time, time] | None = LUNCH
    own_school_hard: bool = False
    exams: tuple[str, ...] = ()
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True)
class Timetable:
    """All of it, by identity where there is one. ``candidates`` and ``forms`` come from elsewhere and aren't
    changed with it; ``forms``: by key, those of the commissions at least. ``printed``: what the candidate was
    told last, ``papers``: what each kind of paper told last.
    """

    candidates: Mapping[int, CentreCandidate] = field(default_factory=dict)
    forms: Mapping[str, FormTimes] = field(default_factory=dict)
    rules: PlacingRules = field(default_factory=PlacingRules)
    jurors: Mapping[int, CentreJuror] = field(default_factory=dict)
    rooms: Mapping[int, PreparationRoom] = field(default_factory=dict)
    commissions: Mapping[int, CentreCommission] = field(default_factory=dict)
    wishes: Mapping[int, Wish] = field(default_factory=dict)
    slots: Mapping[SlotKey, Slot] = field(default_factory=dict)
    printed: Mapping[SlotKey, Printed] = field(default_factory=dict)
    papers: Mapping[PaperKey, Printed] = field(default_factory=dict)


class Need(NamedTuple):
    """An oral that a candidate is due here. ``in_ccf``: ``None`` where it isn't known."""

    candidate: int
    exam: str
    in_ccf: bool | None

    @property
    def key(self) -> SlotKey:
        return SlotKey(self.candidate, self.exam)


def needs(timetable: Timetable) -> Iterator[Need]:
    """In the order of the candidates, each with the exams that some commission here hears, each once; none
    for those who are absent.
    """
    heard: dict[str, dict[str, set[bool | None]]] = {}
    forms = (timetable.forms[each.form] for each in _known(timetable))
    for form in sorted(forms, key=lambda each: each.exam):
        for name in {form.exam, form.exam.split(" ")[0]}:
            heard.setdefault(name, {}).setdefault(form.exam, set()).add(form.in_ccf)
    for identity, candidate in timetable.candidates.items():
        wish = timetable.wishes.get(identity, Wish(identity))
        if wish.absent:
            continue
        told = {each.exam: each.in_ccf for each in sittings(candidate.exams)}
        exams: Sequence[str] = tuple(told) or timetable.rules.exams if wish.exams is None else wish.exams
        # Of an exam in CCF, each situation that is heard here.
        due = {
            each: told.get(exam)
            for exam in exams
            for each in _so_heard(heard.get(exam, {}), in_ccf=told.get(exam))
        }
        yield from (Need(identity, each, way) for each, way in due.items())


def _so_heard(codes: Mapping[str, AbstractSet[bool | None]], *, in_ccf: bool | None) -> Collection[str]:
    """Those that are heard in that way of taking the exam; all of them where none is, which is then told."""
    fitting = [code for code, ways in codes.items() if in_ccf is None or ways & {None, in_ccf}]
    return fitting or codes


def _known(timetable: Timetable) -> Iterator[CentreCommission]:
    return (each for each in timetable.commissions.values() if each.form in timetable.forms)


def hears(timetable: Timetable, commission: CentreCommission, need: Need) -> bool:
    """Whether the commission's form is of that exam, and of that way of taking it."""
    form = timetable.forms.get(commission.form)
    return (
        form is not None
        and form.exam == need.exam
        and (None in {form.in_ccf, need.in_ccf} or form.in_ccf is need.in_ccf)
    )


class Length(NamedTuple):
    """Minutes, each a multiple of ``STEP``; extra time is in them."""

    preparation: int
    oral: int
    deliberation: int

    @property
    def whole(self) -> int:
        return self.preparation + self.oral + self.deliberation


def length(timetable: Timetable, commission: CentreCommission, candidate: int) -> Length:
    """What that candidate is due before that commission; raises ``KeyError`` where its form isn't known."""
    form = timetable.forms[commission.form]
    factor = 1 + (timetable.candidates[candidate].extra_time or Fraction(0))
    preparation, oral = commission.preparation_minutes, commission.oral_minutes
    # Never less than what was granted.
    return Length(
        _up(factor * (form.preparation if preparation is None else preparation)),
        _up(factor * (form.oral if oral is None else oral)),
        _up(timetable.rules.deliberation),
    )


def _up(minutes: Fraction | int) -> int:
    return ceil(Fraction(minutes) / STEP) * STEP


def slot_at(timetable: Timetable, commission: CentreCommission, key: SlotKey, oral: datetime) -> Slot:
    """The slot of an oral that begins then, with all that belongs to it."""
    due = length(timetable, commission, key.candidate)
    ends = oral + timedelta(minutes=due.oral)
    free = ends + timedelta(minutes=due.deliberation)
    return Slot(
        key.candidate,
        key.exam,
        commission.identity,
        oral - timedelta(minutes=due.preparation),
        oral,
        ends,
        free,
    )
