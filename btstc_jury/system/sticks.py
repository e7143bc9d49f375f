"""The removable media that are there: where a file that goes by hand to another laptop is put."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_SYSTEM: str = sys.platform
_MOUNTS = Path("/proc/self/mounts")
_LINUX = ("/media/", "/run/media/")
_MAC = Path("/Volumes")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_REMOVABLE = 2
"""What Windows calls a drive whose medium comes and goes."""


def sticks() -> tuple[Path, ...]:
    """Those that can be written, in the order of their names; none where the system doesn't tell."""
    try:
        return tuple(sorted(each for each in _found() if os.access(each, os.W_OK)))
    except OSError:
        # A proposal less: the folder is chosen by hand.
        return ()


def _found() -> Iterator[Path]:
    if _SYSTEM == "win32":
        yield from _drives()
    elif _SYSTEM == "darwin":
        own = Path("/").stat().st_dev
        yield from (each for each in _MAC.iterdir() if each.is_dir() and each.stat().st_dev != own)
    else:
        yield from mounted(_MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))


def mounted(table: str) -> Iterator[Path]:
    """Of the table of what Linux has mounted, where desktops put what is plugged in."""
    for line in table.splitlines():
        place = line.split(" ")[1:2]
        for each in place:
            path = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), each)
            if path.startswith(_LINUX):
                yield Path(path)


def _drives() -> Iterator[Path]:
    import ctypes  # noqa: PLC0415 - there alone

    kernel = vars(ctypes)["windll"].kernel32
    present = kernel.GetLogicalDrives()
    for place in range(26):
        drive = f"{chr(ord('A') + place)}:\\"
        if present >> place & 1 and kernel.GetDriveTypeW(drive) == _REMOVABLE:
            yield Path(drive)
