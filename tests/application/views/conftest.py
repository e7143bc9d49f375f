"""The wall clock of a test, and a real exam file with the official forms."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.bootstrap import form_folders
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.each_status import Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session


@pytest.fixture
def orals(tmp_path: Path) -> Iterator[Orals]:
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)
    office = create_file(desk, tmp_path / "session.btsjury", make_session())
    yield Orals(office, clock)
    office.close()


@pytest.fixture
def paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The wall clock of metropolitan France, without needing the system's time zones."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone of a process can't be chosen here")
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
