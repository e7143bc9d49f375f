"""The first window is painted before what only an exam file needs is imported."""

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
    "hmac",
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
print(*sys.modules)
"""


def test_nothing_of_an_exam_file_stands_before_the_paint(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
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
    imported = set(done.stdout.split())
    assert "btstc_jury.ui.shell.main_window" in imported
    if sys.platform.startswith("linux"):
        assert not imported & set(_LATE)
