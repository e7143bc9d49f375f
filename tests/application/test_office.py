"""Every act is durable or has changed nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.office import Changes, Office, running_beside
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.commands import Command
from btstc_jury.domain.events import Entry, Topic
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from tests.application.offices import MEMORY, office_with, plan, remark
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session
from tests.memory_file import MemoryFile


def test_an_act_is_in_the_file_when_it_returns(running: Office, file: MemoryFile, clock: FakeClock) -> None:
    clock.advance(Duration.seconds(30))
    changes = running.act(1, ev.Rated(2, "S"), author="a")
    assert file.journals[1][-1] == Entry(4, 4, clock.now(), "a", ev.Rated(2, "S"))
    assert changes == Changes(1, frozenset({Topic.LEVELS}), (ev.Rated(2, "S"),))
    assert running.oral(1).ratings == {2: "S"}


def test_the_entries_of_one_act_share_its_number(running: Office, file: MemoryFile) -> None:
    content = RemarkText("chiffré", criterion=1)
    changes = running.act(1, do.AddRemark(running.now(), content, "TS"))
    assert [(entry.sequence, entry.act) for entry in file.journals[1][-2:]] == [(4, 4), (5, 4)]
    assert changes.topics == {Topic.REMARKS, Topic.LEVELS}


def test_the_index_line_follows_every_act(running: Office, file: MemoryFile) -> None:
    line = file.index.summary(1)
    assert (line.stage, line.phase, line.missing) == (Stage.RUNNING, 0, 5)
    running.act(1, ev.MarkProposed(Decimal(9)))
    line = file.index.summary(1)
    assert (line.mark, line.missing) == (Decimal(9), 4)


def test_an_act_that_changes_nothing_writes_nothing(running: Office, file: MemoryFile) -> None:
    before = list(file.journals[1])
    changes = running.act(1, ev.Rated(1, None))
    assert not changes
    assert file.journals[1] == before


def state(office: Office, file: MemoryFile) -> tuple[object, ...]:
    """All that an act could have changed."""
    journals = {number: tuple(entries) for number, entries in file.journals.items()}
    histories = {number: office.history(number) for number in journals}
    return journals, histories, dict(file.index.lines), office.session, tuple(file.own_journal), file.forms()


def test_a_refused_act_changes_nothing(running: Office, file: MemoryFile) -> None:
    before = state(running, file)
    with pytest.raises(Refusal) as caught:
        running.act(1, do.AddRemark(running.now(), RemarkText("texte", criterion=1), "X"))
    assert caught.value.reason is Reason.UNKNOWN_LEVEL
    with pytest.raises(Refusal):
        running.plan(make_plan(last_name=" "), "essai")
    assert state(running, file) == before


@pytest.mark.parametrize("kind", [ProblemKind.DISK_FULL, ProblemKind.BUSY, ProblemKind.INPUT_OUTPUT])
def test_what_the_file_could_not_take_has_not_happened(
    running: Office, file: MemoryFile, kind: ProblemKind
) -> None:
    before = state(running, file)
    file.failure = kind
    for attempt in (
        lambda: running.act(1, ev.Rated(1, "S")),
        lambda: running.act(1, do.Undo()),
        lambda: running.plan(make_plan("0013"), "autre"),
        lambda: running.describe(replace(running.session, room="A 1")),
    ):
        with pytest.raises(FileProblem) as caught:
            attempt()
        assert caught.value.kind is kind
    assert state(running, file) == before
    file.failure = None
    running.act(1, ev.Rated(1, "S"))
    assert [entry.sequence for entry in file.journals[1]] == [1, 2, 3, 4]


def test_nothing_is_done_in_a_file_opened_read_only(running: Office, file: MemoryFile) -> None:
    before = state(running, file)
    file.read_only = "busy"
    assert running.read_only == "busy"
    for attempt in (
        lambda: running.act(1, ev.Rated(1, None)),
        lambda: running.plan(make_plan("0013"), "essai"),
        lambda: running.describe(running.session),
    ):
        with pytest.raises(ReadOnlyFile):
            attempt()
    assert state(running, file) == before


def test_an_oral_is_planned_with_the_exact_form(office: Office, file: MemoryFile) -> None:
    number, changes = office.plan(make_plan("0013", "Petit"), "autre")
    assert number == 2
    assert changes.oral == 2
    assert changes.topics == {Topic.PLAN, Topic.STAGE}
    form = make_form(key="autre", name="Autre")
    assert file.journals[2][0].event == ev.Planned(make_plan("0013", "Petit"), "autre", form.hash)
    assert office.oral(2).form == form
    assert file.index.summary(2).oral == 2


def test_an_oral_keeps_its_form_when_the_machine_gets_another(
    desk: Desk, office: Office, clock: FakeClock
) -> None:
    newer = make_form(version="2")
    again = Office(office.file, desk.library, clock)
    assert again.oral(1).form == make_form()
    again.act(1, do.ChangePlan(make_plan(), newer))
    assert again.oral(1).form == newer
    assert again.file.forms()[newer.hash] == newer
    reread = Office(office.file, desk.library, clock)
    assert reread.oral(1).form == newer


def test_an_office_that_only_reads_finds_a_form_pinned_meanwhile(
    desk: Desk, office: Office, file: MemoryFile, clock: FakeClock
) -> None:
    reader = Office(file, desk.library, clock)
    number, _ = office.plan(make_plan("0013", "Petit"), "autre")
    assert reader.oral(number).form.key == "autre"


@pytest.mark.parametrize(
    ("command", "topics"),
    [
        (do.Undo(), {Topic.CLOCK, Topic.STAGE}),
        (ev.Paused(), {Topic.CLOCK, Topic.STAGE}),
        (ev.Rated(1, "S"), {Topic.LEVELS}),
        (ev.MarkProposed(Decimal(9)), {Topic.VERDICT}),
    ],
)
def test_an_act_says_which_screens_it_concerns(running: Office, command: Command, topics: set[Topic]) -> None:
    assert running.act(1, command).topics == topics


def test_an_undo_concerns_what_the_act_concerned(running: Office) -> None:
    running.act(1, do.AddRemark(running.now(), RemarkText("chiffré", criterion=1), "TS"))
    undone = running.act(1, do.Undo())
    redone = running.act(1, do.Redo())
    assert undone.topics == redone.topics == {Topic.REMARKS, Topic.LEVELS}
    assert [undone.events, redone.events] == [(ev.Undone(4),), (ev.Redone(4),)]


def test_the_session_is_described_anew_but_keeps_its_kind(office: Office, file: MemoryFile) -> None:
    other = replace(office.session, kind=FileKind.EXAM, room="A 1")
    changes = office.describe(other)
    assert changes.oral is None
    assert changes.topics == {Topic.SESSION}
    assert office.session == replace(other, kind=FileKind.TRAINING) == file.session()
    assert [entry.sequence for entry in file.own_journal] == [1, 2]


def test_a_session_keeps_a_centre_and_a_juror() -> None:
    office = office_with(make_form(), make_session(FileKind.EXAM))
    for changed, reason in (
        (replace(office.session, centre=" "), Reason.EMPTY_CENTRE),
        (replace(office.session, jurors=()), Reason.NO_JUROR),
    ):
        with pytest.raises(Refusal) as caught:
            office.describe(changed)
        assert caught.value.reason is reason


def test_a_history_let_go_is_read_again_the_same(office: Office) -> None:
    numbers = [1, *(plan(office, f"Candidat {each}") for each in range(40))]
    for number in numbers:
        office.act(number, do.Open(JURORS))
    assert len(office._histories) == 32
    for number in numbers:
        assert office.oral(number).stage is Stage.OPENED
        remark(office, number, "présent")
    assert all(len(office.oral(number).remarks) == 1 for number in numbers)


def test_a_closed_office_has_closed_its_file(office: Office, file: MemoryFile) -> None:
    office.close()
    assert file.closed


def test_another_office_reads_all_that_was_done(running: Office, desk: Desk) -> None:
    remark(running, 1, "clair")
    again, _ = open_file(desk, Path(MEMORY))
    assert again.history(1) == running.history(1)


@pytest.fixture
def two(empty_office: Office) -> tuple[int, int]:
    """The first oral runs, the second is opened."""
    first, second = (empty_office.plan(make_plan(number), "essai")[0] for number in ("1", "2"))
    for each in (first, second):
        empty_office.act(each, do.Open(JURORS))
    empty_office.act(first, do.Start())
    return first, second


def refused(empty_office: Office, oral: int, command: do.Command) -> Reason:
    before = len(empty_office.history(oral).entries)
    with pytest.raises(Refusal) as caught:
        empty_office.act(oral, command)
    assert len(empty_office.history(oral).entries) == before
    return caught.value.reason


def test_a_second_oral_does_not_start_beside_a_running_one(
    empty_office: Office, two: tuple[int, int]
) -> None:
    first, second = two
    assert refused(empty_office, second, do.Start()) is Reason.OTHER_RUNNING
    beside = running_beside(empty_office.file.index, second)
    assert beside is not None
    assert beside.oral == first
    assert running_beside(empty_office.file.index, first) is None


@pytest.mark.parametrize("freeing", [ev.Paused("malaise"), ev.Ended()])
def test_it_starts_once_the_first_stands_still(
    empty_office: Office, two: tuple[int, int], freeing: do.Command
) -> None:
    first, second = two
    empty_office.act(first, freeing)
    empty_office.act(second, do.Start())
    assert empty_office.oral(second).stage is Stage.RUNNING
    assert refused(empty_office, first, do.Undo()) is Reason.OTHER_RUNNING


@pytest.mark.parametrize("going_on", [ev.Resumed(), do.NextPhase()])
def test_a_suspended_oral_waits_for_the_other(
    empty_office: Office, two: tuple[int, int], going_on: do.Command
) -> None:
    first, second = two
    empty_office.act(first, ev.Paused("malaise"))
    empty_office.act(second, do.Start())
    assert refused(empty_office, first, going_on) is Reason.OTHER_RUNNING
    empty_office.act(second, ev.Ended())
    empty_office.act(first, going_on)
    assert empty_office.oral(first).stage is Stage.RUNNING


def test_whatever_is_not_the_clock_goes_on_meanwhile(empty_office: Office, two: tuple[int, int]) -> None:
    _, second = two
    empty_office.act(second, do.StartPreparation())
    empty_office.act(second, ev.Rated(1, "S"))
    assert empty_office.oral(second).ratings == {1: "S"}
