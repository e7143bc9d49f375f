"""A day of eight hours on an accelerated clock: twelve orals by keys on the real windows, E4 and E6 in turn,
from arrival to the proposal. What the process holds at the end against what it held after the first two.
"""

from __future__ import annotations

import json

from tests.benchmarks.result import Result
from tests.benchmarks.startup import answered

ORALS = 12
GOAL = 1.05

_DAY = """
import gc, json, os, sys
from pathlib import Path
import psutil
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from btstc_jury import bootstrap
from btstc_jury.application.sessions import create_file
from btstc_jury.application.settings import Settings
from btstc_jury.application.views.formats import local
from btstc_jury.demonstration import headless, script
from btstc_jury.demonstration.driver import Driver
from btstc_jury.demonstration.seed import ShiftedClock, session_year
from btstc_jury.domain.moments import Duration
from btstc_jury.system.clock import SystemClock
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.theme.theme import Theme
class Hands(Driver):
    def picture(self, name, shown=None):
        QApplication.processEvents()
orals, out = int(sys.argv[1]), Path(sys.argv[2])
app = bootstrap.make_application()
bootstrap.dress(app)
theme = Theme("light")
theme.apply()
clock = ShiftedClock(SystemClock())
given = bootstrap.ports(clock, ForgetfulSettings(), out / "cas")
window = MainWindow(theme, given, Settings(auto_cover=0, keep_awake=False))
window.show()
window.resize(1366, 768)
path = out / "jour.btsjury"
today = local(clock.now().utc)
create_file(given.files.desk(), path, script.session(session_year(today))).close()
assert window.open_path(path)
hands = Hands(window, theme, clock, out)
hands.regain()
begun = clock.now()
def timers():
    return sum(len(widget.findChildren(QTimer)) for widget in app.topLevelWidgets())
held = []
for place in range(orals):
    e4 = place % 2 == 0
    oral = headless._plan(hands, "e4-ponctuel" if e4 else "e6-ponctuel", today)
    hands.workspace.show_day()
    hands.workspace.day.refresh()
    headless._arrive(hands, oral, "")
    phases = script.E4_PHASES if e4 else script.E6_PHASES
    headless._phases(hands, oral, phases, "", pause_in=1 if e4 else -1)
    text = script.E4_APPRECIATION if e4 else script.E6_APPRECIATION
    headless._deliberate(hands, oral, "13", text, "")
    hands.workspace.show_day()
    rest = 8 * 3600 * (place + 1) // orals - (clock.now().utc.us - begun.utc.us) // 1_000_000
    if rest > 0:
        hands.pass_time(Duration.seconds(rest))
    for _ in range(20):
        app.processEvents()
        # Done by the loop of a program that runs.
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    windows = len(app.topLevelWidgets())
    widgets = len(app.allWidgets())
    rss = psutil.Process().memory_info().rss
    held.append((rss, windows, timers(), widgets))
hours = (clock.now().utc.us - begun.utc.us) / 3.6e9
print(json.dumps([hours, held]))
sys.stdout.flush()
os._exit(0)
"""


def run(orals: int = ORALS) -> list[Result]:
    hours, held = json.loads(answered(_DAY, str(orals), folder=True, seconds=1800))
    first, last = held[1], held[-1]
    mib = 1 << 20
    detail = f"MiB: {first[0] / mib:.0f} after two, {last[0] / mib:.0f} after {orals}, {hours:.1f} h shown"
    windows, timers, widgets = ((first[each], last[each]) for each in (1, 2, 3))
    # A list that got longer has more widgets; those are told.
    told = f"windows {windows}, timers {timers}, widgets {widgets}: after two orals, after {orals}"
    leaked = sum(max(0, after - before) for before, after in (windows, timers))
    return [
        Result(f"memory after a day of {orals} orals", first[0], last[0], last[0] / first[0], GOAL, detail),
        Result("windows and timers left by that day", 0, leaked, float(leaked), 0, told),
    ]


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}")
