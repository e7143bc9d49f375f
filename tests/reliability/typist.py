"""The real window in a process of its own, typed into without a rest, which tells what was typed and when."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from btstc_jury.bootstrap import make_application, ports
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.shell.stopping import Stopping
from btstc_jury.ui.theme.theme import Theme

EVERY_MS = 25
LONGEST = 90
"""Letters of a line before Enter."""
_WORDS = "reformule le besoin du client puis propose une gamme "


class Typist:
    """``place``: remark, or appreciation."""

    def __init__(self, window: MainWindow, place: str) -> None:
        self._window = window
        self._place = place
        self._line = ""
        self._count = 0
        self.timer = QTimer(interval=EVERY_MS)
        self.timer.timeout.connect(self._type)
        self.timer.start()

    def _type(self) -> None:
        field = QApplication.focusWidget()
        if field is None or not self._window.isVisible():
            # Nobody types into a window that a signal has closed, though its last events still run.
            return
        if self._place == "remark" and len(self._line) >= LONGEST:
            QTest.keyClicks(field, "\r")
            self._tell("entered", self._line)
            self._line = ""
            return
        letter = _WORDS[self._count % len(_WORDS)] if self._line else str(self._count % 10)
        self._count += 1
        QTest.keyClicks(field, letter)
        self._line += letter
        self._tell("typed", self._line)

    def _tell(self, what: str, line: str) -> None:
        sys.stdout.write(json.dumps([what, monotonic(), line]) + "\n")
        sys.stdout.flush()


def main(path: str, place: str) -> int:
    app = make_application()
    theme = Theme("light")
    theme.apply()
    store = ForgetfulSettings()
    window = MainWindow(theme, ports(None, store), store.load())
    window.show()
    window.activateWindow()
    Stopping(window)
    if not window.open_path(Path(path)):
        return 1
    workspace = window.bench.opened.workspace
    workspace.open_oral(1)
    if place == "appreciation":
        editor = next(iter(workspace.deliberation.verdict.texts.values())).editor
        editor.setFocus()
    else:
        workspace.live.remarks.field.setFocus()
    typist = Typist(window, place)
    done = app.exec()
    typist.timer.stop()
    return done


if __name__ == "__main__":
    # A plugin that draws in memory alone has no window manager that would give the window the keys.
    assert QGuiApplication.instance() is None
    sys.exit(main(*sys.argv[1:]))
