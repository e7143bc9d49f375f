"""The screens of one oral: built at their first use, then as good as if they had always been there."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.sessions import Desk
from btstc_jury.application.settings import Settings
from btstc_jury.ui.acts import Where
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


@pytest.fixture
def opened(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    """The day's list of a file, in a program whose user has moved two keys."""
    make_file(desk, path)
    hands = show_window(settings=Settings(keys={"oral.next": "Ctrl+F7", "verdict.settle": "Ctrl+F8"}))
    assert hands.window.open_path(path)
    return hands


def places(hands: Hands) -> list[Where]:
    return list(hands.workspace.places.values())


def test_a_file_opens_without_the_screens_of_an_oral(opened: Hands) -> None:
    assert opened.page is opened.workspace.day
    assert places(opened) == [Where.DAY]


def test_what_was_never_built_is_covered_and_closed_all_the_same(opened: Hands) -> None:
    opened.key("F9")
    assert opened.window.bench.guard is not None
    assert opened.window.bench.guard.covered
    opened.key("F9")
    opened.key("Ctrl+W")
    assert not opened.window.bench.is_open


def test_each_screen_comes_at_its_first_use_with_the_keys_in_force(opened: Hands) -> None:
    opened.key("Return")
    assert places(opened) == [Where.DAY, Where.LIVE]
    assert opened.live.footer.forward.keys == "Ctrl+F7"
    opened.key("Ctrl+F7")
    opened.key("Ctrl+Shift+Return")
    assert places(opened) == [Where.DAY, Where.LIVE, Where.DELIBERATION]
    assert opened.workspace.deliberation.footer.settle.keys == "Ctrl+F8"
    opened.key("Ctrl+G")
    assert places(opened) == [Where.DAY, Where.LIVE, Where.DELIBERATION, Where.GRID]
    assert opened.page is opened.workspace.grid
