"""A line of the index comes back as it was, or as damage."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from btstc_jury.application.finding import fold
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.summary import OralSummary
from btstc_jury.domain.events import Withdrawn
from btstc_jury.domain.moments import Duration, Instant, Reading
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import Preparation
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.database import checksum
from btstc_jury.storage.failures import Damage, Newer
from btstc_jury.storage.index import _OF_CANDIDATE, Head, line_of, read_line
from btstc_jury.storage.schema import LAYOUT
from btstc_jury.storage.tables import ORAL
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_plan, make_session

READING = Reading(Instant(1_780_300_800_000_000), 5, "boot", "process")
FULL = OralSummary(
    oral=7,
    number="0012",
    last_name="D’Œuvre",
    first_names="Élodie",
    birth=date(2004, 2, 29),
    form_key="e4-ponctuel",
    form_name="E4 ponctuel",
    scheduled=datetime(2026, 6, 1, 9, 30),  # noqa: DTZ001 - wall time of the centre
    stage=Stage.PAUSED,
    extra_time=True,
    preparing=Preparation(Duration.minutes(50), READING, READING),
    phase=2,
    mark=Decimal("12.50"),
    missing=3,
    version=1,
)
BARE = msgspec.structs.replace(FULL, birth=None, preparing=None, phase=None, mark=None, extra_time=False)
HEAD = Head(12, b"h" * 32, 1_780_300_800_000_000)


def stored(summary: OralSummary, **changed: str | bytes) -> tuple[Any, ...]:
    """The row as SQLite gives it back, some of its values changed behind the program's back."""
    with closing(sqlite3.connect(":memory:")) as raw:
        LAYOUT.create(raw)
        raw.execute(ORAL.insert, line_of(summary, HEAD).values)
        for name, value in changed.items():
            raw.execute(f"UPDATE oral SET {name} = ?", (value,))
        (row,) = raw.execute(ORAL.select).fetchall()
    return tuple(row)


@pytest.mark.parametrize("summary", [FULL, BARE], ids=["full", "bare"])
def test_a_line_comes_back_as_it_was(summary: OralSummary) -> None:
    line = read_line(stored(summary))
    assert line.summary == summary
    assert str(line.summary.mark) == str(summary.mark)
    assert line.head == HEAD
    assert line.values == line_of(summary, HEAD).values


@pytest.mark.parametrize("column", ORAL.columns)
def test_a_changed_value_is_damage(column: str) -> None:
    value: str | bytes = b"x" * 32 if column in {"head", "digest"} else "4"
    with pytest.raises(Damage, match=r"index, interrogation .\u202f: la somme de contrôle ne correspond"):
        read_line(stored(FULL, **{column: value}))


@pytest.mark.parametrize("name", ["stage", "status", "duties"])
def test_a_member_that_is_not_known_is_of_a_newer_version(name: str) -> None:
    row = dict(zip(ORAL.columns, stored(FULL), strict=True))
    row[name] = "exempted"
    row["digest"] = checksum([value for column, value in row.items() if column != "digest"])
    with pytest.raises(Newer, match="inconnue de cette version"):
        read_line(tuple(row.values()))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ÉLODIE", "elodie"),
        ("D’Œuvre", "d oeuvre"),
        ("  Jean-Pierre\tDUPONT ", "jean pierre dupont"),
        ("Straße", "strasse"),
        ("Łukasz Ñandú", "łukasz nandu"),
        ("n° 0012_A", "n 0012 a"),
        ("…", ""),
    ],
)
def test_folding_leaves_letters_and_digits(typed: str, found: str) -> None:
    assert fold(typed) == found


def test_the_orals_of_a_candidate_are_found_by_an_index(tmp_path: Path) -> None:
    """However many there are in the file: what ties the situations of an épreuve reads no other journal."""
    desk = Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock())
    office = create_file(desk, tmp_path / "session.btsjury", make_session())
    for number, name in (("0012", "Durand"), ("0012", "DURAND"), ("0013", "Durand"), ("0012", "Petit")):
        office.plan(make_plan(number, name), "essai")
    office.act(2, Withdrawn("inscrit deux fois"))
    office.plan(make_plan("0012", "durand"), "essai")
    index = office.file.index
    assert [each.oral for each in index.of_candidate(index.summary(1))] == [1, 5]
    office.close()
    with closing(sqlite3.connect(":memory:")) as raw:
        LAYOUT.create(raw)
        found = raw.execute(f"EXPLAIN QUERY PLAN {_OF_CANDIDATE}", ("durand elodie 0012",)).fetchall()
    assert "USING INDEX oral_by_name (search=?)" in str(found)
