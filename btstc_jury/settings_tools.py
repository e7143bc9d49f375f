"""Wires the file by which settings go to another machine."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from btstc_jury.application.settings import Settings, UsualFolders


class SettingsFiles:
    """See ``application.settings_sharing.SharedSettings``."""

    @cached_property
    def usual(self) -> UsualFolders:
        from btstc_jury.application.settings import UsualFolders
        from btstc_jury.system import folders

        return UsualFolders(folders.centre_folder(), folders.cases_folder())

    @staticmethod
    def write(settings: Settings, path: Path) -> tuple[str, ...]:
        from btstc_jury.exchange.settings_file import settings_toml
        from btstc_jury.system.files import export_write

        text, left = settings_toml(settings)
        export_write(path, text.encode())
        return left

    @staticmethod
    def read(path: Path) -> Mapping[str, object]:
        from btstc_jury.application.settings_sharing import LARGEST, UnusableSettings
        from btstc_jury.application.verification import UnreadableFile
        from btstc_jury.exchange.settings_file import settings_values
        from btstc_jury.system.files import read_at_most

        try:
            content = read_at_most(path, LARGEST)
        except UnreadableFile as problem:
            raise UnusableSettings((f"{path.name}\u202f: {problem}",)) from problem
        return settings_values(content, path.name)
