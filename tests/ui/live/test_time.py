"""Time on the live screen: what the labels, the bar and the strips say at a moment."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.clock import CellState, PhaseCell
from btstc_jury.domain.candidate import Accommodation
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.standing import Stage
from tests.ui.conftest import ShowWindow
from tests.ui.hands import NONE, Hands, listed, make_file

THIRD = Accommodation(Fraction(1, 3), Fraction(1, 3), Fraction(1, 3))


def cells(hands: Hands) -> tuple[PhaseCell, ...]:
    """What the bar paints."""
    return hands.live.bar._cells


def clock(hands: Hands) -> list[str]:
    return hands.texts(hands.live.clock).splitlines()


def open_form(
    show_window: ShowWindow, desk: Desk, path: Path, *forms: str, accommodation: Accommodation = NONE
) -> Hands:
    make_file(desk, path, forms, accommodation=accommodation)
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.open_path(path)
    hands.key("Return")
    return hands


def test_before_the_start_nothing_runs(hands: Hands) -> None:
    hands.pass_time(minutes=5)
    assert [(cell.state, cell.time) for cell in cells(hands)] == [
        (CellState.FUTURE, "10:00"),
        (CellState.FUTURE, "25:00"),
        (CellState.FUTURE, "5:00"),
        (CellState.FUTURE, "reste 10:00"),
    ]
    hands.key("Ctrl+Return")
    assert clock(hands)[:2] == ["Présentation — temps restant", "10:00"]


def test_the_clock_of_a_phase_and_of_the_whole(started: Hands) -> None:
    started.pass_time(minutes=3, seconds=7)
    assert clock(started)[:2] == ["Présentation — temps restant", "06:53"]
    assert {"3:07", "46:53", "/ 50:00"} <= set(clock(started))
    assert "sans tenir compte des modifications apportées à la situation" in started.texts(started.live.clock)
    now = cells(started)[0]
    assert (now.state, now.time, round(now.filled, 3), now.limit) == (CellState.NOW, "3:07 / 10:00", 0.312, 1)
    widths = [cell.width for cell in cells(started)]
    assert [width / widths[0] for width in widths] == [1, 2.5, 0.5, 1]


def test_what_a_phase_did_not_use_goes_to_the_last(started: Hands) -> None:
    started.pass_time(minutes=6)
    started.key("Ctrl+Return")
    assert [cell.time for cell in cells(started)] == ["6:00 / 10:00", "0:00 / 25:00", "5:00", "reste 14:00"]
    assert "situation modifiée" in started.texts(started.live.clock)


def test_an_overrun_is_said_and_goes_on(started: Hands) -> None:
    started.pass_time(minutes=10, seconds=47)
    assert clock(started)[:2] == ["Présentation — dépassement", "+00:47"]
    now = cells(started)[0]
    assert (now.overrun, now.time, now.filled) == (True, "10:47 / 10:00", 1.0)
    assert round(now.limit * 647) == 600
    assert started.oral.stage is Stage.RUNNING


def roles(widget: QWidget) -> set[str]:
    """How it looks."""
    return set(str(widget.property("role")).split())


def test_the_last_minute_of_a_phase_is_said_in_the_warning_colour(started: Hands) -> None:
    figures = started.live.clock._left
    started.pass_time(minutes=8, seconds=59)
    assert "warning" not in roles(figures)
    assert not cells(started)[0].closing
    started.pass_time(seconds=1)
    assert clock(started)[:2] == ["Présentation — dernière minute", "01:00"]
    assert "warning" in roles(figures)
    assert [cell.closing for cell in cells(started)] == [True, False, False, False]
    started.pass_time(seconds=61)
    assert roles(figures) == {"clock", "overrun"}
    started.key("Ctrl+Return")
    assert roles(figures) == {"clock"}


def test_the_last_minute_of_the_whole_is_said_too(started: Hands) -> None:
    started.key("Ctrl+Return", 3)
    started.pass_time(minutes=49, seconds=30)
    assert "warning" in roles(started.live.clock._total)
    assert "warning" in roles(started.live.clock._left)


def test_while_suspended_going_on_is_the_one_primary_button(started: Hands) -> None:
    def primary() -> list[str]:
        buttons = started.live.footer.findChildren(QPushButton)
        return [each.text() for each in buttons if each.isVisible() and "primary" in roles(each)]

    assert primary() == ["Phase suivante"]
    started.key("Ctrl+P")
    assert primary() == ["Reprendre"]
    started.key("Ctrl+P")
    started.key("Ctrl+Return", 3)
    assert primary() == ["Terminer l’interrogation"]
    started.key("Ctrl+P")
    assert primary() == ["Reprendre"]


def test_the_total_overruns_too(started: Hands) -> None:
    started.key("Ctrl+Return", 3)
    started.pass_time(minutes=50, seconds=12)
    assert "+00:12" in clock(started)
    assert {"/ 50:00", "Élargissement — dépassement"} <= set(clock(started))


def test_one_third_more_to_the_second(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    hands = open_form(show_window, desk, path, "e4-ponctuel", accommodation=THIRD)
    assert [cell.time for cell in cells(hands)] == ["13:20", "33:20", "6:40", "reste 13:20"]
    assert "66:40 accordées" in hands.texts(hands.live.arrival)
    assert "Temps majoré 1/3" in hands.texts(hands.live.banner)
    hands.key("Ctrl+Return")
    assert {"13:20", "66:40", "/ 66:40"} <= set(clock(hands))


def test_a_pause_stops_the_clock_and_asks_for_its_reason(started: Hands) -> None:
    started.pass_time(minutes=4)
    started.key("Ctrl+P")
    assert started.at(started.live.pause_strip.reason_field)
    started.pass_time(minutes=1, seconds=35)
    assert clock(started)[:2] == ["Présentation — temps restant · suspendu", "06:00"]
    assert "· 1:35" in started.texts(started.live.pause_strip)
    started.write("Alarme incendie")
    started.key("Return")
    assert started.at(started.live.remarks.field)
    started.remark("écrite pendant l’arrêt")
    started.key("Ctrl+P")
    started.pass_time(seconds=10)
    assert clock(started)[1] == "05:50"
    assert not started.live.pause_strip.isVisible()
    (pause,) = started.oral.clock(started.clock.now()).pauses
    assert (pause.length.whole_seconds, pause.phase, pause.at.whole_seconds) == (95, 0, 240)
    assert [mark.label for mark in started.oral.marks if mark.label] == ["Alarme incendie"]


def test_a_reason_typed_and_not_entered_is_kept_when_the_oral_resumes(started: Hands) -> None:
    started.key("Ctrl+P")
    started.write("Malaise du candidat")
    started.key("Ctrl+P")
    assert started.at(started.live.remarks.field)
    assert [mark.label for mark in started.oral.marks if mark.label] == ["Malaise du candidat"]
    started.key("Ctrl+P")
    assert started.live.pause_strip.reason_field.text() == ""


def test_a_premature_next_phase_is_undone_as_if_it_had_not_been(started: Hands) -> None:
    started.pass_time(minutes=5)
    started.key("Ctrl+Return")
    assert started.live.echo.text().startswith("Phase 2 commencée")
    assert started.live.echo.back.text() == "annuler"
    started.pass_time(seconds=20)
    started.key("Ctrl+Z")
    assert clock(started)[:2] == ["Présentation — temps restant", "04:40"]
    assert [cell.state for cell in cells(started)][:2] == [CellState.NOW, CellState.FUTURE]


def test_the_last_phase_has_no_next(started: Hands) -> None:
    started.key("Ctrl+Return", 4)
    assert (started.oral.phase, started.oral.stage) == (3, Stage.RUNNING)
    assert "Ctrl+Maj+Entrée termine" in started.live.echo.text()
    assert not started.live.footer.forward.isVisible()
    assert started.live.footer.end.property("role") == "primary"


def test_controls_work_by_mouse_and_the_typing_stays_in_the_remarks(started: Hands) -> None:
    footer = started.live.footer
    started.click(footer.forward)
    assert (started.oral.phase, started.focus) == (1, started.live.remarks.field)
    started.click(footer.pause)
    assert started.oral.stage is Stage.PAUSED
    assert footer.pause.text() == "Reprendre"
    started.click(footer.pause)
    assert (started.oral.stage, started.focus) == (Stage.RUNNING, started.live.remarks.field)
    started.click(footer.end)
    assert started.page is started.workspace.deliberation


def test_an_uninterrupted_phase_is_flagged_and_questions_wait(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    hands = open_form(show_window, desk, path, "e6-ponctuel")
    hands.key("Ctrl+Return")
    flag = "Ne pas interrompre le candidat"
    assert flag in clock(hands)
    hands.remark("Contexte clair")
    hands.remark("? Pourquoi ce panel ?")
    assert listed(hands.live.remarks.list) == ["1 · 00:00 Contexte clair"]
    assert listed(hands.live.remarks.queue.list) == ["1 · 00:00 ? Pourquoi ce panel ?"]
    assert "Questions en attente · 1" in hands.texts(hands.live.remarks)
    hands.key("Ctrl+Return")
    assert flag in clock(hands)
    assert [cell.uninterrupted for cell in cells(hands)] == [True, True, False]
    hands.pass_time(minutes=12)
    hands.key("Ctrl+Return")
    assert flag not in clock(hands)
    assert clock(hands)[:2] == ["Entretien — reste du total", "48:00"]
    assert listed(hands.live.remarks.queue.list) == ["1 · 00:00 ? Pourquoi ce panel ?"]


def test_a_free_phase_has_the_total_as_its_only_limit(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    hands = open_form(show_window, desk, path, "e4-ccf-1")
    hands.key("Ctrl+Return")
    assert {"20:00", "/ 20:00"} <= set(clock(hands))
    assert cells(hands)[1].time == "durée libre"
    hands.pass_time(minutes=8)
    hands.key("Ctrl+Return")
    assert clock(hands)[1] == "12:00"


def test_the_next_candidate_prepares_beside_the_oral(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    hands = open_form(show_window, desk, path, "e4-ponctuel", "e4-ponctuel")
    hands.key("Ctrl+Return")
    assert not hands.live.preparation.isVisible()
    hands.write("tapé avant ")
    hands.day()
    hands.key("Down")
    hands.key("Ctrl+T")
    hands.key("Up")
    hands.key("Return")
    assert hands.live.remarks.field.text() == "tapé avant "
    assert "NGUYEN Anaïs" in hands.texts(hands.live.preparation)
    hands.pass_time(minutes=18, seconds=53)
    assert "31:07 restent / 50:00" in hands.texts(hands.live.preparation)
    hands.pass_time(minutes=31, seconds=10)
    assert "dépassée de 00:03 / 50:00" in hands.texts(hands.live.preparation)


def test_a_sleep_of_the_machine_is_put_to_the_jury(started: Hands) -> None:
    started.pass_time(minutes=2)
    started.clock.sleep(Duration.minutes(3))
    started.workspace.signs.give()
    question = started.texts(started.live.gap_strip)
    assert "Le programme n’a pas fonctionné" in question
    assert "(3:00)" in question
    assert clock(started)[1] == "05:00"
    started.write("tapée pendant la question")
    assert started.live.remarks.field.text() == "tapée pendant la question"
    started.key("Alt+N")
    started.wait(lambda: not started.live.gap_strip.isVisible())
    assert clock(started)[1] == "08:00"
    assert started.at(started.live.remarks.field)
    started.key("Ctrl+Z")
