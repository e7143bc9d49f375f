"""Disks of a test's own, and a user without privileges: what needs root is skipped without it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65534


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """A file system in memory, ``size`` as mount(8) writes it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a file system")
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mount.returncode:
        pytest.skip(f"no file system can be mounted here: {mount.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def read_only_disk(disk: Path) -> Iterator[None]:
    """Nothing can be written on a mounted disk; no file may be open for writing."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)


@contextmanager
def unprivileged_folder() -> Iterator[Path]:
    """A folder of a user whom permissions bind; the test is that user meanwhile."""
    if sys.platform == "win32":
        pytest.skip("permissions are of another kind there")
    was = os.geteuid()
    if was == 0:
        os.seteuid(_NOBODY)
    try:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
            Path(folder).chmod(0o755)
    finally:
        os.seteuid(was)
