"""Orals brought to the stage that a test begins with."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from btstc_jury.application.office import Office
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign, TextField
from btstc_jury.domain.candidate import Accommodation
from btstc_jury.domain.commands import Command
from btstc_jury.domain.decide import describe_session
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import ExamSession
from btstc_jury.domain.standing import Stage
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import COMPLIANT, JURORS, NO_ACCOMMODATION, make_plan, make_session
from tests.memory_file import MemoryFile

MEMORY = "essai.btsjury"


def office_with(form: Form, session: ExamSession | None = None) -> Office:
    """A file with one oral of this form, whose first phase has just begun."""
    clock = FakeClock()
    described = describe_session(session or make_session())
    file = MemoryFile(described.session, Entry(1, 1, clock.now(), "", described))
    office = Office(file, FakeLibrary(form), clock)
    office.plan(make_plan(), form.key)
    act(office, 1, do.Open(JURORS), do.Start())
    return office


def memory_of(office: Office) -> MemoryFile:
    assert isinstance(office.file, MemoryFile)
    return office.file


def clock_of(office: Office) -> FakeClock:
    assert isinstance(office._clock, FakeClock)
    return office._clock


def act(office: Office, oral: int, *commands: Command) -> None:
    for command in commands:
        office.act(oral, command)


def remark(office: Office, oral: int, text: str, sign: Sign = Sign.NONE, criterion: int | None = None) -> int:
    """The number of the remark written now."""
    office.act(oral, do.AddRemark(office.now(), RemarkText(text, sign, criterion)))
    return max(office.oral(oral).remarks)


def wait(office: Office, seconds: float) -> None:
    clock_of(office).advance(Duration.seconds(seconds))


def bring(office: Office, oral: int, stage: Stage) -> None:
    """A planned oral to a later stage, ten minutes a phase, nothing missing once it is ended."""
    if stage is Stage.PLANNED:
        return
    office.act(oral, do.Open(JURORS))
    if stage is Stage.OPENED:
        return
    office.act(oral, do.Start())
    if stage is Stage.PAUSED:
        office.act(oral, ev.Paused("alarme"))
    if stage in {Stage.RUNNING, Stage.PAUSED}:
        return
    wait(office, 600)
    office.act(oral, do.NextPhase())
    wait(office, 600)
    office.act(oral, ev.Ended())
    complete(office, oral)
    if stage is Stage.FINALISED:
        office.act(oral, ev.Finalised())


def complete(office: Office, oral: int) -> None:
    """Give an ended oral all that the grid needs."""
    office.act(oral, COMPLIANT)
    for criterion in office.oral(oral).form.criteria:
        office.act(oral, ev.Rated(criterion.number, "S"))
    office.act(oral, ev.MarkProposed(Decimal("12.5")))
    office.act(oral, ev.TextWritten(TextField.APPRECIATION, "Oral maîtrisé."))


def plan(
    office: Office,
    name: str,
    at: str = "2026-06-01 09:00",
    form: str = "essai",
    accommodation: Accommodation = NO_ACCOMMODATION,
) -> int:
    """The number of one more oral of the list."""
    when = datetime.fromisoformat(at)
    return office.plan(make_plan(f"00{name[:1]}", name, "Jo", when, accommodation), form)[0]
