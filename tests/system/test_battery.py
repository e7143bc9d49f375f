"""The charge of the battery, from what each system tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.power import BatteryState
from btstc_jury.system.battery import SystemBattery, from_pmset, from_power_status, from_supplies

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
    assert SystemBattery(tmp_path / "nothing").state() is None
    for name, files in (("AC", MAINS), ("BAT0", LAPTOP)):
        (tmp_path / name).mkdir()
        for file, content in files.items():
            (tmp_path / name / file).write_text(f"{content}\n")
    assert SystemBattery(tmp_path).state() == BatteryState(19, discharging=True)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ((0, 0, 55), BatteryState(55, discharging=True)),
        ((1, 8, 12), BatteryState(12, discharging=False)),
        ((0, 4, 4), BatteryState(4, discharging=True)),
        ((1, 128, 255), None),
        ((1, 255, 255), None),
        ((0, 0, 255), None),
    ],
)
def test_windows(told: tuple[int, int, int], state: BatteryState | None) -> None:
    assert from_power_status(*told) == state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (
            "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=46)\t18%; discharging; 1:02\n",
            BatteryState(18, discharging=True),
        ),
        (
            "Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t100%; charged; 0:00 remaining\n",
            BatteryState(100, discharging=False),
        ),
        ("Now drawing from 'AC Power'\n", None),
        ("", None),
    ],
)
def test_macos(told: str, state: BatteryState | None) -> None:
    assert from_pmset(told) == state


@pytest.mark.parametrize(("percent", "low"), [(0, True), (19, True), (20, False), (100, False)])
def test_low_begins_under_twenty_percent(percent: int, low: bool) -> None:
    assert BatteryState(percent, discharging=True).low is low
