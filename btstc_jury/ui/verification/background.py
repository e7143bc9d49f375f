"""Work beside the interface's thread, one piece after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal

Job = Callable[[], object]


class _Courier(QObject):
    """Carries a result from the worker's thread; alive as long as the worker needs it."""

    delivered = Signal(object, object)


class Background(QObject):
    """``done(key, result)`` in the interface's thread; a job that raises is a bug, raised there."""

    done = Signal(object, object)
    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[object, Job]] = deque()
        self._running = False

    @property
    def busy(self) -> bool:
        return self._running or bool(self._waiting)

    def ask(self, key: object, job: Job) -> None:
        self._waiting.append((key, job))
        if not self._running:
            self._start()

    def forget(self) -> None:
        """What waits is not done any more."""
        self._waiting.clear()

    def _start(self) -> None:
        if not self._waiting:
            self.idle.emit()
            return
        key, job = self._waiting.popleft()
        self._running = True
        courier = _Courier()
        courier.delivered.connect(self._receive)

        def work() -> None:
            try:
                result = job()
            except Exception as error:  # noqa: BLE001 - told to the interface's thread, which raises it
                result = error
            courier.delivered.emit(key, result)

        QThreadPool.globalInstance().start(work)

    def _receive(self, key: object, result: object) -> None:
        self._running = False
        self._start()
        if isinstance(result, Exception):
            raise result
        self.done.emit(key, result)
