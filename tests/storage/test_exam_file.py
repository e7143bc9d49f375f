"""Acts are written and read back; a write that fails has changed nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.ports import Part
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.summary import OralSummary, summarise
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.events import Entry
from btstc_jury.domain.moments import Duration
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session


def reopened(desk: Desk, path: Path) -> Office:
    return open_file(desk, path)[0]


def names(summaries: Sequence[OralSummary]) -> list[str]:
    return [summary.last_name for summary in summaries]


def test_a_journal_comes_back_as_it_was(office: Office, desk: Desk, path: Path, clock: FakeClock) -> None:
    began = office.now()
    clock.advance(Duration.seconds(2))
    office.act(1, do.AddRemark(began, RemarkText("écoute", criterion=2), level="TS"), author="a")
    office.act(1, do.Undo())
    entries = office.file.entries(1)
    history = office.history(1)
    assert entries == history.entries
    assert [entry.act for entry in entries] == [1, 2, 3, 4, 4, 6]
    office.close()
    again = reopened(desk, path)
    try:
        assert again.file.entries(1) == entries
        assert again.history(1) == history
        assert again.session == office.session
        assert again.file.index.summary(1) == summarise(1, history)
    finally:
        again.close()


def test_the_head_is_that_of_the_last_row(office: Office) -> None:
    before = office.file.index.head(1)
    office.act(1, ev.Rated(1, "S"))
    after = office.file.index.head(1)
    assert (len(before), len(after)) == (32, 32)
    assert before != after


def test_an_act_that_changes_nothing_writes_nothing(office: Office) -> None:
    office.act(1, ev.Rated(1, "S"))
    head = office.file.index.head(1)
    assert not office.act(1, ev.Rated(1, "S"))
    assert office.file.index.head(1) == head


def test_orals_are_numbered_in_the_order_of_their_planning(office: Office) -> None:
    assert [office.plan(make_plan(number=str(n)), "essai")[0] for n in (2, 3)] == [2, 3]
    assert office.oral(3).plan.candidate.number == "3"


def test_the_list_of_a_day_goes_by_time_then_name(office: Office) -> None:
    day = datetime(2026, 6, 2)  # noqa: DTZ001 - wall time of the centre
    for hour, name in ((10, "Zola"), (8, "Étienne"), (10, "Abadie"), (10, "éluard"), (23, "Fin")):
        office.plan(make_plan(last_name=name, scheduled=day.replace(hour=hour)), "essai")
    assert names(office.file.index.on_day(day.date())) == ["Étienne", "Abadie", "éluard", "Zola", "Fin"]
    assert office.file.index.on_day(date(2026, 6, 3)) == ()
    assert office.file.index.days() == ((date(2026, 6, 1), 1), (date(2026, 6, 2), 5))


def test_an_oral_moved_to_another_day_is_listed_there(office: Office) -> None:
    number, _ = office.plan(make_plan(last_name="Zola"), "essai")
    moved = make_plan(last_name="Zola", scheduled=datetime(2026, 6, 9, 14, 0))  # noqa: DTZ001 - wall time
    office.act(number, do.ChangePlan(moved, make_form()))
    assert names(office.file.index.on_day(date(2026, 6, 1))) == ["Durand"]
    assert names(office.file.index.on_day(date(2026, 6, 9))) == ["Zola"]


def test_searching_ignores_case_and_accents(office: Office) -> None:
    office.plan(make_plan("0450", "Étienne-Lefèvre", "Zoé"), "essai")
    office.plan(make_plan("0451", "Lefebvre", "Anne"), "essai")
    index = office.file.index
    assert names(index.search("LEFE", 10)) == ["Étienne-Lefèvre", "Lefebvre"]
    assert names(index.search("zoe lefèvre", 10)) == ["Étienne-Lefèvre"]
    assert names(index.search("etienne lef", 10)) == ["Étienne-Lefèvre"]
    assert names(index.search("045", 1)) == ["Étienne-Lefèvre"]
    assert names(index.search("0012", 10)) == ["Durand"]
    assert index.search("%", 10) == ()
    assert index.search("nobody", 10) == ()


def test_orals_under_way_come_latest_act_last(office: Office, clock: FakeClock) -> None:
    for number in (2, 3, 4):
        office.plan(make_plan(str(number)), "essai")
        office.act(number, do.Open(JURORS))
    for number in (1, 3, 2):
        clock.advance(Duration.seconds(1))
        if number != 1:
            office.act(number, do.Start())
        office.act(number, ev.Paused("alarme"))
    assert office.file.index.under_way() == (1, 3, 2)
    clock.advance(Duration.seconds(1))
    office.act(1, ev.Resumed())
    office.act(3, ev.Ended())
    assert office.file.index.under_way() == (2, 1)


def test_the_session_can_be_described_anew(office: Office, desk: Desk, path: Path) -> None:
    office.describe(replace(make_session(), room="C 3"))
    office.describe(replace(make_session(), room="C 4"))
    assert office.file.session_length() == 3
    office.close()
    again = reopened(desk, path)
    try:
        assert again.session.room == "C 4"
    finally:
        again.close()


def test_forms_are_pinned_as_they_were(office: Office, desk: Desk, path: Path) -> None:
    first = make_form()
    second = make_form(version="2", name="Essai, version 2")
    office.library = FakeLibrary(second)
    number, _ = office.plan(make_plan("0450"), "essai")
    office.close()
    again = reopened(desk, path)
    try:
        assert again.file.forms() == {first.hash: first, second.hash: second}
        assert (again.oral(1).form, again.oral(number).form) == (first, second)
    finally:
        again.close()


def test_a_form_must_bear_the_hash_of_its_content(office: Office) -> None:
    form = replace(make_form(version="3"), hash="0" * 64)
    entry = Entry(1, 1, office.now(), "", ev.Planned(make_plan(), form.key, form.hash))
    with pytest.raises(ValueError, match="its hash isn't that of its content"):
        office.file.create_oral(entry, form, office.file.index.summary(1))
    assert office.file.index.days() == ((date(2026, 6, 1), 1),)


def test_entries_must_follow_the_last_row(office: Office) -> None:
    summary = office.file.index.summary(1)
    for sequence in (3, 5):
        entry = Entry(sequence, sequence, office.now(), "", ev.Rated(1, "S"))
        with pytest.raises(ValueError, match="can't follow row 3"):
            office.file.append_all((Part((entry,), make_form(), summary),))
    assert len(office.file.entries(1)) == 3


def test_an_oral_that_the_index_does_not_have_is_told(office: Office) -> None:
    with pytest.raises(FileProblem, match="pas de ligne pour l’interrogation 99") as caught:
        office.file.entries(99)
    assert caught.value.kind is ProblemKind.DAMAGED


def test_the_last_sign_of_life_is_kept(office: Office, desk: Desk, path: Path, clock: FakeClock) -> None:
    assert office.file.heart.last_beat() is None
    office.file.heart.beat(office.now())
    last = clock.advance(Duration.seconds(5))
    office.file.heart.beat(last)
    assert office.file.heart.last_beat() == last
    office.close()
    file = desk.files.open(path)
    try:
        assert file.heart.last_beat() == last
    finally:
        file.close()


def test_a_closed_file_leaves_no_side_file(office: Office, path: Path) -> None:
    office.close()
    lock = path.with_name(f".{path.name}.lock")
    assert set(path.parent.iterdir()) == {path, lock}
    # Who wrote it concerns nobody once it is closed.
    assert lock.read_bytes() == b""
