"""A process of its own for work that takes long: it tells how far it is, and can be given up at any time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic

from btstc_jury.system.worker import Process, Stopped, receive, send

_NEWS = b"."
_ANSWER = b"="
_TICK = 0.05
"""Seconds between two looks at whether the work is still wanted."""


class LongWorker:
    """Started at the first question, and again after it was stopped or given up. ``module``: calls
    ``serve_long`` when run. Any thread may ask; one question at a time is answered.
    """

    def __init__(self, module: str) -> None:
        self._process = Process(module)
        self._lock = Lock()

    def ask(
        self, question: bytes, heard: Callable[[bytes], object], wanted: Callable[[], bool], seconds: float
    ) -> bytes | None:
        """``heard`` takes what is told meanwhile, in this thread; ``None`` once it isn't ``wanted``: the
        process was killed. Raises ``Stopped`` where it ended of itself, or took more than ``seconds``.
        """
        with self._lock:
            answered = False
            try:
                answer = self._asked(question, heard, wanted, monotonic() + seconds)
                answered = answer is not None
                return answer
            finally:
                # A process that still works on what nobody waits for would answer it to the next question.
                if not answered:
                    self._process.end()

    def close(self) -> None:
        """Also while another thread asks: that one is told that the process stopped."""
        self._process.kill()
        with self._lock:
            self._process.end()

    def _asked(
        self, question: bytes, heard: Callable[[bytes], object], wanted: Callable[[], bool], until: float
    ) -> bytes | None:
        messages: SimpleQueue[bytes | None] = SimpleQueue()
        self._exchange(question, messages)
        while wanted():
            if monotonic() > until:
                raise Stopped
            try:
                message = messages.get(timeout=_TICK)
            except Empty:
                continue
            if message is None:
                raise Stopped
            if message[:1] == _ANSWER:
                return message[1:]
            heard(message[1:])
        return None

    def _exchange(self, question: bytes, messages: SimpleQueue[bytes | None]) -> None:
        """In a thread that ends with the answer, or with the process."""
        questions, answers = self._process.pipes()

        def carry_out() -> None:
            try:
                send(questions, question)
                message = receive(answers)
                while message[:1] != _ANSWER:
                    messages.put(message)
                    message = receive(answers)
                messages.put(message)
            except (OSError, EOFError, ValueError):
                messages.put(None)

        Thread(target=carry_out, daemon=True).start()


def serve_long(answer: Callable[[bytes, Callable[[bytes], None]], bytes]) -> None:
    """Answer what the program asks until it closes. ``answer`` may tell how far it is. The process ends with
    the program, whatever it is at.
    """
    questions: SimpleQueue[bytes] = SimpleQueue()

    def listen() -> None:
        try:
            while True:
                questions.put(receive(sys.stdin.buffer))
        except EOFError:
            os._exit(0)

    with os.fdopen(os.dup(1), "wb") as answers:
        # What a library prints is no answer.
        os.dup2(2, 1)
        Thread(target=listen, daemon=True).start()
        while True:
            question = questions.get()
            told = answer(question, lambda news: send(answers, _NEWS + news))
            send(answers, _ANSWER + told)
