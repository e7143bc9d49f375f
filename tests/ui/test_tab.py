"""Tab reaches every part of a screen, forward, and comes round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.settings import Settings
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file, session

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QAbstractSpinBox)
MOST = 150


def name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} « {text or widget.accessibleName()} »"


def wanted(root: QWidget) -> set[QWidget]:
    """What a mouse can use here, and a key should."""
    found: set[QWidget] = set()
    for each in root.findChildren(QWidget):
        if not isinstance(each, CONTROLS) or not each.isVisible() or not each.isEnabled():
            continue
        if isinstance(each, QLineEdit) and isinstance(each.parentWidget(), QAbstractSpinBox | QComboBox):
            continue
        group = each.group() if isinstance(each, QAbstractButton) else None
        if group is not None and group.exclusive() and group.checkedButton() not in {each, None}:
            continue  # The arrows lead there from the one that is chosen.
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.add(each)
    return found


def walked(hands: Hands) -> list[QWidget]:
    """Where Tab goes, from where the keys are, until it comes round."""
    seen: list[QWidget] = []
    for _ in range(MOST):
        at = QApplication.focusWidget()
        assert at is not None
        if at in seen:
            return seen
        seen.append(at)
        hands.key("Tab")
    raise AssertionError("it never comes round")


def check(hands: Hands, root: QWidget, at_least: int) -> None:
    all_of_it = wanted(root)
    assert len(all_of_it) >= at_least, sorted(map(name, all_of_it))
    missed = all_of_it - set(walked(hands))
    assert not missed, sorted(map(name, missed))


def home(show_window: ShowWindow, desk: Desk, path: Path) -> tuple[Hands, QWidget]:
    for number in range(3):
        make_file(desk, path.with_name(f"{number}.btsjury"))
    missing = path.with_name("gone.btsjury")
    recent = (*(path.with_name(f"{number}.btsjury") for number in range(3)), missing)
    hands = show_window(settings=Settings(recent=recent))
    return hands, hands.window.welcome


def first_visit(show_window: ShowWindow, _desk: Desk, _path: Path) -> tuple[Hands, QWidget]:
    hands = show_window()
    return hands, hands.window.welcome


def day(show_window: ShowWindow, desk: Desk, path: Path) -> tuple[Hands, QWidget]:
    make_file(desk, path, ("e4-ponctuel", "e6-ponctuel"))
    hands = show_window()
    hands.window.open_path(path)
    return hands, hands.page


def empty_day(show_window: ShowWindow, desk: Desk, path: Path) -> tuple[Hands, QWidget]:
    create_file(desk, path, session()).close()
    hands = show_window()
    hands.window.open_path(path)
    return hands, hands.page


def arrival(show_window: ShowWindow, desk: Desk, path: Path) -> tuple[Hands, QWidget]:
    make_file(desk, path, ("e6-ponctuel",))
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    assert hands.page is hands.live
    return hands, hands.page


def paused(show_window: ShowWindow, desk: Desk, path: Path) -> tuple[Hands, QWidget]:
    """The line where remarks are written keeps Tab for the criteria: Ctrl+F6 leads on from it."""
    hands, root = arrival(show_window, desk, path)
    hands.key("Ctrl+Return")
    hands.key("Ctrl+P")
    assert hands.at(hands.live.pause_strip.reason_field)
    hands.key("Ctrl+F6")
    return hands, root


def deliberation(show_window: ShowWindow, desk: Desk, path: Path) -> tuple[Hands, QWidget]:
    """With a pause that nobody explained and a part that wasn't held."""
    hands, _ = paused(show_window, desk, path)
    hands.key("Ctrl+P")
    hands.key("Ctrl+Shift+Return")
    assert hands.page is hands.workspace.deliberation
    return hands, hands.page


def grid(show_window: ShowWindow, desk: Desk, path: Path) -> tuple[Hands, QWidget]:
    hands, _ = deliberation(show_window, desk, path)
    hands.key("Ctrl+G")
    assert hands.page is hands.workspace.grid
    hands.wait(lambda: hands.workspace.grid.ready)
    return hands, hands.page


Screen = Callable[[ShowWindow, Desk, Path], tuple[Hands, QWidget]]


@pytest.mark.parametrize(
    ("screen", "at_least"),
    [
        (home, 5),
        (first_visit, 3),
        (day, 8),
        (empty_day, 3),
        (arrival, 12),
        (paused, 10),
        (deliberation, 15),
        (grid, 4),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_tab_reaches_everything(
    screen: Screen, at_least: int, show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    hands, root = screen(show_window, desk, path)
    check(hands, root, at_least)


def test_a_file_without_candidates_begins_with_adding_one(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    hands, _ = empty_day(show_window, desk, path)
    assert isinstance(hands.focus, QAbstractButton)
    assert hands.focus.text() == "Ajouter un candidat…"
