"""What can be read of a damaged file is shown, what can't be is said, nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain import events as ev
from tests.storage.test_damage import PAGE, content, tamper

__all__ = ["content"]

DAY = date(2026, 6, 1)


@pytest.fixture
def key() -> FileKey | None:
    """Plain, so that a test can change a file behind the program's back; encrypted ones have their own."""
    return None


def test_a_broken_page_of_an_index_leaves_every_oral_readable(desk: Desk, path: Path, content: bytes) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as connection:
        roots = [
            row[0]
            for row in connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'oral' AND type = 'index'"
            )
        ]
    whole = [desk_summary(desk, path, oral) for oral in (1, 2, 3)]
    damaged = bytearray(content)
    for root in roots:
        damaged[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    path.write_bytes(damaged)
    with pytest.raises(FileProblem):
        desk.files.open(path)
    office, under_way = open_file(desk, path)
    try:
        assert (office.read_only, under_way) == ("damaged", None)
        assert list(office.file.index.on_day(DAY)) == whole
        assert office.file.index.days() == ((DAY, 3),)
        assert office.history(2).oral.verdict.mark is not None
        with pytest.raises(ReadOnlyFile):
            office.act(1, ev.Rated(1, "S"))
    finally:
        office.close()
    assert path.read_bytes() == bytes(damaged)


def desk_summary(desk: Desk, path: Path, oral: int) -> object:
    file = desk.files.open(path)
    try:
        return file.index.summary(oral)
    finally:
        file.close()


@pytest.mark.parametrize(
    ("statement", "oral"),
    [
        ("UPDATE journal SET utc = utc + 1 WHERE journal = 'oral-2' AND sequence = 5", 2),
        ("DELETE FROM journal WHERE journal = 'oral-2' AND sequence > 7", 2),
        ("UPDATE oral SET mark = '20' WHERE oral = 2", 2),
        ("DELETE FROM oral WHERE oral = 2", 2),
    ],
)
def test_an_oral_that_is_broken_is_listed_as_such_and_refused(
    desk: Desk, path: Path, content: bytes, statement: str, oral: int
) -> None:
    tamper(path, None, statement)
    file = desk.files.open_damaged(path)
    try:
        found = {each.oral: each for each in file.index.on_day(DAY)}
        assert set(found) == {1, 2, 3}
        assert [each for each in found if found[each].damaged] == [oral]
        assert found[oral].mark is None
        with pytest.raises(FileProblem) as caught:
            file.entries(oral)
        assert caught.value.kind is ProblemKind.DAMAGED
        assert file.entries(1)
        assert [each.oral for each in file.index.search("fictif-1", 5)] == [1]
        assert file.index.summary(1) == found[1]
    finally:
        file.close()


def test_a_form_that_is_gone_makes_its_orals_damaged(desk: Desk, path: Path, content: bytes) -> None:
    tamper(path, None, "UPDATE form SET content = '{}'")
    office, _ = open_file(desk, path)
    try:
        assert office.read_only == "damaged"
        assert all(each.damaged for each in office.file.index.all())
        with pytest.raises(FileProblem):
            office.history(1)
    finally:
        office.close()


def test_a_file_that_does_not_say_what_it_is_is_not_opened(desk: Desk, path: Path, content: bytes) -> None:
    tamper(path, None, "UPDATE journal SET payload = '{}' WHERE journal = 'session'")
    with pytest.raises(FileProblem) as caught:
        open_file(desk, path)
    assert caught.value.kind is ProblemKind.DAMAGED


def test_no_flipped_page_ever_shows_a_wrong_oral(desk: Desk, path: Path, content: bytes) -> None:
    sound = {oral: desk_summary(desk, path, oral) for oral in (1, 2, 3)}
    pages = len(content) // PAGE
    opened = 0
    for place in range(1, pages):
        damaged = bytearray(content)
        damaged[place * PAGE + 200 : place * PAGE + 900] = b"\xa5" * 700
        path.write_bytes(damaged)
        try:
            file = desk.files.open_damaged(path)
        except FileProblem:
            continue
        try:
            opened += 1
            for each in file.index.all():
                assert each.damaged or each == sound[each.oral]
        finally:
            file.close()
    assert opened > pages / 3
