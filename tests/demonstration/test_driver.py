"""What a demonstration that can't go on says."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from btstc_jury.demonstration import driver as driving
from btstc_jury.demonstration.driver import DemonstrationFailed, Driver
from btstc_jury.ui.widgets.basics import label


def test_it_tells_what_stood_on_the_screen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = label("Le placement automatique demande OR-Tools.")
    front = label("")
    shown.setParent(front)
    qtbot.addWidget(front)
    with qtbot.waitActive(front):
        front.show()
        front.activateWindow()
    monkeypatch.setattr(driving, "_PATIENCE_MS", 20)
    with pytest.raises(DemonstrationFailed, match=r"placement : rien .* demande OR-Tools"):
        Driver.expect(None, "placement", lambda: False)  # type: ignore[arg-type] # It needs nothing of one.
