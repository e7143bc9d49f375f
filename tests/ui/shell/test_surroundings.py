"""The laptop stays awake while something is timed and tells when it can't; the title and closing tell of
the oral under way.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from btstc_jury.application.power import BatteryState
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.settings import Settings
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.ui.shell import questions
from tests.fakes import FakeBattery, FakeKeepAwake
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


def status(hands: Hands) -> str:
    shown = hands.window.notices._status
    return shown.text() if shown.isVisible() else ""


def held(awake: FakeKeepAwake) -> bool:
    return awake.held


def test_the_laptop_stays_awake_from_the_start_to_the_end(hands: Hands, awake: FakeKeepAwake) -> None:
    assert not held(awake)
    hands.key("Ctrl+Return")
    assert held(awake)
    hands.key("Ctrl+P")
    assert held(awake)
    hands.key("Ctrl+P")
    for keys in ("Ctrl+Return", "Ctrl+Return", "Ctrl+Return", "Ctrl+Shift+Return"):
        hands.key(keys)
    assert not held(awake)
    hands.key("Ctrl+Z")
    assert held(awake)
    assert status(hands) == ""


def test_a_preparation_keeps_it_awake_too(hands: Hands, awake: FakeKeepAwake) -> None:
    hands.key("Ctrl+T")
    assert held(awake)
    hands.key("Ctrl+T")
    assert not held(awake)


def test_a_preparation_of_another_day_is_found_when_the_file_is_opened(
    show_window: ShowWindow, desk: Desk, path: Path, awake: FakeKeepAwake
) -> None:
    make_file(desk, path, ("e4-ponctuel", "e6-ponctuel"))
    office, _ = open_file(desk, path)
    plan = office.oral(1).plan
    office.act(
        1, do.ChangePlan(replace(plan, scheduled=plan.scheduled - timedelta(days=3)), office.oral(1).form)
    )
    office.act(1, do.StartPreparation())
    office.close()
    hands = show_window()
    hands.window.open_path(path)
    assert held(awake)
    hands.workspace.open_oral(2)
    assert "Moreau-Lefebvre".upper() in hands.texts(hands.live)
    hands.workspace.conductor.act(1, ev.PreparationEnded())
    assert not held(awake)


def test_it_is_let_go_with_the_file(started: Hands, awake: FakeKeepAwake) -> None:
    started.window.close()
    assert not held(awake)


def test_an_oral_that_comes_back_keeps_it_awake_at_once(
    show_window: ShowWindow, desk: Desk, path: Path, awake: FakeKeepAwake
) -> None:
    make_file(desk, path)
    first = show_window()
    first.window.open_path(path)
    first.key("Return")
    first.key("Ctrl+Return")
    first.window.close()
    assert not held(awake)
    again = show_window()
    again.window.open_path(path)
    assert held(awake)


def test_the_setting_leaves_the_laptop_alone(
    show_window: ShowWindow, desk: Desk, path: Path, awake: FakeKeepAwake
) -> None:
    make_file(desk, path)
    hands = show_window(settings=Settings(keep_awake=False))
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    assert not held(awake)


def test_a_system_that_refuses_is_said_once_and_stays_in_the_status(
    hands: Hands, awake: FakeKeepAwake
) -> None:
    awake.agrees = False
    hands.key("Ctrl+Return")
    said = "Ce système refuse de rester éveillé\u202f: empêchez vous-même sa mise en veille."
    hands.wait(lambda: status(hands) == "Mise en veille possible")
    assert hands.window.notices.text() == said
    for keys in ("Ctrl+Return", "Ctrl+Return", "Ctrl+Return", "Ctrl+Shift+Return"):
        hands.key(keys)
    assert status(hands) == ""
    hands.window.notices.inform("")
    hands.key("Ctrl+Z")
    hands.wait(lambda: status(hands) == "Mise en veille possible")
    assert hands.window.notices.text() != said


def test_a_low_battery_is_told_in_the_status_alone(hands: Hands, battery: FakeBattery) -> None:
    companions = hands.window.bench.opened.surroundings
    assert companions is not None
    assert status(hands) == ""
    said = hands.window.notices.text()
    for charge, told in (
        (BatteryState(19, discharging=True), "Batterie 19\u202f%, à brancher"),
        (BatteryState(19, discharging=False), ""),
        (BatteryState(3, discharging=True), "Batterie 3\u202f%, à brancher"),
        (BatteryState(20, discharging=True), ""),
        (None, ""),
    ):
        battery.charge = charge
        companions.battery.look()
        assert status(hands) == told
    assert hands.window.notices.text() == said
    assert companions.battery._timer.isActive()


def test_an_oral_that_comes_to_the_screen_is_said_once(started: Hands, spoken: list[str]) -> None:
    started.remark("une")
    oral = started.workspace.oral
    started.day()
    spoken.clear()
    started.open(oral)
    (said,) = (each for each in spoken if "MOREAU-LEFEBVRE Anaïs" in each)
    assert said.endswith("phase 1, Présentation de la situation")
    assert "E4" in said
    spoken.clear()
    started.key("Ctrl+P")
    assert not [each for each in spoken if "MOREAU-LEFEBVRE" in each]


def test_the_title_names_the_oral_under_way(started: Hands) -> None:
    assert started.window.windowTitle() == "E4 en cours\u202f: Moreau-Lefebvre Anaïs — session — BTS TC Jury"
    started.key("Ctrl+P")
    assert started.window.windowTitle().startswith("E4 suspendue\u202f: ")
    started.day()
    assert started.window.windowTitle().startswith("E4 suspendue\u202f: ")


def test_without_an_oral_under_way_the_title_is_the_files_and_the_oral_shown(hands: Hands) -> None:
    assert hands.window.windowTitle() == "E4\u202f: Moreau-Lefebvre Anaïs — session — BTS TC Jury"
    hands.day()
    assert hands.window.windowTitle() == "session — BTS TC Jury"
    hands.key("Ctrl+W")
    assert hands.window.windowTitle() == "BTS TC Jury"


def by_window_manager(hands: Hands) -> None:
    """The cross of the window."""
    QApplication.sendEvent(hands.window.windowHandle(), QCloseEvent())


@pytest.mark.parametrize("way", ["Ctrl+W", "Ctrl+Q", "window"])
def test_leaving_an_oral_under_way_asks_once(
    started: Hands, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answer = False

    def question(_theme: object, _parent: object, title: str, words: str, _button: str) -> bool:
        asked.append(words)
        return answer

    def leave() -> None:
        if way == "window":
            by_window_manager(started)
        else:
            started.key(way)

    monkeypatch.setattr(questions, "agrees", question)
    leave()
    assert started.page is started.live
    assert len(asked) == 1
    assert "reprendra" in asked[0]
    answer = True
    leave()
    assert len(asked) == 2
    assert not started.window.bench.is_open


def test_leaving_when_nothing_is_under_way_asks_nothing(hands: Hands) -> None:
    by_window_manager(hands)
    assert not hands.window.isVisible()
