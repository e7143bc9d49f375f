"""Run every benchmark, print its table and write it to RESULTS.md; or those named, in the place of theirs."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from tests.benchmarks.result import Result

NAMES = (
    *("startup", "listed", "act", "keystroke", "hour", "check", "find", "sorting", "grid", "libreoffice"),
    *("export", "centre_list", "placing", "centre_days", "collection", "idle", "soak"),
)
"""Modules of this folder; ``run`` of each gives its lines."""
_RESULTS = Path(__file__).with_name("RESULTS.md")
_HEADING = """# Measures

Written by `python3 packaging/dev.py bench [NAME…]`. With a load of more than the cores others worked on the
machine: ratios of what is measured in turns and times of the processor still count, frames hardly.
"""
_HEAD = ("| what | ratio | goal | met | detail |", "|---|---|---|---|---|")


def main(names: list[str]) -> int:
    """Ratios are compared, not asserted: the exit status is 0 whatever they are, 2 for an unknown name."""
    unknown = [each for each in names if each not in NAMES]
    if unknown:
        sys.stderr.write(f"{', '.join(unknown)}: one of {', '.join(NAMES)}\n")
        return 2
    parts: dict[str, str] = {}
    for name in names or NAMES:
        found = import_module(f"tests.benchmarks.{name}").run()
        table = "".join(f"{each}\n" for each in (*_HEAD, *map(_line, found)))
        sys.stdout.write(table)
        sys.stdout.flush()
        # Read again each time: another one may have been run meanwhile.
        parts = _kept() if names else parts
        parts[name] = f"{_where()}\n\n{table}"
        # What was measured is kept, whatever becomes of the next one.
        _write(parts)
    return 0


def _where() -> str:
    python = f"Python {platform.python_version()}"
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    load = f", load {os.getloadavg()[2]:.0f}" if hasattr(os, "getloadavg") else ""
    return f"{datetime.now(UTC).date()}, {machine}, {python}{load}"


def _write(parts: dict[str, str]) -> None:
    told = (f"## {name}\n\n{parts[name]}" for name in NAMES if name in parts)
    text = "\n".join((_HEADING, *told))
    _RESULTS.write_text(text, encoding="utf-8")


def _kept() -> dict[str, str]:
    """What was written before, by benchmark."""
    parts = _RESULTS.read_text(encoding="utf-8").split("\n## ")[1:]
    return {name: text for name, _, text in (each.partition("\n\n") for each in parts)}


def _line(result: Result) -> str:
    if not result.measured_here:
        return f"| {result.what} | | ≤ {result.goal:g} | not measured here | {result.detail} |"
    met = "yes" if result.met else "no"
    return f"| {result.what} | {result.ratio:.2f} | ≤ {result.goal:g} | {met} | {result.detail} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
