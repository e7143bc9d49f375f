"""The request to stay awake, agreed to and refused; held until it is taken back."""

from __future__ import annotations

import logging
import sys
from queue import Queue
from threading import enumerate as threads

import pytest

from btstc_jury.system.keep_awake import SystemKeepAwake

PATIENCE = 30.0


def holding() -> list[str]:
    return [each.name for each in threads() if each.name == "keep-awake"]


def wait_for_release() -> None:
    for each in threads():
        if each.name == "keep-awake":
            each.join(PATIENCE)


def test_the_system_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    told: Queue[bool] = Queue()
    awake = SystemKeepAwake()
    awake.hold(told.put)
    assert told.get(timeout=PATIENCE)
    awake.hold(told.put)
    assert holding() == ["keep-awake"]
    awake.release()
    wait_for_release()
    assert holding() == []
    assert told.empty()
    awake.hold(told.put)
    assert told.get(timeout=PATIENCE)
    awake.release()
    wait_for_release()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system always agrees")
def test_the_system_refuses(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.delenv("WAKEPY_FAKE_SUCCESS", raising=False)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    told: Queue[bool] = Queue()
    awake = SystemKeepAwake()
    with caplog.at_level(logging.INFO, "btstc_jury"):
        awake.hold(told.put)
        assert told.get(timeout=PATIENCE) is False
    assert "refuses to stay awake" in caplog.text
    awake.release()
    wait_for_release()


def test_a_release_without_request_is_nothing() -> None:
    SystemKeepAwake().release()
    assert holding() == []
