"""Work beside the interface's thread, and its outcome back in it: one way for all of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal
from shiboken6 import isValid

from btstc_jury.application.problems import FileProblem

T = TypeVar("T")


def finish() -> None:
    """Wait for the works under way, at the end of the program: one that ended after it would have nobody to
    tell. Each was asked to stop when Qt was about to quit.
    """
    QThreadPool.globalInstance().waitForDone()


class Background(QObject):
    """One work after the other, for the object that owns it. ``rested``: none is under way or waits any more.

    Once the owner is gone nothing is handed over, and what waited is not done; a bug is raised all the same.
    """

    rested = Signal()

    def __init__(self, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._waiting: deque[Run] = deque()
        self._run: Run | None = None
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.cancel)

    @property
    def busy(self) -> bool:
        return self._run is not None or bool(self._waiting)

    def do(
        self,
        work: Callable[[Run], T],
        done: Callable[[T], object],
        *,
        failed: Callable[[Exception], object] | None = None,
        told: tuple[type[Exception], ...] = (FileProblem,),
        news: Callable[[Any], object] | None = None,
    ) -> None:
        """Do ``work``, which must touch nothing of the interface, after what waits already.

        ``done`` takes its result, ``news`` what it tells meanwhile. ``failed`` takes what it raises: the
        errors of the environment (``told``) end there, any other is a bug, raised once ``failed`` has left
        the screen in order.
        """
        self._waiting.append(Run(self, work, done, failed, told, news))
        if self._run is None:
            self._start()

    def forget(self) -> None:
        """What waits is not done any more."""
        self._waiting.clear()

    def cancel(self) -> None:
        """``forget``, and ask the work under way to stop; its outcome, whichever, is still handed over."""
        self.forget()
        if self._run is not None:
            self._run.wanted = False

    def drop(self) -> None:
        """``cancel``, and wait for the end of the work under way, of which nothing is handed over."""
        self.cancel()
        run, self._run = self._run, None
        if run is not None:
            run.over.wait()

    def takes(self, run: Run) -> bool:
        """Whether what comes from this run is still waited for."""
        return run is self._run

    def end(self, run: Run) -> None:
        """In the interface's thread, when a run is over."""
        self._run = None
        try:
            run.hand_over()
        finally:
            if self._run is None:
                self._start()

    def _start(self) -> None:
        if not self._waiting:
            self.rested.emit()
            return
        run = self._run = self._waiting.popleft()
        QThreadPool.globalInstance().start(run.carry_out)


class Run(QObject):
    """A work that waits or is under way. In its own thread it may ``tell``, and see whether it is ``wanted``.

    The signals carry the run itself, which so lives until they have arrived, whatever becomes of the screen.
    """

    said = Signal(object, object)
    ended = Signal(object)

    def __init__(
        self,
        background: Background,
        work: Callable[[Run], object],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None,
        told: tuple[type[Exception], ...],
        news: Callable[[Any], object] | None,
    ) -> None:
        super().__init__()
        self._work, self._done, self._failed, self._told, self._news = work, done, failed, told, news
        self.wanted = True
        self.over = Event()
        self._result: object = None
        self._error: Exception | None = None
        self._background = background
        self.said.connect(self._on_said)
        self.ended.connect(self._on_ended)

    def tell(self, news: object) -> bool:
        """Hand over how far the work is; whether it is still wanted."""
        self.said.emit(self, news)
        return self.wanted

    def carry_out(self) -> None:
        """In the worker's thread."""
        try:
            self._result = self._work(self)
        except Exception as error:  # noqa: BLE001 - raised again in the interface's thread
            self._error = error
        # In this order: who waits for the end may then do away with all signals.
        self.ended.emit(self)
        self.over.set()

    def hand_over(self) -> None:
        """The outcome, in the interface's thread."""
        if self._error is None:
            self._done(self._result)
            return
        if self._failed is not None:
            self._failed(self._error)
        if self._failed is None or not isinstance(self._error, self._told):
            raise self._error

    def _on_said(self, _kept: Run, news: object) -> None:
        if self._news is not None and self._awaited():
            self._news(news)

    def _on_ended(self, _kept: Run) -> None:
        if self._awaited():
            self._background.end(self)
        elif self._error is not None and not isinstance(self._error, self._told):
            raise self._error

    def _awaited(self) -> bool:
        return isValid(self._background) and self._background.takes(self)
