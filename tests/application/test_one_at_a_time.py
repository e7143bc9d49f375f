"""One clock at a time in a file."""

from __future__ import annotations

import pytest

from btstc_jury.application.office import Office, running_beside
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.standing import Stage
from tests.forms_for_tests import JURORS, make_plan


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
