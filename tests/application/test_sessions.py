"""Creating, opening, and finding that the program had stopped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import SLEEP, Desk, Pulse, create_file, open_file
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.moments import Duration, Instant
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import Gap
from tests.application.offices import MEMORY, bring, plan
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session
from tests.memory_file import MemoryFile, MemoryFiles

PATH = Path(MEMORY)


def gaps(office: Office, oral: int = 1) -> tuple[Gap, ...]:
    return office.oral(oral).clock(office.now()).gaps


def gap_events(file: MemoryFile, oral: int = 1) -> list[ev.GapFound]:
    return [entry.event for entry in file.journals[oral] if isinstance(entry.event, ev.GapFound)]


def test_a_new_file_begins_with_its_session(desk: Desk, clock: FakeClock) -> None:
    office = create_file(desk, PATH, make_session())
    assert office.session == make_session()
    assert isinstance(office.file, MemoryFile)
    (entry,) = office.file.own_journal
    assert (entry.sequence, entry.reading, entry.event) == (
        1,
        clock.now(),
        ev.SessionDescribed(make_session()),
    )


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [("centre", "  ", Reason.EMPTY_CENTRE), ("jurors", (), Reason.NO_JUROR)],
)
def test_a_file_without_centre_or_juror_is_not_made(
    desk: Desk, field: str, value: object, reason: Reason
) -> None:
    wrong = replace(make_session(FileKind.EXAM), **{field: value})  # type: ignore[arg-type]
    with pytest.raises(Refusal) as caught:
        create_file(desk, PATH, wrong)
    assert caught.value.reason is reason
    assert isinstance(desk.files, MemoryFiles)
    assert not desk.files.kept


def test_opening_leads_to_the_oral_under_way(desk: Desk, office: Office) -> None:
    assert open_file(desk, PATH)[1] is None
    second = plan(office, "Petit", "2026-06-01 10:00")
    bring(office, second, Stage.PAUSED)
    assert open_file(desk, PATH)[1] == second
    bring(office, 1, Stage.RUNNING)
    assert open_file(desk, PATH)[1] == 1


@pytest.mark.parametrize("reboot", [False, True])
def test_the_time_without_the_program_is_reported_once(
    desk: Desk, running: Office, file: MemoryFile, clock: FakeClock, reboot: bool
) -> None:
    clock.advance(Duration.minutes(3))
    file.heart.beat(clock.now())
    alive = clock.now()
    clock.restart(Duration.minutes(7), reboot=reboot)
    office, under_way = open_file(desk, PATH)
    assert under_way == 1
    assert gap_events(file) == [ev.GapFound(alive, GapCause.STOP)]
    (gap,) = gaps(office)
    assert gap.length == Duration.minutes(7)
    assert office.oral(1).clock(office.now()).total_used == Duration.minutes(10)
    open_file(desk, PATH)
    assert len(gap_events(file)) == 1


def test_the_last_act_is_a_sign_of_life_too(
    desk: Desk, running: Office, file: MemoryFile, clock: FakeClock
) -> None:
    file.heart.beat(clock.now())
    clock.advance(Duration.seconds(4))
    running.act(1, ev.Rated(1, "S"))
    acted = clock.now()
    clock.restart(Duration.minutes(1))
    open_file(desk, PATH)
    assert gap_events(file) == [ev.GapFound(acted, GapCause.STOP)]


def test_a_stop_right_after_a_restart_is_counted_from_the_restart(
    desk: Desk, running: Office, file: MemoryFile, clock: FakeClock
) -> None:
    """The program ran again, wrote a sign of life and stopped before any act."""
    clock.restart(Duration.minutes(1))
    open_file(desk, PATH)
    clock.advance(Duration.seconds(20))
    file.heart.beat(clock.now())
    alive = clock.now()
    clock.restart(Duration.minutes(2))
    office, _ = open_file(desk, PATH)
    assert [each.since for each in gap_events(file)][1:] == [alive]
    assert [gap.length for gap in gaps(office)] == [Duration.minutes(1), Duration.minutes(2)]


def test_without_any_sign_of_life_the_last_act_is_the_only_one(
    desk: Desk, running: Office, file: MemoryFile, clock: FakeClock
) -> None:
    acted = clock.now()
    clock.restart(Duration.minutes(1))
    open_file(desk, PATH)
    assert gap_events(file) == [ev.GapFound(acted, GapCause.STOP)]


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.OPENED, Stage.PAUSED, Stage.ENDED])
def test_only_a_running_oral_has_gaps(
    desk: Desk, office: Office, file: MemoryFile, clock: FakeClock, stage: Stage
) -> None:
    bring(office, 1, stage)
    clock.restart(Duration.minutes(5))
    open_file(desk, PATH)
    assert gap_events(file) == []


def test_a_file_opened_read_only_is_left_as_it_is(
    desk: Desk, running: Office, file: MemoryFile, clock: FakeClock
) -> None:
    file.read_only = "busy"
    clock.restart(Duration.minutes(5))
    office, under_way = open_file(desk, PATH)
    assert under_way == 1
    assert gap_events(file) == []
    assert office.oral(1).clock(office.now()).total_used == Duration.minutes(5)


def test_a_file_that_cannot_be_worked_on_is_closed_again(
    desk: Desk, running: Office, file: MemoryFile, clock: FakeClock
) -> None:
    clock.restart(Duration.minutes(5))
    file.failure = ProblemKind.DISK_FULL
    with pytest.raises(FileProblem):
        open_file(desk, PATH)
    assert file.closed


def test_a_damaged_journal_does_not_keep_the_others_closed(
    desk: Desk, running: Office, file: MemoryFile, clock: FakeClock
) -> None:
    second = plan(running, "Petit")
    running.act(1, ev.Paused("alarme"))
    bring(running, second, Stage.RUNNING)
    file.damaged = {1}
    clock.restart(Duration.minutes(5))
    office, under_way = open_file(desk, PATH)
    assert under_way == second
    assert [len(gap_events(file, oral)) for oral in (1, second)] == [0, 1]
    with pytest.raises(FileProblem):
        office.oral(1)


def test_a_pulse_writes_signs_of_life(running: Office, file: MemoryFile, clock: FakeClock) -> None:
    pulse = Pulse(running)
    for _ in range(3):
        assert not pulse.beat()
        assert file.heart.last_beat() == clock.now()
        clock.advance(SLEEP)
    assert gap_events(file) == []


@pytest.mark.parametrize("seconds", [10.000001, 60, 8 * 3600])
def test_a_beat_long_overdue_is_a_sleep(
    running: Office, file: MemoryFile, clock: FakeClock, seconds: float
) -> None:
    pulse = Pulse(running)
    pulse.beat()
    alive = clock.now()
    clock.sleep(Duration.seconds(seconds))
    assert pulse.beat()
    assert gap_events(file) == [ev.GapFound(alive, GapCause.SLEEP)]
    assert gaps(running)[0].length == Duration.seconds(seconds)
    assert not pulse.beat()
    assert len(gap_events(file)) == 1


@pytest.mark.parametrize("hours", [-24, -1, 1, 24])
def test_setting_the_wall_clock_is_no_sleep(
    running: Office, file: MemoryFile, clock: FakeClock, hours: int
) -> None:
    pulse = Pulse(running)
    pulse.beat()
    clock.advance(Duration.seconds(5))
    clock.set_wall(Instant(clock.utc + Duration.minutes(60 * hours).us))
    assert not pulse.beat()
    assert gap_events(file) == []
    assert running.oral(1).clock(running.now()).total_used == Duration.seconds(5)


def test_time_begun_after_the_last_sign_of_life_is_counted_once(
    office: Office, file: MemoryFile, clock: FakeClock
) -> None:
    pulse = Pulse(office)
    bring(office, 1, Stage.PAUSED)
    pulse.beat()
    clock.advance(Duration.seconds(4))
    office.act(1, ev.Resumed())
    clock.sleep(Duration.minutes(2))
    assert pulse.beat()
    assert gaps(office)[0].length == Duration.minutes(2)
    assert office.oral(1).clock(office.now()).total_used == Duration.minutes(2)


def test_a_sleep_concerns_the_running_oral_only(office: Office, file: MemoryFile, clock: FakeClock) -> None:
    paused = plan(office, "Roux")
    bring(office, paused, Stage.PAUSED)
    bring(office, 1, Stage.RUNNING)
    pulse = Pulse(office)
    pulse.beat()
    clock.sleep(Duration.minutes(2))
    pulse.beat()
    assert [len(gap_events(file, each)) for each in (1, paused)] == [1, 0]


def test_a_sleep_that_could_not_be_written_is_written_later(
    running: Office, file: MemoryFile, clock: FakeClock
) -> None:
    pulse = Pulse(running)
    pulse.beat()
    alive = clock.now()
    clock.sleep(Duration.minutes(2))
    file.failure = ProblemKind.DISK_FULL
    with pytest.raises(FileProblem):
        pulse.beat()
    assert gap_events(file) == []
    file.failure = None
    clock.advance(Duration.seconds(5))
    assert pulse.beat()
    assert gap_events(file) == [ev.GapFound(alive, GapCause.SLEEP)]


def test_a_pulse_at_rest_finds_no_sleep(running: Office, file: MemoryFile, clock: FakeClock) -> None:
    pulse = Pulse(running)
    pulse.beat()
    pulse.pause()
    clock.advance(Duration.minutes(30))
    assert not pulse.beat()
    assert gap_events(file) == []
