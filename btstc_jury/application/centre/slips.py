"""The bordereaux of a centre, out of all that came back: whole, by commission, by school, by épreuve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from btstc_jury.application.centre.collection import stock_of
from btstc_jury.application.centre.facts import interrogation_of
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.sending import exam_candidate
from btstc_jury.application.exams import Gathered, Interrogation, gathered
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.board import noted_absence
from btstc_jury.application.views.centre.bordereau import (
    BordereauView,
    UnknownOral,
    bordereau_view,
    group_title,
    mode_words,
    unknown_row,
)
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.centre.awaited import Awaited, Tied
from btstc_jury.domain.centre.timetable import SlotKey, Timetable
from btstc_jury.domain.form import in_ccf
from btstc_jury.domain.wording import folded


class SlipBy(StrEnum):
    """What makes a bordereau of its own."""

    CENTRE = "centre"
    COMMISSION = "commission"
    SCHOOL = "school"
    EXAM = "exam"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Mapping[SlipBy, str] = {
    SlipBy.CENTRE: "tout le centre",
    SlipBy.COMMISSION: "par commission",
    SlipBy.SCHOOL: "par établissement",
    SlipBy.EXAM: "par épreuve",
}
_NO_COMMISSION, _NO_SCHOOL = "sans commission", "établissement non indiqué"
_DECIDED = "Notes arrêtées par le jury"


@dataclass(frozen=True, slots=True)
class Slip:
    """``name``: what it is of, « commission 2 », "" for the whole centre; ``lacking``: lines to which
    something is missing.
    """

    name: str
    view: BordereauView
    lacking: int


@dataclass(frozen=True, slots=True)
class _Part:
    """An oral that is due. ``known``: what counts of it."""

    awaited: Awaited
    candidate: Candidate
    school: str
    known: Interrogation | None


def slips(office: CentreOffice, by: SlipBy = SlipBy.CENTRE, *, decided: bool = False) -> tuple[Slip, ...]:
    """In the order of commissions, or of names. ``decided``: only what the jury decided on. Everything that
    was received counts by its standing version; what contradicts itself or didn't come is a line that says
    so. Raises ``FileProblem``.
    """
    timetable = office.timetable
    parts = [_part(timetable, each) for each in stock_of(office).awaited]
    every = gathered(each.known for each in parts if each.known is not None)
    named: dict[str, list[_Part]] = {}
    for part in parts:
        named.setdefault(_name(timetable, part, by), []).append(part)
    names = named if by in {SlipBy.COMMISSION, SlipBy.CENTRE} else sorted(named, key=folded)
    found = (_slip(office, name, named[name], every, by, decided=decided) for name in names)
    return tuple(each for each in found if each.view.rows or not decided)


def _part(timetable: Timetable, awaited: Awaited) -> _Part:
    place = awaited.place
    person = timetable.candidates.get(place.candidate)
    told = None if awaited.oral is None else awaited.oral.versions[0].facts.candidate
    known = _known(awaited)
    candidate = told or Candidate("", "?", "")
    if person is not None:
        candidate = exam_candidate(person)
    school = "" if person is None else person.school
    return _Part(awaited, candidate, school or candidate.school, known)


def _known(awaited: Awaited) -> Interrogation | None:
    facts, oral = awaited.facts, awaited.oral
    if facts is None or oral is None or oral.standing is None:
        return None
    room = f" · {facts.room}" if facts.room else ""
    known = interrogation_of(oral.standing, facts, f"Commission {facts.commission}{room}")
    doubts = (
        "fichier de la commission non reçu" if awaited.alone else "",
        "rattachement à confirmer" if awaited.tied is Tied.NUMBER else "",
    )
    return replace(known, lacks=", ".join(filter(None, (known.lacks, *doubts))))


def _name(timetable: Timetable, part: _Part, by: SlipBy) -> str:
    match by:
        case SlipBy.CENTRE:
            return ""
        case SlipBy.COMMISSION:
            commission = timetable.commissions.get(part.awaited.commission)
            return _NO_COMMISSION if commission is None else f"commission {commission.number}"
        case SlipBy.SCHOOL:
            return part.school or _NO_SCHOOL
        case SlipBy.EXAM:
            return part.awaited.place.exam.split(" ")[0]


def _slip(
    office: CentreOffice,
    name: str,
    parts: list[_Part],
    every: Iterable[Gathered],
    by: SlipBy,
    *,
    decided: bool,
) -> Slip:
    centre = office.centre
    here = {each.known.who for each in parts if each.known is not None}
    # An épreuve of several situations is whole wherever one of them belongs.
    whole = [each for each in every if any(one.who in here for one in each.interrogations)]
    unknown: list[UnknownOral] = []
    if decided:
        whole = [each for each in whole if each.exam.decision is not None]
    else:
        told = {number for each in whole if each.exam.tied for number in _who(each)}
        unknown = [_unknown(office, each) for each in parts if each.known is None and _of(each) not in told]
    view = bordereau_view(whole, (), unknown)
    heading = _DECIDED if decided else view.heading
    view = replace(
        view,
        heading=f"{heading} — {name}" if name else heading,
        session=f"Session {centre.year}",
        # Of all others the places that came back would stand for those that didn't.
        place=view.place if by is SlipBy.COMMISSION else "",
        centre=" · ".join(filter(None, (centre.name, centre.uai))),
    )
    return Slip(name, view, sum(bool(each.missing) for each in view.rows))


def _who(whole: Gathered) -> Iterator[tuple[str, str]]:
    yield whole.exam.code, folded(whole.candidate.number)


def _of(part: _Part) -> tuple[str, str]:
    return part.awaited.place.exam.split(" ")[0], folded(part.candidate.number)


def _unknown(office: CentreOffice, part: _Part) -> UnknownOral:
    timetable, awaited = office.timetable, part.awaited
    exam, _, situation = awaited.place.exam.partition(" ")
    commission = timetable.commissions.get(awaited.commission)
    title, mode = exam, ""
    if commission is not None and commission.form in timetable.forms:
        form = office.library.get(commission.form)
        mode = mode_words(ccf=bool(in_ccf(form.key)) or form.situation is not None)
        title = group_title(exam, form.title, mode, formats.counted_above(form.mark))
    contradictory = awaited.oral is not None and awaited.oral.contradictory
    worth = "Version à choisir" if contradictory else "Non reçue"
    missing = "deux versions se contredisent" if contradictory else "interrogation non reçue"
    told = [
        noted_absence(awaited, timetable) or missing,
        situation and f"situation {situation.removeprefix('S')}",
        _where(timetable, awaited.place),
    ]
    row = unknown_row(part.candidate, exam, mode, worth, ", ".join(filter(None, told)))
    return UnknownOral(title, worth, row)


def _where(timetable: Timetable, place: SlotKey) -> str:
    slot = timetable.slots.get(place)
    if slot is None or slot.commission not in timetable.commissions:
        return ""
    number = timetable.commissions[slot.commission].number
    return f"commission {number}, le {formats.short_day(slot.oral.date())} à {formats.clock(slot.oral)}"
