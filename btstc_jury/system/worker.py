"""A process of its own for bytes that anybody may have made: it may fail, take too long or too much memory
without harm to the program.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Callable
from threading import Lock, Timer
from typing import IO

_LENGTH = 8
_LARGEST_ANSWER = 1 << 30
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows a process without a terminal would open one."""


class Stopped(Exception):
    """The process ended before its answer: of itself, or because it went beyond its limits."""


class Process:
    """Started when first needed, and again after its end. ``module``: of the program's own."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None

    def pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Of the running process: what it is asked, what it answers."""
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(  # noqa: S603  # A module of the program's own.
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_NO_WINDOW,
            )
        if self._process.stdin is None or self._process.stdout is None:
            raise EOFError
        return self._process.stdin, self._process.stdout

    def kill(self) -> None:
        """From any thread; what is asked of it then ends without an answer."""
        process = self._process
        if process is not None:
            process.kill()

    def end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    # What it wasn't sent any more isn't missed.
                    continue


class Worker:
    """Started at the first question, and again after it was stopped. ``module``: calls ``serve`` when run;
    ``seconds``: for one answer. Any thread may ask; one question at a time is answered.
    """

    def __init__(self, module: str, seconds: float) -> None:
        self._process = Process(module)
        self._seconds = seconds
        self._lock = Lock()

    def ask(self, question: bytes) -> bytes:
        """Raises ``Stopped``."""
        with self._lock:
            questions, answers = self._process.pipes()
            timer = Timer(self._seconds, self._process.kill)
            timer.start()
            try:
                send(questions, question)
                return receive(answers)
            except (OSError, EOFError) as problem:
                self._process.end()
                raise Stopped from problem
            finally:
                timer.cancel()

    def close(self) -> None:
        with self._lock:
            self._process.end()


def asked(module: str, seconds: float) -> Callable[[bytes], bytes]:
    """``Worker.ask`` of one that ends with the program."""
    worker = Worker(module, seconds)
    atexit.register(worker.close)
    return worker.ask


def serve(answer: Callable[[bytes], bytes], memory: int) -> None:
    """Answer what the program asks until it closes; ``memory``: bytes that the process may take, on Linux."""
    _limit(memory)
    questions = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as answers:
        # What a library prints is no answer.
        os.dup2(2, 1)
        while True:
            try:
                question = receive(questions)
            except EOFError:
                return
            send(answers, answer(question))


def _limit(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # Windows has none.

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(_LENGTH, "big"))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Raises ``EOFError``."""
    length = int.from_bytes(_exactly(pipe, _LENGTH), "big")
    if length > _LARGEST_ANSWER:
        raise EOFError
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content
