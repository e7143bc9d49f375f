"""The program killed at random while somebody types: two seconds are lost at most, nothing comes twice."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest

from btstc_jury.application.drafts import REMARK
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.system.clock import SystemClock
from tests.forms_for_tests import JURORS, make_plan, make_session

ROOT = Path(__file__).resolve().parents[2]
MOST_LOST = 2.0
"""Seconds of typing."""


@dataclass
class Told:
    """``entered``: lines that Enter has recorded; ``line``: what stood in the field two seconds before the
    end; ``last``: at the end.
    """

    entered: list[str]
    line: str
    last: str


def make_file(path: Path, *, ended: bool) -> None:
    office = create_file(desk(), path, make_session())
    office.plan(make_plan(), "e4-ponctuel")
    office.act(1, do.Open(JURORS))
    office.act(1, do.Start())
    if ended:
        office.act(1, ev.Ended())
    office.close()


def desk() -> Desk:
    return Desk(SqliteExamFiles(), FormLibrary(form_folders()), SystemClock())


def end(path: Path, place: str, how: signal.Signals, after: float, display: str = "") -> Told:
    """Type for ``after`` seconds, then end the program, and say what it told."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(path.parent)}
    environment |= {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display} if display else {}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.typist", str(path), place],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    sleep(after)
    killed = monotonic()
    if not display:
        process.send_signal(how)
    else:
        os.kill(_DISPLAYS[display], how)
    rest, _ = process.communicate(timeout=20)
    expected = {signal.SIGKILL: -signal.SIGKILL}.get(how, 0)
    if not display:
        assert process.returncode == expected
    told = [json.loads(each) for each in (*lines, *rest.splitlines()) if each]
    assert len(told) > 20, "hardly anything was typed"
    entered = [line for what, _, line in told if what == "entered"]
    before = [line for what, at, line in told if what == "typed" and at < killed - MOST_LOST]
    typed = [line for what, _, line in told if what == "typed"]
    last_entered = max((at for what, at, _ in told if what == "entered"), default=0.0)
    fresh = [line for what, at, line in told if what == "typed" and last_entered < at < killed - MOST_LOST]
    assert before or after < MOST_LOST
    return Told(entered, fresh[-1] if fresh else "", typed[-1])


_DISPLAYS: dict[str, int] = {}


@contextmanager
def _display() -> Iterator[str]:
    """A display that can be ended."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert server.stdout is not None
    name = f":{int(server.stdout.readline())}"
    _DISPLAYS[name] = server.pid
    try:
        yield name
    finally:
        server.kill()
        server.communicate()


def check_remark(path: Path, told: Told, key: FileKey | None = None) -> None:
    file = SqliteExamFiles().open(path, key)
    recorded = [each.event.content.text for each in file.entries(1) if isinstance(each.event, ev.RemarkAdded)]
    kept = [each for each in file.drafts.of_oral(1) if each.place == REMARK]
    file.close()
    assert recorded[: len(told.entered)] == told.entered
    assert len(recorded) <= len(told.entered) + 1
    text = kept[0].text if kept else ""
    if recorded[len(told.entered) :] and not text:
        text = recorded[-1]
    assert text.startswith(told.line), (text, told.line)
    assert kept == [] or kept[0].began is not None


def check_appreciation(path: Path, told: Told) -> None:
    """Without a rest in the typing it never recorded itself."""
    file = SqliteExamFiles().open(path)
    drafts = [each.text for each in file.drafts.of_oral(1)]
    written = [each.event.text for each in file.entries(1) if isinstance(each.event, ev.TextWritten)]
    file.close()
    assert told.line
    assert any(each.startswith(told.line) for each in (*drafts, *written)), (drafts, written, told.line)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills otherwise")
@pytest.mark.parametrize("kills", [1, pytest.param(3, marks=pytest.mark.long)])
def test_kill_9_takes_two_seconds_of_typing_at_most(tmp_path: Path, kills: int) -> None:
    path = tmp_path / "session.btsjury"
    make_file(path, ended=False)
    chance = random.Random(9)

    def kill(copy: Path, after: float) -> None:
        shutil.copy(path, copy)
        check_remark(copy, end(copy, "remark", signal.SIGKILL, after))

    copies = [tmp_path / f"{number}.btsjury" for number in range(kills)]
    # Each types at its own pace, most of the time waiting: all at once.
    with ThreadPoolExecutor(kills) as at_once:
        list(at_once.map(kill, copies, [chance.uniform(2.2, 5.0) for _ in copies]))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(
    "how",
    [signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.long)],
    ids=["SIGTERM", "SIGHUP"],
)
def test_a_signal_takes_nothing_and_enters_nothing(tmp_path: Path, how: signal.Signals) -> None:
    path = tmp_path / "session.btsjury"
    make_file(path, ended=False)
    told = end(path, "remark", how, 1.6)
    file = SqliteExamFiles().open(path)
    (kept,) = file.drafts.of_oral(1)
    assert not any(isinstance(each.event, ev.RemarkAdded) for each in file.entries(1))
    file.close()
    assert kept.text == told.last


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills otherwise")
def test_an_appreciation_typed_without_a_rest_survives(tmp_path: Path) -> None:
    path = tmp_path / "session.btsjury"
    make_file(path, ended=True)
    check_appreciation(path, end(path, "appreciation", signal.SIGKILL, 3.5))


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_the_end_of_the_display_takes_two_seconds_of_typing_at_most(tmp_path: Path) -> None:
    path = tmp_path / "session.btsjury"
    make_file(path, ended=False)
    with _display() as display:
        check_remark(path, end(path, "remark", signal.SIGKILL, 3.5, display))
