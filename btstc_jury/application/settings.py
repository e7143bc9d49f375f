"""What the program remembers of its user between two runs; nothing of a candidate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

ThemeMode = Literal["auto", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Settings:
    """``text_scale``: percent, 100 to 200. ``recent``: exam files, latest first, at most ten.

    ``geometry``: the window's place as Qt gives it, base64; "" at the first start.
    """

    theme: ThemeMode = "auto"
    text_scale: int = 100
    recent: tuple[Path, ...] = ()
    last_folder: Path | None = None
    geometry: str = ""


class SettingsStore(Protocol):
    def load(self) -> Settings:
        """What was saved, or the defaults."""
        ...

    def save(self, settings: Settings) -> None:
        """Raises ``FileProblem``."""
        ...
