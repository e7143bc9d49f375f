"""Work that takes too long for the interface's thread, and its result back in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal


class _Courier(QObject):
    """Carries a result from the worker's thread; alive as long as the worker needs it."""

    delivered = Signal(object, object)


class Errand(QObject):
    """One work at a time. ``done`` carries its result, ``failed`` its exception."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.running = False

    def run(self, work: Callable[[], object]) -> None:
        """Start ``work``, which must touch nothing of the interface; ignored while another one goes on."""
        if self.running:
            return
        self.running = True
        courier = _Courier()
        courier.delivered.connect(self._receive)

        def carry() -> None:
            try:
                courier.delivered.emit(work(), None)
            except Exception as error:  # noqa: BLE001 - told to the interface's thread
                courier.delivered.emit(None, error)

        QThreadPool.globalInstance().start(carry)

    def _receive(self, result: object, error: object) -> None:
        self.running = False
        if error is None:
            self.done.emit(result)
        else:
            self.failed.emit(error)
