"""What the journal holds of each kind of event: the fields and the names under which they are stored.

An event is a line of the table below, or a class where a name is no longer the same; one without fields is
neither.

A field that a record gains needs no new format number as long as it has a default in the domain and is
``UNSET`` here: what was written before reads as it did, what doesn't use it is written as before, and an
older program refuses what does, since it doesn't know the field. A new member of a closed set needs none
either: an older program doesn't know the value. Any other change of a record needs a number, in
``codec.FORMATS``, and a step from the one before, in ``codec._OLDER``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import chain
from typing import Any, TypeVar, cast, get_args, get_type_hints

import msgspec
from msgspec import UNSET

from btstc_jury.domain import (
    aligning,
    assessment,
    candidate,
    case,
    commission,
    dossier,
    elsewhere,
    guest,
    moments,
    playing,
    proceedings,
    rehearsal,
    rulings,
    standing,
    timing,
)
from btstc_jury.domain import events as ev
from btstc_jury.domain import session as sessions
from btstc_jury.domain import signing as signatures
from btstc_jury.domain.opinions import OpinionMode


class Record(msgspec.Struct, forbid_unknown_fields=True):
    """A stored value. A field with a default may be missing from what the first versions wrote."""


_R = TypeVar("_R", bound=type[Record])
_KEPT: dict[type[Record], tuple[type[Any], tuple[tuple[str, str], ...]]] = {}
_OF: dict[type[Any], tuple[type[Record], tuple[str, ...]]] = {}
_AS_THEY_ARE = frozenset({str, int, bool, type(None), datetime, date, Decimal, Fraction})
_GAINED: dict[type[Any], Mapping[str, object]] = {}
"""Of a class of the domain whose record gained fields: their defaults, which aren't written."""


def stores(domain: type[Any], renamed: Mapping[str, str] | None = None) -> Callable[[_R], _R]:
    """``renamed``: the domain's names, by the stored ones, where they are no longer the same."""

    def declare(record: _R) -> _R:
        names = tuple((name, (renamed or {}).get(name, name)) for name in record.__struct_fields__)
        _KEPT[record] = domain, names
        _OF[domain] = record, tuple(theirs for _, theirs in names)
        defaults = record.__struct_defaults__
        last = names[len(names) - len(defaults) :]
        gained = {theirs for (_, theirs), each in zip(last, defaults, strict=True) if each is UNSET}
        if gained:
            _GAINED[domain] = {each.name: each.default for each in fields(domain) if each.name in gained}
        return record

    return declare


def record_of(value: object) -> Any:  # noqa: ANN401 - a record, or a plain value as it is
    """Raises ``TypeError`` for a class of the domain that no record keeps."""
    if isinstance(value, tuple):
        return tuple(record_of(each) for each in value)
    found = _OF.get(type(value))
    if found is None:
        if is_dataclass(value):
            raise TypeError(f"no record of a {type(value).__name__}")
        return value
    record, names = found
    stored = [record_of(getattr(value, name)) for name in names]
    if gained := _GAINED.get(type(value)):
        stored = [
            UNSET if name in gained and getattr(value, name) == gained[name] else each
            for name, each in zip(names, stored, strict=True)
        ]
    return record(*stored)


def value_of(stored: object) -> Any:  # noqa: ANN401 - a value of the domain, or a plain one as it is
    kind: type[Any] = type(stored)
    if kind is tuple:
        return tuple(map(value_of, cast("tuple[object, ...]", stored)))
    kept = _KEPT.get(kind)
    if kept is None:
        return stored
    domain, names = kept
    values = {}
    for ours, theirs in names:
        value = getattr(stored, ours)
        if type(value) in _AS_THEY_ARE:
            values[theirs] = value
        elif value is not UNSET:
            values[theirs] = value_of(value)
    return domain(**values)


@cache
def alike(kind: type[Record]) -> type[Any] | None:
    """The class of the domain of a record that has, all through, the names of its fields."""
    if kind not in _KEPT:
        return None
    domain, names = _KEPT[kind]
    same = all(ours == theirs for ours, theirs in names)
    held = chain.from_iterable(map(_records_in, get_type_hints(kind).values()))
    return domain if same and all(map(alike, held)) else None


def _records_in(hint: object) -> Iterator[type[Record]]:
    if isinstance(hint, type) and issubclass(hint, Record):
        yield hint
    yield from chain.from_iterable(map(_records_in, get_args(hint)))


def record_class(event: type[ev.Event]) -> type[Record]:
    """Raises ``KeyError`` for an event that is never stored."""
    return _OF[event][0]


