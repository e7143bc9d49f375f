"""An exam file in a folder of its own, and the office that works on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain import commands as do
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session
from tests.storage.keyed import KEY, KeyedFiles

Refused = Callable[[Path], FileProblem]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the exam file of the test is, with a space and an accent as users have them."""
    folder = tmp_path / "Épreuves 50%"
    folder.mkdir()
    return folder / "session d’été.btsjury"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> FileKey | None:
    """Whatever a file does, it does under a key too."""
    found: FileKey | None = request.param
    return found


@pytest.fixture
def desk(clock: FakeClock, key: FileKey | None) -> Desk:
    return Desk(KeyedFiles(key), FakeLibrary(make_form()), clock)


@pytest.fixture
def office(desk: Desk, path: Path) -> Iterator[Office]:
    """A new exam file with one oral, number 1, whose first phase runs."""
    office = create_file(desk, path, make_session())
    office.plan(make_plan(), "essai")
    office.act(1, do.Open(JURORS))
    office.act(1, do.Start())
    yield office
    office.close()


@pytest.fixture
def refused(desk: Desk) -> Refused:
    """Open a file that can't be, and give the problem."""

    def open_it(path: Path) -> FileProblem:
        with pytest.raises(FileProblem) as caught:
            desk.files.open(path)
        assert caught.value.path.name == path.name
        return caught.value

    return open_it


@pytest.fixture
def damaged(refused: Refused) -> Callable[[Path], str]:
    """Open a damaged file, and give what is told of the damage."""

    def open_it(path: Path) -> str:
        problem = refused(path)
        assert problem.kind is ProblemKind.DAMAGED
        return problem.detail

    return open_it
