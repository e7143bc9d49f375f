"""Who is examined: another candidate's screen is opened on purpose, and the running oral stays in sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.sessions import Desk
from btstc_jury.domain.standing import Stage
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


@pytest.fixture
def two(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    """The first of two orals runs; the day's list is shown."""
    make_file(desk, path, ("e4-ponctuel", "e4-ponctuel"))
    hands = show_window()
    hands.window.resize(1280, 720)
    hands.window.open_path(path)
    hands.open(1)
    hands.key("Ctrl+Return")
    hands.pass_time(minutes=1, seconds=20)
    return hands


def test_the_running_oral_is_told_on_every_other_screen(two: Hands) -> None:
    strip = two.workspace.under_way
    assert not strip.isVisible()
    two.day()
    assert strip.isVisible()
    words = two.texts(strip).splitlines()
    assert words == ["Interrogation en cours\u202f: MOREAU-LEFEBVRE Anaïs · 1 Présentation", "08:40"]
    two.clock.advance(two.office.oral(1).allotment.total)
    strip.refresh()
    assert two.texts(strip).splitlines()[1] == "+41:20"
    two.key("Alt+Right")
    assert two.shows(two.live)
    assert two.live.oral == 1
    assert not strip.isVisible()
    two.day()
    two.click(strip.back)
    assert two.shows(two.live)
    two.key("Ctrl+P")
    two.key("Alt+Left")
    assert not strip.isVisible()


def test_another_candidates_screen_is_asked_for(two: Hands) -> None:
    two.day()
    two.open(2)
    crossing = two.workspace.crossing
    assert two.shows(crossing)
    assert "Vous demandez l’écran de NGUYEN Anaïs" in two.texts(crossing)
    assert two.has_focus(crossing.back)
    two.key("Return")
    assert two.shows(two.live)
    assert two.live.oral == 1
    two.day()
    two.open(2)
    two.key("Escape")
    assert two.shows(two.workspace.day)
    two.open(2)
    two.click(crossing.go_on)
    assert two.shows(two.live)
    assert two.live.oral == 2
    assert two.workspace.under_way.isVisible()


def test_a_second_oral_does_not_start_beside_the_first(two: Hands) -> None:
    two.day()
    two.open(2)
    two.click(two.workspace.crossing.go_on)
    two.key("Ctrl+Return")
    assert two.office.oral(2).stage in {Stage.PLANNED, Stage.OPENED}
    assert "Une autre interrogation est en cours" in two.texts()
    two.key("Alt+Right")
    two.key("Ctrl+P")
    two.key("Alt+Left")
    two.open(2)
    assert two.shows(two.live)
    two.key("Ctrl+Return")
    assert two.office.oral(2).stage is Stage.RUNNING


def test_a_sheet_goes_to_the_right_candidate_while_the_oral_runs(two: Hands) -> None:
    two.remark("Reformule le besoin")
    two.key("Ctrl+Shift+T")
    drawer = two.live.drawers.transfer
    assert drawer.isVisible()
    assert "1 phase, 1 remarque" in two.texts(drawer)
    assert [drawer.targets.item(row).text() for row in range(drawer.targets.count())] == [
        "10\u202fh\u202f00 · NGUYEN Anaïs · n°\u202f0213456781"
    ]
    assert not drawer.confirm.isEnabled()
    two.key("Return")
    assert two.has_focus(drawer.reason)
    two.write("saisie sous le mauvais candidat")
    two.key("Return")
    assert two.shows(two.live)
    assert two.live.oral == 2
    assert [remark.content.text for remark in two.oral.remarks.values()] == ["Reformule le besoin"]
    assert (two.office.oral(1).stage, two.oral.stage) == (Stage.PLANNED, Stage.RUNNING)
    assert not drawer.isVisible()
    assert "La feuille est maintenant celle de ce candidat" in two.texts()


def test_a_transfer_from_the_list_and_its_obstacles(two: Hands) -> None:
    two.day()
    two.key("Home")
    two.key("Down")
    two.key("Ctrl+Shift+T")
    drawer = two.workspace.day.transfer
    assert "Rien n’est consigné sous ce candidat" in two.texts(drawer)
    two.key("Escape")
    assert not drawer.isVisible()
    two.key("Home")
    two.key("Ctrl+Shift+T")
    two.key("Return")
    two.write("erreur de liste")
    two.click(drawer.confirm)
    assert two.shows(two.workspace.day)
    assert two.office.oral(2).stage is Stage.RUNNING
    assert two.workspace.day.rows.list.current == 2
