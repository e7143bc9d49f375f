"""Widgets are not asked for what PySide would then take for theirs (``ui/widgets/tabbing.py``)."""

from __future__ import annotations

import gc
import re
from pathlib import Path

from PySide6.QtWidgets import QApplication

import btstc_jury.ui
from btstc_jury.ui.candidates.absence_dialog import AbsenceDialog
from tests.ui.hands import Hands

FOLDER = Path(btstc_jury.ui.__file__).parent
HANDS_OVER = re.compile(
    r"\.(nextInFocusChain|previousInFocusChain|focusProxy|buddy|checkedButton|checkedAction|actionGroup|sender)\(\)"
    r"|(?<!QApplication)\.focusWidget\(\)|\bself\.group\(\)"
)


def test_none_is_asked_for_what_would_be_handed_over() -> None:
    found = [
        f"{each.relative_to(FOLDER).as_posix()}: {asked.group()}"
        for each in FOLDER.rglob("*.py")
        for asked in HANDS_OVER.finditer(each.read_text("utf-8"))
    ]
    assert found == []


def test_a_drawer_that_closes_leaves_every_widget_to_its_own(hands: Hands) -> None:
    """It fell when what stopped the oral was shown again, once Python had looked for garbage."""
    hands.key("Alt+Left")
    for _ in range(3):
        hands.key("Ctrl+Shift+B")
        dialog = hands.see(AbsenceDialog)[-1]
        hands.wait(dialog.isActiveWindow)
        hands.key("Return")
        hands.window.activateWindow()
        hands.wait(lambda: QApplication.focusWidget() is not None)
        hands.key("Return")
        assert hands.page is hands.live
        assert hands.live.arrival.stopped.isVisible()
        gc.collect()
        hands.key("Ctrl+H")
        hands.key("Escape")
        hands.key("Ctrl+Z")
        assert not hands.live.arrival.stopped.isVisible()
        hands.key("Alt+Left")
        gc.collect()
