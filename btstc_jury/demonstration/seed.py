"""A fresh demonstration file: six fictional candidates, one at each stage of an oral."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from btstc_jury.application.office import Office
from btstc_jury.application.ports import Clock
from btstc_jury.application.remark_syntax import parse
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.demonstration import script
from btstc_jury.demonstration.script import (
    E4_APPRECIATION,
    E4_PHASES,
    E6_PHASES,
    ScriptedPhase,
)
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import Accommodation, Candidate, Plan
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.form import NOT_ASSESSED
from btstc_jury.domain.moments import ZERO, Duration, Reading
from btstc_jury.domain.proceedings import Attendance, Presence

_EARLIER = Duration.seconds(193 * 60 + 30)
"""How long before now the day began: the acts below take 193:25, so the visitor comes in mid-oral."""


class ShiftedClock:
    """A clock of the same boot and process as the real one, that only moves when told.

    ``back``: how far before the real time it begins.
    """

    def __init__(self, real: Clock, back: Duration = ZERO) -> None:
        now = real.now()
        self._reading = replace(now, utc=now.utc + Duration(-back.us), mono=now.mono - back.us)

    def now(self) -> Reading:
        return self._reading

    def advance(self, by: Duration) -> None:
        reading = self._reading
        self._reading = replace(reading, utc=reading.utc + by, mono=reading.mono + by.us)


def seed(desk: Desk, path: Path, today: datetime) -> None:
    """Write the demonstration file at ``path``; ``today``: local time now. Raises ``FileProblem``."""
    clock = ShiftedClock(desk.clock, _EARLIER)
    office = create_file(replace(desk, clock=clock), path, script.session(session_year(today)))
    try:
        _fill(office, clock, today)
    finally:
        office.close()


def session_year(today: datetime) -> int:
    """The session of the school year under way: its exams are in spring."""
    return today.year + 1 if today.month >= 9 else today.year


def _fill(office: Office, clock: ShiftedClock, today: datetime) -> None:
    start = (today - timedelta(minutes=194)).replace(second=0, microsecond=0)
    garnier = _plan(office, script.GARNIER, start, "e4-ponctuel")
    imbert = _plan(office, script.IMBERT, start + timedelta(minutes=59), "e6-ponctuel")
    third = script.ONE_THIRD_MORE
    moreau = _plan(office, script.MOREAU, start + timedelta(minutes=182), "e4-ponctuel", third)
    nguyen = _plan(office, script.NGUYEN, start + timedelta(minutes=245), "e4-ponctuel")
    _plan(office, script.OLIVIER, start + timedelta(minutes=300), "e4-ccf-1")
    _plan(office, script.BENALI, start + timedelta(minutes=330), "e6-ponctuel")
    _conduct(office, clock, garnier, E4_PHASES)
    _finish(office, garnier)
    clock.advance(Duration.minutes(10))
    _conduct(office, clock, imbert, E6_PHASES)
    _rate_rest(office, imbert, skip=3)
    clock.advance(Duration.minutes(6))
    office.act(moreau, do.StartPreparation())
    clock.advance(Duration.seconds(66 * 60 + 40))
    _conduct(office, clock, moreau, E4_PHASES[:1], end=False)
    office.act(moreau, do.NextPhase())
    clock.advance(Duration.minutes(3))
    office.act(nguyen, do.StartPreparation())
    _write(office, clock, moreau, E4_PHASES[1].lines[0].text)


def _plan(
    office: Office,
    candidate: Candidate,
    at: datetime,
    form: str,
    accommodation: Accommodation | None = None,
) -> int:
    plan = Plan(candidate, at.replace(tzinfo=None), accommodation or Accommodation())
    return office.plan(plan, form)[0]


def _conduct(
    office: Office,
    clock: ShiftedClock,
    oral: int,
    phases: tuple[ScriptedPhase, ...],
    *,
    end: bool = True,
) -> None:
    presence = Presence(convocation=True, identity=True, attendance=Attendance.PAPER)
    office.act(oral, ev.PresenceChecked(presence))
    office.act(oral, ev.DossierChecked(DossierCheck(Outcome.COMPLIANT)))
    playing = office.oral(oral).form.playing
    if playing is not None:
        office.act(oral, ev.PlayedRecorded(script.PLAYED[playing]))
    office.act(oral, do.Open(script.JURORS))
    for number, phase in enumerate(phases):
        office.act(oral, do.NextPhase() if number else do.Start())
        spent = ZERO
        for line in phase.lines:
            clock.advance(line.at - spent)
            spent = line.at
            _write(office, clock, oral, line.text)
        clock.advance(phase.length - spent)
    if end:
        office.act(oral, ev.Ended())


def _write(office: Office, clock: ShiftedClock, oral: int, line: str) -> None:
    typed = parse(line, office.oral(oral).form)
    office.act(oral, do.AddRemark(clock.now(), typed.content, typed.level))


def _rate_rest(office: Office, oral: int, skip: int = 0) -> None:
    """Rate what the remarks left open; the last ``skip`` stay for the visitor."""
    state = office.oral(oral)
    unrated = [each.number for each in state.form.criteria if each.number not in state.ratings]
    scale = [level.letters for level in state.form.levels]
    for position, number in enumerate(unrated[: len(unrated) - skip]):
        level = NOT_ASSESSED if position % 7 == 5 else scale[2 + (position % 3 == 0)]
        office.act(oral, ev.Rated(number, level))


def _finish(office: Office, oral: int) -> None:
    _rate_rest(office, oral)
    office.act(oral, ev.MarkProposed(Decimal(13)))
    office.act(oral, ev.TextWritten(TextField.APPRECIATION, E4_APPRECIATION))
    office.act(oral, ev.Finalised())
