"""A full disk, or a file that went away: the act is not acknowledged, and work goes on afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.storage.exam_file import SqliteExamFile
from tests.forms_for_tests import JURORS, make_plan, make_session
from tests.storage.small_disks import mounted

LONG = "é" * 4000


def remark(office: Office, number: int) -> None:
    office.act(1, do.AddRemark(office.now(), RemarkText(f"{number} {LONG[:3990]}")))


def problem_of(write: Callable[[], object]) -> FileProblem | None:
    try:
        write()
    except FileProblem as problem:
        return problem
    return None


def act_until_full(office: Office) -> int:
    """Acts acknowledged before the disk was full."""
    for number in range(1000):
        problem = problem_of(partial(remark, office, number))
        if problem is not None:
            assert problem.kind is ProblemKind.DISK_FULL, problem
            return number
    pytest.fail("the disk was never full")


def state(office: Office) -> tuple[object, ...]:
    """All that the file tells, read from the file itself."""
    file = office.file
    index = file.index
    day = index.days()[0][0]
    return (
        *(file.entries(1), file.index.head(1), file.session(), file.session_length(), file.forms()),
        *(file.heart.last_beat(), index.on_day(day), index.days(), index.under_way()),
    )


WRITES: dict[str, Callable[[Office], object]] = {
    "append": lambda office: remark(office, 0),
    "create_oral": lambda office: office.plan(make_plan("2", "Zola" * 50), "essai"),
    "describe": lambda office: office.describe(make_session()),
}


@pytest.fixture
def full(office: Office) -> Office:
    """An office whose file may not grow by a single page."""
    file = office.file
    assert isinstance(file, SqliteExamFile)
    # Less than it has: it keeps its size.
    file._database.pragma("max_page_count = 1")
    return office


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_write_refused_by_a_full_disk_changes_nothing(
    full: Office, write: Callable[[Office], object]
) -> None:
    before, problem = state(full), problem_of(partial(write, full))
    for _ in range(200):
        if problem is not None:
            break
        before, problem = state(full), problem_of(partial(write, full))
    for _ in range(3):
        assert problem is not None, "the file grew although it could not"
        assert problem.kind is ProblemKind.DISK_FULL
        assert state(full) == before
        problem = problem_of(partial(write, full))


def test_work_goes_on_when_there_is_room_again(full: Office, desk: Desk, path: Path) -> None:
    act_until_full(full)
    acknowledged = full.history(1)
    assert full.file.entries(1) == acknowledged.entries
    assert isinstance(full.file, SqliteExamFile)
    full.file._database.pragma("max_page_count = 1000000")
    remark(full, 1)
    full.plan(make_plan("2"), "essai")
    written = full.file.entries(1)
    assert written[:-1] == acknowledged.entries
    full.close()
    again, _ = open_file(desk, path)
    try:
        # Opening adds the gap found since the program stopped.
        assert again.file.entries(1)[: len(written)] == written
        assert again.file.index.days() == ((date(2026, 6, 1), 2),)
    finally:
        again.close()


def test_on_a_small_disk(desk: Desk, tmp_path: Path) -> None:
    with mounted(tmp_path, "2m") as disk:
        path = disk / "a.btsjury"
        office = create_file(desk, path, make_session())
        office.plan(make_plan(), "essai")
        office.act(1, do.Open(JURORS))
        filler = disk / "filler"
        filler.write_bytes(bytes(1_000_000))
        assert act_until_full(office) > 0
        before = state(office)
        with pytest.raises(FileProblem):
            remark(office, 0)
        assert state(office) == before
        filler.unlink()
        remark(office, 0)
        after = state(office)
        office.close()
        again, _ = open_file(desk, path)
        try:
            assert state(again) == after
        finally:
            again.close()


@pytest.mark.parametrize("room", [0, 4096, 20_000, 60_000])
def test_no_half_made_file_is_left_on_a_full_disk(desk: Desk, tmp_path: Path, room: int) -> None:
    with mounted(tmp_path, "1m") as disk:
        filler = disk / "filler"
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        filler.write_bytes(bytes(free - room))
        with pytest.raises(FileProblem) as caught:
            create_file(desk, disk / "a.btsjury", make_session())
        assert caught.value.kind is ProblemKind.DISK_FULL
        assert list(disk.iterdir()) == [filler]


def test_an_act_on_a_file_that_went_away_is_not_acknowledged(office: Office, path: Path) -> None:
    elsewhere = path.with_name("elsewhere")
    before = office.history(1)
    path.rename(elsewhere)
    for _ in range(2):
        with pytest.raises(FileProblem) as caught:
            office.act(1, ev.Rated(1, "S"))
        assert caught.value.kind is ProblemKind.MOVED
    path.write_bytes(b"another file")
    with pytest.raises(FileProblem, match="a pris sa place"):
        office.act(1, ev.Rated(1, "S"))
    elsewhere.replace(path)
    assert office.file.entries(1) == before.entries
    office.act(1, ev.Rated(1, "S"))
    assert len(office.file.entries(1)) == len(before.entries) + 1
