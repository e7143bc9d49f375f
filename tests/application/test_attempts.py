"""The first three wrong passphrases cost nothing, the next ones more and more."""

from __future__ import annotations

from btstc_jury.application.views.passphrase import FREE, Attempts
from btstc_jury.domain.moments import ZERO, Duration
from tests.fakes import FakeClock


def waits(attempts: Attempts, clock: FakeClock, count: int) -> list[float]:
    """Seconds imposed after each of ``count`` wrong attempts, made as soon as each is allowed."""
    found = []
    for _ in range(count):
        clock.advance(attempts.wait())
        attempts.failed()
        found.append(attempts.wait().total_seconds)
    return found


def test_each_wrong_one_from_the_third_doubles_the_wait_up_to_five_minutes() -> None:
    clock = FakeClock()
    assert waits(Attempts(clock), clock, 12) == [0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300]


def test_the_wait_goes_by() -> None:
    clock = FakeClock()
    attempts = Attempts(clock)
    waits(attempts, clock, FREE)
    clock.advance(Duration.seconds(2))
    assert attempts.wait() == Duration.seconds(3)
    clock.advance(Duration.seconds(60))
    assert attempts.wait() == ZERO


def test_a_right_one_begins_anew() -> None:
    clock = FakeClock()
    attempts = Attempts(clock)
    waits(attempts, clock, 6)
    attempts.succeeded()
    assert attempts.wait() == ZERO
    assert waits(attempts, clock, 3) == [0, 0, 5]


def test_a_wall_clock_set_forward_shortens_nothing() -> None:
    clock = FakeClock()
    attempts = Attempts(clock)
    waits(attempts, clock, FREE)
    clock.utc += Duration.minutes(60).us
    assert attempts.wait() == Duration.seconds(5)
