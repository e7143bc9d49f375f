"""Several processes find in a file what one finds alone."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from btstc_jury.application.findings import Part
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk
from btstc_jury.storage import crew, spans
from btstc_jury.storage.cipher import unlock
from btstc_jury.storage.companions import ALONE
from btstc_jury.storage.comparison import comparing
from btstc_jury.storage.crew import Failed, crew_of
from btstc_jury.storage.database import Database
from btstc_jury.storage.examination import examine
from btstc_jury.storage.rebuilding import rebuild_index
from btstc_jury.storage.spans import Span, spans_to
from tests.signed_file import READ, edit, lost, signed_file
from tests.storage.keyed import KEY
from tests.storage.test_damage import content, read, tamper
from tests.storage.test_examination import NOW
from tests.storage.test_newer import add_row, make_whole

__all__ = ["content"]

TWO = 2


@pytest.fixture
def key() -> FileKey | None:
    """One that has to be handed over."""
    return KEY


@pytest.fixture(autouse=True)
def _small_files_are_shared_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "WORTH_IT", 0)
    monkeypatch.setattr(spans, "_WHOLE_BELOW", 0)


def test_two_find_what_one_finds(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shutil.copy(signed_file(), path)
    edit(path, lost)
    tamper(path, None, "UPDATE oral SET first_names = 'X' WHERE oral = 2")
    told: list[tuple[int, int]] = []
    with caplog.at_level(logging.INFO, "btstc_jury.storage"):
        together = examine(path, read=READ, cores=TWO, progress=lambda *done: told.append(done))
    assert caplog.records == []
    assert told[-1] == (together.orals, together.orals)
    assert {each.part for each in together.findings} >= {Part.INDEX, Part.DOCUMENT}
    assert together == examine(path, read=READ)


def test_two_rebuild_what_one_rebuilds(
    desk: Desk, path: Path, content: bytes, key: FileKey | None, caplog: pytest.LogCaptureFixture
) -> None:
    whole = read(desk, path)
    tamper(path, key, "UPDATE oral SET mark = '20' WHERE oral = 2", "DELETE FROM oral WHERE oral = 3")
    with caplog.at_level(logging.INFO, "btstc_jury.storage"):
        rebuilt = rebuild_index(path, NOW, unlock(path, key), cores=TWO)
    assert caplog.records == []
    assert (rebuilt.orals, rebuilt.changed, rebuilt.refused) == (3, 2, ())
    assert read(desk, path) == whole


def test_what_stops_one_of_them_is_found_alone(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    make_whole(path)
    add_row(path, None, "text-written", b'{"field":"remarks","text":"a","language":"de"}')
    with caplog.at_level(logging.INFO, "btstc_jury.storage"), pytest.raises(FileProblem) as caught:
        examine(path, cores=TWO)
    assert caught.value.kind is ProblemKind.NEWER
    assert [record.getMessage() for record in caplog.records] == ["read by one process alone: "]


def test_who_is_not_heard_to_the_end_leaves_no_process(
    path: Path, content: bytes, key: FileKey | None
) -> None:
    begin = partial(comparing, signed=False)
    with crew_of(path, ALONE, unlock(path, key), begin, TWO) as made:
        assert made is not None
        hands = [process.pid for process, _ in made._hands]
        assert next(iter(made.found(spans_to(100)))).lines < 3
    for hand in hands:
        assert hand is not None
        with pytest.raises(ProcessLookupError):
            os.kill(hand, 0)


def test_one_that_dies_is_missed(path: Path, content: bytes, key: FileKey | None) -> None:
    with crew_of(path, ALONE, unlock(path, key), _dying, TWO) as made:
        assert made is not None
        with pytest.raises(Failed):
            list(made.found(spans_to(100)))


def _dying(_database: Database) -> Callable[[Span], None]:
    os._exit(3)
