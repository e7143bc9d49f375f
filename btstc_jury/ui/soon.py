"""What is done once the present moment is over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from shiboken6 import isValid


def soon(owner: QObject, do: Callable[[], object], after_ms: int = 0) -> None:
    """Have ``do`` called once Qt has done with what happens now, or later, unless ``owner`` is gone by then.

    Given ``owner`` to mind, ``QTimer.singleShot`` (PySide 6.11) would keep ``do`` for good where it is gone:
    with it a whole screen, and the candidates that it knows. The application is always there to be called.
    """
    application = QCoreApplication.instance()
    if application is not None:
        QTimer.singleShot(after_ms, application, lambda: do() if isValid(owner) else None)
