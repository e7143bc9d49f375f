"""Pictures of separate opinions, to be looked at: build/screens/."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from btstc_jury.domain import commands as do
from btstc_jury.domain import room_commands as room
from btstc_jury.ui.theme.theme import Mode, Theme
from tests.ui.hands import Hands
from tests.ui.opinions.commission import to_deliberation, turn

SCREENS = Path(__file__).resolve().parents[3] / "build" / "screens"
OPINIONS = {
    "a": ("11.5", {13: "TI", 2: "I", 10: "S", 14: "S", 5: "NE"}),
    "b": ("14", {13: "S", 2: "TS", 10: "S", 14: "TS"}),
    "c": ("13.5", {13: "S", 2: "S", 10: "TS", 14: "TS"}),
}


@pytest.fixture(params=[("light", 1.0), ("dark", 1.0), ("light", 1.5)], ids=["light", "dark", "light-150"])
def look(request: pytest.FixtureRequest, theme: Theme) -> Iterator[str]:
    """The name of the look in force."""
    chosen: tuple[Mode, float] = request.param
    theme.set(*chosen)
    yield f"{chosen[0]}-{chosen[1]:.0%}".replace("%", "")
    theme.set("light", 1.0)


def taken(page: QWidget, name: str) -> int:
    """Keep a picture of a page; how many colours are found in it."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for _ in range(3):
        QCoreApplication.processEvents()
    picture = page.grab()
    assert picture.save(str(SCREENS / f"{name}.png"))
    image = picture.toImage()
    return len({image.pixel(x, y) for y in range(0, image.height(), 7) for x in range(0, image.width(), 3)})


def test_before_and_after_the_reveal(started: Hands, look: str) -> None:
    hands = started
    hands.key("Alt+M")
    turn(hands, 1, first=True)
    hands.note("#13=1 esquive le SAV")
    assert taken(hands.window, f"avis-oral-{look}") > 20
    page = to_deliberation(hands)
    number, act = hands.live.oral, hands.office.act
    turn(hands, 1)
    assert taken(hands.window, f"avis-tour-{look}") > 20
    for key, (mark, levels) in OPINIONS.items():
        for criterion in hands.office.oral(number).form.criteria:
            act(number, room.RateOpinion(key, criterion.number, levels.get(criterion.number, "S")))
        act(number, room.MarkOpinion(key, Decimal(mark)))
        act(number, room.GiveOpinion(key))
    hands.workspace.conductor.act(number, room.Reveal())
    hands.workspace.conductor.act(number, do.Rate(10, "S"))
    hands.workspace.conductor.act(number, room.Dissent("c", 10, "le cahier des charges était clair"))
    page.criteria.list.select(10)
    assert taken(hands.window, f"avis-reveles-{look}") > 20
