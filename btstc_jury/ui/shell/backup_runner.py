"""Copies the open exam file to the backup folder, beside the interface's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QThreadPool, Signal

from btstc_jury.application.backups import BackupLog, BackupState, BackupStopped, BackupStore, Order
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import backups as words

_log = logging.getLogger(__name__)


class _Courier(QObject):
    """Carries news from the worker's thread; alive as long as the worker needs it."""

    progressed = Signal(int)
    delivered = Signal(object, object)


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
        self._courier: _Courier | None = None
        self._wanted = True
        self._again = False

    @property
    def busy(self) -> bool:
        return self._courier is not None

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
        self._wanted = True
        courier = self._courier = _Courier()
        courier.progressed.connect(self.progressed)
        courier.delivered.connect(self._receive)
        store = self._store

        def go_on(done: int, total: int) -> bool:
            courier.progressed.emit(100 * done // max(total, 1))
            return self._wanted

        def work() -> None:
            try:
                store.make(order, go_on)
            except Exception as error:  # noqa: BLE001 - told to the interface's thread, which raises it
                courier.delivered.emit(order, error)
            else:
                courier.delivered.emit(order, None)

        QThreadPool.globalInstance().start(work)

    def stop(self) -> None:
        """Give up the copy under way; ``rested`` follows."""
        self._again = False
        self._wanted = False

    def _receive(self, order: Order, error: Exception | None) -> None:
        self._courier = None
        if error is None:
            self.log.made(order)
        elif isinstance(error, BackupStopped):
            self.log.stopped(order)
        elif isinstance(error, FileProblem):
            self._tell(order, error)
        self.changed.emit()
        if self._again:
            self._again = False
            self.run()
        if not self.busy:
            self.rested.emit()
        if error is not None and not isinstance(error, FileProblem | BackupStopped):
            self.log.stopped(order)
            raise error

    def _tell(self, order: Order, problem: FileProblem) -> None:
        known = self.state.problem
        self.log.failed(order, problem)
        _log.info("no backup: %s", problem.kind)
        if known is None or known.kind is not problem.kind:
            self.failed.emit(words.failure(problem))
