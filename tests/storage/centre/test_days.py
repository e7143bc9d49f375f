"""The days of a centre in its file: read as written, by one writer after the other, whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
import time as clock
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btstc_jury.application.centre.office import form_times
from btstc_jury.application.centre.ports import CentreAct, ChangedMeanwhile, Enrolled
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain.centre.timetable import PaperKey, PlacingRules, Printed, Slot, SlotKey, Timetable, Wish
from btstc_jury.domain.commission import Role
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.days import KINDS
from btstc_jury.storage.centre.file import SqliteCentreFile
from btstc_jury.storage.database import checksum
from tests.centres import FORMS, a_centre, a_pictured_centre, an_office, picture_day
from tests.drawn import examples
from tests.storage.any_value import any_value
from tests.storage.centre.conftest import HeldCentre
from tests.storage.centre.test_centre_file import ACT as LIST
from tests.storage.centre.test_centre_file import CENTRE, MADE, SEAN, ZOE
from tests.storage.keyed import KEY

ACT = CentreAct(9, "Alix", "Journée changée")
OTHER = CentreAct(10, "Camille", "Créneau déplacé")
OLD = Path(__file__).parent / "data" / "schema-0001.btscentre"


def bare(timetable: Timetable) -> Timetable:
    return replace(timetable, candidates={}, forms={})


DAY = bare(picture_day())


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> FileKey | None:
    found: FileKey | None = request.param
    return found


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SqliteCentreFile]:
    made = a_pictured_centre(tmp_path)
    yield made
    made.close()


def held_in(path: Path, key: FileKey | None = None) -> Timetable:
    with SqliteCentreFiles().to_read(path, key) as found:
        return found.timetable()


def test_what_is_written_is_read(tmp_path: Path, key: FileKey | None) -> None:
    made = a_pictured_centre(tmp_path, key)
    assert made.timetable() == DAY
    assert made.acts()[-1].words == "Journée placée"
    made.close()
    assert held_in(made.path, key) == DAY


def test_a_new_file_has_the_rules_of_the_start(tmp_path: Path) -> None:
    with closing(a_centre(tmp_path)) as made:
        assert made.timetable() == Timetable()


_HINTS = get_type_hints(Timetable)
_PARTS = ("jurors", "rooms", "commissions", "wishes", "slots", "printed", "papers")


@st.composite
def timetables(draw: st.DrawFn) -> Timetable:
    """Of any values of the types, whether they make sense together or not."""
    found: dict[str, Any] = {}
    for name in _PARTS:
        _, kind = get_args(_HINTS[name])
        values = draw(st.lists(any_value(kind), max_size=3))
        if name == "printed":
            values = [replace(each, paper="") for each in values]
        if name == "papers":
            values = [each for each in values if each.paper]
        found[name] = {_key(each): each for each in values}
    return Timetable(rules=draw(any_value(PlacingRules)), **found)


def _key(value: Any) -> object:  # noqa: ANN401 - any of ``_PARTS``
    match value:
        case Printed():
            key = value.slot.key
            return PaperKey(key.candidate, key.exam, value.paper) if value.paper else key
        case Slot():
            return value.key
        case Wish():
            return value.candidate
        case _:
            return value.identity


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteCentreFile]:
    made = a_centre(tmp_path_factory.mktemp("centre"))
    made._database.pragma("synchronous = OFF")
    yield made
    made.close()


@given(after=timetables())
@settings(max_examples=examples(30), deadline=None)
def test_any_timetable_is_read_as_it_was_written(lasting: SqliteCentreFile, after: Timetable) -> None:
    before = lasting.timetable()
    lasting.replan(before, after, ACT)
    # Another database on the same file: what is held in memory isn't asked.
    assert held_in(lasting.path) == after


def test_a_role_of_a_form_is_read_as_it_was_written(file: SqliteCentreFile) -> None:
    before = file.timetable()
    juror = replace(before.jurors[1], role=Role("Professeur de lettres"))
    file.replan(before, replace(before, jurors={**before.jurors, 1: juror}), ACT)
    assert held_in(file.path).jurors[1] == juror


def rows(path: Path, table: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def test_only_what_differs_is_written(file: SqliteCentreFile) -> None:
    before, there = file.timetable(), rows(file.path, "slot")
    key = SlotKey(1, "E4")
    moved = replace(before.slots[key], fixed=True)
    file.replan(before, replace(before, slots={**before.slots, key: moved}), ACT)
    now = rows(file.path, "slot")
    assert [each for each in now if each not in there] == [now[0]]
    assert now[0][-2] == len(file.acts()) == 4
    assert file.timetable().slots[key] == moved


def test_what_goes_and_comes_is_written(held: HeldCentre) -> None:
    file, before = held.file, whole_day()
    file.replan(file.timetable(), before, ACT)
    after = replace(before, slots={}, wishes={7: Wish(7, absent=True)}, rules=PlacingRules(gap=20))
    file.replan(before, after, ACT)
    file.replan(after, before, ACT)
    with held.read() as again:
        assert again.timetable() == before
    file.replan(before, after, ACT)
    with held.read() as again:
        assert again.timetable() == after


def test_a_file_that_is_only_read_is_not_written(tmp_path: Path) -> None:
    a_pictured_centre(tmp_path).close()
    with SqliteCentreFiles().to_read(tmp_path / "centre.btscentre") as file, pytest.raises(ReadOnlyFile):
        file.replan(DAY, Timetable(), ACT)


GONE = {each: value for each, value in DAY.slots.items() if each.candidate != 1}
LATER = {
    each: replace(value, fixed=True) if each.candidate == 1 else value for each, value in DAY.slots.items()
}
MORE = {**DAY.slots, SlotKey(99, "E4"): replace(DAY.slots[SlotKey(1, "E4")], candidate=99)}
CHANGES = {"removed": GONE, "changed": LATER, "added": MORE}


@pytest.mark.parametrize("theirs", CHANGES)
@pytest.mark.parametrize("ours", CHANGES)
def test_the_second_writer_is_told(held: HeldCentre, ours: str, theirs: str) -> None:
    file = held.file
    file.replan(file.timetable(), DAY, ACT)
    before = file.timetable()
    with held.other() as other:
        other.replan(other.timetable(), replace(before, slots=CHANGES[theirs]), OTHER)
    acts = file.acts()
    if {ours, theirs} == {"added", "changed"} or {ours, theirs} == {"added", "removed"}:
        # Two that touch no row of each other.
        file.replan(before, replace(before, slots=CHANGES[ours]), ACT)
        assert len(file.acts()) == len(acts) + 1
        with held.read() as again:
            assert again.timetable() == file.timetable()
            assert (SlotKey(99, "E4") in again.timetable().slots) is True
        return
    with pytest.raises(ChangedMeanwhile) as met:
        file.replan(before, replace(before, slots=CHANGES[ours]), ACT)
    assert met.value.acts == (OTHER,)
    for clash in met.value.clashes:
        assert (clash.what, clash.read) == ("slot", before.slots.get(clash.key))
        assert (clash.theirs, clash.mine) == (CHANGES[theirs].get(clash.key), CHANGES[ours].get(clash.key))
    assert {each.key.candidate for each in met.value.clashes} == ({99} if ours == "added" else {1})
    assert file.acts() == acts
    with held.read() as again:
        assert file.timetable() == again.timetable() == replace(before, slots=CHANGES[theirs])


def test_what_was_never_read_is_not_written_over(held: HeldCentre) -> None:
    file = held.file
    file.replan(file.timetable(), DAY, ACT)
    other = replace(DAY.slots[SlotKey(1, "E4")], commission=2)
    with pytest.raises(ChangedMeanwhile):
        file.replan(replace(DAY, slots={**DAY.slots, other.key: other}), replace(DAY, slots={}), ACT)
    assert file.timetable() == DAY


def test_a_kill_between_any_two_statements_changes_nothing(tmp_path: Path, key: FileKey | None) -> None:
    made = a_pictured_centre(tmp_path, key)
    before = made.timetable()
    later = timedelta(days=1)
    slots = {each: replace(slot, oral=slot.oral + later) for each, slot in before.slots.items()}
    after = replace(before, slots=slots, wishes={}, rooms={}, rules=PlacingRules(exams=("E4",)))
    copies: list[Path] = []

    def copy(_statement: str) -> None:
        copies.append(tmp_path / f"{len(copies)}.btscentre")
        shutil.copy(made.path, copies[-1])
        shutil.copy(f"{made.path}-journal", f"{copies[-1]}-journal")

    made._database.pragma("cache_size = 1")
    made.replan(before, before, ACT)
    made._database.raw.set_trace_callback(copy)
    made.replan(before, after, ACT)
    made._database.raw.set_trace_callback(None)
    made.close()
    assert len(copies) > 20
    loaded = [each for each in copies if Path(f"{each}-journal").read_bytes()[:8].strip(b"\0")]
    assert len(loaded) > 10, "pages go to the file before the act is over"
    for each in loaded:
        with closing(SqliteCentreFiles().open(each, key)) as again:
            assert again.timetable() == before
            assert len(again.acts()) == 4


def problem(path: Path) -> ProblemKind:
    with pytest.raises(FileProblem) as caught:
        SqliteCentreFiles().open(path).close()
    return caught.value.kind


TABLES = [kind.table.name for kind in KINDS]


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_is_not_as_it_was_written_is_told(tmp_path: Path, table: str) -> None:
    made = a_centre(tmp_path, (), whole_day())
    made.close()
    spoiled = tmp_path / "x.btscentre"
    (kind,) = (each for each in KINDS if each.table.name == table)
    first = f"WHERE rowid = (SELECT min(rowid) FROM {table})"
    changes = [f"UPDATE {table} SET {name} = 77 {first}" for name in kind.table.columns.keys()]  # noqa: SIM118
    for statement in (*changes, f"DELETE FROM {table} {first}"):
        shutil.copy(made.path, spoiled)
        with closing(sqlite3.connect(spoiled)) as raw, raw:
            raw.execute(statement)
        assert problem(spoiled) is ProblemKind.DAMAGED, statement


def whole_day() -> Timetable:
    """At least one row in each table, and several where a key would be doubled."""
    printed = [Printed(each, "1", "B12", "B10", ("M. Roux",), 12) for each in DAY.slots.values()]
    told = {PaperKey(*each.slot.key, "doors"): replace(each, paper="doors") for each in printed[:1]}
    by_key = {each.slot.key: each for each in printed[:1]}
    return replace(DAY, printed=by_key, papers=told, rules=PlacingRules(gap=20))


@pytest.mark.parametrize(
    ("table", "column", "value", "kind"),
    [
        ("slot", "state", "autre", ProblemKind.NEWER),
        ("juror", "role", " autre", ProblemKind.NEWER),
        ("slot", "oral", "hier", ProblemKind.DAMAGED),
        ("commission", "half_days", "hier", ProblemKind.DAMAGED),
        ("commission", "jurors", "un deux", ProblemKind.DAMAGED),
        ("wish", "avoids", "un", ProblemKind.DAMAGED),
        ("rules", "lunch", "midi", ProblemKind.DAMAGED),
        ("rules", "exams", "E4", ProblemKind.DAMAGED),
    ],
)
def test_what_no_version_so_far_writes_is_told(
    tmp_path: Path, table: str, column: str, value: str, kind: ProblemKind
) -> None:
    made = a_centre(tmp_path, (), whole_day())
    made.close()
    with closing(sqlite3.connect(made.path)) as raw, raw:
        found = raw.execute(f"SELECT rowid, * FROM {table} LIMIT 1")
        names = [each[0] for each in found.description]
        rowid, *row = found.fetchone()
        row[names.index(column) - 1] = value
        row[-1] = checksum(row[:-1])
        raw.execute(f"UPDATE {table} SET {column} = ?, digest = ? WHERE rowid = {rowid}", (value, row[-1]))
    assert problem(made.path) is kind


def test_every_flipped_byte_is_found_or_changes_nothing(tmp_path: Path) -> None:
    made = a_centre(tmp_path, (), whole_day())
    made.close()
    whole = made.path.read_bytes()
    spoiled = tmp_path / "abîmé.btscentre"
    for place in range(100, len(whole), 509):
        spoiled.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            found = held_in(spoiled)
        except FileProblem:
            continue
        assert found == whole_day()


def test_a_file_without_days_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "ancien.btscentre"
    shutil.copy(OLD, path)
    with closing(SqliteCentreFiles().open(path)) as file:
        assert file.centre() == CENTRE
        assert file.candidates() == (Enrolled(1, 1, ZOE), Enrolled(2, 1, SEAN))
        assert file.mappings() == {"abc": ("number", "", "last_name")}
        assert file.acts() == (MADE, LIST)
        assert file.timetable() == Timetable()
        file.replan(Timetable(), DAY, ACT)
    assert held_in(path) == DAY


def test_a_damaged_row_of_an_older_file_does_not_become_whole(tmp_path: Path) -> None:
    path = tmp_path / "ancien.btscentre"
    shutil.copy(OLD, path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE centre SET name = 'autre'")
    assert problem(path) is ProblemKind.DAMAGED


def test_twelve_hundred_slots_are_placed_again_in_well_under_a_second(tmp_path: Path) -> None:
    slot = DAY.slots[SlotKey(1, "E4")]
    many = {
        SlotKey(number, exam): replace(slot, candidate=number, exam=exam)
        for number in range(600)
        for exam in ("E4", "E6")
    }
    made = a_centre(tmp_path, (), replace(DAY, slots=many))
    before = made.timetable()
    later = {each: replace(value, commission=2) for each, value in many.items()}
    began = clock.process_time()
    made.replan(before, replace(before, slots=later), ACT)
    assert clock.process_time() - began < 0.5
    assert held_in(made.path).slots == later
    made.close()


def test_acts_are_taken_back_in_the_file(file: SqliteCentreFile) -> None:
    office = an_office(file)
    whole = office.timetable
    assert {each.last_name for each in whole.candidates.values()} >= {"KERN", "NGUYỄN"}
    office.replan(replace(whole, slots={}), "Tout retiré")
    assert held_in(file.path).slots == {}
    assert office.undo() == "Tout retiré"
    assert held_in(file.path) == DAY
    assert office.redo() == "Tout retiré"
    words = [each.words for each in file.acts()[-2:]]
    assert words == ["Annulé\u202f: Tout retiré", "Rétabli\u202f: Tout retiré"]


def test_the_forms_of_the_day_in_the_picture_are_the_official_ones() -> None:
    library = FormLibrary(form_folders())
    official = {key: form_times(library.get(key)) for key in FORMS}
    # Commissions of that day are of two: their seats are tried elsewhere.
    assert {key: each._replace(seats=(), name="") for key, each in official.items()} == FORMS
    assert official["e4-ponctuel"].seats == (Role.EG, Role.STI, Role.PROFESSIONAL)
