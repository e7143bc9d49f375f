"""The wall clock of a test."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest


@pytest.fixture
def paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The wall clock of metropolitan France, without needing the system's time zones."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone of a process can't be chosen here")
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
