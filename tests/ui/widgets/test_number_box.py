"""A number is typed with or without Shift."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from btstc_jury.ui.widgets.steady import NumberBox


def test_the_keys_of_the_digits_need_no_shift(qtbot: QtBot) -> None:
    box = NumberBox(maximum=240, suffix="\u202fmin")
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    box.selectAll()
    for character in "&éà":
        QApplication.sendEvent(
            box, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
        )
    assert box.value() == 120
