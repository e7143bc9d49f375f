"""Copies the open exam file to the backup folder, beside the interface's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from btstc_jury.application.backups import BackupLog, BackupState, BackupStopped, BackupStore, Order
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import backups as words
from btstc_jury.ui.background import Background, Run

_log = logging.getLogger(__name__)


class BackupRunner(QObject):
    """``changed``: the state is another; ``failed(Message)``; ``progressed``: percent of the copy under way;
    ``rested``: no copy is under way any more.
    """

    changed = Signal()
    failed = Signal(object)
    progressed = Signal(int)
    rested = Signal()

    def __init__(self, store: BackupStore, log: BackupLog, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.log = log
        self._store = store
        self._now = now
        self._beside = Background(self)
        self._beside.rested.connect(self.rested)
        self._again = False

    @property
    def busy(self) -> bool:
        return self._beside.busy

    @property
    def state(self) -> BackupState:
        return self.log.state

    def run(self) -> None:
        """Make a copy of what is in the file now; at once, or after the one under way."""
        if self.busy:
            self._again = True
            return
        order = self.log.order(self._now())
        if order is None:
            return
        store = self._store

        def work(run: Run) -> None:
            store.make(order, lambda done, total: run.tell(100 * done // max(total, 1)))

        self._beside.do(
            work,
            lambda _: self._made(order),
            failed=partial(self._not_made, order),
            told=(FileProblem, BackupStopped),
            news=self.progressed.emit,
        )

    def stop(self) -> None:
        """Give up the copy under way; ``rested`` follows."""
        self._again = False
        self._beside.cancel()

    def _made(self, order: Order) -> None:
        self.log.made(order)
        self._go_on()

    def _not_made(self, order: Order, error: Exception) -> None:
        if isinstance(error, FileProblem):
            self._tell(order, error)
        else:
            self.log.stopped(order)
        self._go_on()

    def _go_on(self) -> None:
        self.changed.emit()
        again, self._again = self._again, False
        if again:
            self.run()

    def _tell(self, order: Order, problem: FileProblem) -> None:
        known = self.state.problem
        self.log.failed(order, problem)
        _log.info("no backup: %s", problem.kind)
        if known is None or known.kind is not problem.kind:
            self.failed.emit(words.failure(problem))
