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

_BARE = (
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
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            # What is installed is compiled; a checkout may be told not to be.
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(Path(home) / "bytecode"),
        }
        bare, ours = [], []
        for _ in range(ROUNDS + 1):
            bare.append(_start(_BARE, environment))
            ours.append(_start(_OURS, environment))
    floor, measured = statistics.median(bare[1:]), statistics.median(ours[1:])
    detail = f"median of {ROUNDS}: {floor * 1000:.0f} ms bare, {measured * 1000:.0f} ms ours"
    return [Result("start to first painted window", floor, measured, measured / floor, GOAL, detail)]


def _start(code: str, environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, timeout=60
    )
    if done.stdout != b"painted":
        raise RuntimeError(done.stderr.decode())
    return time.perf_counter() - begun
