"""The folders and files of the program are closed to others; a crash leaves no image of the memory."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from btstc_jury.application.settings import Settings
from btstc_jury.system.folders import private_folder, private_opener
from btstc_jury.system.settings import FileSettings

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind there")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_is_made_private_even_if_it_was_not(tmp_path: Path) -> None:
    made = private_folder(tmp_path / "a" / "b")
    assert mode(made) == 0o700
    made.chmod(0o755)
    assert mode(private_folder(made)) == 0o700


def test_a_file_is_made_private_even_if_it_was_not(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for _ in range(2):
        with open(path, "a", encoding="utf-8", opener=private_opener) as file:
            file.write("x")
        assert mode(path) == 0o600
        path.chmod(0o644)
    assert path.read_text(encoding="utf-8") == "xx"


def test_settings_are_private(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.json"
    FileSettings(path).save(Settings())
    assert (mode(path.parent), mode(path)) == (0o700, 0o600)


def test_the_log_is_private(tmp_path: Path) -> None:
    code = (
        "import sys, logging; from pathlib import Path; from btstc_jury.system import logs;"
        "logs.user_log_path = lambda *_, **__: Path(sys.argv[1]); logs._SIZE = 200; logs.install_logging();"
        "[logging.getLogger('a').info('line %d of the log', n) for n in range(20)]"
    )
    folder = tmp_path / "log"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True)
    files = sorted(folder.iterdir())
    assert len(files) > 1
    assert mode(folder) == 0o700
    assert {mode(each) for each in files} == {0o600}


def test_a_crash_leaves_no_image_of_the_memory() -> None:
    code = (
        "import resource; from btstc_jury.system.folders import forbid_core_dumps; forbid_core_dumps();"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "0\n"
