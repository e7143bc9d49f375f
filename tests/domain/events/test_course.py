"""The clock's commands: when they are taken, when they are refused."""

from __future__ import annotations

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.commands import Command
from btstc_jury.domain.events import AbsenceRecorded, GapCause
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Absence, AbsenceKind
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.standing import Stage
from tests.domain.sitting import Sitting, complete, ended, finalised, opened, running


def paused() -> Sitting:
    sitting = running()
    sitting.act(ev.Paused())
    return sitting


def withdrawn() -> Sitting:
    sitting = Sitting()
    sitting.act(ev.Withdrawn("inscrit deux fois"))
    return sitting


def closed() -> Sitting:
    sitting = opened()
    sitting.act(AbsenceRecorded(Absence(AbsenceKind.ABSENT)))
    return sitting


AT = {
    Stage.PLANNED: Sitting,
    Stage.OPENED: opened,
    Stage.RUNNING: running,
    Stage.PAUSED: paused,
    Stage.ENDED: ended,
    Stage.FINALISED: finalised,
    Stage.CLOSED: closed,
    Stage.WITHDRAWN: withdrawn,
}

AFTER: dict[Command, dict[Stage, Stage]] = {
    do.Start(): {Stage.OPENED: Stage.RUNNING},
    do.NextPhase(): {Stage.RUNNING: Stage.RUNNING, Stage.PAUSED: Stage.RUNNING},
    ev.Paused("alarme"): {Stage.RUNNING: Stage.PAUSED},
    ev.Resumed(): {Stage.PAUSED: Stage.RUNNING},
    ev.Ended(): {Stage.RUNNING: Stage.ENDED, Stage.PAUSED: Stage.ENDED},
}
OTHERWISE = {
    do.Start(): Reason.ALREADY_STARTED,
    do.NextPhase(): Reason.NOT_RUNNING,
    ev.Paused("alarme"): Reason.NOT_RUNNING,
    ev.Resumed(): Reason.NOT_PAUSED,
    ev.Ended(): Reason.NOT_RUNNING,
}
NO_START = {
    Stage.PLANNED: Reason.NOT_OPENED,
    Stage.CLOSED: Reason.ORAL_STOPPED,
    Stage.WITHDRAWN: Reason.ORAL_STOPPED,
}


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("command", list(AFTER), ids=lambda command: type(command).__name__)
def test_each_command_has_its_stages(command: Command, stage: Stage) -> None:
    sitting = AT[stage]()
    assert sitting.oral.stage is stage
    after = AFTER[command].get(stage)
    if after is not None:
        sitting.act(command)
        assert sitting.oral.stage is after
        return
    expected = NO_START.get(stage, OTHERWISE[command]) if command == do.Start() else OTHERWISE[command]
    assert sitting.refused(command) == (expected, "")


def test_phases_follow_one_another_to_the_last() -> None:
    sitting = running()
    assert sitting.oral.phase == 0
    assert sitting.act(do.NextPhase()) == (ev.PhaseStarted(1),)
    assert sitting.oral.phase == 1
    assert sitting.refused(do.NextPhase()) == (Reason.LAST_PHASE, "")


def test_a_pause_may_be_explained_later_and_again() -> None:
    sitting = running()
    assert sitting.act(ev.Paused("  ")) == (ev.Paused(""),)
    pause = sitting.history.last_sequence
    assert sitting.refused(ev.PauseExplained(pause, " ")) == (Reason.EMPTY_REASON, "")
    assert sitting.act(ev.PauseExplained(pause, " alarme ")) == (ev.PauseExplained(pause, "alarme"),)
    assert sitting.act(ev.PauseExplained(pause, "alarme")) == ()
    sitting.act(ev.Resumed(), ev.Ended(), ev.PauseExplained(pause, "alarme incendie"))
    assert [mark.label for mark in sitting.oral.marks] == ["", "alarme incendie", "", ""]


def test_only_a_pause_can_be_explained() -> None:
    sitting = paused()
    assert sitting.refused(ev.PauseExplained(3, "alarme")) == (Reason.UNKNOWN_PAUSE, "")
    assert sitting.refused(ev.PauseExplained(99, "alarme")) == (Reason.UNKNOWN_PAUSE, "")


def stopped(sitting: Sitting) -> int:
    """The program stops for two minutes; the number of the gap."""
    alive = sitting.now
    sitting.clock.restart(Duration.minutes(2))
    sitting.act(ev.GapFound(alive, GapCause.STOP))
    return sitting.history.last_sequence


def test_a_gap_is_decided_and_decided_otherwise() -> None:
    sitting = running()
    gap = stopped(sitting)
    assert list(sitting.oral.pending_gaps) == [gap]
    assert sitting.act(ev.GapDecided(gap, counted=False)) == (ev.GapDecided(gap, counted=False),)
    assert list(sitting.oral.pending_gaps) == []
    assert sitting.act(ev.GapDecided(gap, counted=False)) == ()
    assert sitting.act(ev.GapDecided(gap, counted=True)) == (ev.GapDecided(gap, counted=True),)


def test_only_a_gap_can_be_decided() -> None:
    sitting = running()
    gap = stopped(sitting)
    assert sitting.refused(ev.GapDecided(gap - 1, counted=True)) == (Reason.UNKNOWN_GAP, "")


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.RUNNING])
def test_a_stop_concerns_running_orals_only(stage: Stage) -> None:
    sitting = AT[stage]()
    assert sitting.act(ev.GapFound(sitting.now, GapCause.SLEEP)) == ()


def test_the_gap_remembers_its_cause() -> None:
    sitting = running()
    alive = sitting.now
    sitting.clock.sleep(Duration.minutes(1))
    sitting.act(ev.GapFound(alive, GapCause.SLEEP))
    assert (sitting.oral.marks[-1].since, sitting.oral.marks[-1].label) == (alive, "sleep")


def test_neither_pause_nor_gap_is_touched_once_the_proposal_is_settled() -> None:
    sitting = complete()
    sitting.act(ev.Finalised())
    assert sitting.refused(ev.PauseExplained(1, "alarme")) == (Reason.FINALISED, "")
    assert sitting.refused(ev.GapDecided(1, counted=True)) == (Reason.FINALISED, "")


def test_a_candidate_whose_oral_has_begun_is_not_withdrawn() -> None:
    assert running().refused(ev.Withdrawn("inscrit deux fois")) == (Reason.ALREADY_STARTED, "")


def test_a_reason_holds_nothing_that_nobody_would_see() -> None:
    refused = Sitting().refused(ev.Withdrawn("inscrit\u202edeux fois"))
    assert refused == (Reason.UNSEEN_CHARACTER, "U+202E")
