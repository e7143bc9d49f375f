"""An oral in which nobody types asks next to nothing of the machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from btstc_jury.application.sessions import Desk
from btstc_jury.domain import commands as do
from btstc_jury.domain.moments import Duration
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


class Layouts(QObject):
    """Counts how often a part of a page asks to be laid out anew."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.count = 0
        for each in (page, *page.findChildren(QWidget)):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


@pytest.fixture
def uninterrupted(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    """An E6 in the phase that nobody interrupts, while the next candidate prepares."""
    make_file(desk, path, ("e6-ponctuel", "e4-ponctuel"))
    hands = show_window()
    hands.window.resize(1366, 768)
    assert hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    assert hands.workspace.conductor.act(2, do.StartPreparation())
    hands.live.refresh()
    return hands


def settle() -> None:
    for _ in range(20):
        QApplication.processEvents()


def test_a_second_that_passes_lays_nothing_out(uninterrupted: Hands) -> None:
    hands = uninterrupted
    assert "Ne pas interrompre" in hands.texts(hands.live.clock)
    assert "En préparation" in hands.texts(hands.live.preparation)
    hands.clock.advance(Duration.seconds(2))
    hands.live.refresh_clock()
    settle()
    layouts = Layouts(hands.live)
    before = hands.texts(hands.live.clock)
    for _ in range(3):
        hands.clock.advance(Duration.seconds(1))
        hands.live.refresh_clock()
        settle()
    assert hands.texts(hands.live.clock) != before
    assert layouts.count == 0
