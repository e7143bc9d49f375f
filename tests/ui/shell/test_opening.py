"""A file named on the command line is opened beside the import of its screens."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk
from btstc_jury.ui.shell.opening import Opening
from tests.ui.conftest import ShowWindow
from tests.ui.hands import listed, make_file

_ROOT = Path(__file__).resolve().parents[3]
_CENTRE = ("btstc_jury.ui.centre", "btstc_jury.storage.centre", "btstc_jury.application.views.grid")
_START = """
import sys
from PySide6.QtWidgets import QApplication
def exec_(*_):
    (window,) = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    while window._bench is None or not window._bench.is_open:
        QApplication.processEvents()
    print(window.bench.opened.workspace.day.rows.list.model().rowCount())
    print(*sys.modules)
    window.close()
    return 0
QApplication.exec = exec_
from btstc_jury.cli import main
main(sys.argv[1:])
"""


def test_what_it_opened_is_shown(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    make_file(desk, path, ("e4-ponctuel", "e6-ponctuel"))
    hands = show_window()
    assert hands.window.open_path(path, opening=Opening(desk, path))
    assert len(listed(hands.workspace.day.rows.list)) == 2
    assert hands.office.file.path == path


def test_what_keeps_it_shut_is_told_where_it_is_asked_for(desk: Desk, path: Path) -> None:
    opening = Opening(desk, path)
    with pytest.raises(FileProblem) as told:
        opening()
    assert told.value.kind is ProblemKind.NOT_FOUND


def test_the_office_is_of_the_thread_that_asks(desk: Desk, path: Path) -> None:
    make_file(desk, path, ("e4-ponctuel",))
    office, under_way = Opening(desk, path)()
    with closing(office):
        assert under_way is None
        assert len(office.file.index.all()) == 1


def test_an_exam_is_shown_without_what_a_centre_needs(desk: Desk, path: Path, tmp_path: Path) -> None:
    make_file(desk, path, ("e4-ponctuel",))
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _START, str(path)],
        cwd=_ROOT,
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    rows, modules = done.stdout.splitlines()[:2]
    assert rows == "1"
    imported = set(modules.split())
    assert "btstc_jury.ui.candidates.day_page" in imported
    assert not imported & set(_CENTRE)
