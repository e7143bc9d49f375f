"""An office on an exam file in memory, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain import commands as do
from btstc_jury.domain.session import FileKind
from btstc_jury.storage import SqliteExamFiles
from tests.application.offices import MEMORY, memory_of
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session
from tests.memory_file import MemoryFile, MemoryFiles


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(clock: FakeClock) -> Desk:
    return Desk(MemoryFiles(), FakeLibrary(make_form(), make_form(key="autre", name="Autre")), clock)


@pytest.fixture
def office(desk: Desk) -> Office:
    """A file with one oral, number 1, planned at 9:00."""
    office = create_file(desk, Path(MEMORY), make_session())
    office.plan(make_plan(), "essai")
    return office


@pytest.fixture
def file(office: Office) -> MemoryFile:
    return memory_of(office)


@pytest.fixture
def running(office: Office) -> Office:
    """The first phase of the oral has just begun."""
    office.act(1, do.Open(JURORS))
    office.act(1, do.Start())
    return office


@pytest.fixture
def empty_office(tmp_path: Path, clock: FakeClock) -> Iterator[Office]:
    """An empty exam file on the disk."""
    desk = Desk(SqliteExamFiles(), FakeLibrary(make_form()), clock)
    made = create_file(desk, tmp_path / "session.btsjury", make_session(FileKind.EXAM))
    yield made
    made.close()
