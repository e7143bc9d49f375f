"""A drawer over a live oral: Tab comes to all of it, and round, both ways."""

from __future__ import annotations

import pytest

from tests.ui.hands import Hands
from tests.ui.test_tab import name, walked, wanted


@pytest.mark.parametrize("which", ["fraud", "played", "transfer", "history", "departure"])
def test_tab_goes_round_in_it(started: Hands, which: str) -> None:
    live = started.live
    key = {
        "fraud": "Ctrl+Shift+F",
        "played": "Ctrl+Shift+J",
        "transfer": "Ctrl+Shift+T",
        "history": "Ctrl+H",
        "departure": "Ctrl+Shift+D",
    }[which]
    started.key(key)
    drawer = live.fraud if which == "fraud" else getattr(live.drawers, which)
    assert drawer.isVisible()
    before = walked(started)
    assert all(drawer.isAncestorOf(each) for each in before), [*map(name, before)]
    assert drawer.leave in before
    missed = wanted(drawer) - set(before)
    assert not missed, sorted(map(name, missed))
    started.key("Shift+Tab")
    assert started.focus in before
    started.key("Escape")
    assert not drawer.isVisible()
    assert started.at(live.remarks.field)
