"""What the live screen shows of time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.office import Office
from btstc_jury.application.views.clock import CellState, ClockView, clock_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.form import LimitKind, Phase, SettingKind, TimeRule
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.standing import Stage
from tests.application.offices import act, bring, clock_of, office_with, plan, wait
from tests.forms_for_tests import make_form, make_plan


def shown(view: ClockView, *fields: str) -> list[Any]:
    return [getattr(view, field) for field in fields]


def cells(view: ClockView, *fields: str) -> list[list[Any]]:
    return [[getattr(cell, field) for field in fields] for cell in view.cells]


def test_before_the_start_the_times_granted_are_shown(office: Office) -> None:
    view = clock_view(office, 1)
    assert view.caption == "Prés. — temps accordé"
    assert shown(view, "stage", "left", "elapsed", "total_left", "overrun") == [
        Stage.PLANNED,
        "10:00",
        "0:00",
        "30:00",
        False,
    ]
    assert not view.uninterrupted
    assert cells(view, "state", "time") == [[CellState.FUTURE, "10:00"], [CellState.FUTURE, "reste 20:00"]]


def test_the_phase_under_way_tells_who_does_what(running: Office) -> None:
    wait(running, 90.4)
    view = clock_view(running, 1)
    assert shown(view, "candidate", "commission") == ["présente", "écoute"]
    assert view.caption == "Prés. — temps restant"
    assert shown(view, "left", "elapsed", "total_left", "total_allowed") == [
        "08:30",
        "1:30",
        "28:30",
        "30:00",
    ]
    assert view.uninterrupted
    assert cells(view, "state", "time", "number", "title") == [
        [CellState.NOW, "1:30 / 10:00", 1, "Prés."],
        [CellState.FUTURE, "reste 20:00", 2, "Entr."],
    ]


def test_the_last_phase_shows_what_is_left_of_the_total(running: Office) -> None:
    wait(running, 240)
    running.act(1, do.NextPhase())
    wait(running, 60)
    view = clock_view(running, 1)
    assert view.caption == "Entr. — reste du total"
    assert shown(view, "left", "total_left", "uninterrupted") == ["25:00", "25:00", False]
    assert cells(view, "state", "time") == [[CellState.PAST, "4:00 / 10:00"], [CellState.NOW, "1:00"]]


def test_what_is_left_of_the_total_is_one_figure(running: Office) -> None:
    """Parts of seconds lost to the phases before made « 39:49 » of one and « 39:50 » of the other."""
    clock_of(running).advance(Duration(3_600_000))
    running.act(1, do.NextPhase())
    clock_of(running).advance(Duration(7_100_000))
    view = clock_view(running, 1)
    assert view.left == view.total_left


def test_an_overrun_has_a_sign_a_width_and_a_limit(running: Office) -> None:
    wait(running, 625)
    view = clock_view(running, 1)
    assert shown(view, "left", "overrun", "total_overrun") == ["+00:25", True, False]
    first, second = view.cells
    assert (first.overrun, first.width, first.filled) == (True, 625.0, 1.0)
    assert first.limit == pytest.approx(600 / 625)
    assert (second.overrun, second.width) == (False, 1175.0)
    wait(running, 20 * 60)
    view = clock_view(running, 1)
    assert shown(view, "total_left", "total_overrun") == ["+00:25", True]
    assert view.cells[1].width == 1.0


@given(st.lists(st.integers(0, 15 * 60 * 1_000_000), min_size=1, max_size=4), st.integers(0, 1))
def test_words_colours_and_drawing_agree(waits: list[int], crossed: int) -> None:
    office = office_with(make_form())
    for index, length in enumerate(waits):
        clock_of(office).advance(Duration(length))
        if index == crossed:
            act(office, 1, do.NextPhase() if index == 0 else ev.Paused())
    view = clock_view(office, 1)
    assert view.left.startswith("+") == view.overrun
    assert view.total_left.startswith("+") == view.total_overrun
    for cell in view.cells:
        assert 0 <= cell.filled <= 1
        assert 0 <= cell.limit <= 1
        assert cell.width >= 1
        assert not cell.overrun or cell.limit < 1


def seconds(view: ClockView) -> list[str]:
    """Every clock on the screen."""
    pause = [view.pause.length] if view.pause else []
    return [view.left, view.elapsed, view.total_left, *pause, *(line.left for line in view.preparations)]


@given(
    st.integers(0, 2_000_000),
    st.integers(0, 2_000_000),
    st.integers(0, 2_000_000),
    st.booleans(),
    st.integers(0, 3),
)
def test_the_screen_is_asked_for_again_exactly_when_a_clock_changes(
    first: int, second: int, third: int, paused: bool, turns: int
) -> None:
    office = office_with(make_form())
    clock = clock_of(office)
    office.plan(make_plan("0013", "Petit"), "essai")
    clock.advance(Duration(first))
    act(office, 2, do.StartPreparation())
    clock.advance(Duration(second))
    act(office, 1, do.NextPhase())
    clock.advance(Duration(third))
    if paused:
        act(office, 1, ev.Paused())
    view = clock_view(office, 1, (2,))
    for _ in range(turns + 1):
        clock.advance(view.until_next - Duration(1))
        assert seconds(clock_view(office, 1, (2,))) == seconds(view)
        clock.advance(Duration(1))
        later = clock_view(office, 1, (2,))
        assert seconds(later) != seconds(view)
        view = later


def test_a_clock_at_rest_is_asked_for_again_after_a_second(office: Office) -> None:
    assert clock_view(office, 1).until_next == Duration.seconds(1)


def test_extra_time_is_in_every_time_shown(office: Office) -> None:
    number = plan(office, "Petit", accommodation=Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD))
    view = clock_view(office, number)
    assert shown(view, "left", "total_left") == ["13:20", "40:00"]
    assert cells(view, "time") == [["13:20"], ["reste 26:40"]]


def free(title: str) -> Phase:
    return Phase(title, title, LimitKind.FREE, None, uninterrupted=False, candidate="", commission="")


def test_a_phase_without_a_time_of_its_own_is_said_to_be_free() -> None:
    office = office_with(make_form(phases=(free("Exposé"), free("Entretien"))))
    wait(office, 60)
    view = clock_view(office, 1)
    assert view.caption == "Exposé — durée libre, total restant"
    assert shown(view, "left", "overrun") == ["29:00", False]
    assert cells(view, "time") == [["1:00"], ["durée libre"]]


def test_an_ended_oral_has_only_past_phases(running: Office) -> None:
    wait(running, 60)
    running.act(1, do.NextPhase())
    running.act(1, ev.Ended())
    wait(running, 60)
    view = clock_view(running, 1)
    assert cells(view, "state", "time") == [[CellState.PAST, "1:00 / 10:00"], [CellState.PAST, "0:00"]]
    assert not view.uninterrupted


def test_an_oral_ended_early_leaves_a_phase_that_never_was(running: Office) -> None:
    running.act(1, ev.Ended())
    assert cells(clock_view(running, 1), "state") == [[CellState.PAST], [CellState.FUTURE]]


def test_a_pause_says_since_when_for_how_long_and_why(running: Office) -> None:
    assert clock_view(running, 1).pause is None
    running.act(1, ev.Paused())
    wait(running, 61.5)
    view = clock_view(running, 1)
    assert view.pause is not None
    assert (view.pause.length, view.pause.reason, view.uninterrupted) == ("1:01", "", True)
    running.act(1, ev.PauseExplained(view.pause.pause, "alarme"))
    view = clock_view(running, 1)
    assert view.pause is not None
    assert view.pause.reason == "alarme"
    running.act(1, ev.Resumed())
    assert clock_view(running, 1).pause is None


def test_a_stop_is_put_to_the_jury_once(running: Office) -> None:
    alive = running.now()
    clock_of(running).restart(Duration.seconds(67))
    running.act(1, ev.GapFound(alive, GapCause.STOP))
    (question,) = clock_view(running, 1).gaps
    assert question.text.startswith("Le programme n’a pas fonctionné de ")
    assert question.text.endswith(" (1:07). Ce temps compte-t-il\u202f?")
    running.act(1, ev.GapDecided(question.gap, counted=False))
    assert clock_view(running, 1).gaps == ()


def test_candidates_who_prepare_are_shown_beside_the_oral(running: Office) -> None:
    second = plan(running, "Petit", accommodation=Accommodation(preparation=ONE_THIRD))
    third = plan(running, "Roux")
    act(running, second, do.StartPreparation())
    act(running, third, do.StartPreparation(), ev.PreparationEnded())
    wait(running, 70 * 60)
    (line,) = clock_view(running, 1, (second, third, second)).preparations
    assert (line.oral, line.name, line.left, line.allowed, line.overrun) == (
        second,
        "PETIT Jo",
        "+03:20",
        "66:40",
        True,
    )


def test_an_oral_shows_its_own_preparation(office: Office) -> None:
    office.act(1, do.StartPreparation())
    wait(office, 1)
    (line,) = clock_view(office, 1).preparations
    assert (line.oral, line.left, line.overrun) == (1, "49:59", False)
    bring(office, 1, Stage.RUNNING)
    assert clock_view(office, 1).preparations == ()


def test_cells_are_to_scale(office: Office) -> None:
    view = clock_view(office, 1)
    assert cells(view, "width", "filled", "limit") == [[600.0, 0.0, 1.0], [1200.0, 0.0, 1.0]]


def limited(minutes: float, *, indicative: bool = False) -> Phase:
    own = Duration.minutes(minutes)
    return replace(free("Exposé"), limit=LimitKind.MAXIMUM, maximum=own, indicative=indicative)


def waiting(*phases: Phase, indicative: bool = False) -> Office:
    total = TimeRule(SettingKind.FIXED, Duration.minutes(35), indicative=indicative)
    office = office_with(make_form(phases=phases, total=total))
    act(office, 1, do.Undo())
    return office


REST = replace(free("Fin"), limit=LimitKind.REMAINDER)


def test_the_remainder_is_told_what_it_shares_with_a_free_part_and_never_half_of_it() -> None:
    office = waiting(limited(5), limited(10), limited(8), free("Échange"), REST)
    times = [["5:00"], ["10:00"], ["8:00"], ["durée libre"], ["au plus 12:00"]]
    assert cells(clock_view(office, 1), "time") == times
    act(office, 1, do.Start(), do.NextPhase(), do.NextPhase(), do.NextPhase())
    wait(office, 5 * 60)
    assert cells(clock_view(office, 1), "time")[3:] == [["5:00"], ["au plus 30:00"]]
    act(office, 1, do.NextPhase())
    view = clock_view(office, 1)
    assert (view.caption, view.left) == ("Fin — reste du total", "30:00")


@pytest.mark.parametrize(
    ("phases", "indicative", "caption", "left"),
    [
        ((free("A"), free("B")), False, "A — durée libre, total accordé", "35:00"),
        ((free("A"), free("B")), True, "A — durée libre, total indicatif", "35:00"),
        ((free("A"), limited(10), REST), False, "A — durée libre, au plus", "25:00"),
        ((free("A"), limited(10), REST), True, "A — durée libre, au plus (durée indicative)", "25:00"),
        ((REST,), False, "Fin — temps accordé", "35:00"),
        ((REST,), True, "Fin — temps indicatif", "35:00"),
        ((limited(10), REST), False, "Exposé — temps accordé", "10:00"),
        ((limited(10, indicative=True), REST), False, "Exposé — temps indicatif", "10:00"),
    ],
)
def test_what_the_first_part_may_take_is_told_before_the_start(
    phases: tuple[Phase, ...], indicative: bool, caption: str, left: str
) -> None:
    view = clock_view(waiting(*phases, indicative=indicative), 1)
    assert (view.caption, view.left) == (caption, left)
