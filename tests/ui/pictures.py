"""Pictures of screens, to be looked at: build/screens/. What a screen reader has of them is held too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tests.accessibility import tree

SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"


def taken(page: QWidget, name: str) -> int:
    """Keep a picture of a page; how many colours are found in it."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for _ in range(3):
        QCoreApplication.processEvents()
    unheard = tree.problems(page)
    assert not unheard, "\n".join(unheard)
    picture = page.grab()
    assert picture.save(str(SCREENS / f"{name}.png"))
    image = picture.toImage()
    return len({image.pixel(x, y) for y in range(0, image.height(), 7) for x in range(0, image.width(), 3)})
