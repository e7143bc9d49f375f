"""Numbers that stand for Qt's own."""

from __future__ import annotations

from PySide6.QtCore import Qt

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets import basics
from btstc_jury.ui.widgets.basics import label
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
