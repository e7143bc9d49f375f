"""A test's folder in memory, where what is tried isn't what a disk keeps: each act waits for the disk, which
took half of the time of a test of the screens.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """On the disk as ever where the system has no such place, or little room in it."""
    if not (_MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="test-", dir=_MEMORY, ignore_cleanup_errors=True) as made:
        yield Path(made)
