"""The time that the live screen shows, an hour long, on a clock that is moved: at each second the timer comes
as late as on a machine at work, and what is shown is compared with the time there is.
"""

from __future__ import annotations

import json

from tests.benchmarks.result import Result
from tests.benchmarks.startup import answered

SECONDS = 3600
GOAL_MS = 50.0
LATEST_MS = 40
"""What a busy machine adds to a timer."""

_HOUR = """
import json, sys
from random import Random
from btstc_jury import bootstrap
from btstc_jury.application.settings import Settings
from btstc_jury.demonstration.seed import ShiftedClock
from btstc_jury.domain.moments import Duration
from btstc_jury.system.clock import SystemClock
from btstc_jury.system.settings import FileSettings
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.theme.theme import Theme
seconds, latest = int(sys.argv[1]), int(sys.argv[2])
app = bootstrap.make_application()
theme = Theme("light")
theme.apply()
clock = ShiftedClock(SystemClock())
window = MainWindow(theme, bootstrap.ports(clock, FileSettings()), Settings())
window.show()
assert window.open_demonstration()
workspace = window.bench.opened.workspace
workspace.open_oral(3)
live, office = workspace.live, workspace.conductor.office
for _ in range(20):
    app.processEvents()
draw = Random(3600)
def shown():
    minutes, rest = live.clock._elapsed.text().split(":")
    return 60 * int(minutes) + int(rest)
def true():
    face = office.oral(3).clock(office.now())
    return face.phases[face.phase].used.us / 1e6
live.refresh_clock()
errors, before, skipped, repeated = [], shown(), 0, 0
begun = true()
beaten = 0
while true() < begun + seconds:
    timer = live._tick
    assert timer.isActive()
    late = draw.randrange(1000 * latest)
    clock.advance(Duration(1000 * timer.interval() + late))
    beaten += 1
    if beaten % 5 == 0:
        workspace.signs.give()
    timer.timeout.emit()
    app.processEvents()
    now = shown()
    skipped += now > before + 1
    repeated += now <= before
    before = now
    errors.append(1000 * (true() - now))
print(json.dumps([max(errors), min(errors), skipped, repeated, len(errors)]))
import os
sys.stdout.flush()
os._exit(0)
"""


def run(seconds: int = SECONDS) -> list[Result]:
    worst, least, skipped, repeated, count = json.loads(answered(_HOUR, str(seconds), str(LATEST_MS)))
    late = f"timer up to {LATEST_MS} ms late"
    detail = f"ms at most when a second appears, {least:.0f} at least; {count} seconds, {late}"
    wrong = skipped + repeated
    return [
        Result("time shown against time true, an hour", GOAL_MS, worst, worst / GOAL_MS, 1, detail),
        Result(
            "seconds skipped or repeated in that hour",
            count,
            wrong,
            float(wrong),
            0,
            f"{skipped} skipped, {repeated} repeated",
        ),
    ]


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}")
