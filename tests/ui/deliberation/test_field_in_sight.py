"""The field where one types stays in sight, whatever is said above it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from btstc_jury.application.sessions import Desk
from btstc_jury.ui.theme.theme import Theme
from tests.ui.conftest import ShowWindow
from tests.ui.hands import make_file


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_mark_far_from_the_levels_does_not_push_the_appreciation_away(
    show_window: ShowWindow, theme: Theme, desk: Desk, path: Path, scale: float
) -> None:
    make_file(desk, path, ("e4-ponctuel",))
    theme.set("light", scale)
    hands = show_window()
    hands.window.resize(1280, 720)
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    for number in range(1, 18):
        hands.remark(f"#{number}=TS")
    hands.key("Ctrl+Shift+Return")
    page = hands.workspace.deliberation
    hands.key("Tab")
    assert hands.at(page.verdict.mark.editor)
    hands.write("20")
    hands.key("Return")
    hands.key("Ctrl+A")
    hands.write("15")
    hands.key("Tab")
    for _ in range(5):
        QApplication.processEvents()
    field = hands.focus
    assert field.accessibleName() == "Appréciation"
    area = page.side.area.viewport()
    top = field.mapTo(area, QPoint(0, 0)).y()
    assert 0 <= top < area.height() - field.fontMetrics().height()
    assert top + field.height() <= area.height() or field.height() > area.height()


def test_what_is_asked_for_covers_no_criterion_that_is_chosen(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    make_file(desk, path, ("e4-ponctuel",))
    hands = show_window()
    hands.window.resize(1280, 720)
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+Return")
    criteria = hands.workspace.deliberation.criteria
    if hands.at(criteria.list):
        hands.key("F2")
    assert not criteria.prompt.isVisible()
    criteria.list.select(17)
    hands.key("F2")
    assert hands.at(criteria.list)
    assert criteria.prompt.isVisible()
    assert criteria.list.current() == 17
    row = criteria.list.visualRect
    hands.wait(lambda: criteria.list.viewport().rect().contains(row(criteria.list.currentIndex())))
