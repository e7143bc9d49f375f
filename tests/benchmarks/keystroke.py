"""From a key on the live screen to the end of its painting, against one frame of the screen; letters, and
Return, which makes a remark durable.
"""

from __future__ import annotations

import json

from tests.benchmarks.result import Result
from tests.benchmarks.startup import answered

LINES = 60
FRAME_MS = 1000 / 60

_TYPED = """
import json, sys
from time import perf_counter, process_time
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from btstc_jury import bootstrap
from btstc_jury.application.settings import Settings
from btstc_jury.system.clock import SystemClock
from btstc_jury.system.settings import FileSettings
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.theme.theme import Theme
app = bootstrap.make_application()
theme = Theme("light")
theme.apply()
window = MainWindow(theme, bootstrap.ports(SystemClock(), FileSettings()), Settings())
window.show()
assert window.open_demonstration()
workspace = window.bench.opened.workspace
workspace.open_oral(3)
assert workspace.page is workspace.live
field = workspace.live.remarks.field
field.setFocus()
for _ in range(50):
    app.processEvents()
letters, returns = [], []
def timed(into, press):
    begun, worked = perf_counter(), process_time()
    press()
    # What the key asks to be painted is painted by the time that no event waits.
    app.processEvents()
    into.append((1000 * (perf_counter() - begun), 1000 * (process_time() - worked)))
def typed(letter):
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        app.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
for line in range(int(sys.argv[1])):
    for letter in f"+ Reformule le besoin, propose {line} solutions":
        timed(letters, lambda: typed(letter))
    timed(returns, lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    assert not field.text(), field.text()
print(json.dumps([letters, returns]))
import os
sys.stdout.flush()
os._exit(0)
"""


def run(lines: int = LINES) -> list[Result]:
    letters, returns = json.loads(answered(_TYPED, str(lines)))
    return [_result("keystroke to repaint", letters), _result("Return to the remark repainted", returns)]


def _result(what: str, durations: list[tuple[float, float]]) -> Result:
    """``durations``: on the wall, and of the processor, which others on the machine don't lengthen."""
    last = int(len(durations) * 0.99)
    ordered, worked = (sorted(each) for each in zip(*durations, strict=True))
    p99, middle = ordered[last], ordered[len(ordered) // 2]
    of_processor = f"of the processor {worked[len(worked) // 2]:.1f} and {worked[last]:.1f}"
    detail = f"ms: median {middle:.1f}, p99 {p99:.1f}; {of_processor}; {len(ordered)} keys"
    return Result(f"{what} (p99 against a frame)", FRAME_MS, p99, p99 / FRAME_MS, 1, detail)


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}")
