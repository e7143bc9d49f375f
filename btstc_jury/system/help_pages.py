"""The guide, read from its folder."""

from __future__ import annotations

import tomllib
from pathlib import Path

from btstc_jury.application.help import Help, HelpPage

CONTENTS = "sommaire.toml"
"""Parts of the contents and the pages of each, in order."""


def read_help(folder: Path) -> Help:
    """Raises ``OSError``, ``KeyError``."""
    contents = tomllib.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    pages = [
        HelpPage(name, (folder / f"{name}.md").read_text(encoding="utf-8"), part["titre"])
        for part in contents["partie"]
        for name in part["pages"]
    ]
    return Help(folder, tuple(pages))
