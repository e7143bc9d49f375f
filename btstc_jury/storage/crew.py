"""Several processes that read one file, each a part of it at a time."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, TypeVar, cast

from btstc_jury.application.problems import FileProblem
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.database import Database, opened
from btstc_jury.storage.spans import Span

_log = logging.getLogger(__name__)

WORTH_IT = 1 << 24
"""Bytes of a file that are read sooner by several, who take up to half a second to be there."""
CORES = min(4, os.cpu_count() or 1)
"""As many as are worth having."""

_Found = TypeVar("_Found")
_Hand = tuple[BaseProcess, Connection]
Begin = Callable[[Database], Callable[[Span], _Found]]
"""Makes ready to read spans of a file; a function of a module, so that another process finds it."""


class Failed(Exception):
    """One of the crew could not read its part, or ended: whoever reads the file alone is told why."""


class Crew(Generic[_Found]):
    """``hands``: processes, each with its pipe."""

    def __init__(self, hands: Sequence[_Hand]) -> None:
        self._hands = hands

    def found(self, spans: Sequence[Span]) -> Iterator[_Found]:
        """What is found in each, as it comes; can be asked once. At the end nobody has the file open. Raises
        ``Failed``.
        """
        left = list(reversed(spans))
        pipes = [pipe for _, pipe in self._hands]
        try:
            while pipes:
                for pipe in cast("list[Connection]", wait(pipes)):
                    told = pipe.recv()
                    if left:
                        pipe.send(left.pop())
                    else:
                        pipes.remove(pipe)
                    if told is not None:
                        yield told
        except (OSError, EOFError) as error:
            raise Failed from error
        finally:
            self.dismiss()

    def dismiss(self) -> None:
        hands, self._hands = self._hands, ()
        for process, pipe in hands:
            pipe.close()
            process.terminate()
        for process, _ in hands:
            process.join()
            process.close()


@contextmanager
def crew_of(
    path: Path, options: str, cipher: Cipher | None, begin: Begin[_Found], cores: int
) -> Iterator[Crew[_Found] | None]:
    """``cores``: how many processes to have at most; ``None`` where one alone is as fast. ``options``: as
    ``uri_of``. Nobody may write the file before all is found.
    """
    if cores < 2 or path.stat().st_size < WORTH_IT:
        yield None
        return
    hands: list[_Hand] = []
    crew: Crew[_Found] = Crew(hands)
    try:
        hands.extend(_hand(path, options, cipher, begin) for _ in range(cores))
    except OSError as error:
        _log.info("no other process can be started: %s", error.strerror)
    try:
        yield crew if hands else None
    finally:
        crew.dismiss()


def _hand(path: Path, options: str, cipher: Cipher | None, begin: Begin[object]) -> _Hand:
    ours, theirs = Pipe()
    forks = _may_fork()
    # The key goes by memory or through a pipe: a command line can be read by others.
    asked = (theirs, ours if forks else None, path, options, cipher, begin)
    context = get_context("fork" if forks else "spawn")
    process = context.Process(target=_serve, args=asked, daemon=True)  # type: ignore[attr-defined]
    with closing(theirs):
        process.start()
    return process, ours


def _may_fork() -> bool:
    """A process of a single thread can be doubled, where another has to load everything anew."""
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


def _collect_seldom() -> None:
    """What goes round in circles is looked for between two parts, among what the last one left: amid a part,
    where all that is held is lines and rows, it would be looked for in vain, a sixth of the time.
    """
    gc.freeze()
    gc.disable()


def _serve(
    pipe: Connection,
    other_end: Connection | None,
    path: Path,
    options: str,
    cipher: Cipher | None,
    begin: Begin[object],
) -> None:
    """Answer until nobody asks any more, who may have died. ``other_end``: of the pipe, where this process
    has that too, and would wait for itself.
    """
    if other_end is not None:
        other_end.close()
    # Who interrupts the program interrupts the whole of it, and is answered by the process that began it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with closing(opened(path, options, cipher)) as database, database.snapshot():
            look = begin(database)
            pipe.send(None)
            _collect_seldom()
            while True:
                pipe.send(look(pipe.recv()))
                gc.collect()
    except (FileProblem, EOFError, BrokenPipeError):
        # Who asked finds the same alone, and tells it; or asks nothing any more.
        return
