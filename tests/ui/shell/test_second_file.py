"""A second file in one run of the program: nothing of the first is left that could still be told of."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from btstc_jury.application.sessions import Desk
from btstc_jury.ui.theme.theme import Mode
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


def forgotten() -> None:
    """What is to be deleted is."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def second(show_window: ShowWindow, desk: Desk, tmp_path: Path) -> Hands:
    """All screens of the first file were shown; the second is open on its list."""
    hands = show_window()
    for name in ("one", "two"):
        path = tmp_path / f"{name}.btsjury"
        make_file(desk, path)
        assert hands.window.open_path(path)
        forgotten()
        if name == "one":
            hands.workspace.open_oral(1)
            hands.workspace.show_deliberation(1)
            hands.workspace.show_grid(1)
            hands.wait(lambda: hands.workspace.grid.ready)
            hands.workspace.show_day()
    return hands


def test_screens_change_without_a_word_to_those_of_the_first(second: Hands) -> None:
    second.workspace.open_oral(1)
    second.workspace.show_day()
    for action in second.window.acts:
        action.changed.emit()


@pytest.mark.parametrize("mode", ["dark", "contrast-light"])
def test_another_look_too(second: Hands, mode: Mode) -> None:
    second.theme.set(mode, 1.5)
    second.theme.set("light", 1.0)


def test_keys_that_change_too(second: Hands) -> None:
    preferences = second.window.preferences
    preferences.put(preferences.value._replace(keys={"window.cover": "F12"}))
    second.workspace.open_oral(1)
    second.workspace.show_deliberation(1)
