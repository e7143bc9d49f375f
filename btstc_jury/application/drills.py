"""Drills for a commission: a recorded, invented oral that goes by at its own pace while the jurors practise.

What the candidate says and does comes by itself, as text; the jurors have the very screens of an exam. Their
levels stand beside each other afterwards, to speak of them before the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views import formats, people
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.form import NOT_ASSESSED, Form
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.playing import Handed, Played
from btstc_jury.domain.proceedings import Attendance, Presence
from btstc_jury.domain.session import DRILL, ExamSession, FileKind

PACES = (1, 4, 16)
"""How many times as fast as life."""


class Who(StrEnum):
    """Who speaks or acts; the value is what screens say."""

    CANDIDATE = "candidat"
    BUYER = "acheteur"
    COMMISSION = "commission"


@dataclass(frozen=True, slots=True)
class Utterance:
    """``phase`` from 0, ``at``: from its beginning."""

    phase: int
    at: Duration
    who: Who
    text: str


@dataclass(frozen=True, slots=True)
class Drill:
    """``form``: its key; ``levels``: what the recording gives, by criterion: no model answer, and « NE » for
    one that it doesn't name. ``acts``: in the order in which they come.
    """

    key: str
    title: str
    form: str
    candidate: Candidate
    about: str
    acts: tuple[Utterance, ...]
    levels: Mapping[int, str] = field(default_factory=dict)


def seats(form: Form, names: Sequence[str]) -> tuple[Juror, ...]:
    """One juror for each seat, « Membre 2 » where there is no name for it."""
    given = [each.strip() for each in names]
    return tuple(
        Juror(f"j{place}", (given[place - 1] if place <= len(given) else "") or f"Membre {place}", role)
        for place, role in enumerate(form.commission.members, start=1)
    )


class Drills(Protocol):
    """Those that the program is delivered with."""

    def all(self) -> tuple[Drill, ...]: ...

    def form(self, drill: Drill) -> Form: ...

    def begin(self, drill: Drill, jurors: Sequence[Juror], pace: int, *, separate: bool) -> Office:
        """A fresh file with that oral, its commission seated; its clock goes ``pace`` times as fast. Raises
        ``FileProblem``.
        """


def heard(drill: Drill, oral: Oral, now: Reading) -> tuple[Utterance, ...]:
    """What was said up to now: of each phase as far as its clock came, or has come. What a phase that was
    left early still held is never said.
    """
    face = oral.clock(now)
    if face.phase is None:
        return ()
    return tuple(
        each for each in drill.acts if each.phase <= face.phase and each.at <= face.phases[each.phase].used
    )


def begin_drill(
    desk: Desk, path: Path, drill: Drill, jurors: Sequence[Juror], at: datetime, *, separate: bool
) -> Office:
    """``at``: wall time of the centre; ``separate``: each juror gives an opinion of their own. All that comes
    before the first phase is done, so that the drill begins with the key of the day. Raises ``FileProblem``.
    """
    session = ExamSession(FileKind.DEMONSTRATION, at.year, DRILL, "1", jurors=tuple(jurors))
    office = create_file(desk, path, session)
    try:
        number, _ = office.plan(Plan(drill.candidate, at), drill.form)
        office.act(number, ev.PresenceChecked(Presence(True, True, Attendance.PAPER)))
        form = office.oral(number).form
        if form.dossier.asked:
            office.act(number, ev.DossierChecked(DossierCheck(Outcome.COMPLIANT)))
        if form.playing is not None:
            office.act(number, ev.PlayedRecorded(Played(0, drill.title, drill.about.rstrip("."), Handed.ALL)))
        office.act(number, do.Open(tuple(jurors)))
        if separate:
            office.act(number, ev.ModeChosen(OpinionMode.SEPARATE))
    except BaseException:
        office.close()
        raise
    return office


@dataclass(frozen=True, slots=True)
class ComparedLevel:
    """One criterion. ``given``: by each column of the comparison, "" where none was; ``apart``: the jurors
    don't agree; ``recorded``: the recording's.
    """

    number: int
    text: str
    given: tuple[str, ...]
    recorded: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """``columns``: the jurors, where each gave an opinion, or the commission. ``told``: in a sentence how
    many criteria they are of one mind on.
    """

    columns: tuple[str, ...]
    rows: tuple[ComparedLevel, ...]
    told: str
    hidden: bool


def judged(oral: Oral) -> bool:
    """Whether anyone gave a level: what the recording has is no answer to copy from."""
    return bool(oral.ratings) or any(oral.debate.of(each.key).levels for each in oral.jurors)


def comparison(office: Office, number: int, drill: Drill) -> Comparison:
    """Nothing of what jurors think while their opinions are hidden. Raises ``FileProblem``."""
    oral = office.oral(number)
    debate = oral.debate
    apart = debate.mode is OpinionMode.SEPARATE and debate.revealed
    columns: tuple[str, ...] = ("Commission",)
    levels: tuple[Mapping[int, str], ...] = ({} if debate.hidden else oral.ratings,)
    if apart:
        columns = tuple(f"{each.name} ({people.seat_short(each)})" for each in oral.jurors)
        levels = tuple(debate.of(each.key).levels for each in oral.jurors)
    rows = []
    for each in oral.form.criteria:
        given = tuple(of.get(each.number, "") for of in levels)
        recorded = drill.levels.get(each.number, NOT_ASSESSED)
        unlike = len({*filter(None, given)}) > 1
        rows.append(ComparedLevel(each.number, each.text, given, recorded, unlike))
    return Comparison(columns, tuple(rows), _told(rows, several=apart), hidden=debate.hidden)


def _told(rows: Sequence[ComparedLevel], *, several: bool) -> str:
    rated = [each for each in rows if all(each.given)]
    if not rated:
        return "Aucun critère n’est encore évalué par tous."
    of = f"{len(rated)} critère{'s' if len(rated) > 1 else ''} évalué{'s' if len(rated) > 1 else ''}"
    like = sum(each.recorded in each.given for each in rated)
    recorded = f"Niveau de l’enregistrement retrouvé pour {like} sur {of}."
    if not several:
        return recorded
    return f"Même niveau pour tous pour {sum(not each.apart for each in rated)} sur {of}. {recorded}"


def as_text(compared: Comparison) -> str:
    """A table for a spreadsheet, parted by tabs."""
    head = ("N°", "Critère", *compared.columns, "Enregistrement")
    rows = ((str(each.number), each.text, *each.given, each.recorded) for each in compared.rows)
    return "\n".join("\t".join(cells) for cells in (head, *rows))


def lines(acts: Sequence[Utterance]) -> Iterator[str]:
    """« 2:14 Acheteur : « Votre prix… » »."""
    for each in acts:
        yield f"{formats.minutes(each.at)} {each.who.capitalize()}{formats.COLON} {each.text}"
