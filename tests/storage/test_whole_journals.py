"""Files that hold every kind of event, written in the past, tell today what they told then."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.views import formats
from btstc_jury.domain.events import KINDS
from btstc_jury.domain.moments import Instant
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form
from tests.storage.keyed import KeyedFiles, raw
from tests.storage.make_whole_journals import DATA, told

NAMES = [path.stem for path in sorted(DATA.glob("journal-*.json"))]


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def old(path: Path, name: str, key: FileKey | None) -> Path:
    shutil.copy(DATA / f"{name}{'' if key is None else '-encrypted'}.btsjury", path)
    return path


@pytest.fixture
def at_work(old: Path, key: FileKey | None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(formats, "local", _in_greenwich)
    office = Office(KeyedFiles(key).open(old), FakeLibrary(make_form()), FakeClock())
    yield office
    office.close()


def _in_greenwich(instant: Instant) -> datetime:
    return datetime.fromtimestamp(instant.us / 1_000_000, tz=UTC)


def test_every_oral_comes_to_what_it_came_to(at_work: Office, name: str) -> None:
    assert not at_work.read_only
    expected = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    now = told(at_work)
    assert now.keys() == expected.keys()
    for part, was in expected.items():
        assert now[part] == was, part


def test_every_kind_of_its_time_is_in_it(old: Path, key: FileKey | None) -> None:
    connection = raw(old, key)
    kinds = {kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM journal")}
    connection.close()
    assert {kind.partition("@")[0] for kind in kinds} <= set(KINDS)
    assert len(kinds) >= 47
