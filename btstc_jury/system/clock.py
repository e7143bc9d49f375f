"""The machine's clocks."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from btstc_jury.application.ports import Clock
from btstc_jury.domain.moments import Duration, Instant, Reading, between

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_PROCESS = os.urandom(16).hex()
_SYSTEM: str = sys.platform


class SystemClock:
    """See ``application.ports.Clock``: a monotonic clock that goes on while the machine sleeps."""

    def __init__(self) -> None:
        self._boot = _boot_identity()

    def now(self) -> Reading:
        return Reading(Instant(time.time_ns() // 1000), _monotonic_ns() // 1000, self._boot, _PROCESS)


class PacedClock:
    """Goes ``pace`` times as fast as ``real``, from now on. It has a boot of its own: what it says compares
    with no other clock's but by UTC.
    """

    def __init__(self, real: Clock, pace: int) -> None:
        self._real = real
        self._pace = pace
        now = real.now()
        self._begun = now
        self._start = replace(now, boot=f"{now.boot} ×{pace} {now.mono}")

    def now(self) -> Reading:
        passed = Duration(between(self._begun, self._real.now()).us * self._pace)
        return replace(self._start, utc=self._start.utc + passed, mono=self._start.mono + passed.us)


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
