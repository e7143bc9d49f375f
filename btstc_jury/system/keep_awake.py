"""Keeps the machine awake, as far as the system agrees."""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable
from threading import Event, Thread

_log = logging.getLogger(__name__)
_AT_EXIT = 2.0
"""Seconds that the end of the program leaves the system to take the request back."""


class SystemKeepAwake:
    """Each request is made and held by a thread of its own: the system may take seconds to answer."""

    def __init__(self) -> None:
        self._released: Event | None = None

    def hold(self, told: Callable[[bool], None]) -> None:
        """See ``KeepAwake``."""
        if self._released is not None:
            return
        self._released = Event()
        thread = Thread(target=_hold, args=(told, self._released), name="keep-awake", daemon=True)
        thread.start()
        atexit.register(_finish, thread, self._released)

    def release(self) -> None:
        """See ``KeepAwake``."""
        if self._released is not None:
            self._released.set()
            self._released = None


def _hold(told: Callable[[bool], None], released: Event) -> None:
    from wakepy import keep  # noqa: PLC0415 - imported when first needed, beside the window

    with keep.presenting(on_fail="pass") as mode:
        if not mode.active:
            _log.info("the system refuses to stay awake: %s", mode.result.get_failure_text("inline"))
        told(mode.active)
        released.wait()


def _finish(thread: Thread, released: Event) -> None:
    released.set()
    thread.join(_AT_EXIT)
