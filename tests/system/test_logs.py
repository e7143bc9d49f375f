"""What fails is in the log file, wherever it failed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import logging, sys, threading
from pathlib import Path
from btstc_jury.system import logs
logs.user_log_path = lambda *_, **__: Path(sys.argv[1])
logs.install_logging()
logging.getLogger("area").info("began")
thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()
class Bad:
    def __del__(self):
        raise ValueError("at the end")
Bad()
"""


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)], cwd=ROOT, check=True, capture_output=True, text=True
    )


def test_the_log_tells_what_failed_in_a_thread_and_while_cleaning_up(tmp_path: Path) -> None:
    ended = run(tmp_path)
    text = (tmp_path / "btstc-jury.log").read_text(encoding="utf-8")
    assert "INFO area began" in text
    assert "unexpected error in a thread" in text
    assert "ZeroDivisionError" in text
    assert "unexpected error while cleaning up" in text
    assert "ValueError" in text
    assert "at the end" not in text.replace('raise ValueError("at the end")', "")
    assert ended.stderr == ""


def test_without_a_log_folder_the_console_serves(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_bytes(b"")
    ended = run(folder)
    assert "INFO btstc_jury.system.logs no log file: " in ended.stderr
    assert "INFO area began" in ended.stderr
