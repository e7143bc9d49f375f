"""The charge of the battery, and the request to stay awake, as the systems answer."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from queue import Queue
from threading import enumerate as threads
from types import SimpleNamespace

import psutil
import pytest

from btstc_jury.application.power import BatteryState
from btstc_jury.system.power import SystemBattery, SystemKeepAwake, from_supplies

PATIENCE = 30.0

LAPTOP = {"type": "Battery", "status": "Discharging", "capacity": "19"}
MAINS = {"type": "Mains", "online": "0"}
MOUSE = {"type": "Battery", "scope": "Device", "status": "Discharging", "capacity": "3"}


def test_a_laptop_on_its_battery() -> None:
    state = from_supplies([MAINS, MOUSE, LAPTOP])
    assert state == BatteryState(19, discharging=True)
    assert state.low


@pytest.mark.parametrize(
    "supplies",
    [
        [{**MAINS, "online": "1"}, LAPTOP],
        [{"type": "USB", "online": "1"}, LAPTOP],
        [MAINS, {**LAPTOP, "status": "Charging"}],
    ],
)
def test_a_laptop_that_is_fed_is_never_low(supplies: list[dict[str, str]]) -> None:
    state = from_supplies(supplies)
    assert state == BatteryState(19, discharging=False)
    assert not state.low


@pytest.mark.parametrize(
    "supplies", [[], [MAINS], [MOUSE], [{"type": "Battery"}], [{**LAPTOP, "capacity": "?"}]]
)
def test_no_battery_of_its_own(supplies: list[dict[str, str]]) -> None:
    assert from_supplies(supplies) is None


def test_two_batteries_count_by_their_energy() -> None:
    small = {**LAPTOP, "capacity": "100", "energy_now": "10", "energy_full": "10", "status": "Full"}
    large = {**LAPTOP, "capacity": "0", "energy_now": "0", "energy_full": "90"}
    assert from_supplies([small, large]) == BatteryState(10, discharging=True)
    del large["energy_full"]
    assert from_supplies([small, large]) == BatteryState(50, discharging=True)


def test_the_folder_of_a_linux_machine(tmp_path: Path) -> None:
    assert SystemBattery("linux", tmp_path / "nothing").state() is None
    for name, files in (("AC", MAINS), ("BAT0", LAPTOP)):
        (tmp_path / name).mkdir()
        for file, content in files.items():
            (tmp_path / name / file).write_text(f"{content}\n")
    assert SystemBattery("linux", tmp_path).state() == BatteryState(19, discharging=True)


@pytest.mark.parametrize("system", ["win32", "darwin"])
@pytest.mark.parametrize(
    ("told", "state"),
    [
        ((55, False), BatteryState(55, discharging=True)),
        ((12.9, True), BatteryState(12, discharging=False)),
        ((100, None), BatteryState(100, discharging=False)),
        ((255, True), None),
        (None, None),
    ],
)
def test_other_systems(
    monkeypatch: pytest.MonkeyPatch,
    system: str,
    told: tuple[float, bool | None] | None,
    state: BatteryState | None,
) -> None:
    found = None if told is None else SimpleNamespace(percent=told[0], power_plugged=told[1])
    monkeypatch.setattr(psutil, "sensors_battery", lambda: found)
    assert SystemBattery(system).state() == state


def test_a_system_that_does_not_answer_has_no_battery(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse() -> None:
        raise OSError("no answer")

    monkeypatch.setattr(psutil, "sensors_battery", refuse)
    with caplog.at_level(logging.INFO, "btstc_jury"):
        assert SystemBattery("win32").state() is None
    assert "no answer" in caplog.text


@pytest.mark.parametrize(("percent", "low"), [(0, True), (19, True), (20, False), (100, False)])
def test_low_begins_under_twenty_percent(percent: int, low: bool) -> None:
    assert BatteryState(percent, discharging=True).low is low


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