@stores(moments.Duration)
class Duration(Record):
    us: int


@stores(moments.Instant)
class Instant(Record):
    us: int


@stores(moments.Reading)
class Reading(Record):
    utc: Instant
    mono: int
    boot: str
    process: str


@stores(candidate.Candidate)
class Candidate(Record):
    number: str
    last_name: str
    first_names: str
    birth: date | None = None
    school: str = ""
    specialty: str = ""
    course: candidate.Course | msgspec.UnsetType = UNSET
    class_name: str | msgspec.UnsetType = UNSET
    group: str | msgspec.UnsetType = UNSET


@stores(candidate.Accommodation)
class Accommodation(Record):
    preparation: Fraction = Fraction(0)
    phases: Fraction = Fraction(0)
    total: Fraction = Fraction(0)
    aids: str = ""
    pauses: Duration = msgspec.field(default_factory=lambda: Duration(0))


@stores(candidate.Plan)
class Plan(Record):
    candidate: Candidate
    scheduled: datetime
    accommodation: Accommodation = msgspec.field(default_factory=Accommodation)
    subject: str | msgspec.UnsetType = UNSET


@stores(commission.Juror)
class Juror(Record):
    key: str
    name: str
    role: commission.Role
    replaces_professional: bool = False
    quality: str | msgspec.UnsetType = UNSET


@stores(commission.JurorPin)
class JurorPin(Record):
    juror: str
    salt: str
    digest: str


@stores(sessions.ExamSession)
class ExamSession(Record):
    kind: sessions.FileKind
    year: int
    centre: str
    commission: str
    room: str = ""
    jurors: tuple[Juror, ...] = ()
    pins: tuple[JurorPin, ...] = ()


@stores(commission.Vacancy)
class Vacancy(Record):
    role: commission.Role
    president: str
    reason: str


@stores(assessment.RemarkText)
class RemarkText(Record):
    text: str
    sign: assessment.Sign = assessment.Sign.NONE
    criterion: int | None = None
    author: str | None = None
    personal: bool = False


@stores(assessment.Noted)
class Noted(Record):
    token: str
    at: Instant
    phase: int | None
    elapsed: Duration


@stores(aligning.Shift)
class Shift(Record):
    phase: int
    by: Duration


@stores(guest.Moment)
class Moment(Record):
    kind: timing.MarkKind
    at: Instant
    phase: int = -1
    granted: bool = False


@stores(guest.Invitation)
class Invitation(Record):
    token: str
    secret: str
    host: str
    oral: int
    juror: str
    form: str
    by: str
    made: Instant
    total: Duration
    used: Duration | None = None
    moments: tuple[Moment, ...] = ()


@stores(proceedings.Presence)
class Presence(Record):
    convocation: bool
    identity: bool
    attendance: proceedings.Attendance = proceedings.Attendance.NOT_SIGNED
    strokes: tuple[tuple[int, ...], ...] = ()


@stores(proceedings.Absence)
class Absence(Record):
    kind: proceedings.AbsenceKind
    document: str = ""


@stores(proceedings.Lateness)
class Lateness(Record):
    minutes: int
    reason: str
    admitted_by: str


@stores(proceedings.Fraud)
class Fraud(Record):
    facts: str
    witnesses: str
    countersignature: proceedings.Countersignature = proceedings.Countersignature.PENDING
    comment: str = ""


@stores(proceedings.Interruption)
class Interruption(Record):
    who: str
    why: str


@stores(rulings.Ruling)
class Ruling(Record):
    upheld: bool
    by: str
    on: date
    found: str


@stores(dossier.Sheet)
class Sheet(Record):
    title: str
    missing: tuple[int, ...] = ()
    annex_pages: int | None = None
    retained: bool = False


@stores(dossier.DossierCheck)
class DossierCheck(Record):
    outcome: dossier.Outcome
    sheets: tuple[Sheet, ...] = ()
    documents: tuple[int, ...] = ()
    experience_pages: int | None = None
    reason: str = ""


@stores(playing.Played)
class Played(Record):
    sheet: int | None = None
    title: str = ""
    changes: str = ""
    handed: playing.Handed | None = None
    altered: bool = False
    subject: str | msgspec.UnsetType = UNSET


@stores(playing.Attachment)
class Attachment(Record):
    name: str
    size: int
    digest: str
    place: int


@stores(playing.Scenario)
class Scenario(Record):
    title: str = ""
    context: str = ""
    changes: str = ""
    annexes: str = ""
    attached: Attachment | None = None


