"""A line of the index comes back as it was, or as damage."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Row, create_engine, insert, select, update

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
from btstc_jury.storage.tables import METADATA, ORAL
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


def stored(summary: OralSummary, **changed: str | bytes) -> Row[*tuple[Any, ...]]:
    """The row as SQLite gives it back, some of its values changed behind the program's back."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        METADATA.create_all(connection)
        connection.execute(insert(ORAL), line_of(summary, HEAD).values)
        if changed:
            connection.execute(update(ORAL).values(changed))
        row = connection.execute(select(ORAL)).one()
    engine.dispose()
    return row


@pytest.mark.parametrize("summary", [FULL, BARE], ids=["full", "bare"])
def test_a_line_comes_back_as_it_was(summary: OralSummary) -> None:
    line = read_line(stored(summary))
    assert line.summary == summary
    assert str(line.summary.mark) == str(summary.mark)
    assert line.head == HEAD
    assert line.values == line_of(summary, HEAD).values


@pytest.mark.parametrize("column", [column.name for column in ORAL.columns])
def test_a_changed_value_is_damage(column: str) -> None:
    value: str | bytes = b"x" * 32 if column in {"head", "digest"} else "4"
    with pytest.raises(Damage, match=r"index, interrogation .\u202f: la somme de contrôle ne correspond"):
        read_line(stored(FULL, **{column: value}))


@pytest.mark.parametrize("name", ["stage", "status", "duties"])
def test_a_member_that_is_not_known_is_of_a_newer_version(name: str) -> None:
    row = dict(stored(FULL)._mapping)
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
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        METADATA.create_all(connection)
        asked = _OF_CANDIDATE.params(searched="durand elodie 0012")
        written = asked.compile(engine, compile_kwargs={"literal_binds": True})
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {written}").all()
    engine.dispose()
    assert "USING INDEX oral_by_name (search=?)" in str(found)
