"""Rows that grow with the text, and that give way where the width ends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.fields import LineField, beside
from btstc_jury.ui.widgets.layouts import Narrowing, column, flow, row, sized, spaced


def test_a_row_grows_with_the_text(qtbot: QtBot, theme: Theme) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    theme.dress(box)
    layout = row(theme, QLabel("a"), 1, (QLabel("b"), 2), gap=8, margins=(16, 0, 12, 4), within=box)
    assert [layout.stretch(place) for place in range(3)] == [0, 1, 2]
    assert (layout.spacing(), layout.contentsMargins().left()) == (8, 16)
    theme.set(scale=2.0)
    assert layout.spacing() == theme.space(8) == 12
    margins = layout.contentsMargins()
    assert (margins.left(), margins.top(), margins.right(), margins.bottom()) == (24, 0, 18, 6)


def test_the_last_word_on_a_layout_counts(theme: Theme) -> None:
    layout = column(theme, gap=4, margins=(16, 8))
    spaced(theme, layout, gap=0, margins=3)
    theme.set(scale=2.0)
    assert (layout.spacing(), layout.contentsMargins().top()) == (0, theme.space(3))


def test_a_grid_has_two_gaps(theme: Theme) -> None:
    grid = spaced(theme, QGridLayout(), gap=(12, 4))
    theme.set(scale=2.0)
    assert (grid.horizontalSpacing(), grid.verticalSpacing()) == (18, 6)


def test_a_layout_that_is_gone_hears_nothing(theme: Theme) -> None:
    box = QWidget()
    flow(theme, QLabel("a"), within=box)
    box.deleteLater()
    del box
    theme.set(scale=1.5)
    assert theme.scale == 1.5


def test_a_size_grows_with_the_text(qtbot: QtBot, theme: Theme) -> None:
    field = QLabel()
    qtbot.addWidget(field)
    theme.dress(field)
    sized(theme, field, width=(100, 200), height=40)
    theme.set(scale=2.0)
    assert (field.minimumWidth(), field.maximumWidth(), field.height()) == (200, 400, 80)


def wanted(box: QWidget) -> int:
    """Width of all that the row shows."""
    layout = box.layout()
    assert layout is not None
    return layout.sizeHint().width()


@pytest.fixture
def narrowed(qtbot: QtBot, theme: Theme) -> tuple[QWidget, KeyButton, QPushButton, Narrowing]:
    """A row of a button with a key and of one that can hide; its words can be said in short."""
    box = QWidget()
    qtbot.addWidget(box)
    theme.dress(box)
    first, second = KeyButton("Commencer l’interrogation", "Ctrl+Return"), QPushButton("Annuler")
    layout = row(theme, first, second, within=box)
    box.setMinimumWidth(1)

    def whole() -> None:
        first.setText("Commencer l’interrogation")
        second.show()

    fitting = Narrowing(box, layout, lambda: first.setText("Commencer"), second, whole=whole)
    box.resize(800, 40)
    box.show()
    return box, first, second, fitting


def test_the_least_important_gives_way_first(
    narrowed: tuple[QWidget, KeyButton, QPushButton, Narrowing],
) -> None:
    box, first, second, _ = narrowed
    seen = []
    for width in range(800, 60, -2):
        box.resize(width, 40)
        state = (first.shows_keys, first.text(), second.isVisible())
        if state not in seen:
            seen.append(state)
        if second.isVisible():
            assert wanted(box) <= width
    whole, short = "Commencer l’interrogation", "Commencer"
    assert seen[:2] == [(True, whole, True), (False, whole, True)]
    assert seen[-1] == (False, short, False)
    box.resize(800, 40)
    assert (first.shows_keys, first.text(), second.isVisible()) == seen[0]


def test_other_words_are_fitted_at_once(
    narrowed: tuple[QWidget, KeyButton, QPushButton, Narrowing],
) -> None:
    box, first, second, fitting = narrowed
    box.resize(wanted(box), 40)
    assert first.shows_keys
    second.setText("Annuler ce qui vient d’être fait")
    fitting.fit()
    assert not first.shows_keys


def test_a_button_beside_a_field_stays_level_with_its_editor(qtbot: QtBot, theme: Theme) -> None:
    """The caption above the editor has its size only once it is in a window, and another with larger text."""
    window = QWidget()
    qtbot.addWidget(window)
    field, button = LineField(theme, "&Fichier"), QPushButton("Choisir…")
    column(theme, row(theme, (field, 1), beside(field, button)), 1, within=window)
    theme.dress(window)
    window.show()
    for scale in (1.0, 2.0):
        theme.set(scale=scale)
        qtbot.waitUntil(
            lambda: field.editor.mapTo(window, QPoint()).y() == button.mapTo(window, QPoint()).y() > 0
        )
