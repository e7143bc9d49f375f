"""Every dialog, drawer and strip as a screen reader has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.accessibility.tree import problems, visible
from tests.ui.hands import Hands

ACTS = ("new", "restore", "purge", "export", "settings", "keys", "about")


def check(window: QWidget) -> None:
    found = problems(window)
    assert not found, "\n".join(found)
    assert sum(1 for _ in visible(window)) > 4


def open_dialogs() -> list[QDialog]:
    windows = QApplication.topLevelWidgets()
    return [each for each in windows if isinstance(each, QDialog) and each.isVisible()]


def check_what_opens(hands: Hands, act: Callable[[], object]) -> None:
    """A dialog may keep its caller waiting until it is closed: it is looked at meanwhile."""
    seen: list[QWidget] = []
    found: list[str] = []

    def look() -> None:
        for dialog in open_dialogs():
            seen.append(dialog)
            found.extend(problems(dialog))
            dialog.reject()

    timer = QTimer(interval=50)
    timer.timeout.connect(look)
    timer.start()
    act()
    hands.wait(lambda: bool(seen) and not open_dialogs())
    timer.stop()
    assert not found, "\n".join(found)
    hands.back()


@pytest.mark.parametrize("name", ACTS)
def test_dialogs_of_the_menus(hands: Hands, name: str) -> None:
    act = getattr(hands.window.acts, name)
    assert isinstance(act, QAction)
    check_what_opens(hands, act.trigger)


@pytest.mark.parametrize("key", ["Ctrl+I", "F4", "Ctrl+Shift+E"])
def test_dialogs_of_the_day(hands: Hands, key: str) -> None:
    hands.workspace.show_day()
    check_what_opens(hands, partial(hands.key, key))


@pytest.mark.parametrize("key", ["Ctrl+H", "Ctrl+Shift+F", "Ctrl+Shift+D", "Ctrl+Shift+T", "Ctrl+B"])
def test_drawers_and_strips_of_the_oral(started: Hands, key: str) -> None:
    started.remark("? quel délai")
    started.key(key)
    check(started.window)
