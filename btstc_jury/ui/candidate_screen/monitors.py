"""The monitors of this machine, told apart by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen


@dataclass(frozen=True, slots=True)
class Monitor:
    """``name``: as the system calls it, the same from one day to the next; ``label``: for people."""

    name: str
    label: str


class Monitors(QObject):
    """``added(name)``, ``removed(name)``: the latter before Qt moves the windows that were on it."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        app = cast("QGuiApplication", QGuiApplication.instance())
        app.screenAdded.connect(self._on_added)
        app.screenRemoved.connect(self._on_removed)

    def all(self) -> tuple[Monitor, ...]:
        return tuple(Monitor(each.name(), _label(each)) for each in QGuiApplication.screens())

    def screen(self, name: str) -> QScreen | None:
        """The monitor of that name, ``None`` while it is unplugged."""
        return next((each for each in QGuiApplication.screens() if each.name() == name), None)

    def _on_added(self, screen: QScreen) -> None:
        self.added.emit(screen.name())

    def _on_removed(self, screen: QScreen) -> None:
        self.removed.emit(screen.name())


def _label(screen: QScreen) -> str:
    """« HDMI-1 · EB-W52 · 1920 × 1080 »."""
    size = screen.size() * screen.devicePixelRatio()
    parts = (screen.name(), screen.model(), f"{size.width()} × {size.height()}")
    return " · ".join(filter(None, dict.fromkeys(part.strip() for part in parts)))
