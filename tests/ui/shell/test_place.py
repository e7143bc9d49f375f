"""Where the window stands: within its screen, whatever its size, its scale and what was saved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[3]
SCALES = (1.0, 1.5, 2.0)

_SHOWN = """
import json
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QRect
from btstc_jury.application.settings import Settings
from btstc_jury.bootstrap import make_application, ports
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.theme.theme import Theme
app = make_application()
place, scales = sys.argv[1], [float(each) for each in sys.argv[2:]]
told = []
for scale in scales:
    theme = Theme("light", scale)
    theme.apply()
    window = MainWindow(theme, ports(None, ForgetfulSettings()), Settings(geometry=place))
    window.show()
    for _ in range(6):
        app.processEvents()
    free, taken = window.screen().availableGeometry(), window.frameGeometry()
    problems = []
    if not free.contains(taken):
        problems.append(f"{taken} goes beyond {free}")
    needed = window.centralWidget().minimumSizeHint()
    body = window.centralWidget().size()
    if needed.width() > body.width() or needed.height() > body.height():
        problems.append(f"{needed} is needed in {body}")
    if place == "":
        window.setGeometry(QRect(free.right() - 700, free.bottom() - 400, 700, 400))
        app.processEvents()
    told.append((problems, bytes(window.saveGeometry().toBase64().data()).decode("ascii")))
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
print(json.dumps(told))
"""

Shown = tuple[list[str], str]
"""What is wrong with the window in sight, and its place when it went."""


def shown(
    folder: Path, screens: list[dict[str, object]], place: str = "", scales: tuple[float, ...] = (1.0,)
) -> dict[float, Shown]:
    """Show a window on these screens at each scale, one after the other in one process of their own."""
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": screens}))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "PYTHONPATH": str(_ROOT),
    }
    environment.pop("QT_SCALE_FACTOR", None)
    done = subprocess.run(
        [sys.executable, "-c", _SHOWN, place, *map(str, scales)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return {scale: (problems, left) for scale, (problems, left) in zip(scales, told, strict=True)}


def place_left(folder: Path, screens: list[dict[str, object]], place: str = "", scale: float = 1.0) -> str:
    """Where the window stood when it went; nothing was wrong with it."""
    problems, left = shown(folder, screens, place, (scale,))[scale]
    assert problems == []
    return left


def screen(name: str, x: int, width: int, height: int, dpr: float = 1) -> dict[str, object]:
    common = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": dpr}
    return {"name": name, "x": x, "y": 0, "width": width, "height": height, **common}


@pytest.fixture(scope="module")
def on_screens(tmp_path_factory: pytest.TempPathFactory) -> Callable[[tuple[int, int]], dict[float, Shown]]:
    """The window at each scale on a screen of this size: Qt reads what screens there are once a process."""

    @cache
    def show(size: tuple[int, int]) -> dict[float, Shown]:
        return shown(tmp_path_factory.mktemp("screens"), [screen("A", 0, *size)], scales=SCALES)

    return show


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(
    "size",
    [(1920, 1080), (1536, 864), (1280, 720), (1097, 617), (960, 540), (1024, 768)],
    ids=["100", "125", "150", "175", "200", "projector"],
)
def test_it_stays_within_the_screen(
    on_screens: Callable[[tuple[int, int]], dict[float, Shown]], size: tuple[int, int], scale: float
) -> None:
    """1920x1080 at each scale factor of the system: what is left of it."""
    problems, _ = on_screens(size)[scale]
    assert problems == []


def test_a_place_on_a_screen_that_is_gone_is_left(tmp_path: Path) -> None:
    laptop, beside = screen("A", 0, 1366, 768), screen("B", 1366, 1920, 1080)
    there = place_left(tmp_path, [beside])
    place_left(tmp_path, [laptop], there)
    place_left(tmp_path, [screen("A", 0, 960, 540)], there, 2.0)
