"""The machine's clocks, as far as a test can hold them to anything."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from btstc_jury.domain.moments import Duration, Reading, between
from btstc_jury.system import clock
from btstc_jury.system.clock import SystemClock

ROOT = Path(__file__).resolve().parents[2]

OTHER = """
from btstc_jury.system.clock import SystemClock
reading = SystemClock().now()
print(reading.boot, reading.process, reading.mono)
"""


def test_readings_never_go_back() -> None:
    clocks = SystemClock(), SystemClock()
    readings = [clocks[turn % 2].now() for turn in range(1000)]
    monotonic = [reading.mono for reading in readings]
    assert monotonic == sorted(monotonic)
    assert len({(reading.boot, reading.process) for reading in readings}) == 1


def test_utc_is_that_of_the_system_in_microseconds() -> None:
    before = time.time_ns() // 1000
    reading = SystemClock().now()
    assert before <= reading.utc.us <= time.time_ns() // 1000


def test_another_process_of_the_same_boot_reads_the_same_clock() -> None:
    before = SystemClock().now()
    found = subprocess.run(
        [sys.executable, "-c", OTHER], cwd=ROOT, check=True, capture_output=True, text=True
    )
    boot, process, mono = found.stdout.split()
    after = SystemClock().now()
    assert process != before.process
    if sys.platform == "linux":
        assert boot == before.boot
        assert before.mono < int(mono) < after.mono
    else:
        # Without a name of the boot, durations between processes are left to UTC.
        assert boot != before.boot


@pytest.mark.skipif(sys.platform != "linux", reason="the clock that counts sleep bears a name there only")
def test_the_monotonic_clock_counts_sleep() -> None:
    before = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
    reading = SystemClock().now()
    assert before <= reading.mono <= time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_elsewhere_the_boot_is_known_by_the_process(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(clock, "_SYSTEM", system)
    first, second = SystemClock().now(), SystemClock().now()
    assert first.boot == first.process == second.boot
    assert between(first, second) == Duration(second.mono - first.mono)
    other_run = Reading(second.utc + Duration.minutes(5), 7, "other", "other")
    assert between(first, other_run) == other_run.utc - first.utc