@stores(case.Rubric)
class Rubric(Record):
    title: str
    text: str = ""


@stores(case.Annex)
class Annex(Record):
    name: str
    digest: str
    size: int
    pages: int | None = None
    handed: bool = True


@stores(case.Change)
class Change(Record):
    parameter: case.Parameter
    before: str
    after: str
    why: str = ""


@stores(case.Concession)
class Concession(Record):
    gives: str
    against: str = ""


@stores(case.Buyer)
class Buyer(Record):
    name: str = ""
    function: str = ""
    stakes: str = ""
    motives: tuple[case.Motive, ...] = ()
    says: str = ""
    when_asked: str = ""
    limits: str = ""
    walk_away: str = ""
    concessions: tuple[Concession, ...] = ()


@stores(case.Objection)
class Objection(Record):
    words: str
    kind: case.ObjectionKind
    tactical: bool = False
    minute: int | None = None
    step: case.Step | None = None
    answer: str = ""


@stores(case.Case)
class Case(Record):
    key: str
    title: str
    exam: str
    sheet_name: str
    rubrics: tuple[Rubric, ...] = ()
    annexes: tuple[Annex, ...] = ()
    changes: tuple[Change, ...] = ()
    sentences: str = ""
    buyer: Buyer = msgspec.field(default_factory=Buyer)
    objections: tuple[Objection, ...] = ()
    criteria: tuple[int, ...] = ()
    trade: str = ""
    parent: str = ""


@stores(rehearsal.Scope)
class Scope(Record):
    phases: tuple[int, ...] = ()
    maxima: tuple[tuple[int, Duration], ...] = ()
    objections_only: bool = False


@stores(signatures.Signature)
class Signature(Record):
    juror: str
    means: signatures.Means
    certificate: str = ""
    document: str = ""


@stores(signatures.JuryDecision)
class JuryDecision(Record):
    mark: Decimal
    on: date
    remark: str | msgspec.UnsetType = UNSET
    exam: str | msgspec.UnsetType = UNSET


@stores(elsewhere.Elsewhere)
class Elsewhere(Record):
    situation: int
    on: date
    mark: Decimal | None
    used: Duration | None
    signed: bool
    status: standing.Status
    place: str
    jurors: tuple[str, ...]
    appreciation: str
    source: elsewhere.Source
    reference: str


@stores(ev.JuryDecided)
class JuryDecided(Record):
    decision: JuryDecision
    beside: int | msgspec.UnsetType = UNSET
    further: tuple[int, ...] | msgspec.UnsetType = UNSET


@stores(ev.RemarkChanged, {"note": "remark"})
class RemarkChanged(Record):
    note: int
    content: RemarkText


@stores(ev.RemarkRemoved, {"note": "remark"})
class RemarkRemoved(Record):
    note: int


@stores(ev.QuestionTicked, {"note": "remark"})
class QuestionTicked(Record):
    note: int
    asked: bool


