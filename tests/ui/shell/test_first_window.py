"""The first window is painted before what only an exam file needs is imported, or made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
_LATE = (
    "btstc_jury.application.office",
    "btstc_jury.domain",
    "btstc_jury.storage",
    "btstc_jury.system.clock",
    "btstc_jury.ui.shell.workbench",
    "dataclasses",
    "datetime",
    "hmac",
    "json",
    "msgspec",
    "platformdirs",
    "sqlalchemy",
)
_START = """
import sys
from PySide6.QtWidgets import QApplication
QApplication.exec = lambda *_: QApplication.processEvents() or 0
from btstc_jury.cli import main
main([])
from PySide6 import QtCore, QtWidgets
print(*sys.modules)
print(*(name for name in ("Qt", "QStyle") if name in {**vars(QtCore), **vars(QtWidgets)}))
"""


def test_nothing_of_an_exam_file_stands_before_the_paint(tmp_path: Path) -> None:
    modules, _ = _started(tmp_path)
    imported = set(modules.split())
    assert "btstc_jury.ui.shell.main_window" in imported
    if sys.platform.startswith("linux"):
        assert not imported & set(_LATE)


def test_no_namespace_of_hundreds_of_enums_is_made_before_the_paint(tmp_path: Path) -> None:
    """PySide makes a class at its first use; of these two each costs as much as all widgets of the window."""
    _, made = _started(tmp_path)
    assert not made


def _started(home: Path) -> list[str]:
    """The modules that are there when the first window is painted, and which of the two classes are."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
    }
    done = subprocess.run(
        [sys.executable, "-c", _START],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.splitlines()
