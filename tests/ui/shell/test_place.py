"""Where the window stands: within its screen, whatever its size, its scale and what was saved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[3]

_SHOWN = """
import sys
from PySide6.QtCore import QRect
from btstc_jury.application.settings import Settings
from btstc_jury.bootstrap import make_application, ports
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.theme.theme import Theme
app = make_application()
place, scale = sys.argv[1], float(sys.argv[2])
theme = Theme("light", scale)
theme.apply()
window = MainWindow(theme, ports(None, ForgetfulSettings()), Settings(geometry=place))
window.show()
for _ in range(6):
    app.processEvents()
free, taken = window.screen().availableGeometry(), window.frameGeometry()
assert free.contains(taken), (free, taken)
needed = window.centralWidget().minimumSizeHint()
body = window.centralWidget().size()
assert needed.width() <= body.width() and needed.height() <= body.height(), (needed, body)
if place == "":
    window.setGeometry(QRect(free.right() - 700, free.bottom() - 400, 700, 400))
    app.processEvents()
print(bytes(window.saveGeometry().toBase64().data()).decode("ascii"))
window.close()
"""


def shown(tmp_path: Path, screens: list[dict[str, object]], place: str = "", scale: float = 1.0) -> str:
    """Show the window on these screens; its place when it went."""
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "PYTHONPATH": str(_ROOT),
    }
    environment.pop("QT_SCALE_FACTOR", None)
    done = subprocess.run(
        [sys.executable, "-c", _SHOWN, place, str(scale)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def screen(name: str, x: int, width: int, height: int, dpr: float = 1) -> dict[str, object]:
    common = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": dpr}
    return {"name": name, "x": x, "y": 0, "width": width, "height": height, **common}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize(
    "size",
    [(1920, 1080), (1536, 864), (1280, 720), (1097, 617), (960, 540), (1024, 768)],
    ids=["100", "125", "150", "175", "200", "projector"],
)
def test_it_stays_within_the_screen(tmp_path: Path, size: tuple[int, int], scale: float) -> None:
    """1920x1080 at each scale factor of the system: what is left of it."""
    shown(tmp_path, [screen("A", 0, *size)], scale=scale)


def test_a_place_on_a_screen_that_is_gone_is_left(tmp_path: Path) -> None:
    laptop, beside = screen("A", 0, 1366, 768), screen("B", 1366, 1920, 1080)
    there = shown(tmp_path, [beside])
    shown(tmp_path, [laptop], place=there)
    shown(tmp_path, [screen("A", 0, 960, 540)], place=there, scale=2.0)
