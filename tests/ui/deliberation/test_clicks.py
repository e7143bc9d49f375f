"""A click is not lost when what is recorded on leaving a field moves the button under the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.domain.assessment import TextField
from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from tests.ui.deliberation.conftest import Table

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize("field", ["mark", "text"])
def test_a_click_on_what_moves_is_not_lost(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage, field: str
) -> None:
    button = page.verdict.take_up[TextField.STRENGTHS]
    strengths = page.verdict.texts[TextField.STRENGTHS].editor
    typed: QWidget = page.verdict.mark.editor
    if field == "text":
        typed = page.verdict.texts[TextField.APPRECIATION].editor
    page._scroll.ensureWidgetVisible(button)
    typed.setFocus()
    QTest.keyClicks(typed, "12,1" if field == "mark" else "Ecoute")
    place = button.mapTo(page.window(), button.rect().center())
    handle = page.window().windowHandle()
    QTest.mousePress(handle, LEFT, NONE, place)
    qtbot.wait(120)
    assert table.oral(oral).verdict.appreciation == ""
    QTest.mouseRelease(handle, LEFT, NONE, place)
    qtbot.waitUntil(lambda: strengths.text() != "")
    if field == "mark":
        qtbot.waitUntil(page.verdict.mark.error.isVisible)
    else:
        qtbot.waitUntil(lambda: table.oral(oral).verdict.appreciation == "Ecoute")
