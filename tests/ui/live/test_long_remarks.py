"""A long remark grows in its field, folds in the list, and unfolds when it is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from tests.ui.hands import Hands

LONG = "Reformule le besoin du client puis chiffre chaque option. " * 20


def heights(hands: Hands) -> list[int]:
    """Of the rows, from top to bottom."""
    view = hands.live.remarks.list
    return [view.sizeHintForRow(row) for row in range(view.model().rowCount())]


def test_the_field_grows_to_three_lines_and_scrolls_beyond(started: Hands) -> None:
    field = started.live.remarks.field
    one = field.height()
    started.write("Reformule")
    assert field.height() == one
    line = field.fontMetrics().lineSpacing()
    field.insert(LONG[:90])
    started.wait(lambda: one < field.height() <= one + 2 * line)
    field.insert(LONG)
    started.wait(lambda: field.height() >= one + 2 * line - 2)
    assert field.height() <= one + 2 * line + 2
    started.key("Return")
    started.wait(lambda: field.height() == one)


def test_a_long_remark_folds_in_the_list_and_unfolds_when_chosen(started: Hands) -> None:
    started.remark("courte")
    started.live.remarks.field.insert(LONG)
    started.key("Return")
    started.remark("courte aussi")
    short, folded, _ = heights(started)
    assert short < folded <= 3 * started.live.remarks.list.fontMetrics().lineSpacing() + 24
    started.key("Shift+Tab")
    started.key("Up")
    whole = heights(started)[1]
    assert whole > 2 * folded
    started.key("Up")
    assert heights(started)[1] == folded
    started.key("Down")
    started.key("Esc")
    assert heights(started)[1] == folded
    view = started.live.remarks.list
    started.click(view.viewport(), view.visualRect(view.model().index(1, 0)).center())
    assert heights(started)[1] == whole
    assert LONG.strip() in str(view.model().index(1, 0).data())


@pytest.mark.parametrize("breaks", ["\n", "\t", "\r\n", "\u2028", "\u2029"])
def test_breaks_of_a_paste_become_spaces(started: Hands, breaks: str) -> None:
    pasted = QMimeData()
    pasted.setText(f"première ligne{breaks}seconde")
    QGuiApplication.clipboard().setMimeData(pasted)
    started.key("Ctrl+V")
    assert started.live.remarks.field.text() == "première ligne seconde"
    started.key("Return")
    assert [each.content.text for each in started.oral.remarks.values()] == ["première ligne seconde"]


def test_enter_with_shift_breaks_no_line(started: Hands) -> None:
    started.write("une")
    started.key("Shift+Return")
    assert started.live.remarks.field.text() == "une"


def test_a_paste_that_is_too_long_is_kept_whole_and_refused(started: Hands) -> None:
    text = "x" * 5003
    started.live.remarks.field.insert(text)
    started.key("Return")
    assert not started.oral.remarks
    assert started.live.remarks.field.text() == text
    assert "Trop long\u202f: 5\u202f003 / 4\u202f000 caractères" in started.texts(started.live.remarks.entry)
