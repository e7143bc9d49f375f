"""This laptop, each part of it imported when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury.system.folders import data_dir

if TYPE_CHECKING:
    from btstc_jury.application.help import Help
    from btstc_jury.application.power import Battery, KeepAwake
    from btstc_jury.application.settings import SettingsStore


class SystemMachine:
    """See ``ui.ports.Machine``."""

    def __init__(self, store: SettingsStore) -> None:
        self.settings = store

    @cached_property
    def battery(self) -> Battery:
        from btstc_jury.system.power import SystemBattery

        return SystemBattery()

    @cached_property
    def keep_awake(self) -> KeepAwake:
        from btstc_jury.system.power import SystemKeepAwake

        return SystemKeepAwake()

    @cached_property
    def help(self) -> Help:
        """The guide; it comes with the program."""
        from btstc_jury.system.help_pages import read_help

        return read_help(data_dir("resources") / "help")

    @staticmethod
    def sticks() -> tuple[Path, ...]:
        from btstc_jury.system.sticks import sticks

        return sticks()
