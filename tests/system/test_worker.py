"""The process that may fail without harm."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from btstc_jury.system.worker import Stopped, Worker

PROGRAM = """
import sys, time
from btstc_jury.system.worker import serve

def answer(question):
    match question:
        case b"sleep": time.sleep(60)
        case b"memory": return len(b"x" * (1 << 30)).to_bytes(8, "big")
        case b"die": raise ValueError
        case b"print": print("noise", flush=True)
    return question[::-1]

serve(answer, 512 << 20)
"""


@contextmanager
def worker(monkeypatch: pytest.MonkeyPatch, folder: Path, seconds: float = 20) -> Iterator[Worker]:
    (folder / "examines.py").write_text(PROGRAM)
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=":")
    made = Worker("examines", seconds)
    try:
        yield made
    finally:
        made.close()


def test_it_answers_again_and_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with worker(monkeypatch, tmp_path) as one:
        assert [one.ask(each) for each in (b"abc", b"", b"print", b"x" * 300_000)] == [
            b"cba",
            b"",
            b"tnirp",
            b"x" * 300_000,
        ]


def test_after_an_end_of_its_own_it_is_started_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with worker(monkeypatch, tmp_path) as one:
        with pytest.raises(Stopped):
            one.ask(b"die")
        assert one.ask(b"ab") == b"ba"


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with worker(monkeypatch, tmp_path, 2) as one:
        began = time.monotonic()
        with pytest.raises(Stopped):
            one.ask(b"sleep")
        assert time.monotonic() - began < 20


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_what_takes_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with worker(monkeypatch, tmp_path) as one, pytest.raises(Stopped):
        one.ask(b"memory")
