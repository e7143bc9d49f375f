"""The candidate's screen on its monitor, small, and when the monitor goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from btstc_jury.application.views.candidate import WAITING, CandidateFace, FaceState
from btstc_jury.domain import events as ev
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.candidate_screen.candidate_screen import CandidateScreen, Monitor, Monitors
from btstc_jury.ui.candidate_screen.candidate_window import CandidateWindow
from btstc_jury.ui.candidate_screen.feed import FaceFeed
from btstc_jury.ui.theme.theme import Theme
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file

ROOT = Path(__file__).resolve().parents[3]


class FakeMonitors(Monitors):
    """Monitors that a test plugs in and out; all are painted on the one that there is."""

    def __init__(self) -> None:
        super().__init__()
        self.plugged = {"HDMI-1": "Projecteur"}

    def all(self) -> tuple[Monitor, ...]:
        jury = QGuiApplication.primaryScreen().name()
        return (Monitor(jury, "Portable"), *(Monitor(*each) for each in self.plugged.items()))

    def screen(self, name: str) -> QScreen | None:
        return QGuiApplication.primaryScreen() if name in self.plugged else None

    def pull(self, name: str) -> None:
        self.removed.emit(name)
        del self.plugged[name]

    def plug(self, name: str) -> None:
        self.plugged[name] = name
        self.added.emit(name)


class Room:
    """The candidate's screen with monitors of its own, beside an E4 on the live screen."""

    def __init__(self, hands: Hands, theme: Theme) -> None:
        companions = hands.window.bench.opened.surroundings
        assert companions is not None
        self.monitors = FakeMonitors()
        self.feed: FaceFeed = companions._feed
        self.screen = CandidateScreen(theme, self.feed, self.monitors)
        self.said: list[str] = []
        self.screen.informed.connect(self.said.append)

    @property
    def window(self) -> CandidateWindow:
        shown = self.screen.window
        assert shown is not None
        return shown


@pytest.fixture
def room(hands: Hands, theme: Theme) -> Iterator[Room]:
    made = Room(hands, theme)
    yield made
    made.screen.close()


def test_it_fills_the_monitor_chosen_and_leaves_the_keys_to_the_jury(hands: Hands, room: Room) -> None:
    assert [each.name for each in room.screen.choices(hands.window.screen())] == ["HDMI-1"]
    before = QApplication.focusWidget()
    assert room.screen.fill("HDMI-1")
    assert room.window.isFullScreen()
    assert room.window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert room.window.geometry() == hands.window.screen().geometry()
    assert QApplication.focusWidget() is before
    room.screen.close()
    assert room.screen.window is None


def test_it_hides_when_its_monitor_goes_and_comes_back_with_it(started: Hands, room: Room) -> None:
    room.screen.fill("HDMI-1")
    room.monitors.pull("HDMI-1")
    assert room.screen.window is None
    assert room.said == ["L’écran du candidat est débranché\u202f: il se rouvrira dès son retour."]
    started.pass_time(minutes=1)
    room.monitors.plug("DP-2")
    assert room.screen.window is None
    room.monitors.plug("HDMI-1")
    assert room.window.isFullScreen()
    assert room.window.view.face.time == "09:00"
    assert room.said[1:] == ["L’écran du candidat est de retour."]


def test_one_that_was_closed_does_not_come_back(hands: Hands, room: Room) -> None:
    room.screen.fill("HDMI-1")
    room.monitors.pull("HDMI-1")
    room.screen.close()
    room.monitors.plug("HDMI-1")
    assert room.screen.window is None


def test_another_monitor_may_go(hands: Hands, room: Room) -> None:
    room.monitors.plug("DP-2")
    room.screen.fill("HDMI-1")
    room.monitors.pull("DP-2")
    assert room.window.isFullScreen()
    assert room.said == []


def test_a_monitor_that_is_not_there_is_said(hands: Hands, room: Room) -> None:
    assert not room.screen.fill("DP-7")
    assert room.said == ["L’écran choisi pour le candidat n’est pas branché."]


def test_the_small_window_stays_above_moves_and_comes_back_where_it_was(hands: Hands, room: Room) -> None:
    room.screen.float_above(hands.window.screen())
    window = room.window
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert not window.isFullScreen()
    start = window.pos()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window, Qt.MouseButton.LeftButton, none, QPoint(30, 30))
    QTest.mouseMove(window, QPoint(20, 55))
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, none, QPoint(30, 30))
    assert window.pos() == start + QPoint(-10, 25)
    window.resize(420, 236)
    placed = window.geometry()
    room.screen.fill("HDMI-1")
    room.screen.float_above(hands.window.screen())
    assert room.window.geometry() == placed
    QTest.keyClick(room.window, Qt.Key.Key_Escape)
    assert room.screen.window is None


