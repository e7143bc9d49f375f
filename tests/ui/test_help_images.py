"""The pictures of the guide: drawn from the screens, and told when a screen no longer looks so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from btstc_jury.domain.standing import Stage
from btstc_jury.system.folders import data_dir
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands
from tests.ui.pictures import SCREENS

KEPT = data_dir("resources") / "help" / "images"
_WORDS = "Words"
_SIZE = (1280, 720)


@pytest.fixture
def shown(show_window: ShowWindow) -> Hands:
    """The demonstration, as the first minutes show it."""
    hands = show_window()
    hands.window.resize(*_SIZE)
    assert hands.window.open_demonstration()
    return hands


def under_way(hands: Hands) -> None:
    (oral,) = hands.office.file.index.under_way()
    hands.workspace.open_oral(oral)


def debated(hands: Hands) -> None:
    over = next(each for each in hands.office.file.index.all() if each.stage is Stage.ENDED)
    hands.workspace.open_oral(over.oral)


SCENES: dict[str, Callable[[Hands], None]] = {
    "journee": lambda hands: hands.day(),
    "interrogation": under_way,
    "deliberation": debated,
}


def words_of(page: QWidget) -> str:
    """What is written on it but the time, which passes."""
    texts = [each.text() for each in page.findChildren(QLabel) if each.isVisible() and each.text()]
    return "\n".join(sorted(each for each in texts if not any(letter.isdecimal() for letter in each)))


@pytest.mark.parametrize("name", SCENES)
def test_a_picture_shows_the_screen_as_it_is(shown: Hands, name: str) -> None:
    SCENES[name](shown)
    QApplication.processEvents()
    said = words_of(shown.window)
    picture = shown.window.grab().toImage()
    picture.setText(_WORDS, said)
    drawn = SCREENS / f"help-{name}.png"
    SCREENS.mkdir(parents=True, exist_ok=True)
    assert picture.save(str(drawn))
    kept = QImage(str(KEPT / f"{name}.png"))
    assert kept.size() == picture.size(), f"copy {drawn.name} into resources/help/images as {name}.png"
    assert kept.text(_WORDS) == said, f"copy {drawn.name} into resources/help/images as {name}.png"


def test_nothing_else_is_kept() -> None:
    assert {each.stem for each in KEPT.iterdir()} == set(SCENES)
