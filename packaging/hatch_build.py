"""Build hook: puts the data folders into the wheel, under the package.

An editable install gets none of them, since the checkout holds the originals.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA_FOLDERS = ("forms", "resources")


class DataFoldersHook(BuildHookInterface[Any]):
    """Adds ``forms/`` and ``resources/`` as ``btstc_jury/_data/``; fails if one is missing."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for name in DATA_FOLDERS:
            build_data["force_include"][str(Path(self.root, name))] = f"btstc_jury/_data/{name}"
