"""A time keeps its size while its figures take the same room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import FiguresLabel, label


class Layouts(QObject):
    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


@pytest.fixture
def time(qtbot: QtBot, theme: Theme) -> Iterator[FiguresLabel]:
    page = QWidget()
    qtbot.addWidget(page)
    theme.dress(page)
    made = FiguresLabel("clock")
    QVBoxLayout(page).addWidget(made)
    made.setText("12:34")
    page.show()
    QApplication.processEvents()
    yield made
    page.close()


def natural(time: FiguresLabel) -> QSize:
    """The size that a plain label of the same text and font asks for."""
    plain = label(time.text())
    plain.setFont(time.font())
    return plain.sizeHint()


def test_other_figures_move_nothing(time: FiguresLabel) -> None:
    layouts = Layouts()
    time.window().installEventFilter(layouts)
    time.setText("56:78")
    QApplication.processEvents()
    assert layouts.count == 0
    time.setText("156:78")
    QApplication.processEvents()
    assert layouts.count > 0


@pytest.mark.parametrize("text", ["+112:34", "0:05"])
def test_it_grows_and_shrinks_with_its_text(time: FiguresLabel, text: str) -> None:
    time.setText(text)
    assert time.maximumSize() == natural(time)


@pytest.mark.parametrize("pixels", [20, 90])
def test_it_follows_the_size_of_its_type(time: FiguresLabel, pixels: int) -> None:
    time.setStyleSheet(f"font-size: {pixels}px;")
    QApplication.processEvents()
    assert time.font().pixelSize() == pixels
    assert time.maximumSize() == natural(time)
