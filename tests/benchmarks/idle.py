"""CPU and memory of a live oral in which nobody types."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from tests.benchmarks.result import Result

SECONDS = 20
CPU_GOAL = 1.0
MEMORY_GOAL = 2.5

_BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
import psutil
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Bonjour"))
window.resize(1280, 720)
window.show()
app.processEvents()
print(psutil.Process().memory_info().rss)
"""

_LIVE = """
import sys
from functools import partial
from PySide6.QtCore import QTimer
import psutil
from btstc_jury import bootstrap
from btstc_jury.application.settings import Settings
from btstc_jury.system.clock import SystemClock
from btstc_jury.system.settings import FileSettings
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.theme.theme import Theme
seconds = int(sys.argv[1])
app = bootstrap.make_application()
theme = Theme("light")
theme.apply()
window = MainWindow(theme, bootstrap.ports(SystemClock(), FileSettings()), Settings())
window.show()
assert window.open_demonstration()
window.bench.opened.workspace.open_oral(3)
assert window.bench.opened.workspace.page is window.bench.opened.workspace.live
process = psutil.Process()
def begin():
    used = sum(process.cpu_times()[:2])
    QTimer.singleShot(seconds * 1000, partial(finish, used))
def finish(used):
    print(sum(process.cpu_times()[:2]) - used, process.memory_info().rss, flush=True)
    app.exit()
QTimer.singleShot(2000, begin)
app.exec()
"""


def run() -> list[Result]:
    """Share of one core over twenty seconds, and resident memory beside a bare window."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            "XDG_DATA_HOME": home,
        }
        bare = float(_output(_BARE, environment))
        cpu, memory = (float(each) for each in _output(_LIVE, environment).split())
    percent = 100 * cpu / SECONDS
    mib = 1024 * 1024
    return [
        Result(
            "CPU of a live oral with nobody typing",
            CPU_GOAL,
            percent,
            percent / CPU_GOAL,
            1.0,
            f"{percent:.2f} % of one core over {SECONDS} s; the floor is the goal of 1 %",
        ),
        Result(
            "memory with the live screen up",
            bare,
            memory,
            memory / bare,
            MEMORY_GOAL,
            f"{bare / mib:.0f} MiB bare, {memory / mib:.0f} MiB ours",
        ),
    ]


def _output(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, str(SECONDS)],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    return done.stdout
