"""Work beside the interface's thread: its outcome, its errors, its end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.ui.background import Background, Run


@pytest.fixture
def background(qtbot: QtBot) -> Background:
    return Background()


def in_main_thread() -> bool:
    return current_thread() is main_thread()


def test_works_elsewhere_and_hands_the_result_over_here(qtbot: QtBot, background: Background) -> None:
    got: list[tuple[bool, bool]] = []
    with qtbot.waitSignal(background.rested):
        background.do(lambda _run: in_main_thread(), lambda there: got.append((there, in_main_thread())))
    assert got == [(False, True)]
    assert not background.busy


def test_one_after_the_other(qtbot: QtBot, background: Background) -> None:
    order: list[str] = []
    gate = Event()

    def first(_run: Run) -> str:
        gate.wait()
        order.append("first worked")
        return "first"

    background.do(first, lambda name: order.append(f"{name} told"))
    background.do(lambda _run: order.append("second worked"), lambda _: order.append("second told"))
    assert background.busy
    with qtbot.waitSignal(background.rested):
        gate.set()
    assert order == ["first worked", "first told", "second worked", "second told"]


def test_news_come_while_it_works(qtbot: QtBot, background: Background) -> None:
    heard: list[object] = []
    go_on = Event()

    def work(run: Run) -> None:
        run.tell("half")
        go_on.wait()

    background.do(work, lambda _: heard.append("done"), news=heard.append)
    qtbot.waitUntil(lambda: heard == ["half"])
    with qtbot.waitSignal(background.rested):
        go_on.set()
    assert heard == ["half", "done"]


def test_what_is_cancelled_still_says_how_it_ended(qtbot: QtBot, background: Background) -> None:
    begun = Event()
    ended: list[str] = []

    def work(run: Run) -> str:
        begun.set()
        while run.tell(0):
            pass
        return "stopped"

    background.do(work, ended.append)
    background.do(lambda _run: "never", ended.append)
    qtbot.waitUntil(begun.is_set)
    with qtbot.waitSignal(background.rested):
        background.cancel()
    assert ended == ["stopped"]


def test_what_is_dropped_is_waited_for_and_says_nothing(qtbot: QtBot, background: Background) -> None:
    begun = Event()
    worked: list[str] = []
    said: list[object] = []

    def work(run: Run) -> None:
        begun.set()
        while run.wanted:
            pass
        worked.append("to the end")

    background.do(work, said.append, failed=said.append)
    background.do(work, said.append)
    qtbot.waitUntil(begun.is_set)
    background.drop()
    assert worked == ["to the end"]
    with qtbot.waitSignal(background.rested):
        background.do(lambda _run: "next", said.append)
    assert said == ["next"]


def test_the_environments_errors_are_told(qtbot: QtBot, background: Background) -> None:
    told: list[Exception] = []

    def full(_run: Run) -> None:
        raise FileProblem(ProblemKind.DISK_FULL, Path("session.btsjury"))

    with qtbot.waitSignal(background.rested):
        background.do(full, lambda _: None, failed=told.append)
    assert [type(each) for each in told] == [FileProblem]


@pytest.mark.parametrize("heard", [True, False])
def test_a_bug_is_raised_here_and_what_waits_is_done(
    qtbot: QtBot, background: Background, heard: bool
) -> None:
    told: list[object] = []

    def broken(_run: Run) -> None:
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as raised, qtbot.waitSignal(background.rested):
        background.do(broken, lambda _: None, failed=told.append if heard else None)
        background.do(lambda _run: "next", told.append)
    assert [each[0] for each in raised] == [ZeroDivisionError]
    assert [type(each) for each in told] == ([ZeroDivisionError, str] if heard else [str])


def test_an_error_that_nobody_hears_is_a_bug(qtbot: QtBot, background: Background) -> None:
    def full(_run: Run) -> None:
        raise FileProblem(ProblemKind.DISK_FULL, Path("session.btsjury"))

    with qtbot.capture_exceptions() as raised, qtbot.waitSignal(background.rested):
        background.do(full, lambda _: None)
    assert [each[0] for each in raised] == [FileProblem]


@pytest.mark.parametrize("broken", [True, False])
def test_the_owner_may_go_first(qtbot: QtBot, broken: bool) -> None:
    owner = QObject()
    background = Background(owner)
    begun, gate = Event(), Event()
    said: list[object] = []
    ended: list[bool] = []

    def work(run: Run) -> str:
        run.ended.connect(lambda _: ended.append(True))
        begun.set()
        gate.wait()
        if broken:
            raise ZeroDivisionError
        return "late"

    background.do(work, said.append, failed=said.append)
    background.do(lambda _run: "never", said.append)
    qtbot.waitUntil(begun.is_set)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    with qtbot.capture_exceptions() as raised:
        gate.set()
        qtbot.waitUntil(lambda: bool(ended))
    assert said == []
    assert [each[0] for each in raised] == ([ZeroDivisionError] if broken else [])


def test_the_program_ends_while_a_work_is_under_way(tmp_path: Path) -> None:
    """It is asked to stop and waited for: what ended later found no one to tell, and that was a crash."""
    script = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from btstc_jury import bootstrap\n"
        "from btstc_jury.ui.background import Background\n"
        "app = bootstrap.make_application()\n"
        "def work(run):\n"
        "    QTimer.singleShot(0, app, app.closeAllWindows)\n"
        "    while run.tell(None):\n"
        "        pass\n"
        "    print('asked to stop', flush=True)\n"
        "def start():\n"
        "    app.works = Background(app)\n"
        "    app.works.do(work, print)\n"
        "QTimer.singleShot(0, start)\n"
        "sys.exit(bootstrap.run_window(None))\n"
    )
    home = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        encoding="utf-8",
        cwd=root,
        env=os.environ | home | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "asked to stop\n", "")
