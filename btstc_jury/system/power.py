"""What the machine says of its battery, and staying awake as far as the system agrees."""

from __future__ import annotations

import atexit
import logging
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Event, Thread

from btstc_jury.application.power import BatteryState

_log = logging.getLogger(__name__)
_SUPPLIES = Path("/sys/class/power_supply")
_AT_EXIT = 2.0
"""Seconds that the end of the program leaves the system to take the request back."""


class SystemBattery:
    """``system`` and ``supplies``: only for tests."""

    def __init__(self, system: str = sys.platform, supplies: Path = _SUPPLIES) -> None:
        self._system = system
        self._supplies = supplies

    def state(self) -> BatteryState | None:
        """See ``Battery``."""
        if self._system == "linux":
            return from_supplies(_read_supplies(self._supplies))
        return _from_psutil()


def _from_psutil() -> BatteryState | None:
    import psutil  # noqa: PLC0415 - no first window needs it

    try:
        found = psutil.sensors_battery()
    except (OSError, RuntimeError, psutil.Error) as error:
        _log.info("the battery can't be read: %s", error)
        return None
    # Windows says 255 % where it doesn't know.
    if found is None or not 0 <= found.percent <= 100:
        return None
    return BatteryState(int(found.percent), found.power_plugged is False)


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


class SystemKeepAwake:
    """Each request is made and held by a thread of its own: the system may take seconds to answer."""

    def __init__(self) -> None:
        self._released: Event | None = None

    def hold(self, told: Callable[[bool], None]) -> None:
        """See ``KeepAwake``."""
        if self._released is not None:
            return
        self._released = Event()
        thread = Thread(target=_hold, args=(told, self._released), name="keep-awake", daemon=True)
        thread.start()
        atexit.register(_finish, thread, self._released)

    def release(self) -> None:
        """See ``KeepAwake``."""
        if self._released is not None:
            self._released.set()
            self._released = None


def _hold(told: Callable[[bool], None], released: Event) -> None:
    from wakepy import keep  # noqa: PLC0415 - imported when first needed, beside the window

    with keep.presenting(on_fail="pass") as mode:
        if not mode.active:
            _log.info("the system refuses to stay awake: %s", mode.result.get_failure_text("inline"))
        told(mode.active)
        released.wait()


def _finish(thread: Thread, released: Event) -> None:
    released.set()
    thread.join(_AT_EXIT)
