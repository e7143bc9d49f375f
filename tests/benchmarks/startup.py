"""From the start of the process to the first painted window, beside a bare window with one label."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.result import Result

ROUNDS = 7
GOAL = 1.5

_PAINTED = """
import os, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            os.write(1, b"painted")
            os._exit(0)
        return False
watch = Watch()
def exec_(*_):
    for window in QApplication.topLevelWidgets():
        window.installEventFilter(watch)
    while True:
        QApplication.processEvents()
QApplication.exec = exec_
"""

BARE = (
    _PAINTED
    + """
from PySide6.QtWidgets import QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Bonjour"))
window.resize(1280, 720)
window.show()
app.exec()
"""
)

_OURS = (
    _PAINTED
    + """
from btstc_jury.cli import main
main([])
"""
)


def run() -> list[Result]:
    """Median wall time of seven starts each, in turns."""
    with tempfile.TemporaryDirectory() as home:
        environment = at_home(Path(home))
        bare, ours = [], []
        for _ in range(ROUNDS + 1):
            bare.append(_start(BARE, environment))
            ours.append(_start(_OURS, environment))
    floor, measured = statistics.median(bare[1:]), statistics.median(ours[1:])
    detail = f"median of {ROUNDS}: {floor * 1000:.0f} ms bare, {measured * 1000:.0f} ms ours"
    return [Result("start to first painted window", floor, measured, measured / floor, GOAL, detail)]


def at_home(home: Path) -> dict[str, str]:
    """The environment of somebody who has nothing there yet."""
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        # What is installed is compiled; a checkout may be told not to be.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(home / "bytecode"),
    }


def answered(code: str, *given: str, folder: bool = False, seconds: float = 300) -> str:
    """What a process of its own prints; ``folder``: it gets one of its own, as its last argument."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**at_home(Path(home)), "XDG_DATA_HOME": home}
        done = subprocess.run(
            [sys.executable, "-c", code, *given, *([home] if folder else [])],
            env=environment,
            capture_output=True,
            check=False,
            text=True,
            timeout=seconds,
        )
    if done.returncode or not done.stdout:
        raise RuntimeError(done.stderr)
    return done.stdout


def _start(code: str, environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, timeout=60
    )
    if done.stdout != b"painted":
        raise RuntimeError(done.stderr.decode())
    return time.perf_counter() - begun