def test_the_small_window_grows_and_shrinks_within_what_can_be_read(hands: Hands, room: Room) -> None:
    room.screen.float_above(hands.window.screen())
    room.window.resize(10, 10)
    assert (room.window.width(), room.window.height()) == (200, 113)


def test_its_time_is_the_jurys(started: Hands, room: Room) -> None:
    room.screen.fill("HDMI-1")
    started.pass_time(minutes=3, seconds=20)
    room.feed.refresh()
    assert room.window.view.face == CandidateFace(
        FaceState.RUNNING,
        "Présentation de la situation",
        "06:40",
        200 / 600,
        "phase 1 sur 4",
        until_next=Duration.seconds(1),
    )
    started.key("Ctrl+P")
    assert room.window.view.face.state is FaceState.PAUSED
    started.key("Ctrl+P")
    started.key("Ctrl+Return")
    assert (room.window.view.face.title, room.window.view.face.position) == (
        "Simulation de la négociation",
        "phase 2 sur 4",
    )


def test_it_shows_the_preparation_until_the_oral_starts(hands: Hands, room: Room) -> None:
    room.screen.fill("HDMI-1")
    assert room.window.view.face == WAITING
    hands.key("Ctrl+T")
    assert (room.window.view.face.state, room.window.view.face.time) == (FaceState.PREPARING, "50:00")
    hands.day()
    hands.pass_time(minutes=5)
    room.feed.refresh()
    assert room.window.view.face.time == "45:00"


def test_it_keeps_to_the_oral_that_runs(
    show_window: ShowWindow, desk: object, path: Path, theme: Theme
) -> None:
    make_file(desk, path, ("e4-ponctuel", "e6-ponctuel"))  # type: ignore[arg-type]
    hands = show_window()
    hands.window.open_path(path)
    hands.workspace.open_oral(1)
    hands.key("Ctrl+Return")
    room = Room(hands, theme)
    room.screen.fill("HDMI-1")
    hands.workspace.open_oral(2)
    hands.workspace.show_live(2)
    assert hands.live.oral == 2
    assert room.feed.followed() == 1
    assert hands.workspace.conductor.act(1, ev.Ended())
    assert room.feed.followed() == 2
    room.screen.close()


def test_the_key_opens_a_menu_and_the_menu_the_small_window(started: Hands) -> None:
    companions = started.window.bench.opened.surroundings
    assert companions is not None
    started.key("Ctrl+E")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.text() for each in menu.actions() if each.text()] == [
        "Aucun autre écran n’est branché",
        "Petite fenêtre au-dessus des autres",
        "Fermer l’écran du candidat",
    ]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    shown = companions.screen.window
    assert shown is not None
    assert shown.view.face.title == "Présentation de la situation"
    assert started.focus is started.live.remarks.field
    started.key("Ctrl+E")
    again = QApplication.activePopupWidget()
    assert isinstance(again, QMenu)
    again.actions()[-1].trigger()
    again.close()
    assert companions.screen.window is None
    assert started.window.preferences.value.candidate_place


def test_it_closes_with_the_file(started: Hands) -> None:
    companions = started.window.bench.opened.surroundings
    assert companions is not None
    companions.screen.float_above(started.window.screen())
    started.window.close()
    assert not [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, CandidateWindow) and each.isVisible()
    ]


_TWO_SCREENS = """
import sys
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from btstc_jury.bootstrap import make_application
from btstc_jury.ui.candidate_screen.candidate_window import CandidateWindow
from btstc_jury.ui.candidate_screen.candidate_screen import Monitors
from btstc_jury.ui.theme.theme import Theme
app = make_application()
monitors = Monitors()
names = sorted(each.name for each in monitors.all())
assert names == ["HDMI-1", "eDP-1"], names
second = monitors.screen("HDMI-1")
window = CandidateWindow(Theme("dark"))
window.fill(second)
app.processEvents()
assert window.screen().name() == "HDMI-1", window.screen().name()
assert window.geometry() == QRect(1366, 0, 1920, 1080), window.geometry()
assert window.isFullScreen()
window.float_above(monitors.screen("eDP-1"))
app.processEvents()
assert monitors.screen("eDP-1").geometry().contains(window.geometry()), window.geometry()
window.close()
print("both screens")
"""


def test_two_real_monitors(tmp_path: Path) -> None:
    """The whole of the second one, none of the first."""
    common = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = [
        {"name": "eDP-1", "x": 0, "y": 0, "width": 1366, "height": 768, **common},
        {"name": "HDMI-1", "x": 1366, "y": 0, "width": 1920, "height": 1080, **common},
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}))
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}", "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", _TWO_SCREENS],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert told.stdout.strip() == "both screens", told.stderr
