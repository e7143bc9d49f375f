"""Numbers that stand for Qt's own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets import basics
from btstc_jury.ui.widgets.basics import ElidedLabel, label
from btstc_jury.ui.widgets.layouts import ColumnScroll


def test_the_numbers_are_qts() -> None:
    focus, side = Qt.FocusPolicy, Qt.AlignmentFlag
    numbers = basics.NO_FOCUS, basics.TAB_FOCUS, basics.STRONG_FOCUS
    assert tuple(map(focus, numbers)) == (focus.NoFocus, focus.TabFocus, focus.StrongFocus)
    assert side(basics.CENTRED) == side.AlignCenter
    assert side(basics.LEFT_MIDDLE) == side.AlignLeft | side.AlignVCenter
    wrapped = Qt.TextFlag.TextWordWrap | side.AlignLeft | side.AlignTop
    assert wrapped == basics.LEFT_TOP_WRAPPED


def test_properties_take_them(theme: Theme) -> None:
    assert label("<b>a</b>").textFormat() is Qt.TextFormat.PlainText
    scroll = ColumnScroll()
    assert scroll.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert scroll.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    scroll.deleteLater()


def test_parts_that_do_not_fit_are_left_out_whole(qtbot: QtBot, theme: Theme) -> None:
    """« puis 1 él… » taught half a key."""
    whole = "Alt + lettre\u202f: lancée · puis 1 éludée · 2 traitée"
    made = ElidedLabel(whole, by_parts=True)
    qtbot.addWidget(made)
    theme.dress(made)
    made.show()
    room = made.fontMetrics().horizontalAdvance(whole)
    made.resize(room - 1, 30)
    assert made.toolTip() == whole
    cut = made.grab().toImage()
    made.setText("Alt + lettre\u202f: lancée · puis 1 éludée")
    assert made.grab().toImage() == cut
    made.resize(made.fontMetrics().horizontalAdvance("Alt + let…"), 30)
    cut = made.grab().toImage()
    made.setText("Alt + lettre\u202f: lancée")
    assert made.grab().toImage() == cut
