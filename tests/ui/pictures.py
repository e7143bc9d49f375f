"""Pictures of screens, to be looked at: build/screens/. What a screen reader has of them is held too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

from tests.accessibility import tree

SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"
QUICKLY = 70
"""How little Qt compresses a picture: as usual it takes twice the time for little less room."""


def dotted(page: QWidget) -> list[str]:
    """The texts in sight of which a line begins with « · »: the dot parts what stands on one line."""
    texts = [each for each in page.findChildren(QLabel) if each.isVisible() and each.width() > 0]
    return [each.text() for each in texts if any(line.lstrip().startswith("·") for line in _lines(each))]


def _lines(text: QLabel) -> Iterator[str]:
    """As they are wrapped."""
    for whole in text.text().split("\n"):
        layout = QTextLayout(whole, text.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(text.contentsRect().width() if text.wordWrap() else 1e6)
            yield whole[line.textStart() : line.textStart() + line.textLength()]
        layout.endLayout()


def taken(page: QWidget, name: str) -> int:
    """Keep a picture of a page; how many colours are found in it."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for _ in range(3):
        QCoreApplication.processEvents()
    unheard = tree.problems(page)
    assert not unheard, "\n".join(unheard)
    assert not dotted(page)
    picture = page.grab()
    assert picture.save(str(SCREENS / f"{name}.png"), None, QUICKLY)
    image = picture.toImage()
    return len({image.pixel(x, y) for y in range(0, image.height(), 7) for x in range(0, image.width(), 3)})
