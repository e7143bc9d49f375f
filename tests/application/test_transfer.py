"""Handing a sheet over through an office: both orals or neither."""

from __future__ import annotations

from decimal import Decimal

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Topic
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.standing import Stage
from tests.application.offices import bring, plan, remark, wait
from tests.domain.official import ABSENT
from tests.memory_file import MemoryFile

WHY = "fiche ouverte au mauvais nom"


def journals(office: Office, file: MemoryFile) -> tuple[object, ...]:
    """All that the two orals are, in the file and in the office."""
    kept = {number: list(entries) for number, entries in file.journals.items()}
    return kept, dict(file.index.lines), [office.history(number) for number in kept]


@pytest.fixture
def other(running: Office) -> int:
    """A second oral, planned; the first runs and has remarks and levels."""
    wait(running, 90)
    remark(running, 1, "accueil clair")
    running.act(1, ev.Rated(2, "S"))
    return plan(running, "Petit")


def test_both_orals_change_in_the_file_and_on_the_screens(
    running: Office, other: int, file: MemoryFile
) -> None:
    before = running.oral(1)
    given, received = running.transfer(1, other, f" {WHY} ")
    assert [given.oral, received.oral] == [1, other]
    assert given.topics == received.topics == set(Topic) - {Topic.SESSION}
    assert given.events == (ev.SheetGiven(other, WHY),)
    assert [each.content.text for each in running.oral(other).remarks.values()] == ["accueil clair"]
    assert running.oral(other).ratings == before.ratings
    assert running.oral(other).clock(running.now()).total_used.total_seconds == 90
    assert [running.oral(number).stage for number in (1, other)] == [Stage.PLANNED, Stage.RUNNING]
    assert [file.index.summary(number).stage for number in (1, other)] == [Stage.PLANNED, Stage.RUNNING]
    assert file.index.under_way() == (other,)
    assert file.journals[1][-1].reading == file.journals[other][-1].reading == running.now()


def test_back_again_leaves_the_first_as_it_was(running: Office, other: int) -> None:
    before = running.oral(1)
    running.transfer(1, other, WHY)
    running.transfer(other, 1, "c’était bien le bon")
    after = running.oral(1)
    assert [(each.at, each.content) for each in after.remarks.values()] == [
        (each.at, each.content) for each in before.remarks.values()
    ]
    assert (after.ratings, after.stage) == (before.ratings, before.stage)
    assert after.clock(running.now()).total_used == before.clock(running.now()).total_used


def test_a_failed_write_changes_neither(running: Office, other: int, file: MemoryFile) -> None:
    before = journals(running, file)
    file.failure = ProblemKind.DISK_FULL
    with pytest.raises(FileProblem):
        running.transfer(1, other, WHY)
    assert journals(running, file) == before
    file.failure = None
    running.transfer(1, other, WHY)


def test_nothing_is_transferred_in_a_file_that_is_only_read(
    running: Office, other: int, file: MemoryFile
) -> None:
    before = journals(running, file)
    file.read_only = "busy"
    with pytest.raises(ReadOnlyFile):
        running.transfer(1, other, WHY)
    assert journals(running, file) == before


def refused(office: Office, file: MemoryFile, source: int, target: int, reason: str = WHY) -> Reason:
    before = journals(office, file)
    with pytest.raises(Refusal) as caught:
        office.transfer(source, target, reason)
    assert journals(office, file) == before
    return caught.value.reason


def test_a_transfer_that_the_rules_refuse_changes_neither(
    running: Office, other: int, file: MemoryFile
) -> None:
    assert refused(running, file, 1, other, " ") is Reason.EMPTY_REASON
    assert refused(running, file, 1, 1) is Reason.SHEET_TAKEN
    assert refused(running, file, other, other) is Reason.NOTHING_RECORDED
    assert refused(running, file, other, plan(running, "Roux")) is Reason.NOTHING_RECORDED
    running.act(other, ev.MarkProposed(Decimal(9)))
    assert refused(running, file, 1, other) is Reason.SHEET_TAKEN
    elsewhere = plan(running, "Lune", form="autre")
    assert refused(running, file, 1, elsewhere) is Reason.OTHER_FORM
    absent = plan(running, "Noir")
    running.act(absent, ABSENT)
    assert refused(running, file, 1, absent) is Reason.ORAL_STOPPED


def test_a_settled_proposal_stays_where_it_is(office: Office, file: MemoryFile) -> None:
    other = plan(office, "Petit")
    bring(office, 1, Stage.FINALISED)
    assert refused(office, file, 1, other) is Reason.FINALISED
    assert refused(office, file, other, 1) is Reason.FINALISED


def test_a_preparation_of_the_other_s_own_stays(running: Office, other: int) -> None:
    running.act(other, do.StartPreparation())
    own = running.oral(other).preparation
    running.transfer(1, other, WHY)
    assert (running.oral(1).preparation, running.oral(other).preparation) == (None, own)
