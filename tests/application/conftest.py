"""An empty exam file, and the office that works on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain.session import FileKind
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_session


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Iterator[Office]:
    desk = Desk(SqliteExamFiles(), FakeLibrary(make_form()), clock)
    made = create_file(desk, tmp_path / "session.btsjury", make_session(FileKind.EXAM))
    yield made
    made.close()
