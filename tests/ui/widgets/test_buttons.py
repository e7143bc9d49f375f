"""What a button is called."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from btstc_jury.ui.widgets.buttons import KeyButton


@pytest.mark.parametrize(
    ("text", "called"), [("&Visite d’une minute", "Visite d’une minute"), ("Achat && vente", "Achat & vente")]
)
def test_the_mark_of_a_key_is_not_read(qtbot: QtBot, text: str, called: str) -> None:
    made = KeyButton(text, "F2")
    qtbot.addWidget(made)
    assert (made.text(), made.accessibleName(), made.toolTip()) == (text, called, f"{called} (F2)")
