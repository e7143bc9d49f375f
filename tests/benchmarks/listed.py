"""From the start of the process to the list of a day in a file of 100,000 orals, in sight and answering,
beside a bare window with one label; and what the process then holds with an oral on the screen.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.many_orals import make_file
from tests.benchmarks.result import Result
from tests.benchmarks.startup import BARE, at_home
from tests.forms_for_tests import make_form

ORALS = 100_000
ROUNDS = 7
GOAL = 3.0
MEMORY_GOAL = 2.5

_HELD = """
import psutil
import time
def told(app):
    until = time.monotonic() + 4
    while time.monotonic() < until:
        app.processEvents()
    os.write(1, str(psutil.Process().memory_info().rss).encode())
    os._exit(0)
"""

_BARE_HELD = (
    f"import os\n{_HELD}"
    """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Bonjour"))
window.resize(1280, 720)
window.show()
told(app)
"""
)

_LISTED = """
import os, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False
watch = Watch()
def exec_(*_):
    (window,) = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    while window._bench is None or not window._bench.is_open:
        QApplication.processEvents()
    rows = window.bench.opened.workspace.day.rows.list
    assert rows.model().rowCount() > 100
    rows.viewport().installEventFilter(watch)
    rows.viewport().update()
    while not watch.painted:
        QApplication.processEvents()
    then(window)
QApplication.exec = exec_
from btstc_jury.cli import main
"""

_USABLE = f"""{_LISTED}
def then(window):
    os.write(1, b"painted")
    os._exit(0)
main(sys.argv[1:])
"""

_LIVE = f"""{_LISTED}{_HELD}
def then(window):
    workspace = window.bench.opened.workspace
    workspace.open_oral(workspace.day.rows.list.current)
    assert workspace.page is workspace.live
    told(QApplication)
main(sys.argv[1:])
"""


def run(folder: Path | None = None, orals: int = ORALS, rounds: int = ROUNDS) -> list[Result]:
    """``folder``: on a real disk; the working folder when not given."""
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=folder or Path.cwd()) as made:
        path = Path(made) / "grande.btsjury"
        make_file(path, make_form(), orals)
        environment = at_home(Path(made))
        bare, ours = [], []
        for _ in range(rounds + 1):
            bare.append(_start(BARE, environment))
            ours.append(_start(_USABLE, environment, str(path)))
        window, live = (
            float(_start(code, environment, *given).said)
            for code, given in ((_BARE_HELD, ()), (_LIVE, (str(path),)))
        )
    (floor, little), (measured, much) = _medians(bare[1:]), _medians(ours[1:])
    detail = (
        f"median of {rounds}: {floor * 1000:.0f} ms bare, {measured * 1000:.0f} ms ours;"
        f" of the processor {little * 1000:.0f} and {much * 1000:.0f} ms"
    )
    mib = 1024 * 1024
    held = f"{window / mib:.0f} MiB bare, {live / mib:.0f} MiB ours"
    return [
        Result(f"start to the list of a day, {orals} orals", floor, measured, measured / floor, GOAL, detail),
        Result(f"memory of {orals} orals, live screen up", window, live, live / window, MEMORY_GOAL, held),
    ]


class _Started(NamedTuple):
    """``taken`` on the wall, ``worked`` of the processor, in seconds."""

    taken: float
    worked: float
    said: bytes


def _medians(starts: list[_Started]) -> tuple[float, float]:
    return statistics.median(each.taken for each in starts), statistics.median(each.worked for each in starts)


def _start(code: str, environment: dict[str, str], *given: str) -> _Started:
    begun, before = time.perf_counter(), os.times()
    done = subprocess.run(
        [sys.executable, "-c", code, *given], env=environment, capture_output=True, timeout=120, check=False
    )
    taken, after = time.perf_counter() - begun, os.times()
    worked = sum(after[2:4]) - sum(before[2:4])
    if done.returncode or not done.stdout:
        raise RuntimeError(done.stderr.decode())
    return _Started(taken, worked, done.stdout)


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}")
