"""From one centre a file to many in a base: what an older file held is there, row for row, and each knows its
centre.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from btstc_jury.application.centre.ports import CentreAct, Enrolled, Enrolment
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.examination import examine_centre
from btstc_jury.storage.centre.tables import METADATA
from tests.storage.centre.test_centre_file import ACT, SEAN, ZOE
from tests.storage.centre.test_collection import BYTES, DEPOSIT, HELD, SHA, all_of
from tests.storage.centre.test_days import whole_day

OLD = Path(__file__).parent / "data" / "schema-0003.btscentre"
"""Written by the program of revision 0003: something in every table."""
SINCE = {"heard", "heard_form", "passage"}
"""Tables that came after it."""
LATER = SEAN._replace(school="Lycée")
GONE = SEAN._replace(last_name="PARTI")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ancien.btscentre"
    shutil.copy(OLD, path)
    return path


def test_a_file_of_before_holds_the_same(path: Path) -> None:
    with closing(SqliteCentreFiles().open(path)) as file:
        assert file.candidates() == (Enrolled(1, 1, ZOE), Enrolled(2, 2, LATER))
        assert file.withdrawn() == (Enrolled(3, -2, GONE),)
        assert file.mappings() == {"abc": ("number", "", "last_name")}
        assert file.timetable() == whole_day()
        assert all_of(file) == [*HELD[:-1], DEPOSIT.sent[:1]]
        assert file.collection.content(SHA) == BYTES
        made = CentreAct(1, "Alix", "Fichier créé.")
        placed = CentreAct(3, "Alix", "Journée placée")
        assert file.acts() == (made, ACT, ACT, placed, DEPOSIT.act)
        file.enrol(Enrolment(ACT, [SEAN]))
        assert file.candidates()[-1].identity == 4
    assert examine_centre(path).findings == ()
    with closing(sqlite3.connect(path)) as raw:
        for table in METADATA.tables.values():
            column = "id" if table.name == "centre" else "centre"
            there = set() if table.name in SINCE else {(1,)}
            assert set(raw.execute(f"SELECT {column} FROM {table.name}")) == there, table.name
            keys = [each.name for each in table.primary_key]
            assert keys[0] == column, table.name


@pytest.mark.parametrize("table", [each for each in METADATA.tables if each not in {"content", *SINCE}])
def test_what_was_not_whole_before_is_not_after(path: Path, table: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(f"UPDATE {table} SET digest = zeroblob(16)")
    with pytest.raises(FileProblem) as caught:
        SqliteCentreFiles().open(path).close()
    assert caught.value.kind is ProblemKind.DAMAGED
