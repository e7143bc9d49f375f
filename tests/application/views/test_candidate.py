"""What the candidate sees: phase and time, through preparation, phases, pause, overrun and end."""

from __future__ import annotations

from dataclasses import fields

import pytest

from btstc_jury.application.views.candidate import (
    ENDED,
    WAITING,
    CandidateFace,
    FaceState,
    candidate_face,
    oral_face,
    preparation_face,
    spoken,
)
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.domain.timing import ClockFace, PhaseTime, Preparation
from tests.application.offices import office_with
from tests.fakes import FakeClock
from tests.forms_for_tests import make_form

TITLES = ("Présentation", "Simulation", "Entretien")


def clock(used: float, *, phase: int | None = 1, running: bool = True, ended: bool = False) -> ClockFace:
    times = [PhaseTime(Duration.minutes(10), ZERO, own_maximum=True) for _ in TITLES]
    if phase is not None:
        times[phase] = PhaseTime(Duration.minutes(10), Duration.seconds(used), own_maximum=True)
    total = Duration.minutes(30)
    return ClockFace(phase, running, ended, tuple(times), total, Duration.seconds(used), (), ())


def test_a_phase_that_runs() -> None:
    face = oral_face(clock(150.25), TITLES)
    assert face == CandidateFace(
        FaceState.RUNNING,
        "Simulation",
        "07:30",
        pytest.approx(150.25 / 600),  # type: ignore[arg-type]
        "phase 2 sur 3",
        until_next=Duration.seconds(0.75),
    )
    assert spoken(face) == "Simulation, reste 07:30, phase 2 sur 3"


def test_a_phase_that_is_suspended_stands_still() -> None:
    face = oral_face(clock(150, running=False), TITLES)
    assert (face.state, face.time, face.until_next) == (FaceState.PAUSED, "07:30", ZERO)
    assert spoken(face).endswith("temps suspendu")


@pytest.mark.parametrize(
    ("used", "time", "overrun"),
    [(599.9, "00:01", False), (600, "00:00", False), (600.9, "00:00", False), (601, "+00:01", True)],
)
def test_the_time_runs_out_by_whole_seconds(used: float, time: str, overrun: bool) -> None:
    face = oral_face(clock(used), TITLES)
    assert (face.time, face.overrun) == (time, overrun)
    assert face.fraction <= 1.0


def test_before_and_after() -> None:
    assert oral_face(clock(0, phase=None, running=False), TITLES) == WAITING
    assert oral_face(clock(600, running=False, ended=True), TITLES) == ENDED
    assert spoken(WAITING) == WAITING.title


def test_a_phase_without_any_time_left_to_it_is_full() -> None:
    times = (PhaseTime(ZERO, Duration.seconds(3), own_maximum=False),)
    face = oral_face(ClockFace(0, True, False, times, ZERO, Duration.seconds(3), (), ()), ("Fin",))
    assert (face.time, face.fraction, face.overrun) == ("+00:03", 1.0, True)


def test_the_preparation() -> None:
    now = FakeClock()
    preparation = Preparation(Duration.minutes(50), now.now())
    face = preparation_face(preparation, now.advance(Duration.minutes(20)))
    assert (face.state, face.title, face.time, face.position) == (
        FaceState.PREPARING,
        "Préparation",
        "30:00",
        "",
    )
    assert face.fraction == pytest.approx(0.4)
    late = preparation_face(preparation, now.advance(Duration.minutes(31)))
    assert (late.time, late.overrun, late.fraction) == ("+01:00", True, 1.0)
    assert spoken(late) == "Préparation, temps dépassé de 01:00"


def test_nothing_but_phase_and_time_has_a_place() -> None:
    """Plain frozen values, none of which can carry an oral, a remark, a level or a mark."""
    kinds = {field.name: field.type for field in fields(CandidateFace)}
    assert kinds == {
        "state": "FaceState",
        "title": "str",
        "time": "str",
        "fraction": "float",
        "position": "str",
        "overrun": "bool",
        "until_next": "Duration",
        "told": "str",
    }
    assert not hasattr(WAITING, "__dict__")


def test_what_the_candidate_does_is_told_in_a_rehearsal_alone() -> None:
    office = office_with(make_form())
    assert candidate_face(office, 1, told=True).told == ""
    assert candidate_face(office, 1, told=True) == candidate_face(office, 1)
