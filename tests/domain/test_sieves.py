"""The states by which orals are picked out of a file."""

from __future__ import annotations

from btstc_jury.domain.standing import Sieve, Stage, Status


def picked(sieve: Sieve) -> set[tuple[Stage, Status, bool]]:
    every = ((stage, status, signed) for stage in Stage for status in Status for signed in (False, True))
    return {each for each in every if sieve.holds(each[0], each[1], signed=each[2])}


def test_each_state_is_what_its_name_says() -> None:
    assert {stage for stage, _, _ in picked(Sieve.TO_COME)} == {Stage.PLANNED, Stage.OPENED}
    assert {stage for stage, _, _ in picked(Sieve.UNDER_WAY)} == {Stage.RUNNING, Stage.PAUSED}
    assert {(stage, signed) for stage, _, signed in picked(Sieve.UNSIGNED)} == {(Stage.FINALISED, False)}
    assert {(stage, signed) for stage, _, signed in picked(Sieve.SIGNED)} == {(Stage.FINALISED, True)}
    absent = {Status.ABSENT, Status.ABSENT_JUSTIFIED}
    assert {status for _, status, _ in picked(Sieve.ABSENT)} == absent


def test_each_has_a_name_of_its_own_for_the_list_and_for_a_command() -> None:
    assert len({each.facts.label for each in Sieve}) == len({each.facts.key for each in Sieve}) == len(Sieve)
    assert all(picked(each) for each in Sieve)
