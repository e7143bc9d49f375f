"""Reads the charge of the laptop's battery, as each operating system tells it."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from btstc_jury.application.power import BatteryState

_log = logging.getLogger(__name__)
_SUPPLIES = Path("/sys/class/power_supply")
_PMSET = ("/usr/bin/pmset", "-g", "batt")
_PATIENCE = 1.0
"""Seconds that a program asked may take."""

_NO_BATTERY = 128
_UNKNOWN = 255


class SystemBattery:
    """``supplies``: only for tests."""

    def __init__(self, supplies: Path = _SUPPLIES) -> None:
        self._supplies = supplies

    def state(self) -> BatteryState | None:
        """See ``Battery``."""
        if sys.platform == "win32":
            return _from_windows()
        if sys.platform == "darwin":
            return _from_macos()
        return from_supplies(_read_supplies(self._supplies))


def from_supplies(supplies: Iterable[Mapping[str, str]]) -> BatteryState | None:
    """From the files of each folder of Linux's ``/sys/class/power_supply``.

    Batteries of a mouse or a keyboard (scope « Device ») are not the machine's. Several batteries count
    together, by their energy where all tell it.
    """
    known = tuple(supplies)
    own = [each for each in known if each.get("type") == "Battery" and each.get("scope") != "Device"]
    charges = [int(each["capacity"]) for each in own if each.get("capacity", "").isdigit()]
    if not charges:
        return None
    fed = any(each.get("online") == "1" for each in known if each.get("type") in {"Mains", "USB"})
    discharging = any(each.get("status") == "Discharging" for each in own) and not fed
    return BatteryState(_together(own) or sum(charges) // len(charges), discharging)


def from_power_status(line: int, flag: int, percent: int) -> BatteryState | None:
    """From Windows' ``SYSTEM_POWER_STATUS``: ``ACLineStatus`` (0: nothing plugged), ``BatteryFlag``,
    ``BatteryLifePercent``.
    """
    if flag == _UNKNOWN or flag & _NO_BATTERY or percent == _UNKNOWN:
        return None
    return BatteryState(min(percent, 100), line == 0)


def from_pmset(text: str) -> BatteryState | None:
    """From what macOS' ``pmset -g batt`` prints."""
    charge = re.search(r"InternalBattery.*?(\d{1,3})%", text)
    return BatteryState(int(charge[1]), "'Battery Power'" in text) if charge else None


def _together(own: list[Mapping[str, str]]) -> int:
    """Percent by energy (or charge), 0 where one of the batteries doesn't tell."""
    for unit in ("energy", "charge"):
        pairs = [(each.get(f"{unit}_now", ""), each.get(f"{unit}_full", "")) for each in own]
        if all(now.isdigit() and full.isdigit() for now, full in pairs):
            full = sum(int(full) for _, full in pairs)
            return min(100 * sum(int(now) for now, _ in pairs) // full, 100) if full else 0
    return 0


def _read_supplies(folder: Path) -> Iterable[Mapping[str, str]]:
    names = ("type", "scope", "status", "online", "capacity", "energy_now", "energy_full", "charge_now")
    try:
        supplies = sorted(folder.iterdir())
    except OSError as error:
        _log.debug("no power supply is known: %s", error.strerror)
        return
    for supply in supplies:
        yield {name: _read(supply / name) for name in (*names, "charge_full")}


def _read(file: Path) -> str:
    """Its content; "" where the supply doesn't tell that, which is usual."""
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _from_macos() -> BatteryState | None:
    import subprocess  # noqa: PLC0415 - nothing else needs it

    try:
        told = subprocess.run(_PMSET, capture_output=True, text=True, timeout=_PATIENCE, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        _log.info("the battery can't be read: %s", error)
        return None
    return from_pmset(told.stdout)


if sys.platform == "win32":

    def _from_windows() -> BatteryState | None:
        import ctypes  # noqa: PLC0415 - nothing else needs it

        class PowerStatus(ctypes.Structure):
            _fields_ = (
                ("line", ctypes.c_ubyte),
                ("flag", ctypes.c_ubyte),
                ("percent", ctypes.c_ubyte),
                ("saver", ctypes.c_ubyte),
                ("seconds", ctypes.c_ulong),
                ("full_seconds", ctypes.c_ulong),
            )

        status = PowerStatus()
        if not ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
            _log.info("the battery can't be read: error %s", ctypes.windll.kernel32.GetLastError())
            return None
        return from_power_status(status.line, status.flag, status.percent)