_PLAIN: Mapping[type[ev.Event], Mapping[str, Any]] = {
    ev.SessionDescribed: {"session": ExamSession},
    ev.Planned: {"plan": Plan, "form_key": str, "form_hash": str},
    ev.PlanChanged: {"plan": Plan, "form_key": str, "form_hash": str},
    ev.Withdrawn: {"reason": str},
    ev.PreparationStarted: {"allowed": Duration},
    ev.Opened: {
        "total": Duration,
        "jurors": tuple[Juror, ...],
        "vacancies": (tuple[Vacancy, ...], ()),
        "used": (Duration | None | msgspec.UnsetType, UNSET),
    },
    ev.PhaseStarted: {"phase": int},
    ev.Paused: {"reason": str, "granted": (bool, False)},
    ev.PauseExplained: {"pause": int, "reason": str},
    ev.GapFound: {"since": Reading, "cause": ev.GapCause},
    ev.GapDecided: {"gap": int, "counted": bool},
    ev.RemarkAdded: {
        "began": Reading,
        "content": RemarkText,
        "noted": (Noted | None | msgspec.UnsetType, UNSET),
    },
    ev.QuestionsOrdered: {"order": tuple[int, ...]},
    ev.Rated: {"criterion": int, "level": str | None},
    ev.MarkProposed: {"mark": Decimal | None},
    ev.PartialMarked: {"place": int, "mark": Decimal | None},
    ev.TextWritten: {"field": assessment.TextField, "text": str},
    ev.Reopened: {"reason": str},
    ev.GridSigned: {"signature": Signature},
    ev.SituationElsewhere: {"other": Elsewhere | None, "situation": (int | msgspec.UnsetType, UNSET)},
    ev.DecisionFell: {"reason": str},
    ev.SheetGiven: {"to": int, "reason": str, "keeps_preparation": (bool, False)},
    ev.PresenceChecked: {"presence": Presence},
    ev.AbsenceRecorded: {"absence": Absence},
    ev.LatenessAdmitted: {"lateness": Lateness},
    ev.DossierChecked: {"check": DossierCheck},
    ev.PlayedRecorded: {"played": Played},
    ev.ScenarioWritten: {"scenario": Scenario},
    ev.FraudReported: {"fraud": Fraud},
    ev.FraudWithdrawn: {"reason": str},
    ev.ReserveVerified: {"ruling": Ruling | None},
    ev.FraudRuled: {"ruling": Ruling | None},
    ev.PartExplained: {"part": int, "reason": str},
    ev.Interrupted: {"interruption": Interruption, "began": (Reading | None, None)},
    ev.JurorLeft: {"juror": str, "reason": str},
    ev.CodeRenewed: {"juror": str, "voucher": str, "reason": str},
    ev.ModeChosen: {"mode": OpinionMode},
    ev.OpinionRated: {"juror": str, "criterion": int, "level": str | None},
    ev.OpinionMarked: {"juror": str, "mark": Decimal | None},
    ev.OpinionPartialMarked: {"juror": str, "place": int, "mark": Decimal | None},
    ev.OpinionGiven: {"juror": str},
    ev.OpinionTakenBack: {"juror": str},
    ev.JurorInvited: {"juror": str, "token": str, "secret": str},
    ev.Invited: {"invitation": Invitation, "juror": Juror},
    ev.ClockTaken: {"correction": Duration, "moments": (tuple[Moment, ...] | msgspec.UnsetType, UNSET)},
    ev.OpinionSealed: {"number": int, "proof": str},
    ev.OpinionBrought: {
        "juror": str,
        "token": str,
        "number": int,
        "source": str,
        "head": str,
        "sealed": Instant,
        "levels": tuple[tuple[int, str], ...],
        "mark": Decimal | None,
        "partial": (tuple[tuple[int, Decimal], ...], ()),
        "shifts": (tuple[Shift, ...], ()),
        "remarks": (int, 0),
        "taken": (bool, True),
    },
    ev.Revealed: {"reason": str},
    ev.ReasonGiven: {"criterion": int | None, "text": str},
    ev.Dissented: {"juror": str, "criterion": int | None, "text": str},
    ev.Undone: {"act": int},
    ev.Redone: {"act": int},
    ev.SheetReceived: {"source": int, "reason": str},
    ev.RehearsalSet: {"case": Case | None, "scope": Scope},
    ev.PhaseRestarted: {"phase": int},
    ev.SpeakerChanged: {"speaker": rehearsal.Speaker},
    ev.StepReached: {"step": case.Step},
    ev.ObjectionAdded: {"objection": Objection},
    ev.ObjectionThrown: {"objection": int},
    ev.ObjectionHandled: {"objection": int, "handling": rehearsal.Handling | None},
    ev.OwnOpinionGiven: {"levels": tuple[tuple[int, str], ...]},
    ev.Observed: {"observer": str, "levels": tuple[tuple[int, str], ...], "on_paper": (bool, False)},
    ev.FeedbackWritten: {"strengths": tuple[str, ...], "goals": tuple[str, ...]},
    ev.TrainingMarkGiven: {"mark": Decimal | None},
    ev.PreparationReceived: {"allowed": Duration, "since": Reading, "until": Reading | None},
}
"""The events that are stored under the names that their fields have: a type each, or a type and a default."""

_events: Iterable[Any] = ev.KINDS.values()
_bare: dict[type[ev.Event], Mapping[str, Any]] = {each: {} for each in _events if not fields(each)}

for event, stored_fields in {**_PLAIN, **_bare}.items():
    typed = [
        (name, *kind) if isinstance(kind, tuple) else (name, kind) for name, kind in stored_fields.items()
    ]
    made = msgspec.defstruct(event.__name__, typed, bases=(Record,))
    stores(event)(cast("type[Record]", made))


@dataclass(frozen=True, slots=True)
class Stored:
    """``number``: of the format; ``reading`` and ``values``: as JSON has them; the others as in ``Entry``."""

    sequence: int
    act: int
    reading: Mapping[str, Any]
    author: str
    kind: str
    number: int
    values: dict[str, Any]
