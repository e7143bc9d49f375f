"""The machine's clocks."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from btstc_jury.domain.moments import Instant, Reading

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_PROCESS = os.urandom(16).hex()
_SYSTEM: str = sys.platform


class SystemClock:
    """See ``application.ports.Clock``: a monotonic clock that goes on while the machine sleeps."""

    def __init__(self) -> None:
        self._boot = _boot_identity()

    def now(self) -> Reading:
        return Reading(Instant(time.time_ns() // 1000), _monotonic_ns() // 1000, self._boot, _PROCESS)


def _monotonic_ns() -> int:
    # On Linux and macOS, time.monotonic() stands still during sleep.
    if _SYSTEM == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    if _SYSTEM == "darwin":
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    return time.monotonic_ns()


def _boot_identity() -> str:
    """Where the system gives its boot no name, that of the process: between two runs UTC then decides."""
    if _SYSTEM == "linux":
        return _BOOT_ID.read_text(encoding="ascii").strip()
    return _PROCESS
