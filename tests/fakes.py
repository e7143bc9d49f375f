"""Stand-ins for what a test must hold in its hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from btstc_jury.application.help import Help
from btstc_jury.application.power import Battery, BatteryState, KeepAwake
from btstc_jury.application.settings import SettingsStore
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration, Instant, Reading
from btstc_jury.system.folders import data_dir
from btstc_jury.system.help_pages import read_help

START = Instant(1_780_300_800_000_000)
"""2026-06-01 08:00 UTC."""


@dataclass
class FakeClock:
    """A clock that stands still until told otherwise. ``utc`` and ``mono`` in microseconds."""

    utc: int = START.us
    mono: int = 3_600_000_000
    boot: str = "boot-1"
    process: str = "process-1"

    def now(self) -> Reading:
        return Reading(Instant(self.utc), self.mono, self.boot, self.process)

    def advance(self, length: Duration) -> Reading:
        """Time passes."""
        self.utc += length.us
        self.mono += length.us
        return self.now()

    def sleep(self, length: Duration) -> Reading:
        """The machine sleeps: both clocks go on, the program does not."""
        return self.advance(length)

    def restart(self, length: Duration, *, reboot: bool = False) -> Reading:
        """The program runs again after ``length``, in another process; with ``reboot`` the monotonic clock
        begins anew as well.
        """
        self.advance(length)
        self.process = f"{self.process}'"
        if reboot:
            self.boot = f"{self.boot}'"
            self.mono = 1_000_000
        return self.now()

    def set_wall(self, utc: Instant) -> Reading:
        """Somebody sets the wall clock."""
        self.utc = utc.us
        return self.now()


class FakeLibrary:
    """The forms of a machine: those given."""

    def __init__(self, *forms: Form) -> None:
        self._forms = {form.key: form for form in forms}

    def keys(self) -> tuple[str, ...]:
        return tuple(self._forms)

    def get(self, key: str) -> Form:
        return self._forms[key]

    def of_centre(self, _key: str) -> bool:
        return False

    def all(self) -> tuple[Form, ...]:
        return tuple(self._forms.values())


class FakeKeepAwake:
    """A system that agrees to stay awake, or not."""

    def __init__(self, *, agrees: bool = True) -> None:
        self.agrees = agrees
        self.held = False

    def hold(self, told: Callable[[bool], None]) -> None:
        self.held = True
        told(self.agrees)

    def release(self) -> None:
        self.held = False


@dataclass
class FakeMachine:
    """A laptop made of these."""

    settings: SettingsStore
    battery: Battery
    keep_awake: KeepAwake
    plugged: tuple[Path, ...] = ()

    @cached_property
    def help(self) -> Help:
        return read_help(data_dir("resources") / "help")

    def sticks(self) -> tuple[Path, ...]:
        return self.plugged


class FakeBattery:
    """A battery with the charge that the test says; none at first."""

    def __init__(self) -> None:
        self.charge: BatteryState | None = None

    def state(self) -> BatteryState | None:
        return self.charge
