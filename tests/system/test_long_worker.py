"""The process that takes long: it tells how far it is, and is given up when nobody waits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import psutil
import pytest

from btstc_jury.system.long_worker import LongWorker
from btstc_jury.system.worker import Stopped

PROGRAM = """
import os, time
from btstc_jury.system.long_worker import serve_long

def answer(question, tell):
    match question:
        case b"sleep":
            tell(str(os.getpid()).encode())
            time.sleep(60)
        case b"die": os._exit(3)
        case b"print": print("noise", flush=True)
    for each in (b"one", b"two"):
        tell(each)
    return question[::-1]

serve_long(answer)
"""


def _always() -> bool:
    return True


@contextmanager
def worker(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[LongWorker]:
    (folder / "works_long.py").write_text(PROGRAM)
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=":")
    made = LongWorker("works_long")
    try:
        yield made
    finally:
        made.close()


def test_it_tells_how_far_it_is_and_answers_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with worker(monkeypatch, tmp_path) as one:
        for question in (b"abc", b"print", b"x" * 300_000):
            told: list[bytes] = []
            assert one.ask(question, told.append, _always, 20) == question[::-1]
            assert told == [b"one", b"two"]


def test_what_is_not_wanted_any_more_ends_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with worker(monkeypatch, tmp_path) as one:
        told: list[bytes] = []
        began = time.monotonic()
        assert one.ask(b"sleep", told.append, lambda: not told, 30) is None
        assert time.monotonic() - began < 20
        assert not psutil.pid_exists(int(told[0]))
        # The next question gets its own answer.
        assert one.ask(b"ab", told.append, _always, 20) == b"ba"


def test_one_that_ends_of_itself_or_takes_too_long_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with worker(monkeypatch, tmp_path) as one:
        for question, seconds in ((b"die", 20), (b"sleep", 0.2)):
            with pytest.raises(Stopped):
                one.ask(question, lambda _: None, _always, seconds)
        assert one.ask(b"ab", lambda _: None, _always, 20) == b"ba"


def test_it_can_be_closed_while_it_works(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with worker(monkeypatch, tmp_path) as one, pytest.raises(Stopped):
        one.ask(b"sleep", lambda _: Timer(0.05, one.close).start(), _always, 30)


def test_it_does_not_outlive_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What it is at doesn't keep it: the end of its questions is the end of the program."""
    with worker(monkeypatch, tmp_path) as one:

        def closed(pid: bytes) -> None:
            questions, _ = one._process.pipes()
            questions.close()
            psutil.Process(int(pid)).wait(timeout=10)

        with pytest.raises(Stopped):
            one.ask(b"sleep", closed, _always, 30)
