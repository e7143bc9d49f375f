"""What all dialogs with fields have in common."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.form_dialog import FormDialog


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_does_what_the_button_in_focus_says(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    shown = FormDialog(theme, "Réception", 400)
    qtbot.addWidget(shown)
    done: list[str] = []
    leave = shown.add_button("Fermer", lambda: done.append("fermer"))
    shown.add_button("&Exporter", lambda: done.append("exporter"), primary=True)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    leave.setFocus()
    QTest.keyClick(leave, key)
    assert done == ["fermer"]
